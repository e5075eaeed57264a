using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A repository changes; only a commit says which weights were taken.</summary>
internal sealed class UnpinnedBaseModel()
    : CardRule(2208, nameof(UnpinnedBaseModel), Severity.Info, "The revision of the base model is nowhere stated.", strictOnly: true)
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (card.BaseModels.First is { Exists: true } first && CardText.IsRepository(first.Value) && !card.Find(CardKeys.BaseModelRevision).Exists)
            context.Report(first.Node, $"Nothing says which revision of '{first.Value}' was taken. Add 'base_model_revision:' with its commit; the Hub keeps the key, and this tool reads it.");
    }
}
