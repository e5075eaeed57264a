using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Findings;
using ModelProvenance.Tests.Support;
using ModelProvenance.Validation;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tests.Validation;

/// <summary>The rules MP6001 to MP6023 on the examples of their pages, with the small catalog of Acme, on 2026-01-31.</summary>
public class GateRuleTests
{
    private static readonly DateOnly Day = new(2026, 1, 31);

    private static readonly Validator Validator = new(new ValidatorOptions { Catalog = TinyCatalog.Catalog, AsOf = Day });

    public static TheoryData<string> Rules() => [.. GateRules.All.Select(rule => rule.Id.ToString())];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_examples_of_the_page_fail_and_pass(string rule)
    {
        var page = RulePage.Read(rule);
        Check(rule, page.Fails).Should().ContainSingle(f => f.Rule.Id.ToString() == rule);
        Check(rule, page.Passes).Should().NotContain(f => f.Rule.Id.ToString() == rule).And.NotContain(f => f.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("MP6001", "models.json(6,18): error MP6001: \"revison\" is not a member here. Members: decision, files, ref, revision, use.")]
    [InlineData("MP6003", "models.json(5,14): warning MP6003: 'acme-ai/Acme-9-900B' does not determine a model of catalog 2026.01.01. Name the repository, or put a layer with the model on top (--catalog).")]
    [InlineData("MP6006", "models.json(7,19): error MP6006: The decision by legal@example.org about 'acme-ai/Acme-1-7B' held until 2025-12-31. Decide anew, or remove it.")]
    [InlineData("MP6021", "models.json(5,14): error MP6021: 'acme-ai/Acme-1-7B' does not meet 'licences': acme-1-7b is under LicenseRef-Acme-1.0, which is not among the licences that are allowed. Why the rule is there: Counsel has read this one.")]
    [InlineData("MP6022", "models.json(5,14): error MP6022: 'acme-ai/Acme-1-7B' cannot be held against 'no-nc': the text of LicenseRef-Acme-1.0 of acme-1-7b was not read for commercialUse.")]
    public void Messages_name_value_place_and_expectation(string rule, string message) =>
        Check(rule, RulePage.Read(rule).Fails).Select(f => f.ToString()).Should().Contain(message);

    [Theory]
    [InlineData("hub", Severity.Error)]
    [InlineData("provenance", Severity.Error)]
    [InlineData("strict", Severity.Error)]
    public void No_profile_lets_a_policy_pass_silently(string profile, Severity severity)
    {
        ValidationProfile.TryFind(profile, out var chosen).Should().BeTrue();
        var policy = PolicyDocument.Read(Encoding.UTF8.GetBytes("""{"schemaVersion":"1.0","name":"x","rules":[{"id":"r","kind":"license","allow":["MIT"]}]}"""), "policy.json", TinyCatalog.Catalog).Document!;
        var validator = new Validator(new ValidatorOptions { Catalog = TinyCatalog.Catalog, AsOf = Day, Profile = chosen!, Policy = policy });
        foreach (var (name, rule) in new[] { ("acme-ai/Acme-1-7B", GateRules.PolicyNotMet), ("nobody/Nothing", GateRules.PolicyUnknown) })
            validator.Validate(ValidationInput.OfName(name), TestContext.Current.CancellationToken).Findings.Should().ContainSingle(f => f.Rule == rule && f.Severity == severity);
    }

    [Fact]
    public void The_bases_of_a_card_are_held_against_the_policy_at_their_places()
    {
        var policy = PolicyDocument.Read(Encoding.UTF8.GetBytes("""{"schemaVersion":"1.0","name":"x","rules":[{"id":"r","kind":"license","allow":["MIT"]}]}"""), "policy.json", TinyCatalog.Catalog).Document!;
        var found = new Validator(new ValidatorOptions { Catalog = TinyCatalog.Catalog, AsOf = Day, Policy = policy })
            .Validate("---\nlicense: mit\nbase_model:\n- acme-ai/Acme-1-7B\n- nobody/Nothing\n---\n# Ours\n").Findings.Where(f => f.Rule.Id.Number / 100 == 60).Select(f => (f.Rule.Id.ToString(), f.Location.Path, f.Location.Line, f.Location.Column));
        found.Should().Equal(("MP6021", "README.md", 4, 3), ("MP6022", "README.md", 5, 3));
    }

    [Fact]
    public void A_name_has_no_file_in_any_format()
    {
        var policy = PolicyDocument.Read(Encoding.UTF8.GetBytes("""{"schemaVersion":"1.0","name":"x","rules":[{"id":"r","kind":"license","allow":["MIT"]}]}"""), "policy.json", TinyCatalog.Catalog).Document!;
        var finding = new Validator(new ValidatorOptions { Catalog = TinyCatalog.Catalog, AsOf = Day, Policy = policy }).Validate(ValidationInput.OfName("acme-ai/Acme-1-7B"), TestContext.Current.CancellationToken).Findings.Single();
        finding.Location.Path.Should().BeEmpty();
        finding.ToString().Should().StartWith("error MP6021: 'acme-ai/Acme-1-7B'");
        ModelProvenance.Export.GitHubAnnotations.Line(finding).Should().StartWith("::error title=MP6021 PolicyNotMet::");
    }

    [Fact]
    public void A_finding_of_the_policy_carries_the_source_of_its_fact() =>
        Check("MP6021", RulePage.Read("MP6021").Fails).Single(f => f.Rule == GateRules.PolicyNotMet).Evidence.Should().ContainSingle().Which.Source.Should().StartWith("https://");

    private static ImmutableArray<Finding> Check(string rule, string example)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var files = rule switch
            {
                "MP6011" => new JsonObject { ["policy.json"] = JsonNode.Parse(example), ["models.json"] = new JsonObject { ["schemaVersion"] = "1.0", ["policy"] = "policy.json", ["models"] = new JsonArray() } },
                _ when GateRules.All.Single(r => r.Id.ToString() == rule).Id.Number > 6011 => JsonNode.Parse(example)!.AsObject(),
                _ => null,
            };
            if (files is null)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "models.json"), example, new UTF8Encoding(false));
            }
            else
            {
                files["models.json"]!["policy"] = "policy.json";
                foreach (var (name, content) in files)
                    File.WriteAllText(Path.Combine(folder.FullName, name), content!.ToJsonString(new() { WriteIndented = true }));
            }

            return [.. Validator.Validate(new ValidationInput(Path.Combine(folder.FullName, "models.json"), "models.json", ValidationInputKind.Manifest)).Findings.Select(f => f.Finding)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
