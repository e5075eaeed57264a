using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>
/// The card of a derivative keeps a licence that its base has left: one under which the base was until a day that the catalog knows, or one that the developer of the base issued though the base is under one of the SPDX list.
/// Licences are broadened and copies keep the stricter one out of habit; never more than a hint. The card of the model itself is that of <see cref="SupersededLicense"/>.
/// </summary>
internal sealed class StaleBaseLicense()
    : CardRule(4114, nameof(StaleBaseLicense), Severity.Info, "The card keeps a licence that its base has left.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.BaseModels.Count == 0 || BaseLicense.DeclaredBy(context, context.Card) is not { } declared)
            return;
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is not { } name || BaseLicense.LicenseOf(context, name, context.RevisionDay) is not { } stated)
                continue;
            if (stated.EarlierStated(declared) is { } earlier)
                context.Report(item.Node, $"The card states {earlier}, under which its base '{name}' was; the base is under {stated.Expression} now. Which of them holds depends on the revision that was used: pin it.", evidence: stated.Evidence);
            else
                CheckIssuer(context, declared, item.Node, name, stated);
        }
    }

    // Where the catalog knows no day, the issuer tells: a licence of the developer's own, though the base is under a common one.
    private static void CheckIssuer(CardRuleContext context, SpdxExpression declared, YamlNode node, string name, StatedLicense stated)
    {
        if (stated.IsOwn || !stated.Expression.Licenses.All(l => context.Catalog.Licenses.Find(l.License) is { OnSpdxList: true })
            || context.ResolveModel(name) is not { Model: { Developers.IsKnown: true } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong })
            return;
        foreach (var part in declared.Licenses)
        {
            if (context.Catalog.Licenses.Find(part.License) is { OnSpdxList: false, Issuer: { IsKnown: true } issuer } && model.Developers.Value.Contains(issuer.Value))
                context.Report(node, $"The card states {part}, issued by {issuer.Value}, a developer of '{name}'; the base is under {stated.Expression} by the catalog. If the developer changed the licence after this card was written, it may be stated anew.", evidence: stated.Evidence);
        }
    }
}
