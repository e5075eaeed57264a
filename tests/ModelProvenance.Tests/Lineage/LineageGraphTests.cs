using ModelProvenance.Facts;
using ModelProvenance.Lineage;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Lineage;

public class LineageGraphTests
{
    private const string Source = """ "sources": [ { "source": "local-note" } ] """;

    [Fact]
    public void Ancestors_are_listed_by_distance_with_their_relations()
    {
        var graph = Ancestors(TinyCatalog.Catalog, "acme-1-distill");
        graph.Root.Id.Should().Be("acme-1-distill");
        graph.Nodes.Select(n => n.Id).Should().Equal("acme-1-distill", "acme-1-7b-instruct", "other/Base-1.5B", "acme-1-7b");
        Print(graph).Should().Equal("acme-1-distill Distilled acme-1-7b-instruct", "acme-1-distill Finetune other/Base-1.5B", "acme-1-7b-instruct Finetune acme-1-7b");
        graph.Edges[0].Fact.Sources.Should().HaveCount(1);
        // Of the teacher there are no weights.
        graph.WeightAncestors().Select(n => n.Id).Should().Equal("other/Base-1.5B");
    }

    [Fact]
    public void Nodes_say_what_the_catalog_knows_of_them()
    {
        var nodes = Ancestors(TinyCatalog.Catalog, "acme-1-distill").Nodes.ToDictionary(n => n.Id);
        (nodes["acme-1-7b"].Reference, nodes["acme-1-7b"].Organization.Value, nodes["acme-1-7b"].License!.ToString()).Should().Be(("acme-ai/Acme-1-7B", "acme", "LicenseRef-Acme-1.0"));
        nodes["acme-1-distill"].License!.ToString().Should().Be("MIT");
        nodes["acme-1-distill"].Reference.Should().Be("", "no repository of it is known");
        var outside = nodes["other/Base-1.5B"];
        (outside.Model, outside.Reference, outside.Organization.IsEmpty, outside.License).Should().Be((null, "other/Base-1.5B", true, null));
    }

    [Fact]
    public void Descendants_are_what_came_from_a_model()
    {
        var graph = LineageGraph.DescendantsOf(TinyCatalog.Catalog, TinyCatalog.Catalog.Models.Get(ModelId.Parse("acme-1-7b")));
        Print(graph).Should().Equal("acme-1-7b-instruct Finetune acme-1-7b", "acme-1-distill Distilled acme-1-7b-instruct");
        graph.Nodes.Select(n => n.Id).Should().Equal("acme-1-7b", "acme-1-7b-instruct", "acme-1-distill");
    }

    [Fact]
    public void A_circle_in_the_data_ends()
    {
        var circle = TinyCatalog.Catalog.With(TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "baseModels": [ { "model": "acme-1-7b-instruct", "relation": "merge", {{Source}} } ] } ], """));
        var graph = Ancestors(circle, "acme-1-7b");
        graph.Nodes.Should().HaveCount(2);
        graph.Edges.Should().HaveCount(2);
        graph.WeightAncestors().Select(n => n.Id).Should().Equal("acme-1-7b-instruct");
        LineageGraph.DescendantsOf(circle, circle.Models.Get(ModelId.Parse("acme-1-7b"))).Nodes.Should().HaveCount(3);
    }

    [Fact]
    public void The_bases_of_a_base_that_is_the_teacher_as_well_carry_weights()
    {
        // Distilled from the instruct model, and a merge of the layer's own model, which was made from the instruct model.
        var catalog = TinyCatalog.Catalog.With(TinyCatalog.Layer($$"""
            "models": [
              { "id": "local.tuned", "name": "Tuned", "family": "acme", "series": "acme-1", "release": "acme-1", "baseModels": [ { "model": "acme-1-7b-instruct", "relation": "finetune", {{Source}} } ] },
              { "id": "acme-1-distill", "baseModels": [ { "model": "acme-1-7b-instruct", "relation": "distilled", {{Source}} }, { "model": "local.tuned", "relation": "merge", {{Source}} } ] } ],
            """));
        Ancestors(catalog, "acme-1-distill").WeightAncestors().Select(n => n.Id).Should().BeEquivalentTo("local.tuned", "other/Base-1.5B", "acme-1-7b-instruct", "acme-1-7b");
    }

    [Fact]
    public void Every_lineage_of_the_shipped_catalog_ends()
    {
        foreach (var model in ModelCatalog.Default.Models)
        {
            var graph = LineageGraph.AncestorsOf(ModelCatalog.Default, model);
            graph.Nodes.Select(n => n.Id).Should().OnlyHaveUniqueItems();
            graph.WeightAncestors().Select(n => n.Id).Should().OnlyHaveUniqueItems().And.NotContain(model.Id.Value);
        }
    }

    private static LineageGraph Ancestors(ModelCatalog catalog, string id) => LineageGraph.AncestorsOf(catalog, catalog.Models.Get(ModelId.Parse(id)));

    private static IEnumerable<string> Print(LineageGraph graph) => graph.Edges.Select(e => $"{e.Child} {e.Relation} {e.Parent}");
}
