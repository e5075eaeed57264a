using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A card that says nothing. 200 characters are what the Open LLM Leaderboard asks for.</summary>
internal sealed class ShortBody()
    : CardRule(2400, nameof(ShortBody), Severity.Warning, "The text of the card has fewer than 200 characters.")
{
    private const int Least = 200;

    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (!card.HasFrontMatter || card.Body.Length > 4 * Least)
            return;
        var length = 0;
        foreach (var c in card.Body)
        {
            if (!char.IsWhiteSpace(c))
                length++;
            // A character of Chinese or Japanese says as much as two letters.
            if (c is >= '\u3040' and <= '\u9fff')
                length++;
        }

        if (length < Least)
            context.ReportMissing($"The text of the card has {length} characters besides blanks. Say in at least {Least} what the model is, what it was made from, and what it is for.");
    }
}
