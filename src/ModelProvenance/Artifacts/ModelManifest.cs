using System.Collections.Immutable;

using ModelProvenance.Artifacts.Manifests;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>A part of a model that a manifest lists.</summary>
/// <param name="MediaType">What it is: <c>application/vnd.ollama.image.model</c>, <c>application/vnd.docker.ai.gguf.v3</c> ...</param>
/// <param name="Digest">Its digest: <c>sha256:</c> and 64 hex digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Pointer">JSON pointer of the entry.</param>
public sealed record ManifestLayer(string MediaType, string Digest, long Size, string Pointer)
{
    /// <summary>The file that Ollama keeps it in, below <c>blobs</c>: <c>sha256-...</c>.</summary>
    public string BlobName => Digest.Replace(':', '-');

    /// <summary>What the part is for.</summary>
    public ManifestLayerKind Kind => ManifestReader.KindOf(MediaType);
}

/// <summary>What a part of a model is for.</summary>
public enum ManifestLayerKind
{
    /// <summary>Something else.</summary>
    Other = 0,

    /// <summary>Weights.</summary>
    Model,

    /// <summary>Weights of an adapter.</summary>
    Adapter,

    /// <summary>Weights of a projector for images.</summary>
    Projector,

    /// <summary>A chat template.</summary>
    Template,

    /// <summary>A system prompt.</summary>
    System,

    /// <summary>Sampling parameters.</summary>
    Parameters,

    /// <summary>A licence text.</summary>
    License,

    /// <summary>Messages that begin a conversation.</summary>
    Messages,
}

/// <summary>A manifest of a model in the Ollama registry or an OCI registry (Docker Model Runner).</summary>
public sealed record ModelManifest : IClaimSource
{
    internal ModelManifest(string mediaType, string? artifactType, ManifestLayer? config, ImmutableArray<ManifestLayer> layers, ImmutableArray<KeyValuePair<string, string>> annotations)
    {
        MediaType = mediaType;
        ArtifactType = artifactType;
        Config = config;
        Layers = layers;
        Annotations = annotations;
    }

    /// <summary><c>mediaType</c> of the manifest; empty when absent.</summary>
    public string MediaType { get; }

    /// <summary><c>artifactType</c> (OCI 1.1); null when absent.</summary>
    public string? ArtifactType { get; }

    /// <summary>The configuration blob, to be read with <see cref="ManifestConfig"/>; null when absent.</summary>
    public ManifestLayer? Config { get; }

    /// <summary>The parts in the order of the manifest; those with a digest or size that cannot be are left out, with a finding.</summary>
    public ImmutableArray<ManifestLayer> Layers { get; }

    /// <summary><c>annotations</c> (OCI) in the order of the manifest.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; }

    /// <summary>Bytes of all parts together; null when they are more than 2^63.</summary>
    public long? TotalSize
    {
        get
        {
            Int128 sum = 0;
            foreach (var layer in Layers)
                sum += layer.Size;
            return sum <= long.MaxValue ? (long)sum : null;
        }
    }

    /// <summary>Reads a manifest from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<ModelManifest> Read(string path) => JsonDocuments.Read(path, ManifestReader.ReadManifest);

    /// <summary>Reads a manifest from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<ModelManifest> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, ManifestReader.ReadManifest);

    /// <summary>Reads a manifest from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<ModelManifest> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, ManifestReader.ReadManifest);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        foreach (var layer in Layers)
        {
            if (layer.Kind == ManifestLayerKind.Model)
                claims.Add(ArtifactProperties.Format, layer.MediaType.Contains("safetensors", StringComparison.Ordinal) ? "safetensors" : "gguf", layer.Pointer);
        }

        foreach (var (key, value) in Annotations)
        {
            // The annotation keys that the OCI image specification defines.
            var property = key switch
            {
                "org.opencontainers.image.title" => ArtifactProperties.Name,
                "org.opencontainers.image.version" => ArtifactProperties.Version,
                "org.opencontainers.image.authors" => ArtifactProperties.Author,
                "org.opencontainers.image.vendor" => ArtifactProperties.Organization,
                "org.opencontainers.image.licenses" => ArtifactProperties.License,
                "org.opencontainers.image.source" => ArtifactProperties.Repository,
                _ => null,
            };
            if (property is not null)
                claims.Add(property, value, "/annotations/" + JsonItem.Escape(key));
        }

        return claims.ToImmutable();
    }
}

/// <summary>The configuration blob of a manifest: of Ollama (<c>model_format</c>, <c>model_family</c> ...) or of Docker Model Runner (<c>config.format</c> ...).</summary>
public sealed record ManifestConfig : IClaimSource
{
    internal ManifestConfig()
    {
    }

    /// <summary>The file format: gguf, safetensors.</summary>
    public ConfigValue<string>? Format { get; init; }

    /// <summary>The family or architecture: llama, qwen2.</summary>
    public ConfigValue<string>? Family { get; init; }

    /// <summary>All families (Ollama); empty when absent.</summary>
    public ImmutableArray<ConfigValue<string>> Families { get; init; } = [];

    /// <summary>The size as a label or text: <c>8.0B</c>, <c>361.82 M</c>.</summary>
    public ConfigValue<string>? Size { get; init; }

    /// <summary>The quantization: <c>Q4_K_M</c>, <c>IQ2_XXS/Q4_K_M</c>.</summary>
    public ConfigValue<string>? Quantization { get; init; }

    /// <summary>The name of the original on another host (<c>remote_model</c> of Ollama): then the weights are not here.</summary>
    public ConfigValue<string>? RemoteModel { get; init; }

    /// <summary>Reads a configuration blob from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<ManifestConfig> Read(string path) => JsonDocuments.Read(path, ManifestReader.ReadConfig);

    /// <summary>Reads a configuration blob from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<ManifestConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, ManifestReader.ReadConfig);

    /// <summary>Reads a configuration blob from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<ManifestConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, ManifestReader.ReadConfig);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Name, RemoteModel?.Value, RemoteModel?.Pointer ?? "");
        claims.Add(ArtifactProperties.SizeLabel, Size?.Value, Size?.Pointer ?? "");
        claims.Add(ArtifactProperties.Architecture, Family?.Value, Family?.Pointer ?? "");
        claims.Add(ArtifactProperties.Quantization, Quantization?.Value, Quantization?.Pointer ?? "");
        claims.Add(ArtifactProperties.Format, Format?.Value, Format?.Pointer ?? "");
        return claims.ToImmutable();
    }
}
