Console.Out.Write(args.Length > 0 ? $"{Environment.WorkingSet / 1_000_000} MB" : "x");
