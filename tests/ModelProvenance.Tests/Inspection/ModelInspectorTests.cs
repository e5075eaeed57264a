using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Inspection;

public class ModelInspectorTests
{
    private static readonly ModelInspector Inspector = new(TinyCatalog.Catalog);

    [Fact]
    public void A_name_is_reported_with_every_claim_of_the_catalog()
    {
        var report = Inspector.Inspect("acme-ai/Acme-1-7B");
        (report.Input, report.Kind, report.Identification.Confidence).Should().Be(("acme-ai/Acme-1-7B", InputKind.Name, ResolutionConfidence.Exact));
        report.Findings.Should().BeEmpty();
        report.Lineage!.Root.Id.Should().Be("acme-1-7b");
        report.Properties.Select(p => p.Name).Should().OnlyHaveUniqueItems().And.Contain(["parameters.total", "contextWindow", "licenses.weights", "dates.announced"]);
        report.Property("nothing").Should().BeNull();
    }

    [Fact]
    public void What_the_name_says_is_laid_beside_what_the_catalog_says()
    {
        var total = Inspector.Inspect("acme-1-7b").Property("parameters.total")!;
        // 7B is a size class that 7.6 billion belong to.
        (total.Value, total.State, total.Verdict).Should().Be(("7.6B", FactState.Known, ClaimVerdict.Confirmed));
        total.Claims.Select(c => (c.Value, c.Method, c.IsPreferred)).Should().Equal(("7.6B", ClaimMethod.Curated, true), ("7.7B", ClaimMethod.Curated, false), ("7B", ClaimMethod.Declared, true));
        total.Claims[2].Sources.Single().Should().Be(new ClaimSource("acme-1-7b", "size label 7B"));
    }

    [Fact]
    public void A_name_that_says_otherwise_is_a_contradiction()
    {
        var catalog = TinyCatalog.Load(TinyCatalog.Changed(d => d["models"]![0]!["parameters"]![0]!["value"] = "9.24B"));
        new ModelInspector(catalog).Inspect("acme-1-7b").Property("parameters.total")!.Verdict.Should().Be(ClaimVerdict.Contradicted);
    }

    [Theory]
    // One document; two documents for a licence; not applicable; looked for and not established.
    [InlineData("acme-1-7b", "architecture", "AcmeForCausalLM", FactState.Known, ClaimVerdict.Unverified)]
    [InlineData("acme-1-7b", "contextWindow", "131072", FactState.Known, ClaimVerdict.Unverified)]
    [InlineData("acme-1-7b", "parameters.active", null, FactState.NotApplicable, ClaimVerdict.Unknown)]
    [InlineData("acme-1-distill", "variant", null, FactState.NotEstablished, ClaimVerdict.Unknown)]
    [InlineData("acme-1-distill", "baseModels", "Distilled of acme-1-7b-instruct", FactState.Known, ClaimVerdict.Unverified)]
    // The name says 1.5B, and nobody has entered a count.
    [InlineData("acme-1-distill", "parameters.total", "1.5B", FactState.Known, ClaimVerdict.Unverified)]
    public void Unknown_stays_unknown_and_one_document_confirms_nothing(string name, string property, string? value, FactState state, ClaimVerdict verdict)
    {
        var reported = Inspector.Inspect(name).Property(property)!;
        (reported.Value, reported.State, reported.Verdict).Should().Be((value, state, verdict));
    }

    [Fact]
    public void Two_documents_confirm_each_other()
    {
        var catalog = TinyCatalog.Load(TinyCatalog.Changed(d => d["models"]![0]!["architecture"]!["sources"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"source":"families/acme/acme-1#card"}"""))));
        new ModelInspector(catalog).Inspect("acme-1-7b").Property("architecture")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        // Two places of one document do not.
        catalog = TinyCatalog.Load(TinyCatalog.Changed(d => d["models"]![0]!["architecture"]!["sources"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"source":"families/acme/acme-1#config","locator":"L2"}"""))));
        new ModelInspector(catalog).Inspect("acme-1-7b").Property("architecture")!.Verdict.Should().Be(ClaimVerdict.Unverified);
    }

    [Fact]
    public void A_name_without_a_model_has_only_its_own_claims()
    {
        var report = Inspector.Inspect("zebra/quagga-7b");
        report.Identification.Confidence.Should().Be(ResolutionConfidence.None);
        report.Lineage.Should().BeNull();
        var property = report.Properties.Should().ContainSingle().Which;
        (property.Name, property.Value, property.Verdict).Should().Be(("parameters.total", "7B", ClaimVerdict.Unverified));
        Inspector.Inspect("").Properties.Should().BeEmpty();
        FluentActions.Invoking(() => Inspector.Inspect(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ModelInspector(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void The_day_decides_what_a_tag_means()
    {
        Inspector.Inspect("acme1:7b").Identification.Model.Should().BeNull();
        Inspector.Inspect("acme1:7b", new DateOnly(2025, 8, 1)).Property("variant")!.Value.Should().Be("instruct");
    }
}
