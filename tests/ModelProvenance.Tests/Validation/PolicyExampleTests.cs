using System.Text.Json.Nodes;

using ModelProvenance.Licensing;
using ModelProvenance.Regulation;
using ModelProvenance.Tests.Catalog;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tests.Validation;

/// <summary>The example policies of <c>samples/policies/</c>, and that schema and reader know the same words.</summary>
public class PolicyExampleTests
{
    private static readonly DateOnly Day = new(2026, 11, 28);
    private static readonly string Folder = Path.Combine(SchemaFiles.Root, "samples", "policies");

    public static TheoryData<string> Examples() => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_reads_calls_itself_one_and_cites_what_it_is_modelled_on(string file)
    {
        var policy = Read(file);
        policy.Name.Should().StartWith("Example: ");
        policy.ModelledOn.Should().NotBeEmpty().And.OnlyContain(m => m.Url.StartsWith("https://", StringComparison.Ordinal) && m.Title.Length > 0);
        policy.Rules.Should().NotBeEmpty();
        File.ReadAllText(Path.Combine(Folder, "README.md")).Should().Contain($"({file})");
    }

    [Theory]
    [InlineData("permissive.json", "licences", "qwen3-8b", PolicyOutcome.Met)]
    [InlineData("permissive.json", "licences", "qwen2.5-3b", PolicyOutcome.NotMet)]
    [InlineData("permissive.json", "licences", "deepseek-r1-distill-llama-8b", PolicyOutcome.NotMet)]
    [InlineData("eu-open-model.json", "open", "qwen3-8b", PolicyOutcome.Met)]
    [InlineData("eu-open-model.json", "open", "llama-3.1-8b", PolicyOutcome.NotMet)]
    [InlineData("eu-open-model.json", "systemic-risk", "llama-3.1-405b", PolicyOutcome.NotMet)]
    [InlineData("eu-open-model.json", "systemic-risk", "deepseek-v3", PolicyOutcome.Met)]
    [InlineData("eu-open-model.json", "systemic-risk", "qwen3-8b", PolicyOutcome.Unknown)]
    [InlineData("us-covered-nation.json", "developer", "deepseek-v3", PolicyOutcome.NotMet)]
    [InlineData("us-covered-nation.json", "developer", "llama-3.1-8b", PolicyOutcome.Met)]
    [InlineData("us-covered-nation.json", "ancestors", "deepseek-r1-distill-llama-8b", PolicyOutcome.NotMet)]
    [InlineData("frontier-compute.json", "frontier", "deepseek-v3", PolicyOutcome.Met)]
    [InlineData("frontier-compute.json", "frontier", "nobody-knows-this", PolicyOutcome.Unknown)]
    [InlineData("obligations-of-our-use.json", "restrictions", "qwen3-8b", PolicyOutcome.Met)]
    [InlineData("obligations-of-our-use.json", "restrictions", "llama-3.1-8b", PolicyOutcome.Unknown)]
    public void An_example_says_of_a_model_what_its_facts_say(string file, string rule, string model, PolicyOutcome outcome)
    {
        var verdict = new ManifestChecker().Check(new ModelsManifest { Models = [new UsedModel(model)] }, Read(file), Day, new UsageProfile()).Verdicts.Single(v => v.Rule.Id == rule);
        verdict.Outcome.Should().Be(outcome, verdict.Fact);
        if (outcome == PolicyOutcome.NotMet)
            verdict.Sources.Should().NotBeEmpty();
    }

    [Fact]
    public void Schema_and_reader_know_the_same_kinds_thresholds_groups_and_facts()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(SchemaFiles.Root, "schema", "v1", "policy.schema.json")))!;
        var kinds = schema["properties"]!["rules"]!["items"]!["oneOf"]!.AsArray().Select(r => schema["$defs"]![r!["$ref"]!.GetValue<string>()["#/$defs/".Length..]]!["properties"]!["kind"]!["const"]!.GetValue<string>());
        kinds.Should().BeEquivalentTo(PolicyReader.Kinds);
        Words(schema, "computeRule", "threshold").Should().Equal(RegulatoryThreshold.All.Where(t => t.Operations is not null).Select(t => t.Id));
        Words(schema, "originRule", "denyGroups").Should().Equal(CountryGroup.All.Select(g => g.Id));
        Words(schema, "openModelRule", "facts").Should().Equal(RegulatoryFacts.OpenModelIds);
    }

    private static IEnumerable<string> Words(JsonNode schema, string rule, string member)
    {
        var found = schema["$defs"]![rule]!["properties"]![member]!;
        return (found["enum"] ?? found["items"]!["enum"]!).AsArray().Select(w => w!.GetValue<string>());
    }

    private static PolicyDocument Read(string file)
    {
        var read = PolicyDocument.Read(File.ReadAllBytes(Path.Combine(Folder, file)), file, ModelCatalog.Default);
        read.Findings.Should().BeEmpty();
        return read.Document!;
    }
}
