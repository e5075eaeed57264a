using System.Text;

namespace ModelProvenance.Tool.Tests;

/// <summary>One run of the tool inside the test process.</summary>
internal sealed record ToolRun(int Exit, byte[] OutputBytes, string Error)
{
    // The time stands still, so that two runs write the same documents.
    private static readonly StoppedClock Clock = new(TimeProvider.System.GetUtcNow());

    public string Output { get; } = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(OutputBytes);

    public static ToolRun Of(params string[] arguments) => Of(arguments, []);

    public static ToolRun Of(string[] arguments, byte[] input, bool terminal = false, bool rich = false)
    {
        using var output = new MemoryStream();
        var exit = Into(output, arguments, new MemoryStream(input), out var error, terminal, rich);
        return new ToolRun(exit, output.ToArray(), error);
    }

    public static int Into(Stream output, string[] arguments, Stream input, out string error, bool terminal = false, bool rich = false)
    {
        using var errors = new StringWriter();
        var console = new ToolConsole { Time = Clock, Input = input, Output = output, Error = errors, IsInputRedirected = !terminal, IsRich = rich };
        var exit = new ToolApp(console).Run(arguments);
        error = errors.ToString();
        return exit;
    }
}

/// <summary>A clock that always shows the same time.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
