Console.Out.Write("x");
