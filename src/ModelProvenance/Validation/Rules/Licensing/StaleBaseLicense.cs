using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The card keeps a licence of the base's developer, though the base is by the catalog under one of the SPDX list. Licences are broadened and copies keep the stricter one out of habit; never more than a hint.</summary>
internal sealed class StaleBaseLicense()
    : CardRule(4114, nameof(StaleBaseLicense), Severity.Info, "The card states a licence that the developer of the base issued, though the base is under a licence of the SPDX list.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.BaseModels.Count == 0 || BaseLicense.DeclaredBy(context, context.Card) is not { } declared)
            return;
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is not { } name || BaseLicense.LicenseOf(context, name) is not { IsOwn: false } stated || !stated.Expression.Licenses.All(l => context.Catalog.Licenses.Find(l.License) is { OnSpdxList: true }))
                continue;
            if (context.ResolveModel(name) is not { Model: { Developers.IsKnown: true } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong })
                continue;
            foreach (var part in declared.Licenses)
            {
                // A former licence of the base is MP4109, which knows the day.
                if (!stated.Earlier.Any(e => e.Licenses.Contains(part)) && context.Catalog.Licenses.Find(part.License) is { OnSpdxList: false, Issuer: { IsKnown: true } issuer } && model.Developers.Value.Contains(issuer.Value))
                    context.Report(item.Node, $"The card states {part}, issued by {issuer.Value}, a developer of '{name}'; the base is under {stated.Expression} by the catalog. If the developer changed the licence after this card was written, it may be stated anew.", evidence: stated.Evidence);
            }
        }
    }
}
