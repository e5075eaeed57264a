using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licence of the base says under which terms derived works are shared, or that they are not; the card states others.</summary>
internal sealed class DerivativesUnderOtherTerms()
    : CardRule(4103, nameof(DerivativesUnderOtherTerms), Severity.Error, "The licence of the base asks that derived works are shared under the same licence, or does not license sharing or making them, and the card states another licence.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var left in BaseLicense.LeftOut(context))
        {
            if (left.Terms<DerivativesTerm>().FirstOrDefault(d => d.Rule is DerivativeRule.SameLicense or DerivativeRule.NotShared or DerivativeRule.NotMade) is not { } term)
                continue;
            // A conversion of the form alone is no derived work under the Creative Commons licences (4.0, section 2.a.4).
            if (term.Rule != DerivativeRule.SameLicense && left.Relation.IsSameWork())
                continue;
            context.Report(left.Node, $"The card states {left.Declared}; its base '{left.Base}' is under {left.License.Id}, which says of derived works: {term}. Unless you hold a separate licence, state the licence of the base.",
                left.Relation == RelationKind.Adapter || term.Rule != DerivativeRule.SameLicense ? Severity.Warning : Severity.Error, evidence: left.Evidence);
        }
    }
}
