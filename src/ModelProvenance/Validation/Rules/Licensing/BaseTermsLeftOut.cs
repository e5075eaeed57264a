using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>A licence that hands terms down to derived models, or binds the use of its materials, is left out by the card of a derived model.</summary>
internal sealed class BaseTermsLeftOut()
    : CardRule(4101, nameof(BaseTermsLeftOut), Severity.Warning, "The card states another licence than its base, whose licence hands terms down to derived models or binds use, and does not mention it.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var left in context.LeftOut)
        {
            // These two have rules of their own, which say more.
            if (left.Terms<CommercialUseTerm>().Any(NonCommercialBase.Excludes) || left.Terms<DerivativesTerm>().Any(d => d.Rule is not DerivativeRule.OwnTerms and not DerivativeRule.OwnTermsWithinLicense))
                continue;
            var term = left.Terms<FlowDownTerm>().Cast<LicenseTerm>().Concat(left.Terms<DerivativesTerm>().Where(d => d.Rule == DerivativeRule.OwnTermsWithinLicense)).Concat(left.Terms<NamingTerm>()).Concat(left.Terms<DisplayTerm>())
                .Concat(left.Terms<NoticeTerm>().Where(n => n.Sentence.Length > 0)).Concat(left.Terms<ThresholdTerm>()).Concat(left.Terms<CompetingUseTerm>()).Concat(left.Terms<TerritoryTerm>()).Concat(left.Terms<FieldOfUseTerm>()).FirstOrDefault();
            if (term is null)
                continue;
            // A permissive licence of the SPDX list lets own terms stand beside it, as long as its notices are kept.
            var isPermissive = left.License.OnSpdxList && term is DerivativesTerm;
            var severity = left.Relation switch { _ when isPermissive => Severity.Info, RelationKind.Adapter => Severity.Info, _ when left.Relation.IsSameWork() || left.Relation == RelationKind.Merge => Severity.Error, _ => Severity.Warning };
            context.Report(left.Node, $"The card states {left.Declared}; its base '{left.Base}' is under {left.License.Id}, which {(term is ThresholdTerm or CompetingUseTerm or TerritoryTerm or FieldOfUseTerm ? "binds use" : "hands terms down")}: {term}. Name the licence of the base too, in 'license' or in the text.", left.Or(severity), evidence: left.Evidence);
        }
    }
}
