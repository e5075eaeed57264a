namespace ModelProvenance.Tool;

/// <summary>Where the tool reads and writes. Tests give their own streams.</summary>
internal sealed class ToolConsole
{
    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether standard input comes from a pipe or file.</summary>
    public required bool IsInputRedirected { get; init; }

    /// <summary>Whether results go to a terminal that shows colours.</summary>
    public required bool IsRich { get; init; }

    /// <summary>The width of the terminal in columns; 100 when there is none.</summary>
    public int Width { get; init; } = 100;

    public static ToolConsole ForProcess()
    {
        var rich = !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new ToolConsole
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = Console.Error,
            IsInputRedirected = Console.IsInputRedirected,
            IsRich = rich,
            Width = rich ? Math.Max(60, Console.WindowWidth) : 100,
        };
    }
}
