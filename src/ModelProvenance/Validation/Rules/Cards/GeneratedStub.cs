using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Training tools write a card and ask for it to be filled in.</summary>
internal sealed class GeneratedStub()
    : CardRule(2402, nameof(GeneratedStub), Severity.Warning, "The card is the one that a training tool wrote, unchanged.")
{
    // What the tools write and ask to be replaced; the sentences of the Trainer of transformers and of AutoTrain.
    internal static readonly string[] Marks = ["You should probably proofread and complete it", "Provide a quick summary of what the model is/does", "Provide a longer summary of what this model is"];

    public override void Check(CardRuleContext context)
    {
        if (!context.Holds(CardPhrases.Stub))
            return;
        var body = context.Card.Body;
        foreach (var mark in Marks)
        {
            var at = body.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0)
                continue;
            context.ReportInBody(at, mark.Length, $"The card still says what a training tool wrote for its author: '{mark}'. Fill it in, and remove the sentence.");
            return;
        }
    }
}
