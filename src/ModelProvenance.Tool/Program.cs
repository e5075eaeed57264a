using ModelProvenance.Tool;

return new ToolApp(ToolConsole.ForProcess()).Run(args);
