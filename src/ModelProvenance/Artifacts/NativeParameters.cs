using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>Configurations in the developers' own form, without <c>model_type</c>: <c>params.json</c> of Llama and Mistral, the inference configurations of DeepSeek.</summary>
public sealed record NativeParameters : IClaimSource
{
    private NativeParameters()
    {
    }

    /// <summary><c>dim</c>: the width of the hidden state.</summary>
    public ConfigValue<long>? HiddenSize { get; init; }

    /// <summary><c>n_layers</c>.</summary>
    public ConfigValue<long>? Layers { get; init; }

    /// <summary><c>n_heads</c>.</summary>
    public ConfigValue<long>? AttentionHeads { get; init; }

    /// <summary><c>n_kv_heads</c>.</summary>
    public ConfigValue<long>? KeyValueHeads { get; init; }

    /// <summary><c>head_dim</c>.</summary>
    public ConfigValue<long>? HeadDimension { get; init; }

    /// <summary><c>hidden_dim</c> or <c>inter_dim</c>: the width of the feed-forward layers.</summary>
    public ConfigValue<long>? IntermediateSize { get; init; }

    /// <summary><c>vocab_size</c>; Llama wrote -1 for "as the tokenizer has it".</summary>
    public ConfigValue<long>? VocabularySize { get; init; }

    /// <summary><c>max_seq_len</c> or <c>max_position_embeddings</c> in tokens.</summary>
    public ConfigValue<long>? ContextLength { get; init; }

    /// <summary><c>rope_theta</c>.</summary>
    public ConfigValue<double>? RopeTheta { get; init; }

    /// <summary>Routed experts: <c>moe.num_experts</c>, <c>n_routed_experts</c>.</summary>
    public ConfigValue<long>? Experts { get; init; }

    /// <summary>Routed experts for one token: <c>moe.num_experts_per_tok</c>, <c>n_activated_experts</c>.</summary>
    public ConfigValue<long>? ExpertsPerToken { get; init; }

    /// <summary><c>dtype</c>.</summary>
    public ConfigValue<string>? DataType { get; init; }

    /// <summary>Reads native parameters from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<NativeParameters> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads native parameters from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<NativeParameters> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads native parameters from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<NativeParameters> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.ContextLength, ContextLength?.Value, ContextLength?.Pointer ?? "");
        claims.Add(ArtifactProperties.Layers, Layers?.Value, Layers?.Pointer ?? "");
        claims.Add(ArtifactProperties.HiddenSize, HiddenSize?.Value, HiddenSize?.Pointer ?? "");
        claims.Add(ArtifactProperties.VocabularySize, VocabularySize is { Value: > 0 } ? VocabularySize.Value : null, VocabularySize?.Pointer ?? "");
        claims.Add(ArtifactProperties.DataType, DataType?.Value, DataType?.Pointer ?? "");
        return claims.ToImmutable();
    }

    private static NativeParameters From(ConfigReader reader) => new()
    {
        HiddenSize = reader.Integer("dim", "hidden_dim_size"),
        Layers = reader.Integer("n_layers"),
        AttentionHeads = reader.Integer("n_heads"),
        KeyValueHeads = reader.Integer("n_kv_heads"),
        HeadDimension = reader.Integer("head_dim"),
        IntermediateSize = reader.Integer("hidden_dim", "inter_dim"),
        VocabularySize = reader.Integer("vocab_size"),
        ContextLength = reader.Integer("max_seq_len", "max_position_embeddings"),
        RopeTheta = reader.Number("rope_theta"),
        Experts = reader.Inner("moe")?.Integer("num_experts") ?? reader.Integer("n_routed_experts"),
        ExpertsPerToken = reader.Inner("moe")?.Integer("num_experts_per_tok") ?? reader.Integer("n_activated_experts"),
        DataType = reader.Text("dtype"),
    };
}
