using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licence of the base does not license commercial use; the one that the card states does.</summary>
internal sealed class NonCommercialBase()
    : CardRule(4102, nameof(NonCommercialBase), Severity.Error, "The licence of the base does not license commercial use, and the card states a licence that allows it.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var left in context.LeftOut)
        {
            if (left.Terms<CommercialUseTerm>().FirstOrDefault(Excludes) is not { } term || !left.Declared.Licenses.All(l => Allows(context, l)))
                continue;
            context.Report(left.Node, $"The card states {left.Declared}; its base '{left.Base}' is under {left.License.Id}, which does not license commercial use: {term}. Unless you hold a separate licence, state the licence of the base.",
                left.Or(left.Relation == RelationKind.Adapter ? Severity.Warning : Severity.Error), evidence: left.Evidence);
        }
    }

    /// <summary>Whether a term excludes commercial use of the model itself.</summary>
    public static bool Excludes(CommercialUseTerm term) => term.Rule == CommercialUse.Excluded && term.Of != TermSubject.Outputs;

    // A licence of which nobody has read whether it excludes commercial use is not said to allow it.
    private static bool Allows(CardRuleContext context, SpdxLicense license) =>
        context.Catalog.Licenses.Find(license.License) is { } known && known.Reading(LicenseTermKind.CommercialUse) != TermReading.NotRead && !known.TermsOf<CommercialUseTerm>().Any(Excludes);
}
