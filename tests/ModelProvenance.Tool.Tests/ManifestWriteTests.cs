using System.Diagnostics;
using System.Text;

using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Tests;

/// <summary>Commands that write a manifest lose nothing: what cannot be read whole is not written over, and an interrupted write leaves the old file.</summary>
public sealed class ManifestWriteTests : IDisposable
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "modelprov.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("manifest-writes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Hostile() => new(
        "", "{", "[]", "null", "{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"a/b\",\"unknown\":1}]}", "{\"schemaVersion\":\"2.0\",\"models\":[]}", "{\"schemaVersion\":\"1.0\",\"models\":[],\"models\":[]}",
        "{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"a/b\",\"decision\":{\"by\":\"x\"}}]}", "{\"models\":" + new string('[', 5000), "\u0000\u0001\u0002");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_manifest_that_cannot_be_read_whole_is_left_as_it_is(string content)
    {
        var path = Path.Combine(_folder, "models.json");
        var bytes = Encoding.UTF8.GetBytes(content);
        File.WriteAllBytes(path, bytes);
        File.WriteAllText(Path.Combine(_folder, "config.json"), "{}");
        foreach (var arguments in new string[][]
        {
            ["manifest", "add", "c/d", "--file", path],
            ["manifest", "lock", "a/b", _folder, "--file", path],
            ["manifest", "decide", "a/b", "--license", "MIT", "--by", "me", "--reason", "x", "--file", path],
        })
        {
            var run = ToolRun.Of(arguments);
            run.Exit.Should().Be(3, run.Error);
            run.Error.Should().Contain("MP6001");
            File.ReadAllBytes(path).Should().Equal(bytes);
        }

        ToolRun.Of("check", path, "--as-of", "2026-01-31").Exit.Should().Be(1);
        Directory.GetFiles(_folder).Should().HaveCount(2, "no temporary file stays");
    }

    [Fact]
    public void A_line_of_a_build_cannot_be_forged_by_a_reference()
    {
        var path = Path.Combine(_folder, "models.json");
        File.WriteAllText(path, "{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"a\\nfoo.cs(1,1): error X1: forged\\u001b[31m\"}]}");
        foreach (var format in new[] { "msbuild", "text" })
            ToolRun.Of("check", path, "--format", format, "--as-of", "2026-01-31").Output.Split('\n').Should().NotContain(line => line.StartsWith("foo.cs", StringComparison.Ordinal)).And.NotContain(line => line.Contains('\u001b', StringComparison.Ordinal));
        ToolRun.Of("check", path, "--format", "github", "--as-of", "2026-01-31").Output.Split('\n').Should().NotContain(line => line.StartsWith("foo.cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_ends_in_the_middle_leaves_the_old_file()
    {
        // The system ends a process, or refuses the write, when a file grows over the limit of the shell: here after 1 KiB of a manifest of some 20 KiB.
        var path = Path.Combine(_folder, "models.json");
        var models = string.Join(",\n", Enumerable.Range(0, 400).Select(i => $"    {{ \"ref\": \"acme/model-{i}\" }}"));
        await File.WriteAllTextAsync(path, $"{{\n  \"schemaVersion\": \"1.0\",\n  \"models\": [\n{models}\n  ]\n}}\n", TestContext.Current.CancellationToken);
        var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        // The pages of generated code are such files too, unless the runtime is told to do without them.
        var start = new ProcessStartInfo("bash", ["-c", "ulimit -f 1; exec dotnet \"$@\"", "bash", Tool, "manifest", "add", "one/more", "--file", path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using (var run = Process.Start(start)!)
        {
            var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            run.ExitCode.Should().NotBe(0, await error);
        }

        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Should().Equal(before);
        // Without the limit the same command writes.
        ToolRun.Of("manifest", "add", "one/more", "--file", path).Exit.Should().Be(0);
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Should().Contain("one/more").And.Contain("acme/model-399");
    }

    [Fact]
    public void A_file_appears_as_a_whole_or_not_at_all()
    {
        var path = Path.Combine(_folder, "models.json");
        File.WriteAllText(path, "old");
        // What stands at the place of the temporary file keeps it from being made.
        Directory.CreateDirectory($"{path}.{Environment.ProcessId}.tmp");
        FluentActions.Invoking(() => AtomicFile.Write(path, "new"u8)).Should().Throw<Exception>().Which.Should().Match<Exception>(e => e is IOException || e is UnauthorizedAccessException);
        File.ReadAllText(path).Should().Be("old");
        Directory.Delete($"{path}.{Environment.ProcessId}.tmp");
        AtomicFile.Write(path, "new"u8);
        File.ReadAllText(path).Should().Be("new");
        Directory.GetFileSystemEntries(_folder).Should().ContainSingle();
    }
}
