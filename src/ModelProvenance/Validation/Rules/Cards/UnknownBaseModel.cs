using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A base that neither the catalog nor the given cards know ends the lineage.</summary>
internal sealed class UnknownBaseModel()
    : CardRule(2212, nameof(UnknownBaseModel), Severity.Info, "The base model is neither in the catalog nor among the given cards, so nothing is known of what this model comes under.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Metadata is not { } metadata && !context.IsStrict)
            return;
        foreach (var item in context.Card.BaseModels)
        {
            if (CardText.IsRepository(item.Node.SimpleValue) && context.ResolveModel(item.Value!).Model is null && context.Metadata?.FindCard(RepositoryId.Parse(item.Value!)) is null)
                context.Report(item.Node, $"Nothing is known of the base model '{item.Value}': it is not in the catalog{(context.Metadata is null ? "" : " nor among the given cards")}. Give its card with --cards, or look its licence up.");
        }
    }
}
