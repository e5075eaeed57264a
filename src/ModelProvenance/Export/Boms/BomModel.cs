using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;

namespace ModelProvenance.Export.Boms;

/// <summary>A value that goes into a document, with what it rests on.</summary>
internal sealed record BomFact(string Property, string Value, ClaimMethod Method, ImmutableArray<ClaimSource> Sources);

/// <summary>Who developed or published a model.</summary>
internal sealed record BomParty(string Name)
{
    /// <summary>The organization of the catalog; null for a name that is all that is known.</summary>
    public Organization? Organization { get; init; }

    /// <summary>The owner part of repositories on the Hugging Face Hub; empty when not known.</summary>
    public string Handle { get; init; } = "";

    public ImmutableArray<ClaimSource> Sources { get; init; } = [];
}

/// <summary>A licence with what says so.</summary>
internal sealed record BomLicense(SpdxExpression Expression, ImmutableArray<ClaimSource> Sources, ClaimMethod Method);

/// <summary>What a model was made from.</summary>
/// <param name="Relation">How; null when the source does not say.</param>
/// <param name="Model">The base.</param>
/// <param name="Sources">Who says so.</param>
internal sealed record BomAncestor(RelationKind? Relation, BomModel Model, ImmutableArray<ClaimSource> Sources);

/// <summary>A file of the model.</summary>
internal sealed record BomFile(string Path, long Size, string Sha256);

/// <summary>What a document says about one model: the reconciled report, put into the terms that both standards share. Unknown is absent.</summary>
internal sealed class BomModel
{
    /// <summary>The id of the catalog, or a slug of the name; tells the models of one document apart.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>The owner of the repository; empty when there is none.</summary>
    public string Group { get; init; } = "";

    public PackageUrl Purl { get; init; }

    /// <summary>The revision that the document is about; empty when not known.</summary>
    public string Version { get; init; } = "";

    public ImmutableArray<ClaimSource> VersionSources { get; init; } = [];

    /// <summary>The page of the repository; empty when there is none.</summary>
    public string Url { get; init; } = "";

    public ImmutableArray<ClaimSource> RepositorySources { get; init; } = [];

    public ProvenanceReport? Report { get; init; }

    public ModelInfo? Model => Report?.Identification.Model;

    public ImmutableArray<BomParty> Developers { get; init; } = [];

    /// <summary>The owner of the repository from which the model is had; null when not known.</summary>
    public BomParty? Publisher { get; init; }

    public BomLicense? Declared { get; init; }

    public BomLicense? Concluded { get; init; }

    /// <summary>The day of the release; null when no day is known.</summary>
    public (DateOnly Day, ImmutableArray<ClaimSource> Sources)? Released { get; init; }

    public ImmutableArray<BomAncestor> Ancestors { get; init; } = [];

    public ImmutableArray<BomFact> Facts { get; init; } = [];

    /// <summary>Builds of the same weights by the developer.</summary>
    public ImmutableArray<(Distribution Build, ImmutableArray<ClaimSource> Sources)> Builds { get; init; } = [];

    public ImmutableArray<BomFile> Files { get; init; } = [];

    /// <summary>Properties that have no value, and in which way: <c>contextWindow: notPublished</c>.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>Properties on which the input and the catalog, or two documents of the input, disagree.</summary>
    public ImmutableArray<string> Contradicted { get; init; } = [];

    /// <summary>Whether the files of the model were read.</summary>
    public bool WasAnalyzed => Report is { Kind: InputKind.Folder or InputKind.Artifact };

    public BomFact? Fact(string property) => Facts.FirstOrDefault(f => f.Property == property);

    public IEnumerable<BomFact> AllFacts(string property) => Facts.Where(f => f.Property == property);
}
