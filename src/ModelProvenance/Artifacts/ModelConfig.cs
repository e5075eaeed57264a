using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>config.json</c> of a model in the form of Hugging Face Transformers: figures and names, each with its place. What it states is a claim; nothing in it is run.</summary>
public sealed record ModelConfig : IClaimSource
{
    private ModelConfig()
    {
    }

    internal JsonItem Root { get; private init; } = new(JsonKind.Map, "", 0, 0);

    /// <summary><c>architectures</c>: Transformers classes; empty when absent.</summary>
    public ImmutableArray<ConfigValue<string>> Architectures { get; init; } = [];

    /// <summary><c>model_type</c>: which code of Transformers loads it.</summary>
    public ConfigValue<string>? ModelType { get; init; }

    /// <summary><c>_name_or_path</c>: a repository or a path on the machine that saved the model; dropped by newer versions.</summary>
    public ConfigValue<string>? NameOrPath { get; init; }

    /// <summary><c>transformers_version</c>.</summary>
    public ConfigValue<string>? TransformersVersion { get; init; }

    /// <summary><c>torch_dtype</c> or <c>dtype</c>.</summary>
    public ConfigValue<string>? DataType { get; init; }

    /// <summary><c>hidden_size</c> (<c>n_embd</c>, <c>d_model</c>, <c>dim</c>): the width of the hidden state.</summary>
    public ConfigValue<long>? HiddenSize { get; init; }

    /// <summary><c>num_hidden_layers</c> (<c>n_layer</c>, <c>n_layers</c>, <c>num_layers</c>).</summary>
    public ConfigValue<long>? Layers { get; init; }

    /// <summary><c>num_attention_heads</c> (<c>n_head</c>, <c>n_heads</c>, <c>num_heads</c>).</summary>
    public ConfigValue<long>? AttentionHeads { get; init; }

    /// <summary><c>num_key_value_heads</c> (<c>num_kv_heads</c>).</summary>
    public ConfigValue<long>? KeyValueHeads { get; init; }

    /// <summary><c>head_dim</c>, when it is stated.</summary>
    public ConfigValue<long>? HeadDimension { get; init; }

    /// <summary><c>intermediate_size</c> (<c>n_inner</c>, <c>d_ff</c>, <c>ffn_hidden_size</c>, <c>inter_dim</c>), when it is one for all layers.</summary>
    public ConfigValue<long>? IntermediateSize { get; init; }

    /// <summary><c>vocab_size</c>.</summary>
    public ConfigValue<long>? VocabularySize { get; init; }

    /// <summary><c>max_position_embeddings</c> (<c>n_positions</c>, <c>max_seq_len</c>, <c>seq_length</c>, <c>model_max_length</c>): tokens.</summary>
    public ConfigValue<long>? ContextLength { get; init; }

    /// <summary><c>tie_word_embeddings</c>; the default when it is absent depends on the architecture.</summary>
    public ConfigValue<bool>? TieWordEmbeddings { get; init; }

    /// <summary><c>rope_theta</c>, also inside <c>rope_parameters</c> (Transformers 5).</summary>
    public ConfigValue<double>? RopeTheta { get; init; }

    /// <summary><c>rope_scaling.factor</c>, also inside <c>rope_parameters</c>: by what positions are scaled; null when absent, as for tables of factors (<c>longrope</c>).</summary>
    public ConfigValue<double>? RopeScalingFactor { get; init; }

    /// <summary>The number of routed experts: <c>num_local_experts</c>, <c>num_experts</c>, <c>n_routed_experts</c>, <c>moe_num_experts</c>.</summary>
    public ConfigValue<long>? Experts { get; init; }

    /// <summary>Routed experts for one token: <c>num_experts_per_tok</c>, <c>num_experts_per_token</c>, <c>moe_k</c>, <c>moe_topk</c>, <c>n_activated_experts</c>.</summary>
    public ConfigValue<long>? ExpertsPerToken { get; init; }

    /// <summary><c>expert_dtype</c>: how experts are stored, also outside of <c>quantization_config</c> (DeepSeek-V4).</summary>
    public ConfigValue<string>? ExpertDataType { get; init; }

    /// <summary>JSON pointer of this object in its document; empty for the document itself.</summary>
    public string Pointer { get; private init; } = "";

    /// <summary><c>auto_map</c>: classes of Python code that loading runs from the repository, when the user allows it; empty when there are none.</summary>
    public ImmutableArray<ConfigValue<string>> RemoteCode { get; private init; } = [];

    /// <summary><c>quantization_config</c> (MLX: <c>quantization</c>); null when the weights are not quantized.</summary>
    public QuantizationConfig? Quantization { get; private init; }

    /// <summary><c>text_config</c>: the language model inside a model of several kinds of input; null when absent.</summary>
    public ModelConfig? TextConfig { get; private init; }

    /// <summary><c>vision_config</c>; null when absent.</summary>
    public ModelConfig? VisionConfig { get; private init; }

    /// <summary><c>audio_config</c>; null when absent.</summary>
    public ModelConfig? AudioConfig { get; private init; }

    /// <summary>Reads a configuration from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<ModelConfig> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads a configuration from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<ModelConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads a configuration from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<ModelConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <summary>The string at a JSON pointer of the document; null when there is none.</summary>
    public ConfigValue<string>? FindText(string pointer) =>
        FindItem(pointer) is { Kind: JsonKind.Text } item ? new ConfigValue<string>(item.Text, Pointer + pointer, item.Line, item.Column) : null;

    /// <summary>The whole number at a JSON pointer of the document; null when there is none.</summary>
    public ConfigValue<long>? FindInteger(string pointer) =>
        FindItem(pointer) is { } item && item.AsInteger() is { } value ? new ConfigValue<long>(value, Pointer + pointer, item.Line, item.Column) : null;

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Name, NameOrPath?.Value, NameOrPath?.Pointer ?? "", note: "where the model was loaded from when it was saved");
        foreach (var architecture in Architectures)
            claims.Add(ArtifactProperties.Architecture, architecture.Value, architecture.Pointer);
        claims.Add(ArtifactProperties.Architecture, ModelType?.Value, ModelType?.Pointer ?? "");
        if (Counting.ParameterCounter.Count(this).Figures is { } figures)
        {
            claims.Add(ArtifactProperties.TotalParameters, figures.Total, Pointer, ClaimMethod.Derived, $"computed for model_type {ModelType?.Value}");
            if (figures.Active != figures.Total)
                claims.Add(ArtifactProperties.ActiveParameters, figures.Active, Pointer, ClaimMethod.Derived, "everything counted");
        }

        var text = TextConfig ?? this;
        claims.Add(ArtifactProperties.ContextLength, text.ContextLength?.Value, text.ContextLength?.Pointer ?? "");
        claims.Add(ArtifactProperties.Layers, text.Layers?.Value, text.Layers?.Pointer ?? "");
        claims.Add(ArtifactProperties.HiddenSize, text.HiddenSize?.Value, text.HiddenSize?.Pointer ?? "");
        claims.Add(ArtifactProperties.VocabularySize, text.VocabularySize?.Value, text.VocabularySize?.Pointer ?? "");
        var quantization = Quantization ?? TextConfig?.Quantization;
        claims.Add(ArtifactProperties.Quantization, quantization?.Label, quantization?.Pointer ?? "");
        claims.Add(ArtifactProperties.DataType, (DataType ?? TextConfig?.DataType)?.Value, (DataType ?? TextConfig?.DataType)?.Pointer ?? "");
        claims.Add(ArtifactProperties.Producer, TransformersVersion is null ? null : "transformers " + TransformersVersion.Value, TransformersVersion?.Pointer ?? "");
        return claims.ToImmutable();
    }

    internal JsonItem? FindItem(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        return pointer.Length > 0 && pointer[0] != '/' ? null : Root.At(pointer);
    }

    private static ModelConfig From(ConfigReader reader) => From(reader, nested: false);

    private static ModelConfig From(ConfigReader reader, bool nested) => new()
    {
        Root = reader.Map,
        Pointer = reader.Pointer,
        Architectures = reader.Texts("architectures"),
        ModelType = reader.Text("model_type"),
        NameOrPath = reader.Text("_name_or_path", "name_or_path"),
        TransformersVersion = reader.Text("transformers_version"),
        DataType = reader.Text("torch_dtype", "dtype"),
        HiddenSize = reader.Integer("hidden_size", "n_embd", "n_embed", "d_model", "dim"),
        Layers = reader.Integer("num_hidden_layers", "n_layer", "n_layers", "num_layers"),
        AttentionHeads = reader.SingleInteger("num_attention_heads", "n_head", "n_heads", "num_heads"),
        KeyValueHeads = reader.SingleInteger("num_key_value_heads", "num_kv_heads") ?? Object(reader, "attn_config")?.SingleInteger("kv_n_heads"),
        HeadDimension = reader.SingleInteger("head_dim"),
        IntermediateSize = reader.SingleInteger("intermediate_size", "n_inner", "d_ff", "ffn_hidden_size", "inter_dim") ?? Object(reader, "ffn_config")?.SingleInteger("ffn_hidden_size"),
        VocabularySize = reader.Integer("vocab_size"),
        ContextLength = reader.Integer("max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "model_max_length"),
        TieWordEmbeddings = reader.Boolean("tie_word_embeddings"),
        RopeTheta = reader.Number("rope_theta") ?? (Object(reader, "rope_parameters") ?? Object(reader, "attn_config"))?.Number("rope_theta"),
        RopeScalingFactor = (Object(reader, "rope_scaling") ?? Object(reader, "rope_parameters"))?.Number("factor"),
        Experts = reader.SingleInteger("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts") ?? Object(reader, "ffn_config")?.SingleInteger("moe_num_experts"),
        ExpertsPerToken = reader.SingleInteger("num_experts_per_tok", "num_experts_per_token", "moe_k", "moe_topk", "n_activated_experts") ?? Object(reader, "ffn_config")?.SingleInteger("moe_top_k"),
        ExpertDataType = reader.Text("expert_dtype"),
        RemoteCode = ReadRemoteCode(reader),
        Quantization = QuantizationConfig.From(reader),
        // One level: configurations inside inner ones describe adapters of towers, which nothing here asks for.
        TextConfig = nested ? null : ReadInner(reader, "text_config"),
        VisionConfig = nested ? null : ReadInner(reader, "vision_config"),
        AudioConfig = nested ? null : ReadInner(reader, "audio_config"),
    };

    // DBRX has figures in attn_config and ffn_config. Some write the name of a method where others have an object.
    private static ConfigReader? Object(ConfigReader reader, string name) => reader.Present(name) is { Kind: JsonKind.Map } ? reader.Inner(name) : null;

    private static ModelConfig? ReadInner(ConfigReader reader, string name) => reader.Inner(name) is { } inner ? From(inner, nested: true) : null;

    private static ImmutableArray<ConfigValue<string>> ReadRemoteCode(ConfigReader reader)
    {
        if (reader.Inner("auto_map") is not { } map)
            return [];
        var result = ImmutableArray.CreateBuilder<ConfigValue<string>>();
        foreach (var (name, item) in map.Map.Members)
        {
            // A tokenizer has a pair: the slow class and the fast one, either of which may be null.
            if (item.Kind is JsonKind.Text or JsonKind.List)
                result.AddRange(map.Texts(name));
        }

        return result.ToImmutable();
    }
}
