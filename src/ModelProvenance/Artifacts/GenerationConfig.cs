using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>generation_config.json</c>: how the developer recommends to sample.</summary>
public sealed record GenerationConfig : IClaimSource
{
    private GenerationConfig()
    {
    }

    /// <summary><c>temperature</c>.</summary>
    public ConfigValue<double>? Temperature { get; init; }

    /// <summary><c>top_p</c>.</summary>
    public ConfigValue<double>? TopP { get; init; }

    /// <summary><c>top_k</c>.</summary>
    public ConfigValue<long>? TopK { get; init; }

    /// <summary><c>repetition_penalty</c>.</summary>
    public ConfigValue<double>? RepetitionPenalty { get; init; }

    /// <summary><c>do_sample</c>.</summary>
    public ConfigValue<bool>? Sample { get; init; }

    /// <summary><c>max_length</c> in tokens.</summary>
    public ConfigValue<long>? MaxLength { get; init; }

    /// <summary><c>max_new_tokens</c>.</summary>
    public ConfigValue<long>? MaxNewTokens { get; init; }

    /// <summary><c>transformers_version</c>.</summary>
    public ConfigValue<string>? TransformersVersion { get; init; }

    /// <summary><c>_from_model_config</c>: whether it was made from the model configuration rather than written.</summary>
    public ConfigValue<bool>? FromModelConfig { get; init; }

    /// <summary>Reads a generation configuration from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<GenerationConfig> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads a generation configuration from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<GenerationConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads a generation configuration from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<GenerationConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Producer, TransformersVersion is null ? null : "transformers " + TransformersVersion.Value, TransformersVersion?.Pointer ?? "");
        return claims.ToImmutable();
    }

    private static GenerationConfig From(ConfigReader reader) => new()
    {
        Temperature = reader.Number("temperature"),
        TopP = reader.Number("top_p"),
        TopK = reader.Integer("top_k"),
        RepetitionPenalty = reader.Number("repetition_penalty"),
        Sample = reader.Boolean("do_sample"),
        MaxLength = reader.Integer("max_length"),
        MaxNewTokens = reader.Integer("max_new_tokens"),
        TransformersVersion = reader.Text("transformers_version"),
        FromModelConfig = reader.Boolean("_from_model_config"),
    };
}
