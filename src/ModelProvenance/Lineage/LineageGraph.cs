using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Lineage;

/// <summary>A model in a lineage.</summary>
/// <param name="Id">The id in the catalog, or <c>owner/name</c> for a model outside.</param>
public sealed record LineageNode(string Id)
{
    /// <summary>The model; null when it is outside the catalog.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>The developer's repository; empty when none is known.</summary>
    public string Reference => Model is null ? Id : Model.Repository.Value;

    /// <summary>The first developer; <c>default</c> when it is not known.</summary>
    public OrganizationId Organization => Model is { Developers: { IsKnown: true } developers } && !developers.Value.IsEmpty ? developers.Value[0] : default;

    /// <summary>The licence of the weights; null when it is not known.</summary>
    public SpdxExpression? License => Model?.License(LicenseScope.Weights)?.Expression.ValueOrDefault;
}

/// <summary>A relation in a lineage.</summary>
/// <param name="Child">The id of the model that was made.</param>
/// <param name="Parent">The id of what it was made from.</param>
/// <param name="Relation">How.</param>
/// <param name="Fact">The fact with its sources.</param>
public sealed record LineageEdge(string Child, string Parent, RelationKind Relation, Fact<BaseModel> Fact);

/// <summary>What a model comes from, as far as the catalog knows.</summary>
public sealed class LineageGraph
{
    private LineageGraph(LineageNode root, ImmutableArray<LineageNode> nodes, ImmutableArray<LineageEdge> edges)
    {
        Root = root;
        Nodes = nodes;
        Edges = edges;
    }

    /// <summary>The model that was asked for.</summary>
    public LineageNode Root { get; }

    /// <summary>All models, the root first, then by distance from it; each once.</summary>
    public ImmutableArray<LineageNode> Nodes { get; }

    /// <summary>All relations, in the order in which they were met.</summary>
    public ImmutableArray<LineageEdge> Edges { get; }

    /// <summary>The ancestors of a model.</summary>
    public static LineageGraph AncestorsOf(ModelCatalog catalog, ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return Walk(model, node => node.Model is null
            ? []
            : node.Model.BaseModels.Where(fact => fact.IsKnown).Select(fact =>
                (new LineageEdge(node.Id, fact.Value.Reference, fact.Value.Relation, fact), Node(catalog, fact.Value))));
    }

    /// <summary>The models that come from a model.</summary>
    public static LineageGraph DescendantsOf(ModelCatalog catalog, ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return Walk(model, node => node.Model is null
            ? []
            : from child in catalog.ChildrenOf(node.Model.Id).DistinctBy(c => c.Id)
              from fact in child.BaseModels
              where fact.IsKnown && fact.Value.Model == node.Model.Id
              select (new LineageEdge(child.Id.Value, node.Id, fact.Value.Relation, fact), new LineageNode(child.Id.Value) { Model = child }));
    }

    /// <summary>The models whose weights are in the root's, changed or not: the base of the base and so on, without teachers.</summary>
    public IEnumerable<LineageNode> WeightAncestors()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { Root.Id };
        var bases = Edges.Where(edge => edge.Relation.CarriesWeights()).ToLookup(edge => edge.Child, edge => edge.Parent, StringComparer.Ordinal);
        var nodes = Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var next = new Queue<string>([Root.Id]);
        // Edges are in the order in which models were met; a teacher that is a base as well was met as the teacher, so one pass over them would miss its bases.
        while (next.TryDequeue(out var child))
        {
            foreach (var parent in bases[child])
            {
                if (!reached.Add(parent))
                    continue;
                next.Enqueue(parent);
                yield return nodes[parent];
            }
        }
    }

    private static LineageNode Node(ModelCatalog catalog, BaseModel baseModel) =>
        new(baseModel.Reference) { Model = baseModel.Model.IsEmpty ? null : catalog.Models.Find(baseModel.Model) };

    // Breadth first; a model that is met again is not entered again, so that a circle in the data ends.
    private static LineageGraph Walk(ModelInfo model, Func<LineageNode, IEnumerable<(LineageEdge Edge, LineageNode Other)>> next)
    {
        var root = new LineageNode(model.Id.Value) { Model = model };
        var nodes = ImmutableArray.CreateBuilder<LineageNode>();
        var edges = ImmutableArray.CreateBuilder<LineageEdge>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { root.Id };
        nodes.Add(root);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var (edge, other) in next(nodes[i]))
            {
                edges.Add(edge);
                if (seen.Add(other.Id))
                    nodes.Add(other);
            }
        }

        return new LineageGraph(root, nodes.ToImmutable(), edges.ToImmutable());
    }
}
