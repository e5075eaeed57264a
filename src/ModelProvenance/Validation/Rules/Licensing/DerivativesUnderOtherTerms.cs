using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licence of the base says under which terms derived works are shared, or that they are not.</summary>
internal sealed class DerivativesUnderOtherTerms()
    : CardRule(4103, nameof(DerivativesUnderOtherTerms), Severity.Error, "The licence of the base asks that derived works are shared under the same licence and the card states another one, or it does not license sharing or making them.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var left in context.LeftOut)
        {
            if (left.Terms<DerivativesTerm>().FirstOrDefault(d => d.Rule == DerivativeRule.SameLicense) is { } term)
            {
                context.Report(left.Node, $"The card states {left.Declared}; its base '{left.Base}' is under {left.License.Id}, which says: {term}. Unless you hold a separate licence, state the licence of the base.",
                    left.Or(left.Relation == RelationKind.Adapter ? Severity.Warning : Severity.Error), evidence: left.Evidence);
            }
        }

        // Stating the licence of the base is no remedy where that licenses no derived works. A conversion of the form alone is none (Creative Commons 4.0, section 2.a.4).
        if (context.Card.Relation is RelationKind.Converted)
            return;
        foreach (var (node, name, license) in BaseLicense.Of(context))
        {
            if (license.TermsOf<DerivativesTerm>().FirstOrDefault(d => d.Rule is DerivativeRule.NotShared or DerivativeRule.NotMade) is { } term)
                context.Report(node, $"The base '{name}' is under {license.Id}, which says: {term}. A separate licence, or a change of nothing but the format, would be another ground: say which of them holds.", Severity.Warning);
        }
    }
}
