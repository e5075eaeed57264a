namespace ModelProvenance.Artifacts;

/// <summary>The bounds that the readers of this folder keep, each with its reason. Every count is bounded by the bytes that remain before these are asked.</summary>
public static class ArtifactLimits
{
    /// <summary>Bytes of one GGUF header, 256 MiB: sixteen times the largest real one known (Gemma 4, 15.8 MB).</summary>
    public const long MaxGgufHeaderBytes = 256L << 20;

    /// <summary>Metadata entries of a GGUF file: real files have fewer than 100; 100,000 is also what @huggingface/gguf takes.</summary>
    public const int MaxGgufEntries = 100_000;

    /// <summary>Tensors of a GGUF file: real files have at most some thousands, because experts are merged; one record takes about 200 bytes here.</summary>
    public const int MaxGgufTensors = 1_000_000;

    /// <summary>Bytes of one GGUF key, from the format (docs/gguf.md of ggml: "at most 2^16-1 bytes").</summary>
    public const int MaxGgufKeyBytes = 65_535;

    /// <summary>Bytes of one GGUF string, 16 MiB, as Ollama has it; the longest real ones are chat templates of some 10 KB.</summary>
    public const int MaxGgufStringBytes = 16 << 20;

    /// <summary>Bytes of keys, strings and small arrays that are kept from one GGUF header, 64 MiB: what a hostile header can make the result hold.</summary>
    public const long MaxGgufRetainedBytes = 64L << 20;

    /// <summary>Bytes of an array that is kept without being asked for, 16 KiB: tags, languages and figures for each layer, not vocabularies.</summary>
    public const int SmallGgufArrayBytes = 16 << 10;

    /// <summary>Arrays in arrays: the format allows any depth, ggml none; real files have none. 4 is what @huggingface/gguf takes.</summary>
    public const int MaxGgufArrayDepth = 4;

    /// <summary>Dimensions of a GGUF tensor: GGML_MAX_DIMS in ggml.h.</summary>
    public const int MaxGgufDimensions = 4;

    /// <summary>Bytes of a GGUF tensor name: GGML_MAX_NAME (64) in ggml.h, less its closing zero.</summary>
    public const int MaxGgufTensorNameBytes = 63;

    /// <summary>The largest alignment, 1 MiB: the bound that ggml discusses; larger ones only serve to make sizes wrap.</summary>
    public const uint MaxGgufAlignment = 1 << 20;

    /// <summary>Bytes of a safetensors header: MAX_HEADER_SIZE of the Rust reader (safetensors/src/tensor.rs).</summary>
    public const int MaxSafetensorsHeaderBytes = 100_000_000;

    /// <summary>Tensors of one safetensors file or index: the largest real index known (Kimi-K3) lists 497,000.</summary>
    public const int MaxSafetensorsTensors = 4_000_000;

    /// <summary>Dimensions of a safetensors tensor: no framework that writes them goes beyond 64 (PyTorch, NumPy).</summary>
    public const int MaxSafetensorsDimensions = 64;

    /// <summary>Bytes of a safetensors index, 256 MiB: four times the largest real one known (Kimi-K3, 60 MB).</summary>
    public const int MaxIndexBytes = 256 << 20;

    /// <summary>Bytes of a configuration document or manifest, 32 MiB: tokenizer_config.json with all added tokens stays below 10.</summary>
    public const int MaxJsonBytes = 32 << 20;

    /// <summary>Bytes of a tokenizer.json, 128 MiB: four times the largest real one known (Gemma 3, 33 MB).</summary>
    public const int MaxTokenizerBytes = 128 << 20;

    /// <summary>Tokens of a tokenizer, and the bound of their ids, 4,194,304: sixteen times the largest vocabulary known (Gemma 3, 262,144).</summary>
    public const int MaxTokens = 1 << 22;

    /// <summary>Objects and arrays inside each other in a configuration document: real ones stay below 10.</summary>
    public const int MaxJsonDepth = 64;

    /// <summary>Values in one configuration document: each takes about 100 bytes here.</summary>
    public const int MaxJsonValues = 2_000_000;

    /// <summary>Messages inside each other in an ONNX model: protobuf's own limit is 100; sub-graphs of real models stay below 30.</summary>
    public const int MaxProtobufDepth = 64;

    /// <summary>Tensors that are kept of one ONNX model.</summary>
    public const int MaxOnnxTensors = 1_000_000;

    /// <summary>Bytes of names and texts that are kept of one ONNX model, 64 MiB.</summary>
    public const long MaxOnnxRetainedBytes = 64L << 20;

    /// <summary>Bytes of one name or text in an ONNX model, 16 MiB; the longest real ones are documentation strings.</summary>
    public const int MaxOnnxStringBytes = 16 << 20;

    /// <summary>Bytes of one pickle, 256 MiB: the one of a model with a million tensors stays below.</summary>
    public const int MaxPickleBytes = 256 << 20;

    /// <summary>Bytes that are unpacked from one archive in all, 512 MiB.</summary>
    public const long MaxUnpackedBytes = 512L << 20;

    /// <summary>Bytes of an archive that cannot seek and must be kept while its pickles are read, 64 MiB.</summary>
    public const int MaxBufferedArchiveBytes = 64 << 20;

    /// <summary>Entries of an archive that are looked at: the largest checkpoints have some 100,000.</summary>
    public const int MaxArchiveEntries = 1_000_000;

    /// <summary>Imports that are listed of one file; real checkpoints have fewer than 20 different ones.</summary>
    public const int MaxPickleImports = 10_000;

    /// <summary>Findings of one rule in one file; more are counted in the last.</summary>
    public const int MaxFindingsPerRule = 16;
}
