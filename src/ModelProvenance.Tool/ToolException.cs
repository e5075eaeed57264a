namespace ModelProvenance.Tool;

/// <summary>Ends the command with a message on standard error and an exit code.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(int exitCode, params string[] lines)
        : base(string.Join(' ', lines))
    {
        ExitCode = exitCode;
        Lines = lines;
    }

    public IReadOnlyList<string> Lines { get; }

    public int ExitCode { get; }
}
