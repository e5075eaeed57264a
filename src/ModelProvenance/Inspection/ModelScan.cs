using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Inspection;

/// <summary>A model that was found on a disk.</summary>
/// <param name="Store">The layout that it was found in.</param>
/// <param name="Name">What the store calls it: <c>owner/name</c> of a hub, <c>llama3.1:8b</c> of Ollama; in a tree its path from the root, '/' between the parts.</param>
/// <param name="Path">The folder, the manifest, or the file (the first one of several parts).</param>
public sealed record StoredModel(ModelStoreKind Store, string Name, string Path)
{
    /// <summary>The revision, where the store keeps it: the commit of a snapshot. Empty otherwise.</summary>
    public string Revision { get; init; } = "";

    /// <summary>The names that stand for the revision (<c>refs</c> of a hub repository), in ordinal order.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Bytes of its files together, each counted once.</summary>
    public long Bytes { get; init; }

    /// <summary>How many files it has.</summary>
    public int Files { get; init; }

    /// <summary>Whether there are weights; a cache may hold the configuration of a model only.</summary>
    public bool HasWeights { get; init; }

    /// <summary>The files to read, when the model is not a folder of its own.</summary>
    internal ImmutableArray<ListedFile> Listed { get; init; } = [];

    /// <summary>What is wrong with the manifest that lists them.</summary>
    internal ImmutableArray<Finding> ManifestFindings { get; init; } = [];

    /// <summary>The names that may say what it is, when the files do not.</summary>
    internal ImmutableArray<string> OwnNames { get; init; } = [];
}

/// <summary>A model that was found, and what is known of it.</summary>
/// <param name="Model">Where it lies.</param>
/// <param name="Report">What it is, and what its files say against each other.</param>
public sealed record ScannedModel(StoredModel Model, ProvenanceReport Report);

/// <summary>What a scan found.</summary>
/// <param name="Stores">The places that were looked through, those that exist.</param>
/// <param name="Models">The models: places in their order, in each of them by path.</param>
/// <param name="Findings">Folders that could not be listed, links that were not followed, bounds that were reached.</param>
public sealed record ModelScan(ImmutableArray<ModelStore> Stores, ImmutableArray<ScannedModel> Models, ImmutableArray<Finding> Findings)
{
    /// <summary>Bytes of all files of all models; a file that several of them share is counted once.</summary>
    public long Bytes { get; init; }
}

/// <summary>How far a scan is.</summary>
/// <param name="Folders">Folders that were listed.</param>
/// <param name="Found">Models that were found so far.</param>
/// <param name="Inspected">Models whose files were read so far.</param>
public readonly record struct ScanProgress(int Folders, int Found, int Inspected);
