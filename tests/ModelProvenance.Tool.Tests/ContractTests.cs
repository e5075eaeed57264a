using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace ModelProvenance.Tool.Tests;

/// <summary>The cases of <c>tests/corpus/contract/</c>; its README says how a case is written.</summary>
public class ContractTests
{
    private static readonly string Folder = Repository.Path("tests", "corpus", "contract");

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var command in Commands())
        {
            foreach (var one in Read(command))
                cases.Add(command, one.Name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_tool_keeps_its_contract(string command, string name)
    {
        var expected = Read(command).Single(c => c.Name == name);
        var run = Run(expected);

        run.Exit.Should().Be(expected.Exit, "standard error was: {0}", run.Error);
        foreach (var part in expected.Error)
            run.Error.Should().Contain(WithVersion(part));
        if (expected.Error.Count == 0)
            run.Error.Should().BeEmpty();
        switch (expected.Output.ValueKind == JsonValueKind.String ? expected.Output.GetString() : null)
        {
            case "exact":
                CompareWithFile(System.IO.Path.Combine(Folder, command, name + ".out"), run.Output);
                break;
            case "empty":
                run.Output.Should().BeEmpty();
                break;
            default:
                CompareParts(expected.Output, run.Output);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_second_run_gives_the_same_bytes(string command, string name)
    {
        var one = Read(command).Single(c => c.Name == name);
        var first = Run(one);
        var second = Run(one);
        second.OutputBytes.Should().Equal(first.OutputBytes);
        second.Error.Should().Be(first.Error);
    }

    [Fact]
    public void Every_case_that_ends_in_an_error_demands_an_empty_output_and_a_message() =>
        Commands().SelectMany(Read).Where(c => c.Exit >= 2).Should().NotBeEmpty()
            .And.OnlyContain(c => c.Output.ValueKind == JsonValueKind.String && c.Output.GetString() == "empty" && c.Error.Count > 0);

    [Fact]
    public void The_cases_reach_every_exit_code_that_input_can_reach() =>
        Commands().SelectMany(Read).Select(c => c.Exit).Distinct().Should().BeEquivalentTo([0, 1, 2, 3]);

    [Fact]
    public void Every_command_has_a_case_that_is_done()
    {
        var done = Commands().SelectMany(Read).Where(c => c.Exit == 0 && !c.Arguments.Contains("--help")).Select(c => string.Join(' ', c.Arguments) + " ").ToList();
        foreach (var command in Leaves(new ToolApp(ToolConsole.ForProcess()).Root(), ""))
            done.Should().Contain(arguments => arguments.StartsWith(command, StringComparison.Ordinal), "'{0}' needs a case", command);
    }

    [Fact]
    public void The_schemas_that_cases_name_are_there()
    {
        var named = Commands().SelectMany(Read).Where(c => c.Schema is not null).ToList();
        named.Should().OnlyContain(c => c.Output.ValueKind == JsonValueKind.String && c.Output.GetString() == "exact", "validators read the stored output");
        named.Select(c => c.Schema).Distinct().Should().NotBeEmpty().And.OnlyContain(schema => File.Exists(Repository.Path("schema", "v1", "output", schema + ".schema.json")));
    }

    [Fact]
    public void Every_stored_output_belongs_to_a_case()
    {
        var stored = Directory.EnumerateFiles(Folder, "*.out", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        var wanted = from command in Commands()
                     from one in Read(command)
                     where one.Output.ValueKind == JsonValueKind.String && one.Output.GetString() == "exact"
                     select $"{command}/{one.Name}.out";
        stored.Should().BeEquivalentTo(wanted);
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(c => Leaves(c, $"{path}{c.Name} "));

    private static IEnumerable<string> Commands() =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => System.IO.Path.GetFileNameWithoutExtension(path)).Where(name => name != "layer").Order(StringComparer.Ordinal);

    private static IReadOnlyList<ContractCase> Read(string command) =>
        JsonSerializer.Deserialize<List<ContractCase>>(File.ReadAllBytes(System.IO.Path.Combine(Folder, command + ".json")), ContractCase.Options)!;

    private static ToolRun Run(ContractCase one)
    {
        // Paths in the cases are relative to their folder.
        Environment.CurrentDirectory = Folder;
        return ToolRun.Of([.. one.Arguments], Encoding.UTF8.GetBytes(one.Input ?? ""), one.Terminal);
    }

    // The version of the data changes without a change of any shape.
    private static string WithVersion(string text) => text.Replace("{catalogVersion}", ModelCatalog.Default.CatalogVersion, StringComparison.Ordinal);

    private static string WithoutVersion(string text) => text.Replace(ModelCatalog.Default.CatalogVersion, "{catalogVersion}", StringComparison.Ordinal);

    private static void CompareWithFile(string path, string output)
    {
        if (Repository.UpdatesGoldens)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, WithoutVersion(output));
            return;
        }

        File.Exists(path).Should().BeTrue("{0} must hold the output; {1}=1 writes it", path, Repository.UpdateVariable);
        output.Should().Be(WithVersion(File.ReadAllText(path)));
    }

    private static void CompareParts(JsonElement expected, string output)
    {
        if (expected.TryGetProperty("contains", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
                output.Should().Contain(WithVersion(part.GetString()!));
        }

        if (!expected.TryGetProperty("members", out var members))
            return;
        using var document = JsonDocument.Parse(output);
        foreach (var member in members.EnumerateObject())
        {
            var found = Find(document.RootElement, member.Name[1..].Split('/'), 0).ToList();
            found.Should().NotBeEmpty("{0} must be there", member.Name);
            var kind = member.Value.GetString()!;
            found.Should().OnlyContain(value => KindOf(value) == kind.TrimEnd('?') || (kind.EndsWith('?') && value.ValueKind == JsonValueKind.Null), "{0} must be of the kind {1}", member.Name, kind);
        }
    }

    // '*' stands for every element of a list; a member that an element lacks is an Undefined one.
    private static IEnumerable<JsonElement> Find(JsonElement value, string[] path, int at)
    {
        if (at == path.Length)
            return [value];
        if (path[at] == "*")
            return value.EnumerateArray().SelectMany(item => Find(item, path, at + 1));
        return value.TryGetProperty(path[at], out var member) ? Find(member, path, at + 1) : [default];
    }

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}

/// <summary>One case: what goes in, and what must come out.</summary>
internal sealed record ContractCase
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public required string Name { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public string? Input { get; init; }

    public bool Terminal { get; init; }

    public required int Exit { get; init; }

    public required JsonElement Output { get; init; }

    /// <summary>The schema under <c>schema/v1/output/</c> that describes the output, which foreign validators ask for.</summary>
    public string? Schema { get; init; }

    public required IReadOnlyList<string> Error { get; init; }
}
