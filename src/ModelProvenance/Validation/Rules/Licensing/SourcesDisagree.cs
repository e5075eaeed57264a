using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>Two documents of the developer name different licences for the same model.</summary>
internal sealed class SourcesDisagree()
    : CardRule(4110, nameof(SourcesDisagree), Severity.Warning, "Sources name different licences for this model or for a base, and nothing decides between them.")
{
    public override void Check(CardRuleContext context)
    {
        if (!context.Repository.IsEmpty)
            Report(context, context.Repository.Value, context.Card.Licenses.Count > 0 ? context.Card.Licenses.First.Node.Location : context.Card.FrontMatterLocation, "this model", context.RevisionDay);
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is { } name)
                Report(context, name, item.Node.Location, $"the base '{name}'");
        }
    }

    private static void Report(CardRuleContext context, string name, FindingLocation location, string what, DateOnly? day = null)
    {
        if (context.ResolveModel(name) is not { Model: { } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong } || model.License(LicenseScope.Weights, day ?? context.AsOf)?.Expression is not { IsKnown: true, IsDisputed: true } fact)
            return;
        var others = fact.Conflicts.Where(c => c.Ruling is null).ToList();
        if (others.Count == 0)
            return;
        context.Report(location, $"Sources name different licences for {what}: {fact.Value}, and {string.Join(", ", others.Select(c => c.Value))}. Ask the developer which one holds, and say in the card on which you rely.",
            evidence: [.. fact.Sources.Take(1).Select(s => new FindingEvidence($"{fact.Value}", s.Source.Url.OriginalString, s.Locator)), .. others.SelectMany(c => c.Sources.Take(1).Select(s => new FindingEvidence($"{c.Value}", s.Source.Url.OriginalString, s.Locator)))]);
    }
}
