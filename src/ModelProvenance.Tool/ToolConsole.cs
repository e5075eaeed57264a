using ModelProvenance.Tool.Output;

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

    /// <summary>Whether standard error is a terminal on which a line can be written over, as progress is.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The width of the terminal in columns; 100 when there is none.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Answers for variables of the environment; tests give their own.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The folder of the user; tests give their own.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The clock; tests give their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What ends long work; null for the signals of the process. Tests give their own.</summary>
    public CancellationToken? Cancelled { get; init; }

    /// <summary>The token of long work. From the first call on, a signal cancels it instead of ending the process at once.</summary>
    public CancellationToken Cancellation => Cancelled ?? Interruption.Listen();

    /// <summary>The exit code after work that was cancelled.</summary>
    public static int CancelledExitCode => Interruption.ExitCode is > 0 and var code ? code : ExitCodes.Interrupted;

    /// <summary>A line on standard error, without characters that would steer the terminal.</summary>
    public void ErrorLine(string message) => Error.WriteLine(TextPage.Clean(message));

    public static ToolConsole ForProcess()
    {
        var rich = IsRichOutput(Console.IsOutputRedirected, Environment.GetEnvironmentVariable);
        var output = Console.OpenStandardOutput();
        return new ToolConsole
        {
            Input = Console.OpenStandardInput(),
            Output = Console.IsOutputRedirected && !OperatingSystem.IsWindows() ? new OutputPipe(output) : output,
            Error = Console.Error,
            IsInputRedirected = Console.IsInputRedirected,
            IsRich = rich,
            ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Width = rich ? Math.Max(60, Console.WindowWidth) : 100,
        };
    }

    /// <summary>Whether to print colours and tables: on a terminal, unless NO_COLOR is not empty (see no-color.org) or the terminal is a dumb one.</summary>
    internal static bool IsRichOutput(bool isRedirected, Func<string, string?> variable) =>
        !isRedirected && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb";
}
