using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>A licence of a base that a card names, when the card neither states it nor mentions it.</summary>
/// <param name="Node">Where the card names the base.</param>
/// <param name="Base">The base as the card names it.</param>
/// <param name="License">The licence of the base.</param>
/// <param name="Declared">What the card states as its own licence.</param>
/// <param name="Relation">How the model comes from the base; finetune when the card does not say.</param>
/// <param name="Evidence">Where the licence of the base was read.</param>
/// <param name="IsOwn">Whether developer of the base and publisher of the card are one: a licensor may license its own work anew, so what is left out is information, not a fault.</param>
internal sealed record BaseLicense(YamlNode Node, string Base, ModelLicense License, SpdxExpression Declared, RelationKind Relation, ImmutableArray<FindingEvidence> Evidence, bool IsOwn)
{
    // Longer chains are no chains of models.
    private const int MaxSteps = 32;

    /// <summary>
    /// The licences of bases that the card leaves out. Empty when the card states no licence that is known. The licence of a base is the one in force when the model was published, if the catalog knows
    /// that. Otherwise the revision that was used is not known, so a card that states a licence under which the base once was leaves nothing out.
    /// </summary>
    public static IEnumerable<BaseLicense> FindLeftOut(CardRuleContext context)
    {
        var card = context.Card;
        if (card.BaseModels.Count == 0 || DeclaredBy(context, card) is not { } declared)
            yield break;
        var published = PublishedOn(context);
        foreach (var item in card.BaseModels)
        {
            if (item.Value is not { } name)
                continue;
            HashSet<LicenseId>? seen = null;
            foreach (var (path, found) in Chain(context, name, published))
            {
                if (found.Earlier.Any(earlier => earlier.Licenses.All(declared.Licenses.Contains)))
                    continue;
                foreach (var part in found.Expression.Licenses)
                {
                    if (declared.Licenses.Contains(part) || context.Catalog.Licenses.Find(part.License) is not { } license || Mentions(context, license) || !(seen ??= []).Add(license.Id))
                        continue;
                    yield return new BaseLicense(item.Node, path, license, declared, card.Relation ?? RelationKind.Finetune, found.Evidence, found.IsOwn);
                }
            }
        }
    }

    /// <summary>The licences of the bases, whether the card states them or not. Bases of the card's own publisher are left out.</summary>
    public static IEnumerable<(YamlNode Node, string Base, ModelLicense License)> Of(CardRuleContext context)
    {
        var published = context.Card.BaseModels.Count == 0 ? null : PublishedOn(context);
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is not { } name)
                continue;
            HashSet<LicenseId>? seen = null;
            foreach (var (path, found) in Chain(context, name, published))
            {
                if (found.IsOwn)
                    continue;
                foreach (var part in found.Expression.Licenses)
                {
                    if (context.Catalog.Licenses.Find(part.License) is { } license && (seen ??= []).Add(license.Id))
                        yield return (item.Node, path, license);
                }
            }
        }
    }

    // The base, and what it was made from as far as the given cards tell; a model of the catalog ends the walk, for its licence is that of the whole. The path names the steps: "acme/c > acme/b > meta-llama/Llama-3.1-8B".
    private static IEnumerable<(string Path, StatedLicense License)> Chain(CardRuleContext context, string name, DateOnly? at)
    {
        if (LicenseOf(context, name, at) is { } direct)
            yield return (name, direct);
        if (context.Metadata is null)
            yield break;
        var steps = new List<(string Name, string Path, ImmutableArray<FindingEvidence> Evidence)> { (name, name, []) };
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name, context.Repository.Value };
        for (var i = 0; i < steps.Count && steps.Count < MaxSteps; i++)
        {
            var step = steps[i];
            if (IsInCatalog(context, step.Name) || !CardText.IsRepository(step.Name) || context.Metadata.FindCard(RepositoryId.Parse(step.Name)) is not { } card)
                continue;
            foreach (var parent in card.BaseModels)
            {
                if (parent.Value is not { } next || !visited.Add(next))
                    continue;
                var path = $"{step.Path} > {next}";
                ImmutableArray<FindingEvidence> evidence = [.. step.Evidence, new FindingEvidence($"the card of {step.Name} names {next}", card.Path)];
                steps.Add((next, path, evidence));
                if (LicenseOf(context, next) is { } found)
                    yield return (path, found with { Evidence = [.. evidence, .. found.Evidence] });
            }
        }
    }

    private static bool IsInCatalog(CardRuleContext context, string name) => context.ResolveModel(name) is { Model: not null, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong };

    /// <summary>The severity of a finding about it.</summary>
    /// <param name="severity">What it is for a base of another developer.</param>
    public Severity Or(Severity severity) => IsOwn ? Severity.Info : severity;

    /// <summary>The known terms of the licence, without those that it only recommends.</summary>
    public IEnumerable<T> Terms<T>()
        where T : LicenseTerm => License.TermsOf<T>().Where(term => term is not DutyTerm { Recommended: true });

    /// <summary>What a card states as its licence; null when a part of it is not known.</summary>
    public static SpdxExpression? DeclaredBy(CardRuleContext context, ModelCard card)
    {
        SpdxExpression? all = null;
        foreach (var item in card.Licenses)
        {
            var found = item.Value is { } text ? context.ResolveLicense(text) : null;
            var expression = found is { IsUnstated: true } or null
                ? Named(context, card.LicenseName) ?? Named(context, card.LicenseLink)
                : found.Expression;
            if (expression is null)
                return null;
            all = all is null ? expression : SpdxExpression.And(all, expression);
        }

        return all;
    }

    private static SpdxExpression? Named(CardRuleContext context, Located<string> text) => text.Value is { } value ? context.ResolveLicense(value).Expression : null;

    /// <summary>The licence of a model that a card names, and those under which it was before; null when none is known.</summary>
    /// <param name="context">The card.</param>
    /// <param name="name">The model as the card names it.</param>
    /// <param name="at">The day on which it is in force; null for the day that findings are meant for.</param>
    public static StatedLicense? LicenseOf(CardRuleContext context, string name, DateOnly? at = null)
    {
        var found = context.ResolveModel(name);
        if (found is { Model: { } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong } && model.License(LicenseScope.Weights, at ?? context.AsOf) is { Expression: { IsKnown: true } fact } current)
        {
            return new StatedLicense(
                fact.Value,
                [.. model.Licenses.Where(l => l.Scope == LicenseScope.Weights && l.Expression.IsKnown && !l.To.IsEmpty && l != current && l.Expression.Value != fact.Value).Select(l => l.Expression.Value)],
                [.. fact.Sources.Take(1).Select(s => new FindingEvidence($"{model.Id} is under {fact.Value}", s.Source.Url.OriginalString, s.Locator))],
                IsOf(context, model));
        }

        if (!CardText.IsRepository(name) || context.Metadata?.FindCard(RepositoryId.Parse(name)) is not { } card || DeclaredBy(context, card) is not { } stated)
            return null;
        return new StatedLicense(stated, [], [new FindingEvidence($"the card of {name} states {stated}", card.Path)], name.Split('/')[0].Equals(context.Repository.Owner.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    // The day of the revision, when one is said. A build of somebody else resolves to the model that it was built from, whose day is another one.
    private static DateOnly? PublishedOn(CardRuleContext context) =>
        context.RevisionDay
        ?? (!context.Repository.IsEmpty && context.ResolveModel(context.Repository.Value) is { Confidence: ResolutionConfidence.Exact, Model: { } self }
            && self.Repositories.Any(r => r.IsKnown && r.Value.Repository == context.Repository)
            && (self.Date(DateKind.WeightsPublished) ?? self.Date(DateKind.Announced)) is { IsKnown: true } date ? date.Value.Earliest : null);

    private static bool IsOf(CardRuleContext context, ModelInfo model)
    {
        if (context.Repository.IsEmpty || !model.Developers.IsKnown)
            return false;
        var owner = context.Repository.Owner.ToString();
        return model.Developers.Value.Any(d => context.Catalog.Organizations.Find(d) is { } organization && organization.Handles.Any(h => h.IsKnown && h.Value.Handle.Equals(owner, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether the text of a card mentions a licence: its id, its name, or a name that people use for it. Read before anything is said about a licence that is left out.</summary>
    public static bool Mentions(CardRuleContext context, ModelLicense license)
    {
        var body = context.SqueezedBody;
        foreach (var name in license.Aliases.Append(license.Name.ValueOrDefault ?? "").Append(license.Id.Value).Concat(license.HubNames))
        {
            if (name.Length >= 6 && body.Contains(Squeezed(name), StringComparison.Ordinal))
                return true;
        }

        // "the Llama 3.1 Community License" under another ending.
        return license is { OnSpdxList: false, Family.Length: > 0, Version.Length: > 0 } && body.Contains(Squeezed($"{license.Family} {license.Version} community"), StringComparison.Ordinal);
    }

    /// <summary>A text with letters and digits in lower case, anything else one space.</summary>
    public static string Squeezed(ReadOnlySpan<char> text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '.')
                squeezed.Append(char.ToLowerInvariant(c));
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
                squeezed.Append(' ');
        }

        return squeezed.ToString();
    }
}

/// <summary>What is known about the licence of a model that a card names.</summary>
/// <param name="Expression">The licence.</param>
/// <param name="Earlier">Licences under which it was before.</param>
/// <param name="Evidence">Where it was read.</param>
/// <param name="IsOwn">Whether its developer is the publisher of the card.</param>
internal sealed record StatedLicense(SpdxExpression Expression, ImmutableArray<SpdxExpression> Earlier, ImmutableArray<FindingEvidence> Evidence, bool IsOwn)
{
    /// <summary>The earlier licence that a card states in place of the one of today; null when it states the one of today, or neither.</summary>
    public SpdxExpression? EarlierStated(SpdxExpression declared) =>
        Expression.Licenses.All(declared.Licenses.Contains) ? null : Earlier.FirstOrDefault(e => e.Licenses.All(declared.Licenses.Contains));
}
