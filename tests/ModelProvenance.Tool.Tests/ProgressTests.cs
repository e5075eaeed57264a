using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Tests;

/// <summary>What long work shows, and how it ends when it is interrupted.</summary>
public sealed class ProgressTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelprovenance-progress-");

    public ProgressTests()
    {
        for (var i = 0; i < 3; i++)
            File.WriteAllText(Path.Combine(_folder.CreateSubdirectory($"{i}").FullName, "README.md"), "---\nlicense: mit\n---\n# X\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(42_000, 100_000, "Checking [############..................]  42 %  42,000 of 100,000  21,000/s")]
    [InlineData(0, 3, "Checking [..............................]   0 %  0 of 3  0/s")]
    [InlineData(3, 3, "Checking [##############################] 100 %  3 of 3  2/s")]
    [InlineData(42_000, 0, "Checking  42,000  21,000/s")]
    public void The_line_says_how_many_are_done(int done, int total, string line) => CountProgressLine.Text("Checking", done, total, TimeSpan.FromSeconds(2)).Should().Be(line);

    [Fact]
    public void On_a_terminal_check_shows_a_line_and_takes_it_away()
    {
        var (exit, error) = Run(new RunningClock(), showsProgress: true);
        exit.Should().Be(0);
        error.Should().StartWith("\rChecking").And.EndWith("\r");
        error[(error[..^1].LastIndexOf('\r') + 1)..^1].Trim().Should().BeEmpty();
    }

    [Fact]
    public void Without_a_terminal_nothing_is_shown() => Run(new RunningClock(), showsProgress: false).Should().Be((0, ""));

    [Fact]
    public void Work_that_is_cancelled_ends_with_130_and_prints_no_result()
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var console = new ToolConsole { Input = Stream.Null, Output = output, Error = error, IsInputRedirected = true, IsRich = false, Cancelled = new CancellationToken(true) };
        var bom = Path.Combine(_folder.FullName, "bom.json");
        File.WriteAllText(bom, """{"bomFormat":"CycloneDX","specVersion":"1.6"}""");
        File.WriteAllText(Path.Combine(_folder.FullName, "load.py"), "AutoModel.from_pretrained(\"Qwen/Qwen3-8B\")\n");
        var manifest = Path.Combine(_folder.FullName, "models.json");
        foreach (var arguments in (string[][])
        [
            ["check", _folder.FullName, "--format", "json"], ["inspect", _folder.FullName], ["scan", _folder.FullName], ["manifest", "init", _folder.FullName, "--file", manifest],
            ["bom", _folder.FullName], ["bom", "check", bom], ["catalog", "validate", Repository.Path("tests", "corpus", "catalog-tiny")],
        ])
        {
            new ToolApp(console).Run(arguments).Should().Be(130);
            output.Length.Should().Be(0);
            error.ToString().Should().EndWith("Interrupted.\n".ReplaceLineEndings());
        }

        File.Exists(manifest).Should().BeFalse("nothing is half written");
    }

    private (int Exit, string Error) Run(TimeProvider time, bool showsProgress)
    {
        using var error = new StringWriter();
        var console = new ToolConsole { Time = time, Input = Stream.Null, Output = Stream.Null, Error = error, IsInputRedirected = true, IsRich = false, ShowsProgress = showsProgress };
        return (new ToolApp(console).Run(["check", _folder.FullName, "--format", "json"]), error.ToString());
    }

    // A second goes by with each look at it.
    private sealed class RunningClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _now);
    }
}
