using System.Buffers.Binary;

namespace ModelProvenance.Artifacts;

/// <summary>What a file of a model folder is, as far as its name and first bytes tell.</summary>
public enum ArtifactFileKind
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>GGUF.</summary>
    Gguf,

    /// <summary>safetensors.</summary>
    Safetensors,

    /// <summary>The index of a model stored in several safetensors files.</summary>
    SafetensorsIndex,

    /// <summary><c>config.json</c>.</summary>
    ModelConfig,

    /// <summary><c>generation_config.json</c>.</summary>
    GenerationConfig,

    /// <summary><c>tokenizer_config.json</c>.</summary>
    TokenizerConfig,

    /// <summary><c>tokenizer.json</c>.</summary>
    Tokenizer,

    /// <summary><c>adapter_config.json</c>.</summary>
    AdapterConfig,

    /// <summary><c>mergekit_config.yml</c>: only recognized here; it is YAML, which <c>MergeConfig</c> reads.</summary>
    MergeConfig,

    /// <summary><c>params.json</c>.</summary>
    NativeParameters,

    /// <summary><c>genai_config.json</c>.</summary>
    GenAiConfig,

    /// <summary>ONNX.</summary>
    Onnx,

    /// <summary>A pickle, or an archive with pickles.</summary>
    PyTorch,
}

/// <summary>Tells what a file is. The bytes decide where a format has a mark; a name never makes a pickle harmless (CVE-2025-10155).</summary>
public static class ArtifactFileKinds
{
    /// <summary>Bytes that <see cref="Detect"/> can make use of.</summary>
    public const int PrefixBytes = 16;

    /// <summary>Tells what a file is.</summary>
    /// <param name="fileName">The name; folders before it are left out.</param>
    /// <param name="prefix">The first bytes of the file, up to <see cref="PrefixBytes"/>; empty when they are not at hand.</param>
    public static ArtifactFileKind Detect(string fileName, ReadOnlySpan<byte> prefix)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        if (prefix.StartsWith("GGUF"u8))
            return ArtifactFileKind.Gguf;
        if (prefix.StartsWith("PK\u0003\u0004"u8) || (prefix.Length >= 2 && prefix[0] == 0x80 && prefix[1] is >= 2 and <= 5))
            return ArtifactFileKind.PyTorch;
        if (prefix.Length >= 9 && prefix[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(prefix) <= ArtifactLimits.MaxSafetensorsHeaderBytes)
            return ArtifactFileKind.Safetensors;
        return ByName(name);
    }

    private static ArtifactFileKind ByName(string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "config.json":
                return ArtifactFileKind.ModelConfig;
            case "generation_config.json":
                return ArtifactFileKind.GenerationConfig;
            case "tokenizer_config.json":
                return ArtifactFileKind.TokenizerConfig;
            case "tokenizer.json":
                return ArtifactFileKind.Tokenizer;
            case "adapter_config.json":
                return ArtifactFileKind.AdapterConfig;
            case "mergekit_config.yml" or "mergekit_config.yaml":
                return ArtifactFileKind.MergeConfig;
            case "params.json":
                return ArtifactFileKind.NativeParameters;
            case "genai_config.json":
                return ArtifactFileKind.GenAiConfig;
        }

        if (name.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase))
            return ArtifactFileKind.SafetensorsIndex;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".gguf" => ArtifactFileKind.Gguf,
            ".safetensors" => ArtifactFileKind.Safetensors,
            ".onnx" => ArtifactFileKind.Onnx,
            ".pt" or ".pth" or ".ckpt" or ".pkl" or ".pickle" => ArtifactFileKind.PyTorch,
            _ => ArtifactFileKind.Unknown,
        };
    }
}
