using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Boms;
using ModelProvenance.Findings;
using ModelProvenance.Tests.Boms;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>The rules over bills of materials, on the examples of their pages and on cases that the pages leave out.</summary>
public class BomRuleTests
{
    private static readonly Validator Validator = new();

    public static TheoryData<string> Rules() => [.. BomReadRules.All.Concat(RuleSet.BomRules.Select(rule => rule.Descriptor)).Select(rule => rule.Id.ToString())];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_examples_of_the_page_fail_and_pass(string id)
    {
        var page = RulePage.Read(id);
        // One page describes a document that is too long to print.
        var fails = id == "MP5006" ? BomReaderTests.Many(BomLimits.MaxElements + 1) : page.Fails;
        // Hints say why a profile is not claimed; the examples are too short to claim one.
        Check(fails).Where(f => f.Severity > Severity.Info).Should().NotBeEmpty().And.OnlyContain(f => f.Rule.Id.ToString() == id, "the example breaks one rule");
        Check(page.Passes).Where(f => f.Severity > Severity.Info).Select(f => f.ToString()).Should().BeEmpty();
    }

    [Fact]
    public void Without_the_claim_of_the_profile_the_clauses_are_hints()
    {
        var page = RulePage.Read("MP5111");
        var findings = Check(page.Fails.Replace("\"ai\"", "\"lite\"", StringComparison.Ordinal));
        findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Info);
        findings[0].Message.Should().StartWith("The profile 'ai' could not be claimed:");
    }

    [Theory]
    [InlineData("suppliedBy")]
    [InlineData("releaseTime")]
    [InlineData("software_downloadLocation")]
    [InlineData("software_packageVersion")]
    [InlineData("software_primaryPurpose")]
    public void Each_member_that_the_profile_ai_requires_is_missed(string member) => MissesMember("MP5111", "ai_AIPackage", member);

    [Theory]
    [InlineData("builtTime")]
    [InlineData("originatedBy")]
    [InlineData("releaseTime")]
    [InlineData("software_downloadLocation")]
    [InlineData("software_primaryPurpose")]
    public void Each_member_that_the_profile_dataset_requires_is_missed(string member) => MissesMember("MP5112", "dataset_DatasetPackage", member);

    [Theory]
    [InlineData("MP5111", "hasDeclaredLicense")]
    [InlineData("MP5111", "hasConcludedLicense")]
    [InlineData("MP5112", "hasDeclaredLicense")]
    [InlineData("MP5112", "hasConcludedLicense")]
    public void One_licence_of_each_kind_is_asked_for(string rule, string type)
    {
        foreach (var count in (int[])[0, 2])
        {
            var root = JsonNode.Parse(RulePage.Read(rule).Passes)!;
            var graph = root["@graph"]!.AsArray();
            var relationship = graph.First(n => n!["relationshipType"]?.GetValue<string>() == type)!;
            if (count == 0)
            {
                graph.Remove(relationship);
            }
            else
            {
                var second = relationship.DeepClone();
                second["spdxId"] = "https://example.org/bom#second";
                graph.Add(second);
            }

            Check(root.ToJsonString()).Should().ContainSingle().Which.Message.Should().Contain($"'{type}'").And.Contain("exactly one is asked for");
        }
    }

    [Fact]
    public void A_pedigree_with_itself_in_it_is_a_circle()
    {
        const string Model = "\"type\":\"machine-learning-model\",\"group\":\"a\",\"name\":\"b\",\"purl\":\"pkg:huggingface/a/b\"";
        Check($"{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{{{Model},\"pedigree\":{{\"ancestors\":[{{{Model}}}]}}}}]}}").Should().ContainSingle().Which.Rule.Id.ToString().Should().Be("MP5108");
    }

    [Fact]
    public void A_long_circle_of_relations_is_found_without_recursion()
    {
        const int Length = 20_000;
        const string Id = "https://example.org/m#";
        var relations = string.Join(',', Enumerable.Range(0, Length).Select(i => FormattableString.Invariant($"{{\"type\":\"Relationship\",\"spdxId\":\"{Id}r{i}\",\"creationInfo\":\"_:c\",\"relationshipType\":\"descendantOf\",\"from\":\"{Id}{i}\",\"to\":[\"{Id}{(i + 1) % Length}\"]}}")));
        Check($"{{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[{relations}]}}").Should().ContainSingle(f => f.Rule.Id.ToString() == "MP5108");
    }

    [Fact]
    public void A_contradiction_names_the_source_of_the_catalog()
    {
        var finding = Check(RulePage.Read("MP5121").Fails).Should().ContainSingle().Which;
        finding.Message.Should().Be("The document says '70B' for 'parameters.total' of deepseek-r1-distill-llama-8b; the catalog has '8.03B'.");
        finding.Location.Pointer.Should().Be("/components/0/properties/0/value");
        finding.Finding.Evidence.Should().NotBeEmpty();
    }

    [Fact]
    public void Coverage_tells_verified_from_contradicted()
    {
        var coverage = BomCoverage.OfG7(BomSamples.Read(BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, BomSamples.ModelName, author: "Somebody")), Validator);
        coverage.Elements.Should().HaveCount(50);
        coverage.Elements.Should().OnlyContain(e => (e.Status == BomCoverageStatus.Missing) == (e.Pointer.Length == 0));
        Status(coverage, "MDL-12").Should().Be(BomCoverageStatus.Verified);
        Status(coverage, "MD-01").Should().Be(BomCoverageStatus.Declared);
        Status(coverage, "MDL-07").Should().Be(BomCoverageStatus.Missing);
        var wrong = BomCoverage.OfG7(BomSamples.Read(RulePage.Read("MP5121").Fails), Validator);
        Status(wrong, "MDL-09").Should().Be(BomCoverageStatus.Contradicted);
        Status(wrong, "MDL-05").Should().Be(BomCoverageStatus.Inferred);
    }

    private static BomCoverageStatus Status(BomCoverage coverage, string id) => coverage.Elements.Single(e => e.Id == id).Status;

    private static void MissesMember(string rule, string type, string member)
    {
        var root = JsonNode.Parse(RulePage.Read(rule).Passes)!;
        root["@graph"]!.AsArray().First(n => n!["type"]!.GetValue<string>() == type)!.AsObject().Remove(member).Should().BeTrue();
        Check(root.ToJsonString()).Should().ContainSingle().Which.Message.Should().Contain($"'{member}'").And.Contain("External properties restrictions");
    }

    private static ImmutableArray<ReportedFinding> Check(string json) => Validator.Validate(BomDocument.Read(Encoding.UTF8.GetBytes(json), "bom.json"), "bom.json").Findings;
}
