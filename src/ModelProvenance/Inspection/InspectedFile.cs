using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;

namespace ModelProvenance.Inspection;

/// <summary>A file that was read: what it holds, as far as it could be read.</summary>
/// <param name="Name">The path in the folder, or the path as it was given.</param>
internal sealed record InspectedFile(string Name)
{
    public ModelCard? Card { get; init; }

    public LicenseTextMatch? License { get; init; }

    /// <summary>The first line of a licence text with a word on it; 0 when there is none.</summary>
    public int LicenseLine { get; init; }

    public ModelConfig? Config { get; init; }

    public AdapterConfig? Adapter { get; init; }

    public NativeParameters? Native { get; init; }

    public GenAiConfig? GenAi { get; init; }

    /// <summary>The tokens that the file holds; null when it holds none.</summary>
    public TokenFingerprint? Tokens { get; init; }

    public GgufHeader? Gguf { get; init; }

    public SafetensorsHeader? Safetensors { get; init; }

    public SafetensorsIndex? Index { get; init; }

    /// <summary>A manifest that was asked for by itself; its weights lie elsewhere.</summary>
    public ModelManifest? Manifest { get; init; }

    public bool IsMerge { get; init; }

    /// <summary>Whether the file is of a kind that is read here.</summary>
    public bool IsKnownKind { get; init; } = true;

    /// <summary>Whether there is a document.</summary>
    public bool WasRead { get; init; }

    public bool IsWeights { get; init; }

    /// <summary>Claims as the reader spells them.</summary>
    public ImmutableArray<ProvenanceClaim> Claims { get; init; } = [];

    public ImmutableArray<Finding> Findings { get; init; } = [];

    public long BytesRead { get; init; }

    /// <summary>The digest of the whole file; empty when it was not asked for.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Whether a GGUF file holds something else than a model: an adapter, a projector, a vocabulary (<c>general.type</c> in docs/gguf.md of ggml).</summary>
    public bool IsPartOfModel => Gguf is { } gguf && (gguf.Adapter is not null || (gguf.General.Type is { } type && type != "model"));
}
