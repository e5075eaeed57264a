using System.Text.Json;
using System.Text.RegularExpressions;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tool.Tests;

/// <summary>The samples for CI do what they say: their commands are taken from them and run over a folder with cards.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelprovenance-samples-");
    private readonly string _before = Environment.CurrentDirectory;

    public SampleTests()
    {
        Write("good/README.md", $"---\nlicense: mit\n---\n# Good\n\n{string.Concat(Enumerable.Repeat("A model that answers questions about hedges. ", 8))}\n");
        Write("bad/README.md", $"---\nlicense: MIT\n---\n# Bad\n\n{string.Concat(Enumerable.Repeat("A model that answers questions about hedges. ", 8))}\n");
        Environment.CurrentDirectory = _folder.FullName;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_commands_of_the_workflow_run_and_the_file_that_is_uploaded_is_the_one_that_is_written()
    {
        var steps = Sample("github-workflow.yml").Find("jobs").Find("check").Find("steps");
        var commands = new List<string>();
        foreach (var step in steps.Items)
        {
            if (step.Find("run") is { IsScalar: true } run && run.Value.StartsWith("modelprov ", StringComparison.Ordinal))
                commands.Add(run.Value);
        }

        commands.Should().HaveCount(2);
        var annotations = ToolRun.Of(Arguments(commands[0]));
        annotations.Exit.Should().Be(1, annotations.Error);
        annotations.Output.Should().StartWith("::error file=bad/README.md,line=2,col=10,").And.NotContain("good/README.md");

        var (sarif, target) = (commands[1][..commands[1].IndexOf(" > ", StringComparison.Ordinal)], commands[1][(commands[1].IndexOf(" > ", StringComparison.Ordinal) + 3)..]);
        var log = ToolRun.Of(Arguments(sarif));
        log.Exit.Should().Be(0, log.Error);
        using var document = JsonDocument.Parse(log.Output);
        document.RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        var uploaded = new List<string>();
        foreach (var step in steps.Items)
        {
            if (step.Find("with").Find("sarif_file") is { IsScalar: true } file)
                uploaded.Add(file.Value);
        }

        uploaded.Should().Equal(target);
    }

    [Fact]
    public void The_hook_checks_the_cards_that_are_committed_and_nothing_else()
    {
        YamlNode hook = default;
        foreach (var repo in Sample("pre-commit-config.yaml").Find("repos").Items)
        {
            foreach (var one in repo.Find("hooks").Items)
                hook = one;
        }

        var committed = new[] { "good/README.md", "bad/README.md", "src/README.txt", "docs/OTHER.md" };
        var files = committed.Where(file => Regex.IsMatch(file, hook.Find("files").Value)).ToArray();
        files.Should().Equal("good/README.md", "bad/README.md");
        hook.Find("language").Value.Should().Be("system");
        var run = ToolRun.Of([.. Arguments(hook.Find("entry").Value), .. files]);
        run.Exit.Should().Be(1, run.Error);
        run.Output.Should().StartWith("bad/README.md(2,10): error MP2101");
    }

    private static YamlNode Sample(string name)
    {
        var read = YamlDocument.Read(Repository.Read("samples", "ci", name), name);
        read.Findings.Should().BeEmpty();
        return read.Document!.Root;
    }

    private static string[] Arguments(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words[0].Should().Be("modelprov");
        return words[1..];
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
