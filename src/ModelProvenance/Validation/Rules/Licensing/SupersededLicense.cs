using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The developer put the model under another licence later; the old revisions keep the old one.</summary>
internal sealed class SupersededLicense()
    : CardRule(4109, nameof(SupersededLicense), Severity.Info, "The card states a licence under which its developer no longer publishes this model, or a base.")
{
    public override void Check(CardRuleContext context)
    {
        if (BaseLicense.DeclaredBy(context, context.Card) is not { } declared)
            return;
        if (!context.Repository.IsEmpty && BaseLicense.LicenseOf(context, context.Repository.Value) is { } own && IsEarlier(own, declared) is { } before && context.Card.Licenses.Count > 0)
            context.Report(context.Card.Licenses.First.Node, $"The card states {before}; its developer puts the model under {own.Expression} now. Earlier revisions keep the earlier licence: state the one of this revision.", evidence: own.Evidence);
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is { } name && BaseLicense.LicenseOf(context, name) is { } stated && IsEarlier(stated, declared) is { } earlier)
                context.Report(item.Node, $"The card states {earlier}, under which its base '{name}' was; the base is under {stated.Expression} now. Which of them holds depends on the revision that was used: pin it.", evidence: stated.Evidence);
        }
    }

    private static SpdxExpression? IsEarlier(StatedLicense stated, SpdxExpression declared) =>
        stated.Expression.Licenses.All(declared.Licenses.Contains) ? null : stated.Earlier.FirstOrDefault(e => e.Licenses.All(declared.Licenses.Contains));
}
