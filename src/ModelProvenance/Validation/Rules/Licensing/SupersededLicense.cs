using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The developer put this model under another licence later; the old revisions keep the old one. A base that was put under another licence is that of <see cref="StaleBaseLicense"/>.</summary>
internal sealed class SupersededLicense()
    : CardRule(4109, nameof(SupersededLicense), Severity.Info, "The card states a licence under which its developer no longer publishes this model.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Repository.IsEmpty || context.Card.Licenses.Count == 0 || BaseLicense.DeclaredBy(context, context.Card) is not { } declared)
            return;
        if (BaseLicense.LicenseOf(context, context.Repository.Value, context.RevisionDay) is { } own && own.EarlierStated(declared) is { } before)
            context.Report(context.Card.Licenses.First.Node, $"The card states {before}; its developer puts the model under {own.Expression} now. Earlier revisions keep the earlier licence: state the one of this revision.", evidence: own.Evidence);
    }
}
