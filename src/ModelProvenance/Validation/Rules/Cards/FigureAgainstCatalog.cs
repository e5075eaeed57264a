using ModelProvenance.Cards;
using ModelProvenance.Resolution;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The size in the name of the repository, in the table of the card and in the catalog are figures for one thing.</summary>
internal sealed class FigureAgainstCatalog()
    : CardRule(2210, nameof(FigureAgainstCatalog), Severity.Info, "The size in the name, in the card's table or of the base model in the catalog disagree.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        var name = !context.Repository.IsEmpty ? context.Repository.Value : card.ModelName.Value;
        var label = name is null ? default : SizeInName.Of(name);
        if (label.IsEmpty)
            return;
        if (CardTables.FindSize(card.Lines, card.BodyStart) is var (stated, start, end) && stated.Total is { } total && label.FitsTotal(total) == false)
            context.Report(card.Lines.Location(card.Path, start, end), $"The table says {stated} parameters, the name {label}. Correct one of them.");
        if (card.BaseModels.Count != 1 || card.Relation is Facts.RelationKind.Merge or Facts.RelationKind.Adapter)
            return;
        var first = card.BaseModels.First;
        if (context.ResolveModel(first.Value!) is not { Confidence: ResolutionConfidence.Exact, Model: { Total.Count: { IsKnown: true } count } model } || label.FitsTotal(count.Value) != false)
            return;
        // Pruned and grown models keep their parent; a finetune or a quantized build has its size.
        if (SizeInName.Of(model.Name) is var other && !other.IsEmpty && other != label)
            context.Report(first.Node, $"The name says {label}, but the base model '{first.Value}' has {count.Value} parameters in all by the catalog. Check the base model, or say how the size changed.", evidence: [new FindingEvidence($"{model.Id} has {count.Value} parameters", count.Sources.Length == 0 ? "" : count.Sources[0].Source.Url.ToString())]);
    }
}
