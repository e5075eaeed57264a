using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>A licence of the publisher's own on top of a base whose licence allows own terms only as far as it is kept.</summary>
internal sealed class OwnTermsUnread()
    : CardRule(4111, nameof(OwnTermsUnread), Severity.Info, "The card states a licence that is not known, and the licence of its base lets own terms stand only as far as they do not conflict with it.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (card.LicenseName.Value is not { Length: > 0 } name || card.Licenses.Count == 0 || BaseLicense.DeclaredBy(context, card) is not null)
            return;
        foreach (var (node, repository, license) in BaseLicense.Of(context))
        {
            if (license.TermsOf<DerivativesTerm>().FirstOrDefault(d => d.Rule is DerivativeRule.OwnTermsWithinLicense or DerivativeRule.SameLicense) is { } term)
                context.Report(card.LicenseName.Node, $"Nothing is known of the licence {CardText.Quote(name)}. The base '{repository}' is under {license.Id}, which says: {term}. Read both, and name the licence of the base in the card.");
        }
    }
}
