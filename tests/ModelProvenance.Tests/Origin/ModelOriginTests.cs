using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Origin;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Origin;

/// <summary>The attribution rules on a made-up chain: acme (seat in KY, office in CN, parent holding in KY) made the base, omega (US) the fine-tune, and acme's teacher taught it.</summary>
public class ModelOriginTests
{
    private const string Cite = """ "sources": [ { "source": "card" } ] """;

    private static readonly ModelCatalog Catalog = TinyCatalog.Load($$"""
        {
          "schemaVersion": "1.0",
          "catalogVersion": "example",
          "organizations": [
            { "id": "acme", "headquarters": { "value": { "country": "CN" }, {{Cite}} }, "legalSeat": { "value": { "country": "KY" }, {{Cite}} }, "parent": { "value": "holding", {{Cite}} } },
            { "id": "holding", "headquarters": { "value": { "country": "SG" }, {{Cite}} }, "legalSeat": { "value": { "country": "KY" }, {{Cite}} }, "parent": { "unknown": "notApplicable" } },
            { "id": "nowhere" },
            { "id": "omega", "headquarters": { "value": { "country": "US" }, {{Cite}} }, "legalSeat": { "unknown": "notEstablished", {{Cite}} }, "parent": { "unknown": "notApplicable" } }
          ],
          "families": [ { "id": "f" } ],
          "series": [ { "id": "s", "family": "f" } ],
          "releases": [ { "id": "r", "series": "s", "name": "R" } ],
          "models": [
            {{Model("base", "acme", "")}},
            {{Model("outside", "omega", Base("repository", "somebody/thing", "finetune"))}},
            {{Model("student", "omega", Base("model", "base", "finetune"), Base("model", "teacher", "distilled"))}},
            {{Model("teacher", "nowhere", "")}}
          ],
          "sources": { "card": { "url": "https://example.org/card", "kind": "modelCard", "read": "2026-01-01" } }
        }
        """);

    [Theory]
    [InlineData("base", "developer-headquarters/1", "acme CN Known")]
    [InlineData("base", "developer-legal-seat/1", "acme KY Known")]
    [InlineData("base", "ultimate-parent-headquarters/1", "holding SG Known")]
    [InlineData("base", "ultimate-parent-legal-seat/1", "holding KY Known")]
    [InlineData("base", "root-ancestor-headquarters/1", "acme CN Known")]
    [InlineData("student", "developer-headquarters/1", "omega US Known")]
    [InlineData("student", "developer-legal-seat/1", "omega  NotEstablished")]
    // A teacher's weights are not in its student: it is no root, but it is an ancestor.
    [InlineData("student", "root-ancestor-headquarters/1", "acme CN Known")]
    [InlineData("student", "any-ancestor-headquarters/1", "omega US Known, acme CN Known, nowhere  NotResearched")]
    // Nobody has looked who controls it: the rule gives no country although the developer's own seat might be known.
    [InlineData("teacher", "ultimate-parent-headquarters/1", "nowhere  NotResearched")]
    [InlineData("outside", "root-ancestor-headquarters/1", "  NotEstablished")]
    public void Each_rule_gives_its_own_answer(string model, string rule, string expected) =>
        string.Join(", ", Answers(model).Where(a => a.Rule.Id == rule).Select(a => $"{a.Organization} {a.Country} {a.State}")).Should().Be(expected);

    [Fact]
    public void The_way_from_the_model_to_the_organization_is_told()
    {
        var root = Answers("student").Single(a => a.Rule == AttributionRule.RootAncestorHeadquarters);
        root.Path.Should().Equal("student", "base", "acme");
        root.Sources.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_rule_answers_for_every_model_of_the_catalog()
    {
        foreach (var model in ModelCatalog.Default.Models)
            ModelOrigin.Of(ModelCatalog.Default, model).Select(a => a.Rule).Distinct().Should().Equal(AttributionRule.All, "{0} is asked", model.Id);
    }

    private static ImmutableArray<OriginAnswer> Answers(string model) => ModelOrigin.Of(Catalog, Catalog.Models.Get(ModelId.Parse(model)));

    private static string Model(string id, string developer, params string[] bases) => $$"""
        { "id": "{{id}}", "name": "{{id}}", "family": "f", "series": "s", "release": "r", "developers": { "value": [ "{{developer}}" ], {{Cite}} }{{(bases is [""] ? "" : $", \"baseModels\": [ {string.Join(", ", bases)} ]")}} }
        """;

    private static string Base(string member, string id, string relation) => $$""" { "{{member}}": "{{id}}", "relation": "{{relation}}", {{Cite}} } """;
}
