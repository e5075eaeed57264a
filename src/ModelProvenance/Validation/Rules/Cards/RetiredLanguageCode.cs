using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Codes that were given up, and codes of countries.</summary>
internal sealed class RetiredLanguageCode()
    : CardRule(2301, nameof(RetiredLanguageCode), Severity.Warning, "A language is given by a code that was given up, or by the code of a country.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.Languages)
        {
            if (item.Node.SimpleValue.Length != 2)
                continue;
            var written = item.Value!;
            if (Languages.Successor(written) is { } successor)
                context.Report(item.Node, $"The code '{written}' was given up; write '{successor}'.", fix: CardRuleContext.Fix($"Write '{successor}'.", CardEdits.SetText(item.Node, successor)));
            else if (Languages.OfCountry(written) is { } language)
                context.Report(item.Node, $"'{written}' is the code of a country; the code of the language is '{language}'.", fix: CardRuleContext.Fix($"Write '{language}'.", CardEdits.SetText(item.Node, language)));
        }
    }
}
