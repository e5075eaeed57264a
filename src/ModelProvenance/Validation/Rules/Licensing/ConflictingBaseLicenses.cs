using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>Two bases whose licences each ask for themselves cannot both be satisfied by one model.</summary>
/// <remarks>Files that only lie side by side are no merge: the rule speaks of models of which the card names several bases. GPL family: section 10 of the GPL-3.0 forbids further restrictions.</remarks>
internal sealed class ConflictingBaseLicenses()
    : CardRule(4106, nameof(ConflictingBaseLicenses), Severity.Error, "Two bases are under licences that each ask for the same licence, or one of them is under the GPL and another restricts use.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.BaseModels.Count < 2)
            return;
        var bases = BaseLicense.Of(context).ToList();
        for (var i = 0; i < bases.Count; i++)
        {
            for (var j = i + 1; j < bases.Count; j++)
            {
                var (first, second) = (bases[i], bases[j]);
                if (first.License.Id == second.License.Id)
                    continue;
                if (AsksForItself(first.License) && AsksForItself(second.License) && !Takes(first.License, second.License) && !Takes(second.License, first.License))
                {
                    context.Report(second.Node, $"'{first.Base}' is under {first.License.Id} and '{second.Base}' under {second.License.Id}; each asks that what comes from it is shared under itself. Unless you hold a separate licence for one of them, take another base.",
                        context.Card.Relation == RelationKind.Adapter ? Severity.Warning : Severity.Error);
                }
                else if ((IsGpl(first.License) && Restricts(second.License)) || (IsGpl(second.License) && Restricts(first.License)))
                {
                    context.Report(second.Node, $"'{first.Base}' is under {first.License.Id} and '{second.Base}' under {second.License.Id}; the GPL forbids further restrictions, and the other licence hands use restrictions down. Unless you hold a separate licence for one of them, take another base.",
                        context.Card.Relation == RelationKind.Adapter ? Severity.Warning : Severity.Error);
                }
            }
        }
    }

    private static bool AsksForItself(ModelLicense license) => license.TermsOf<DerivativesTerm>().Any(d => d.Rule == DerivativeRule.SameLicense);

    // CC-BY-SA-4.0 may go over into GPL-3.0, not the other way round (creativecommons.org/compatiblelicenses); GPL and AGPL 3.0 may be combined (section 13 of each).
    private static bool Takes(ModelLicense taker, ModelLicense given) =>
        (IsGpl(taker) && given.Id.Value == "CC-BY-SA-4.0") || (IsGpl(taker) && IsGpl(given));

    private static bool IsGpl(ModelLicense license) => license.Id.Value.StartsWith("GPL-3.0", StringComparison.Ordinal) || license.Id.Value.StartsWith("AGPL-3.0", StringComparison.Ordinal);

    private static bool Restricts(ModelLicense license) => license.TermsOf<FlowDownTerm>().Any(t => t is { Recommended: false, Content: FlowDownContent.UseRestrictions });
}
