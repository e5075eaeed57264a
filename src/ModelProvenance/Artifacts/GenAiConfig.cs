using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>genai_config.json</c> of ONNX Runtime GenAI: which ONNX files make up the model.</summary>
public sealed record GenAiConfig : IClaimSource
{
    private GenAiConfig()
    {
    }

    /// <summary><c>model.type</c>: phi3, llama ...</summary>
    public ConfigValue<string>? ModelType { get; init; }

    /// <summary><c>model.context_length</c> in tokens.</summary>
    public ConfigValue<long>? ContextLength { get; init; }

    /// <summary><c>model.vocab_size</c>.</summary>
    public ConfigValue<long>? VocabularySize { get; init; }

    /// <summary><c>model.decoder.num_hidden_layers</c>.</summary>
    public ConfigValue<long>? Layers { get; init; }

    /// <summary><c>model.decoder.hidden_size</c>.</summary>
    public ConfigValue<long>? HiddenSize { get; init; }

    /// <summary><c>model.decoder.num_attention_heads</c>.</summary>
    public ConfigValue<long>? AttentionHeads { get; init; }

    /// <summary><c>model.decoder.num_key_value_heads</c>.</summary>
    public ConfigValue<long>? KeyValueHeads { get; init; }

    /// <summary><c>filename</c> of each part of the model (decoder, embedding, vision ...); paths that leave the folder are left out, with a finding.</summary>
    public ImmutableArray<ConfigValue<string>> FileNames { get; private init; } = [];

    /// <summary>Reads a GenAI configuration from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<GenAiConfig> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads a GenAI configuration from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<GenAiConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads a GenAI configuration from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<GenAiConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Architecture, ModelType?.Value, ModelType?.Pointer ?? "");
        claims.Add(ArtifactProperties.ContextLength, ContextLength?.Value, ContextLength?.Pointer ?? "");
        claims.Add(ArtifactProperties.Layers, Layers?.Value, Layers?.Pointer ?? "");
        claims.Add(ArtifactProperties.HiddenSize, HiddenSize?.Value, HiddenSize?.Pointer ?? "");
        claims.Add(ArtifactProperties.VocabularySize, VocabularySize?.Value, VocabularySize?.Pointer ?? "");
        return claims.ToImmutable();
    }

    private static GenAiConfig From(ConfigReader reader) => new()
    {
        ModelType = reader.Inner("model")?.Text("type"),
        ContextLength = reader.Inner("model")?.Integer("context_length"),
        VocabularySize = reader.Inner("model")?.Integer("vocab_size"),
        Layers = reader.Inner("model")?.Inner("decoder")?.Integer("num_hidden_layers"),
        HiddenSize = reader.Inner("model")?.Inner("decoder")?.Integer("hidden_size"),
        AttentionHeads = reader.Inner("model")?.Inner("decoder")?.Integer("num_attention_heads"),
        KeyValueHeads = reader.Inner("model")?.Inner("decoder")?.Integer("num_key_value_heads"),
        FileNames = ReadFileNames(reader),
    };

    private static ImmutableArray<ConfigValue<string>> ReadFileNames(ConfigReader reader)
    {
        if (reader.Inner("model") is not { } model)
            return [];
        var result = ImmutableArray.CreateBuilder<ConfigValue<string>>();
        foreach (var (name, item) in model.Map.Members)
        {
            if (item.Kind != JsonKind.Map || model.Inner(name)?.Text("filename") is not { } file)
                continue;
            if (ContainedPath.Problem(file.Value) is { } problem)
                reader.Findings.Add(ArtifactReadRules.UnsafePath, $"The file name {FindingSink.Quote(file.Value)} is not followed: {problem}.", pointer: file.Pointer, line: file.Line, column: file.Column);
            else
                result.Add(file);
        }

        return result.ToImmutable();
    }
}
