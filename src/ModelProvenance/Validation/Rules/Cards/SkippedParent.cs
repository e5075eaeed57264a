using ModelProvenance.Facts;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The card of a model that the catalog knows names a grandparent as the parent.</summary>
internal sealed class SkippedParent()
    : CardRule(2213, nameof(SkippedParent), Severity.Warning, "base_model names an ancestor of the parent, though the catalog knows the parent.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (context.Repository.IsEmpty || card.BaseModels.Count != 1 || card.Relation == RelationKind.Merge)
            return;
        // A build of somebody else (quantized, converted) resolves to the model itself, whose parent it may well name.
        if (context.ResolveModel(context.Repository.Value) is not { Confidence: ResolutionConfidence.Exact, Model: { } self } || self.Repository.Value != context.Repository.Value)
            return;
        var first = card.BaseModels.First;
        if (context.ResolveModel(first.Value!).Model is not { } named || named.Id == self.Id)
            return;
        var graph = LineageGraph.AncestorsOf(context.Catalog, self);
        var parents = graph.Edges.Where(edge => edge.Child == self.Id.Value && edge.Relation.CarriesWeights()).ToList();
        if (parents.Count == 0 || parents.Exists(edge => edge.Parent == named.Id.Value) || !graph.WeightAncestors().Any(node => node.Id == named.Id.Value))
            return;
        var parent = graph.Nodes.First(node => node.Id == parents[0].Parent);
        context.Report(first.Node, $"'{first.Value}' is an ancestor of this model, but its parent by the catalog is '{parent.Reference}'. Name the parent; what that comes from stands in its own card.",
            evidence: [.. parents[0].Fact.Sources.Take(1).Select(source => new FindingEvidence($"{self.Id} comes from {parent.Id}", source.Source.Url.ToString(), source.Locator))]);
    }
}
