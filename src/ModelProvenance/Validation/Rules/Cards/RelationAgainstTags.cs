using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The relation says one thing, the library or the name of the repository another.</summary>
internal sealed class RelationAgainstTags()
    : CardRule(2204, nameof(RelationAgainstTags), Severity.Warning, "base_model_relation contradicts the library, or the format in the name of the repository.")
{
    private static readonly string[] QuantizedEndings = ["-GGUF", "-AWQ", "-GPTQ", "-EXL2", "-EXL3", "-4bit", "-8bit", "-bnb-4bit", "-FP8", "-NVFP4", "-INT4", "-INT8"];

    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        var relation = card.BaseModelRelation;
        if (!relation.Exists)
            return;
        if (card.LibraryName.Node.ValueEquals("peft") && relation.Value is "quantized" or "merge")
            context.Report(relation.Node, $"The relation is '{relation.Value}', but the library is 'peft', which loads adapters. Write 'adapter', or correct the library.");
        else if (relation.Value is "finetune" or "adapter" && Ending(context.Repository.Value) is { } ending)
            context.Report(relation.Node, $"The relation is '{relation.Value}', but the name of the repository ends with '{ending}'. Write 'quantized'.");
        else if (relation.Value == "finetune" && card.LibraryName.Node.ValueEquals("gguf"))
            context.Report(relation.Node, "The relation is 'finetune', but the library is 'gguf': the files are converted or quantized builds. Write 'quantized', with the finetune as the base model.");
    }

    private static string? Ending(string repository) => Array.Find(QuantizedEndings, ending => repository.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
