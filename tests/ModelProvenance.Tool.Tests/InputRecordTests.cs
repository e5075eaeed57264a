using System.Globalization;

namespace ModelProvenance.Tool.Tests;

/// <summary>What a build needs for keeping findings: the files that they rest on, found or not.</summary>
public sealed class InputRecordTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelprovenance-inputs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_files_that_findings_depend_on_are_written_with_their_times()
    {
        var card = Write("models/README.md", "---\nlicense: other\nlicense_name: x\nlicense_link: LICENSE.txt\n---\n# X\n");
        Write("models/config.json", "{}");
        var configuration = Write("modelprov.json", """{"baseline": "old.txt"}""");
        var baseline = Write("old.txt", "");
        var manifest = Write("used.json", """{"schemaVersion": "1.0", "policy": "policy.json", "models": []}""");
        File.SetLastWriteTime(card, new DateTime(2026, 3, 1, 12, 30, 45, DateTimeKind.Local));
        var inputs = Path.Combine(_folder.FullName, "inputs.txt");

        ToolRun.Of(["check", card, "--manifest", manifest, "--inputs", inputs, "--fail-on", "never"]).Exit.Should().Be(0);

        var lines = File.ReadAllLines(inputs);
        lines.Should().Contain([card, configuration, baseline, manifest]);
        lines.Should().Contain(Path.Combine(_folder.FullName, "models", "LICENSE.txt"), "the link would be right if it were there");
        lines.Should().Contain(Path.Combine(_folder.FullName, "models", "modelprov.json"), "a nearer configuration would hold");
        lines.Should().Contain(Path.Combine(_folder.FullName, "policy.json"), "the manifest names it");
        lines.Should().NotContain(Path.Combine(Path.GetDirectoryName(_folder.FullName)!, "modelprov.json"), "the search ends where the configuration is");
        var state = File.ReadAllLines(inputs + ".state");
        state.Should().Contain($"{card}|2026-03-01 12:30:45.0000000");
        state.Should().Contain($"{Path.Combine(_folder.FullName, "policy.json")}|");
        state.Take(lines.Length).Select(line => line[..line.LastIndexOf('|')]).Should().Equal(lines);
        state.Skip(lines.Length).Should().Equal(lines.Where(Path.Exists));
        DateTime.ParseExact(state[0][(state[0].LastIndexOf('|') + 1)..], "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture).Should().BeAfter(DateTime.UnixEpoch);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
