using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>Some licences ask that a text is shown. It can stand on a site or in a product, so its absence in a card is no more than a hint.</summary>
internal sealed class MissingDisplayText()
    : CardRule(4105, nameof(MissingDisplayText), Severity.Info, "The licence of the base asks that a text is shown, and the card does not hold it.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.Relation is { } relation && relation.IsSameWork())
            return;
        foreach (var (node, repository, license) in BaseLicense.Of(context))
        {
            foreach (var term in license.TermsOf<DisplayTerm>().Where(t => !t.Recommended && !t.Texts.IsEmpty))
            {
                var body = context.Card.Body.ToString();
                if (!term.Texts.Any(text => body.Contains(text, StringComparison.OrdinalIgnoreCase)))
                    context.Report(node, $"'{repository}' is under {license.Id}, which asks that {(term.Texts.Length > 1 ? "one of these texts is" : "this text is")} shown: {string.Join(" | ", term.Texts.Select(t => $"\"{t}\""))} [{term.Clause}]. The card does not hold it; it may stand elsewhere.");
            }
        }
    }
}
