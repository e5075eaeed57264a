using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;

using ModelProvenance.Tool.Commands;

namespace ModelProvenance.Tool.Tests;

/// <summary>What the pages say of the tool and the library is what they do.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_page_on_the_command_line_lists_every_command_argument_and_option()
    {
        var path = Repository.Path("docs", "cli.md");
        const string Begin = "<!-- commands: written from the command tree -->\n";
        const string End = "<!-- /commands -->\n";
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var expected = Describe();
        if (Repository.UpdatesGoldens)
            File.WriteAllText(path, page[..from] + expected + page[to..]);
        else
            page[from..to].Should().Be(expected);
    }

    [Theory]
    [InlineData("fields of use", 0)]
    [InlineData("businesses", 1)]
    public void The_page_on_the_format_lists_the_words_of_terms(string name, int list)
    {
        var path = Repository.Path("docs", "catalog", "format.md");
        var begin = $"<!-- {name}: written from LicenseWords -->\n";
        const string End = "<!-- /words -->\n";
        var page = File.ReadAllText(path);
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = page.IndexOf(End, from, StringComparison.Ordinal);
        var words = list == 0 ? Catalog.LicenseWords.FieldsOfUse : Catalog.LicenseWords.Businesses;
        var expected = "\n| word | what it stands for |\n|---|---|\n" + string.Concat(words.Select(w => $"| `{w.Word}` | {w.Meaning}{(w.Wider.Length > 0 ? $"; within `{w.Wider}`" : "")} |\n")) + "\n";
        if (Repository.UpdatesGoldens)
            File.WriteAllText(path, page[..from] + expected + page[to..]);
        else
            page[from..to].Should().Be(expected);
    }

    [Fact]
    public void The_page_on_schemas_lists_each()
    {
        var path = Repository.Path("docs", "schemas.md");
        const string Begin = "<!-- schemas: written from schema/v1 -->\n";
        const string End = "<!-- /schemas -->\n";
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var folder = Repository.Path("schema", "v1");
        var table = new StringBuilder("\n| schema | what it describes |\n|---|---|\n");
        foreach (var file in Directory.EnumerateFiles(folder, "*.schema.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => !f.StartsWith("draft-07", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));
            var description = schema.RootElement.GetProperty("description").GetString()!.Replace(" More members may follow in a later minor version: readers pass over what they do not know.", "", StringComparison.Ordinal);
            table.Append("| [").Append(file).Append("](../schema/v1/").Append(file).Append(") | ").Append(description.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        var expected = table.Append('\n').ToString();
        if (Repository.UpdatesGoldens)
            File.WriteAllText(path, page[..from] + expected + page[to..]);
        else
            page[from..to].Should().Be(expected);
    }

    [Fact]
    public void The_page_on_the_command_line_names_every_exit_code()
    {
        var page = Repository.Read("docs", "cli.md");
        var codes = typeof(ExitCodes).GetFields().Select(field => (int)field.GetRawConstantValue()!).Append(130).Append(143);
        foreach (var code in codes)
            page.Should().Contain($"\n| {code} | ");
    }

    [Fact]
    public void The_code_in_the_readme_is_that_of_the_sample()
    {
        var sample = Repository.Read("samples", "QuickStart", "Program.cs");
        var region = sample[(sample.IndexOf("#region quick-start\n", StringComparison.Ordinal) + "#region quick-start\n".Length)..sample.IndexOf("#endregion", StringComparison.Ordinal)];
        var blocks = CSharpBlock().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value).ToList();
        blocks.Should().Equal(region);
    }

    [Fact]
    public void The_first_command_of_the_readme_does_the_main_job()
    {
        var command = RunCommand().Match(Repository.Read("README.md")).Groups[1].Value;
        command.Should().StartWith("dotnet run --project src/ModelProvenance.Tool -- inspect ");
        var run = ToolRun.Of(command[(command.IndexOf("-- ", StringComparison.Ordinal) + 3)..].Split(' '));
        run.Exit.Should().Be(0, "standard error was: {0}", run.Error);
        run.Output.Should().Contain("developer").And.Contain("licence of weights").And.Contain("Sources");
    }

    [Fact]
    public void The_console_block_of_the_readme_is_what_the_tool_prints()
    {
        var (command, output) = (ConsoleBlock().Match(Repository.Read("README.md")).Groups[1].Value, ConsoleBlock().Match(Repository.Read("README.md")).Groups[2].Value);
        ToolRun.Of(command.Split(' ')).Output.Should().Be(output);
    }

    [Fact]
    public void The_readme_gives_one_test_command_between_its_markers() =>
        TestCommand().Matches(Repository.Read("README.md")).Should().ContainSingle().Which.Groups[1].Value.Should().StartWith("dotnet test ");

    [Fact]
    public void The_examples_in_the_help_are_command_lines_that_the_tool_takes()
    {
        var root = new ToolApp(ToolConsole.ForProcess()).Root();
        var examples = All(root).OfType<ToolCommand>().SelectMany(c => c.Examples).Select(ToolPart).ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
            root.Parse(example).Errors.Should().BeEmpty("'{0}' is an example", example);
        All(root).Where(c => c.Subcommands.Count == 0).Should().OnlyContain(c => c is ToolCommand && ((ToolCommand)c).Examples.Count > 0);
    }

    /// <summary>Every page that people read; those of rules have a test of their own.</summary>
    public static TheoryData<string> Pages() =>
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md",
        .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Path("samples"), "README.md", SearchOption.AllDirectories).Where(f => Path.GetDirectoryName(f) != Repository.Path("samples")))
            .Concat(Directory.EnumerateFiles(Repository.Path("src"), "README.md", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/cards/", StringComparison.Ordinal) && !f.StartsWith("docs/rules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_inside_the_repository_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        foreach (Match link in Link().Matches(Repository.Read(page)))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                Path.Exists(Path.Combine(folder, target)).Should().BeTrue("{0} links to {1}", page, target);
        }
    }

    // Of "cat names.txt | modelprov identify -" or "source <(modelprov completion bash)" the part that the tool sees.
    private static string ToolPart(string example) => ToolCall().Match(example).Groups[1].Value.Trim();

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static string Describe()
    {
        var text = new StringBuilder();
        var root = new ToolApp(ToolConsole.ForProcess()).Root();
        foreach (var command in All(root).Where(c => c is not RootCommand))
        {
            text.Append('\n').Append("### `").Append(CallOf(command)).Append("`\n\n").Append(command.Description).Append('\n');
            if (command is ToolCommand { Remarks: { } remarks })
                text.Append('\n').Append(remarks).Append('\n');
            var rows = command.Arguments.Select(a => (Name: Shown(a), What: a.Description ?? ""))
                .Concat(command.Options.Where(o => o.Name != "--help").Select(o => (Name: Shown(o), What: o.Description + Default(o))))
                .ToList();
            if (rows.Count > 0)
            {
                text.Append("\n| argument or option | meaning |\n|---|---|\n");
                foreach (var (name, what) in rows)
                    text.Append("| `").Append(name).Append("` | ").Append(what).Append(" |\n");
            }

            if (command is ToolCommand { Examples.Count: > 0 } tool)
                text.Append("\n```sh\n").AppendJoin('\n', tool.Examples).Append("\n```\n");
        }

        return text.Append('\n').ToString();
    }

    private static string CallOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
        ? $"{CallOf(parent)} {command.Name}"
        : $"modelprov {command.Name}";

    private static string Shown(Argument argument) =>
        argument.Name + (argument.Arity.MaximumNumberOfValues > 1 ? " ..." : "") + (argument.Arity.MinimumNumberOfValues == 0 ? " (optional)" : "");

    // The values of a closed list stand in its completions.
    private static string Shown(Option option)
    {
        if (option.ValueType == typeof(bool))
            return option.Name;
        var values = option.HelpName ?? string.Join('\\', option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(c => c.Label + "|"));
        return $"{option.Name} {values.Replace("|\\", "\\|", StringComparison.Ordinal).TrimEnd('|')}";
    }

    private static string Default(Option option) => option.HasDefaultValue && option.GetDefaultValue() is string value ? $" Default: `{value}`." : "";

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("<!-- run -->\n```sh\n(.*)\n```\n<!-- /run -->")]
    private static partial Regex RunCommand();

    // .ci/run takes the command from between the same markers.
    [GeneratedRegex("<!-- test -->\n```sh\n(.*)\n```\n<!-- /test -->")]
    private static partial Regex TestCommand();

    [GeneratedRegex(@"```console\n\$ modelprov (.*)\n((?:.*\n)*?)```")]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"modelprov ([^|)]*)")]
    private static partial Regex ToolCall();
}
