using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Export;

public class ModelProvenanceJsonContextTests
{
    private static string RoundTrip<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.Serialize(value, type);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type)!, type).Should().Be(json);
        return json;
    }

    [Fact]
    public void An_id_is_one_string() =>
        RoundTrip(ModelId.Parse("qwen2.5-7b-instruct"), ModelProvenanceJsonContext.Default.ModelId).Should().Be("\"qwen2.5-7b-instruct\"");

    [Fact]
    public void An_expression_is_one_string() =>
        RoundTrip(SpdxExpression.Parse("MIT and LicenseRef-Llama-3.1-Community"), ModelProvenanceJsonContext.Default.SpdxExpression)
            .Should().Be("\"MIT AND LicenseRef-Llama-3.1-Community\"");

    [Fact]
    public void A_figure_keeps_its_precision_and_names_lists_in_camel_case() =>
        RoundTrip(new ParameterFigure(ParameterScope.Active, ParameterCount.Parse("3.60B")) { Embeddings = PartInclusion.Excluded }, ModelProvenanceJsonContext.Default.ParameterFigure)
            .Should().Be("""{"counts":"active","count":"3.60B","embeddings":"excluded","mtp":"unstated","vision":"unstated"}""");

    [Fact]
    public void A_finding_comes_back_as_it_was()
    {
        var rule = new RuleDescriptor(RuleId.FromNumber(1004), "ReleasedBeforeItsBase", Severity.Warning, "A summary.") { Profiles = ["catalog"] };
        var finding = new Finding(rule, "A message.", new FindingLocation("a/b.json") { Line = 3, Column = 5 }) { Evidence = [new FindingEvidence("text", "https://example.org/x", "L1")] };
        var json = RoundTrip(finding, ModelProvenanceJsonContext.Default.Finding);
        json.Should().Contain("\"severity\":\"warning\"").And.Contain("\"id\":\"MP1004\"").And.Contain("\"line\":3");
    }

    [Fact]
    public void A_claim_comes_back_as_it_was()
    {
        var claim = ModelCatalog.Default.Evidence(EntityKind.Model, "qwen2.5-7b-instruct", "licenses.weights")[0];
        RoundTrip(claim, ModelProvenanceJsonContext.Default.ProvenanceClaim).Should().Contain("\"value\":\"Apache-2.0\"").And.Contain("\"method\":\"curated\"");
    }

    [Fact]
    public void A_word_outside_its_list_is_refused()
    {
        var read = () => JsonSerializer.Deserialize("\"sideways\"", ModelProvenanceJsonContext.Default.RelationKind);
        read.Should().Throw<JsonException>();
    }
}
