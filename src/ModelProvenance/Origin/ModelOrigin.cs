using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Lineage;

namespace ModelProvenance.Origin;

/// <summary>A rule by which a model is attributed to countries. No rule is the right one: which one is meant follows from the question.</summary>
/// <param name="Id">The name with its version, such as <c>developer-headquarters/1</c>.</param>
/// <param name="Summary">What it asks.</param>
public sealed record AttributionRule(string Id, string Summary)
{
    /// <summary>Where the head office of each developer is.</summary>
    public static AttributionRule DeveloperHeadquarters { get; } = new("developer-headquarters/1", "Where the head office of each developer is.");

    /// <summary>Where each developer is incorporated.</summary>
    public static AttributionRule DeveloperLegalSeat { get; } = new("developer-legal-seat/1", "Where each developer is incorporated.");

    /// <summary>Where the head office is of whoever controls each developer in the end.</summary>
    public static AttributionRule UltimateParentHeadquarters { get; } = new("ultimate-parent-headquarters/1", "Where the head office is of whoever controls each developer in the end.");

    /// <summary>Where whoever controls each developer in the end is incorporated.</summary>
    public static AttributionRule UltimateParentLegalSeat { get; } = new("ultimate-parent-legal-seat/1", "Where whoever controls each developer in the end is incorporated.");

    /// <summary>Where the head offices are of the developers of the models from whose weights this one was made, the farthest ones.</summary>
    public static AttributionRule RootAncestorHeadquarters { get; } =
        new("root-ancestor-headquarters/1", "Where the head offices are of the developers of the models from whose weights this one was made, the farthest ones.");

    /// <summary>Where the head offices are of the developers of every model whose weights or outputs went into this one, itself included.</summary>
    public static AttributionRule AnyAncestorHeadquarters { get; } =
        new("any-ancestor-headquarters/1", "Where the head offices are of the developers of every model whose weights or outputs went into this one, itself included.");

    /// <summary>All rules.</summary>
    public static ImmutableArray<AttributionRule> All { get; } =
        [DeveloperHeadquarters, DeveloperLegalSeat, UltimateParentHeadquarters, UltimateParentLegalSeat, RootAncestorHeadquarters, AnyAncestorHeadquarters];
}

/// <summary>The answer of one rule for one organization.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Organization">The organization whose seat answers; <c>default</c> when none could be reached.</param>
/// <param name="Country">The country; <c>default</c> when it is not known.</param>
/// <param name="State">Whether the country is known, and if not, in which way.</param>
/// <param name="Path">The ids from the model to the organization.</param>
/// <param name="Sources">What the country and the way to it rest on.</param>
public sealed record OriginAnswer(
    AttributionRule Rule,
    OrganizationId Organization,
    CountryCode Country,
    FactState State,
    ImmutableArray<string> Path,
    ImmutableArray<Citation> Sources);

/// <summary>To which countries a model is attributed, by every rule. The country is never stored on a model.</summary>
public static class ModelOrigin
{
    /// <summary>The answers of all rules for a model.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model.</param>
    /// <returns>In the order of <see cref="AttributionRule.All"/>; one answer for each organization that a rule reaches, or one unknown answer.</returns>
    public static ImmutableArray<OriginAnswer> Of(ModelCatalog catalog, ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        var lineage = LineageGraph.AncestorsOf(catalog, model);
        return
        [
            .. Developers(catalog, AttributionRule.DeveloperHeadquarters, model, null, static o => o.Headquarters, ultimate: false),
            .. Developers(catalog, AttributionRule.DeveloperLegalSeat, model, null, static o => o.LegalSeat, ultimate: false),
            .. Developers(catalog, AttributionRule.UltimateParentHeadquarters, model, null, static o => o.Headquarters, ultimate: true),
            .. Developers(catalog, AttributionRule.UltimateParentLegalSeat, model, null, static o => o.LegalSeat, ultimate: true),
            .. Roots(lineage).SelectMany(root => Ancestor(catalog, AttributionRule.RootAncestorHeadquarters, lineage, root)),
            .. lineage.Nodes.SelectMany(node => Ancestor(catalog, AttributionRule.AnyAncestorHeadquarters, lineage, node)),
        ];
    }

    // The models at the far ends of the edges that carry weights; the model itself when it has no base.
    private static IEnumerable<LineageNode> Roots(LineageGraph lineage)
    {
        HashSet<string> inWeights = [lineage.Root.Id, .. lineage.WeightAncestors().Select(n => n.Id)];
        return lineage.Nodes.Where(node => inWeights.Contains(node.Id) && !lineage.Edges.Any(e => e.Child == node.Id && e.Relation.CarriesWeights()));
    }

    private static IEnumerable<OriginAnswer> Ancestor(ModelCatalog catalog, AttributionRule rule, LineageGraph lineage, LineageNode node)
    {
        var path = PathTo(lineage, node.Id);
        return node.Model is null
            ? [new OriginAnswer(rule, default, default, FactState.NotEstablished, [.. path.Ids], [.. path.Sources])]
            : Developers(catalog, rule, node.Model, path, static o => o.Headquarters, ultimate: false);
    }

    private static IEnumerable<OriginAnswer> Developers(ModelCatalog catalog, AttributionRule rule, ModelInfo model, Way? way, Func<Organization, Fact<Seat>> seat, bool ultimate)
    {
        way ??= new Way([model.Id.Value], []);
        if (!model.Developers.IsKnown)
        {
            yield return new OriginAnswer(rule, default, default, model.Developers.State, [.. way.Ids], [.. way.Sources]);
            yield break;
        }

        foreach (var id in model.Developers.Value)
        {
            var organization = catalog.Organizations.Get(id);
            var ids = way.Ids.Append(id.Value).ToList();
            var sources = way.Sources.Concat(model.Developers.Sources).ToList();
            var state = FactState.Known;
            // A circle of parents would be an error of the data; the walk ends when it meets an organization again.
            while (ultimate && organization.Parent.IsKnown && !ids.Contains(organization.Parent.Value.Value))
            {
                sources.AddRange(organization.Parent.Sources);
                organization = catalog.Organizations.Get(organization.Parent.Value);
                ids.Add(organization.Id.Value);
            }

            // "Nobody controls it" is an answer; "nobody has looked" is none.
            if (ultimate && !organization.Parent.IsKnown && organization.Parent.State != FactState.NotApplicable)
                state = organization.Parent.State;
            var place = seat(organization);
            sources.AddRange(place.Sources);
            yield return state != FactState.Known || !place.IsKnown
                ? new OriginAnswer(rule, organization.Id, default, state != FactState.Known ? state : place.State, [.. ids], [.. sources.Distinct()])
                : new OriginAnswer(rule, organization.Id, place.Value.Country, FactState.Known, [.. ids], [.. sources.Distinct()]);
        }
    }

    private sealed record Way(IReadOnlyList<string> Ids, IReadOnlyList<Citation> Sources);

    // The shortest way from the root to a model over the edges, as the breadth-first order of the graph gives it.
    private static Way PathTo(LineageGraph lineage, string id)
    {
        var ids = new List<string> { id };
        var sources = new List<Citation>();
        while (ids[0] != lineage.Root.Id)
        {
            var edge = lineage.Edges.First(e => e.Parent == ids[0]);
            ids.Insert(0, edge.Child);
            sources.InsertRange(0, edge.Fact.Sources);
        }

        return new Way(ids, sources);
    }
}
