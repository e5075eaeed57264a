namespace ModelProvenance.Tool;

/// <summary>What the exit codes mean; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done; nothing at or above the bar.</summary>
    public const int Done = 0;

    /// <summary>Findings at or above the bar.</summary>
    public const int Findings = 1;

    /// <summary>Usage error.</summary>
    public const int Usage = 2;

    /// <summary>Input unreadable, id not found, nothing to check.</summary>
    public const int Input = 3;

    /// <summary>Internal error.</summary>
    public const int Internal = 4;

    /// <summary>Interrupted (SIGINT, Ctrl-C): 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Terminated (SIGTERM).</summary>
    public const int Terminated = 143;
}
