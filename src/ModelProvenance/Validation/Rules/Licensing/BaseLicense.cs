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
internal sealed record BaseLicense(YamlNode Node, string Base, ModelLicense License, SpdxExpression Declared, RelationKind Relation, ImmutableArray<FindingEvidence> Evidence)
{
    /// <summary>The licences of bases that the card leaves out. Empty when the card states no licence that is known, or when licensor and publisher are one: a licensor may license its own work anew.</summary>
    public static IEnumerable<BaseLicense> LeftOut(CardRuleContext context)
    {
        var card = context.Card;
        if (card.BaseModels.Count == 0 || DeclaredBy(context, card) is not { } declared)
            yield break;
        foreach (var item in card.BaseModels)
        {
            if (item.Value is not { } name || LicenseOf(context, name) is not { } found)
                continue;
            foreach (var part in found.Expression.Licenses)
            {
                if (declared.Licenses.Contains(part) || context.Catalog.Licenses.Find(part.License) is not { } license || Mentions(card, license))
                    continue;
                yield return new BaseLicense(item.Node, name, license, declared, card.Relation ?? RelationKind.Finetune, found.Evidence);
            }
        }
    }

    /// <summary>The licences of the bases, whether the card states them or not.</summary>
    public static IEnumerable<(YamlNode Node, string Base, ModelLicense License)> Of(CardRuleContext context)
    {
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is not { } name || LicenseOf(context, name) is not { } found)
                continue;
            foreach (var part in found.Expression.Licenses)
            {
                if (context.Catalog.Licenses.Find(part.License) is { } license)
                    yield return (item.Node, name, license);
            }
        }
    }

    /// <summary>The known terms of the licence, without those that it only recommends.</summary>
    public IEnumerable<T> Terms<T>()
        where T : LicenseTerm => License.TermsOf<T>().Where(term => term is not DutyTerm { Recommended: true });

    private static SpdxExpression? DeclaredBy(CardRuleContext context, ModelCard card)
    {
        SpdxExpression? all = null;
        foreach (var item in card.Licenses)
        {
            var found = item.Value is { } text ? context.LicenseNames.Resolve(text) : null;
            var expression = found is { IsUnstated: true } or null
                ? Named(context, card.LicenseName) ?? Named(context, card.LicenseLink)
                : found.Expression;
            if (expression is null)
                return null;
            all = all is null ? expression : SpdxExpression.And(all, expression);
        }

        return all;
    }

    private static SpdxExpression? Named(CardRuleContext context, Located<string> text) => text.Value is { } value ? context.LicenseNames.Resolve(value).Expression : null;

    private static (SpdxExpression Expression, ImmutableArray<FindingEvidence> Evidence)? LicenseOf(CardRuleContext context, string name)
    {
        var found = context.Resolver.Resolve(name);
        if (found is { Model: { } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong })
        {
            if (IsOwn(context, model) || model.License(LicenseScope.Weights, context.AsOf) is not { Expression: { IsKnown: true } fact })
                return null;
            return (fact.Value, [.. fact.Sources.Take(1).Select(s => new FindingEvidence($"{model.Id} is under {fact.Value}", s.Source.Url.OriginalString, s.Locator))]);
        }

        if (!CardText.IsRepository(name) || context.Metadata?.FindCard(RepositoryId.Parse(name)) is not { } card || DeclaredBy(context, card) is not { } stated)
            return null;
        return (stated, [new FindingEvidence($"the card of {name} states {stated}", card.Path)]);
    }

    private static bool IsOwn(CardRuleContext context, ModelInfo model)
    {
        if (context.Repository.IsEmpty || !model.Developers.IsKnown)
            return false;
        var owner = context.Repository.Owner.ToString();
        return model.Developers.Value.Any(d => context.Catalog.Organizations.Find(d) is { } organization && organization.Handles.Any(h => h.IsKnown && h.Value.Handle.Equals(owner, StringComparison.OrdinalIgnoreCase)));
    }

    // The card's own statement about the licence of its base is read before anything is said: the id, the name, or a name that people use for it.
    private static bool Mentions(ModelCard card, ModelLicense license)
    {
        var body = Squeezed(card.Body);
        foreach (var name in license.Aliases.Append(license.Name.ValueOrDefault ?? "").Append(license.Id.Value).Concat(license.HubNames))
        {
            if (name.Length >= 6 && body.Contains(Squeezed(name), StringComparison.Ordinal))
                return true;
        }

        // "the Llama 3.1 Community License" under another ending.
        return license is { OnSpdxList: false, Family.Length: > 0, Version.Length: > 0 } && body.Contains(Squeezed($"{license.Family} {license.Version} community"), StringComparison.Ordinal);
    }

    // Letters and digits in lower case, anything else one space.
    private static string Squeezed(ReadOnlySpan<char> text)
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
