namespace ModelProvenance.Tool;

/// <summary>Ends the command with a message on standard error and an exit code.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    public int ExitCode { get; }
}
