using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;

namespace ModelProvenance;

/// <summary>Says everything that is known about an input, each property with its claims and what they say of one another.</summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class ModelInspector
{
    private readonly ModelCatalog _catalog;
    private readonly ModelResolver _resolver;

    /// <summary>An inspector over a catalog.</summary>
    public ModelInspector(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _resolver = new ModelResolver(catalog);
    }

    /// <summary>Inspects a name: what it names, and what the catalog knows of that.</summary>
    /// <param name="name">A repository, tag, slug, file name, or name as people write it.</param>
    /// <param name="asOf">The day for which the name is meant; see <see cref="ModelResolver.Resolve(string, DateOnly?)"/>.</param>
    public ProvenanceReport Inspect(string name, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var resolution = _resolver.Resolve(name, asOf);
        var properties = resolution.Model is { } model ? Reconciliation.Reconcile(NameClaims(resolution), _catalog.Evidence(EntityKind.Model, model.Id.Value)) : Reconciliation.Reconcile(NameClaims(resolution), []);
        return new ProvenanceReport(name, InputKind.Name, resolution, properties, [])
        {
            Lineage = resolution.Model is { } known ? LineageGraph.AncestorsOf(_catalog, known) : null,
        };
    }

    // What the name itself says: its size label.
    private static ImmutableArray<ProvenanceClaim> NameClaims(ModelResolution resolution)
    {
        if (resolution.Size.IsEmpty)
            return [];
        var claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();
        void Add(string property, ParameterCount? count)
        {
            if (count is { } value)
                claims.Add(new ProvenanceClaim(resolution.Input, property, value.ToString(), ClaimMethod.Declared) { Sources = [new ClaimSource(resolution.Input, $"size label {resolution.Size}")] });
        }

        Add("parameters.total", resolution.Size.Total);
        Add("parameters.active", resolution.Size.Active);
        Add("parameters.effective", resolution.Size.Effective);
        return claims.ToImmutable();
    }
}
