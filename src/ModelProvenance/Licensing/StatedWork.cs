using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Licensing;

/// <summary>What a document beside a work states about its licence.</summary>
/// <param name="Place">The document and the place in it: <c>README.md, line 2</c>.</param>
public sealed record StatedLicense(string Place)
{
    /// <summary>The licence; null when the document does not determine one, and then <see cref="Missing"/> says why.</summary>
    public SpdxExpression? Expression { get; init; }

    /// <summary>What would have to be known; empty when the licence is determined.</summary>
    public string Missing { get; init; } = "";
}

/// <summary>A base that a document names.</summary>
/// <param name="Name">The base as it is named.</param>
/// <param name="Relation">How the work comes from it.</param>
public sealed record StatedBase(string Name, RelationKind Relation)
{
    /// <summary>The base in the catalog; null when it is outside.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>What the documents of a base outside the catalog state; null when there are none.</summary>
    public StatedWork? Work { get; init; }
}

/// <summary>A work of which one asks what its licences state: a model of the catalog, or what a card, a licence file or a folder say of themselves.</summary>
/// <param name="Subject">The name under which it is reported.</param>
public sealed record StatedWork(string Subject)
{
    /// <summary>A model of the catalog.</summary>
    public static StatedWork Of(ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new StatedWork(model.Id.Value) { Model = model };
    }

    /// <summary>A licence, or several as an expression.</summary>
    public static StatedWork Of(SpdxExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new StatedWork(expression.ToString()) { IsLicenseOnly = true, Licenses = [new StatedLicense(expression.ToString()) { Expression = expression }] };
    }

    /// <summary>A model of the catalog under the licence that somebody concluded, in place of its own; what it was made from stays.</summary>
    /// <param name="model">The model.</param>
    /// <param name="license">The licence that was concluded.</param>
    /// <param name="catalog">The catalog.</param>
    public static StatedWork Concluded(ModelInfo model, SpdxExpression license, ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(license);
        ArgumentNullException.ThrowIfNull(catalog);
        return new StatedWork(model.Id.Value)
        {
            Licenses = [new StatedLicense("decision") { Expression = license }],
            Bases = [.. model.BaseModels.Where(b => b.IsKnown).Select(b => new StatedBase(b.Value.Reference, b.Value.Relation) { Model = b.Value.Model.IsEmpty ? null : catalog.Models.Find(b.Value.Model) })],
        };
    }

    /// <summary>The model of the catalog that it is; null when it is none.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>Whether a text is asked about and nothing else: one that is a licence and no model.</summary>
    public bool IsLicenseOnly { get; init; }

    /// <summary>What documents state about its licence, each licence once. All of them hold together.</summary>
    public ImmutableArray<StatedLicense> Licenses { get; init; } = [];

    /// <summary>The bases that documents name.</summary>
    public ImmutableArray<StatedBase> Bases { get; init; } = [];
}
