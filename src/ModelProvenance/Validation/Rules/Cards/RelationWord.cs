using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub knows four relations: adapter, merge, quantized, finetune (hub-docs, docs/hub/model-cards.md).</summary>
internal sealed class RelationWord()
    : CardRule(2203, nameof(RelationWord), Severity.Warning, "base_model_relation is none of the Hub's four words, or does not fit the number of base models.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        var value = card.Find(CardKeys.BaseModelRelation).Value;
        if (!value.Exists || value.IsNull)
            return;
        if (!value.IsScalar)
        {
            context.Report(value, "'base_model_relation' is one word for all base models: adapter, merge, quantized or finetune.", Severity.Error);
            return;
        }

        var word = value.SimpleValue;
        if (word is not ("adapter" or "merge" or "quantized" or "finetune"))
        {
            var meant = Meant(value.Value);
            context.Report(value, $"The Hub does not know the relation {CardText.Quote(word)}. Write {(meant is null ? "adapter, merge, quantized or finetune" : $"'{meant}'")}.",
                fix: meant is null ? null : CardRuleContext.Fix($"Write '{meant}'.", CardEdits.SetText(value, meant)));
        }
        else if (!card.BaseModels.Node.Exists)
        {
            context.Report(value, $"The relation is '{value.Value}', but no base model is named. Add 'base_model:'.");
        }
        else if (word is "merge" && card.BaseModels.Count == 1 && card.BaseModels.Node.Kind == YamlNodeKind.Scalar)
        {
            context.Report(value, $"The relation is 'merge', but only '{card.BaseModels.First.Value}' is named. List every model that went in.");
        }
        else if (word is not "merge" && card.BaseModels.Count > 1 && word is not "adapter")
        {
            context.Report(value, $"The relation is '{value.Value}', but {card.BaseModels.Count} base models are named; several of them make a merge. Correct one of the two.");
        }
    }

    private static string? Meant(string word) => word.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-') switch
    {
        "finetune" or "finetuned" or "fine-tune" or "fine-tuned" or "finetuning" or "fine-tuning" => "finetune",
        "quantized" or "quantised" or "quantization" or "quantisation" or "quant" or "quantize" => "quantized",
        "adapter" or "adapters" or "lora" or "peft" or "qlora" => "adapter",
        "merge" or "merged" or "merging" => "merge",
        _ => null,
    };
}
