using System.Text;
using System.Text.RegularExpressions;

namespace ModelProvenance.Tool.Tests;

/// <summary>The pages on tasks do what they say: their commands are taken from them and run one after the other, in a folder that has what they name.</summary>
public sealed partial class DocumentedCommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelprovenance-pages-");
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string? _hubBefore = Environment.GetEnvironmentVariable("HF_HUB_CACHE");

    public DocumentedCommandsTests()
    {
        Write("models.json", "{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"Qwen/Qwen2.5-7B-Instruct\"}]}\n");
        Write("names.txt", "Qwen/Qwen2.5-7B\ndeepseek-r1:8b\n");
        Write("README.md", "---\nlicense: MIT\nbase_model: acme/base-1\n---\n# A model\n\nAnswers questions about hedges.\n");
        Write("cards/acme/base-1/README.md", "---\nlicense: cc-by-nc-4.0\n---\n# Base\n");
        Write("models/one/README.md", "---\nlicense: mit\n---\n# One\n");
        Write("my-model/README.md", "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Mine\n");
        File.Copy(Repository.Path("LICENSE"), Path.Combine(_folder.FullName, "LICENSE"));
        File.Copy(Repository.Path("LICENSE"), Path.Combine(_folder.FullName, "my-model", "LICENSE"));
        File.Copy(Repository.Path("tests", "corpus", "contract", "layer.json"), Path.Combine(_folder.FullName, "our-catalog.json"));
        File.Copy(Repository.Path("tests", "corpus", "contract", "stores", "loose", "weights.safetensors"), Path.Combine(_folder.FullName, "weights.safetensors"));
        File.Copy(Path.Combine(_folder.FullName, "weights.safetensors"), Path.Combine(_folder.FullName, "models", "one", "model.safetensors"));
        Environment.SetEnvironmentVariable("HF_HUB_CACHE", Repository.Path("tests", "corpus", "contract", "stores", "hub"));
        Environment.CurrentDirectory = _folder.FullName;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Environment.SetEnvironmentVariable("HF_HUB_CACHE", _hubBefore);
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("getting-started.md", 14)]
    [InlineData("cards.md", 9)]
    [InlineData("licences.md", 7)]
    [InlineData("files.md", 4)]
    [InlineData("lineage.md", 5)]
    [InlineData("boms.md", 5)]
    public void The_commands_of_a_page_run(string page, int least)
    {
        var commands = Commands(Repository.Read("docs", page)).ToList();
        commands.Should().HaveCountGreaterThanOrEqualTo(least);
        foreach (var command in commands)
        {
            var (call, from, to) = Redirections(command);
            var run = ToolRun.Of(call, from is null ? [] : File.ReadAllBytes(from));
            // 1 is findings, which some of the files have on purpose.
            run.Exit.Should().BeInRange(0, 1, "{0} says: {1}", command, run.Error);
            if (to is not null)
                File.WriteAllText(to, run.Output);
        }
    }

    [Fact]
    public void A_page_whose_command_does_not_run_is_found()
    {
        Commands("```sh\nmodelprov identify x\n```\n```json\nmodelprov none\n```\n```sh\nls\n# a comment\nmodelprov check --nonsense\n```\n").Should().Equal("modelprov identify x", "modelprov check --nonsense");
        ToolRun.Of(Redirections("modelprov check --nonsense").Call).Exit.Should().Be(2);
    }

    private static IEnumerable<string> Commands(string page) =>
        ShellBlock().Matches(page).SelectMany(block => block.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("modelprov ", StringComparison.Ordinal));

    private static (string[] Call, string? From, string? To) Redirections(string command)
    {
        var words = Word().Matches(command).Select(word => word.Value.Trim('\'', '"')).ToList();
        string? Take(string sign)
        {
            var at = words.IndexOf(sign);
            if (at < 0)
                return null;
            var file = words[at + 1];
            words.RemoveRange(at, 2);
            return file;
        }

        var from = Take("<");
        var to = Take(">");
        return ([.. words.Skip(1)], from, to);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("[^\\s'\"]+|'[^']*'|\"[^\"]*\"")]
    private static partial Regex Word();
}
