using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>Most licences ask that a copy of the text goes along with the files. Nearly all repositories at the hub lack one, so this stays low.</summary>
internal sealed class MissingLicenseCopy()
    : CardRule(4113, nameof(MissingLicenseCopy), Severity.Info, "The licence asks that a copy of its text goes along, and there is none beside the weights.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Folder is not { HoldsModel: true, HoldsLicense: false })
            return;
        var seen = new HashSet<LicenseId>();
        foreach (var (location, name, license) in Shipped.Licenses(context))
        {
            if (seen.Add(license.Id) && license.TermsOf<LicenseCopyTerm>().FirstOrDefault(t => !t.Recommended) is { } term)
                context.Report(location, $"{name} is under {license.Id}, which asks that {(term.LinkSuffices ? "a copy of, or a link to," : "a copy of")} the licence goes along [{term.Clause}]. No licence text lies in the folder. Add it.",
                    license.OnSpdxList || context.Card.Relation == RelationKind.Adapter ? Severity.Info : Severity.Warning);
        }
    }
}
