using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub guesses the relation from the files of the repository; a reader of the card alone cannot.</summary>
internal sealed class UnstatedRelation()
    : CardRule(2214, nameof(UnstatedRelation), Severity.Info, "The card names a base model and does not say how this one was made from it.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (!card.BaseModels.First.Exists || card.Find(CardKeys.BaseModelRelation).Exists || !CardText.IsRepository(card.BaseModels.First.Value))
            return;
        if (Told(context) is var (word, why))
        {
            context.Report(card.Find(CardKeys.BaseModel).Key, $"The card does not say how it was made from '{card.BaseModels.First.Value}'; {why}. Add 'base_model_relation: {word}'.",
                fix: CardRuleContext.Fix($"Add 'base_model_relation: {word}'.", CardEdits.AddEntry(card.Metadata, card.Find(CardKeys.BaseModel), CardKeys.BaseModelRelation, word)));
        }
        else
        {
            context.Report(card.Find(CardKeys.BaseModel).Key, $"The card does not say how it was made from '{card.BaseModels.First.Value}'. Add 'base_model_relation:' with adapter, merge, quantized or finetune.");
        }
    }

    // What the card says in other words.
    private static (string Word, string Why)? Told(CardRuleContext context)
    {
        var card = context.Card;
        if (card.LibraryName.Node.ValueEquals("peft"))
            return ("adapter", "its library is 'peft', which loads adapters");
        if (card.BaseModels.Count > 1)
            return HasTag(card, "merge") || HasTag(card, "mergekit") ? ("merge", "it names several base models and carries the tag of a merge") : null;
        if (card.LibraryName.Node.ValueEquals("gguf"))
            return ("quantized", "its library is 'gguf'");
        // A merged or converted build carries the tags of the adapter that it was made with.
        var isBuild = HasTag(card, "gguf") || HasTag(card, "merged") || HasTag(card, "mlx");
        if (HasTag(card, "peft") && !isBuild)
            return ("adapter", "its tag 'peft' says that it is an adapter");
        if (HasTag(card, "quantized"))
            return ("quantized", "its tag says 'quantized'");
        foreach (var tag in (ReadOnlySpan<string>)["fine-tuned", "finetuned", "fine-tune", "finetune"])
        {
            if (HasTag(card, tag) && !HasTag(card, "lora") && !isBuild)
                return ("finetune", $"its tag says '{tag}'");
        }

        return null;
    }

    private static bool HasTag(ModelCard card, string tag)
    {
        foreach (var item in card.Tags)
        {
            if (item.Node.ValueEquals(tag))
                return true;
        }

        return false;
    }
}
