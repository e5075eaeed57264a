using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>What the readers of model files find wrong with the files themselves. Numbers of retired rules stay free.</summary>
public static class ArtifactReadRules
{
    /// <summary>The bytes do not begin as a GGUF file does.</summary>
    public static RuleDescriptor NotGguf { get; } = Error(3001, nameof(NotGguf), "The file does not begin with the four bytes GGUF.");

    /// <summary>The version number is none that exists.</summary>
    public static RuleDescriptor GgufUnsupportedVersion { get; } = Error(3002, nameof(GgufUnsupportedVersion), "The GGUF version is none of 1, 2 and 3.");

    /// <summary>Version 1.</summary>
    public static RuleDescriptor GgufLegacyVersion { get; } = Warning(3003, nameof(GgufLegacyVersion), "The GGUF version is 1, which current loaders refuse.");

    /// <summary>The end of the file comes inside the header.</summary>
    public static RuleDescriptor GgufTruncatedHeader { get; } = Error(3004, nameof(GgufTruncatedHeader), "The GGUF file ends inside its header.");

    /// <summary>A count or length does not fit into the bytes that remain.</summary>
    public static RuleDescriptor GgufCountExceedsFile { get; } = Error(3005, nameof(GgufCountExceedsFile), "A count or length in the GGUF header is larger than the rest of the file can hold.");

    /// <summary>A count or length is above a limit of this reader.</summary>
    public static RuleDescriptor GgufLimitExceeded { get; } = Error(3006, nameof(GgufLimitExceeded), "A count or length in the GGUF header is above the reader's limit.");

    /// <summary>A metadata key is empty or too long.</summary>
    public static RuleDescriptor GgufInvalidKey { get; } = Error(3007, nameof(GgufInvalidKey), "A GGUF metadata key is empty or longer than 65,535 bytes.");

    /// <summary>A metadata key stands twice.</summary>
    public static RuleDescriptor GgufDuplicateKey { get; } = Error(3008, nameof(GgufDuplicateKey), "A GGUF metadata key stands twice, so readers disagree about its value.");

    /// <summary>A metadata key is spelled unlike the format asks.</summary>
    public static RuleDescriptor GgufKeySpelling { get; } = Warning(3009, nameof(GgufKeySpelling), "A GGUF metadata key is not dotted lower_snake_case, so readers that look it up do not find it.");

    /// <summary>A value type is unknown, or arrays are nested too deep.</summary>
    public static RuleDescriptor GgufInvalidValueType { get; } = Error(3010, nameof(GgufInvalidValueType), "A GGUF value has an unknown type, or arrays nested too deep.");

    /// <summary>A boolean is neither 0 nor 1.</summary>
    public static RuleDescriptor GgufInvalidBoolean { get; } = Warning(3011, nameof(GgufInvalidBoolean), "A GGUF boolean is neither 0 nor 1.");

    /// <summary>A string is not UTF-8.</summary>
    public static RuleDescriptor GgufInvalidUtf8 { get; } = Warning(3012, nameof(GgufInvalidUtf8), "A GGUF string is not valid UTF-8.");

    /// <summary>A well-known key has a value of another type than its definition says.</summary>
    public static RuleDescriptor GgufUnexpectedType { get; } = Warning(3013, nameof(GgufUnexpectedType), "A well-known GGUF key has a value of another type than the format defines.");

    /// <summary>The alignment is no power of two, absurd or of another type.</summary>
    public static RuleDescriptor GgufInvalidAlignment { get; } = Error(3014, nameof(GgufInvalidAlignment), "general.alignment is not a u32 that is a power of two of at most 1 MiB.");

    /// <summary>A tensor's name, dimensions or size cannot be.</summary>
    public static RuleDescriptor GgufInvalidTensor { get; } = Error(3015, nameof(GgufInvalidTensor), "A GGUF tensor has a name, dimensions or a size that no loader accepts.");

    /// <summary>A tensor name stands twice.</summary>
    public static RuleDescriptor GgufDuplicateTensor { get; } = Error(3016, nameof(GgufDuplicateTensor), "A GGUF tensor name stands twice.");

    /// <summary>A tensor type is not known here.</summary>
    public static RuleDescriptor GgufUnknownTensorType { get; } = Warning(3017, nameof(GgufUnknownTensorType), "A GGUF tensor has a type id that is not known, so its size cannot be checked.");

    /// <summary>A tensor's data lies outside the file.</summary>
    public static RuleDescriptor GgufTensorOutsideFile { get; } = Error(3018, nameof(GgufTensorOutsideFile), "The data of a GGUF tensor lies wholly or partly outside the file.");

    /// <summary>Tensors share bytes, or stand off the alignment.</summary>
    public static RuleDescriptor GgufTensorLayout { get; } = Error(3019, nameof(GgufTensorLayout), "GGUF tensors share bytes, or a tensor does not begin at a multiple of the alignment.");

    /// <summary>There are bytes between tensors, or tensors stand in another order than listed.</summary>
    public static RuleDescriptor GgufTensorGap { get; } = Warning(3020, nameof(GgufTensorGap), "GGUF tensor data has unused bytes between tensors, or another order than the list.");

    /// <summary>There are bytes behind the last tensor.</summary>
    public static RuleDescriptor GgufTrailingBytes { get; } = Warning(3021, nameof(GgufTrailingBytes), "The GGUF file goes on behind its last tensor.");

    /// <summary>Split keys and file name disagree.</summary>
    public static RuleDescriptor GgufSplitMismatch { get; } = Warning(3022, nameof(GgufSplitMismatch), "The split keys of the GGUF file disagree with each other or with its name.");

    /// <summary>A numbered list of base models or data sets has gaps.</summary>
    public static RuleDescriptor GgufNumberedListGap { get; } = Warning(3023, nameof(GgufNumberedListGap), "A numbered list in GGUF metadata (base models, data sets) and its count disagree.");

    /// <summary>Only the header is there.</summary>
    public static RuleDescriptor HeaderOnly { get; } = Warning(3024, nameof(HeaderOnly), "The file ends behind its header: the tensor data is absent.");

    /// <summary>A chat template reaches for Python internals.</summary>
    public static RuleDescriptor TemplateReachesInternals { get; } = Warning(3025, nameof(TemplateReachesInternals), "A chat template names Python internals, as templates do that try to run code when they are rendered.");

    /// <summary>The file is shorter than its header says.</summary>
    public static RuleDescriptor SafetensorsTruncatedHeader { get; } = Error(3031, nameof(SafetensorsTruncatedHeader), "The safetensors file ends before or inside its header.");

    /// <summary>The header is longer than any reader takes.</summary>
    public static RuleDescriptor SafetensorsHeaderTooLong { get; } = Error(3032, nameof(SafetensorsHeaderTooLong), "The safetensors header is longer than 100,000,000 bytes.");

    /// <summary>The header is not JSON of the expected form.</summary>
    public static RuleDescriptor SafetensorsInvalidHeader { get; } = Error(3033, nameof(SafetensorsInvalidHeader), "The safetensors header is not UTF-8 JSON of the form that the format defines.");

    /// <summary>The header does not begin with a brace.</summary>
    public static RuleDescriptor SafetensorsLeadingByte { get; } = Warning(3034, nameof(SafetensorsLeadingByte), "The safetensors header does not begin with '{', as the format asks.");

    /// <summary>A name stands twice.</summary>
    public static RuleDescriptor SafetensorsDuplicateKey { get; } = Error(3035, nameof(SafetensorsDuplicateKey), "A name stands twice in the safetensors header.");

    /// <summary>A data type is not known here.</summary>
    public static RuleDescriptor SafetensorsUnknownDtype { get; } = Warning(3036, nameof(SafetensorsUnknownDtype), "A safetensors tensor has a data type that is not known, so its size cannot be checked.");

    /// <summary>Shape, type and offsets of a tensor do not fit together.</summary>
    public static RuleDescriptor SafetensorsInvalidTensor { get; } = Error(3037, nameof(SafetensorsInvalidTensor), "Shape, data type and offsets of a safetensors tensor do not fit together.");

    /// <summary>Tensors leave holes or share bytes.</summary>
    public static RuleDescriptor SafetensorsLayout { get; } = Error(3038, nameof(SafetensorsLayout), "The tensors of a safetensors file leave holes or share bytes.");

    /// <summary>The data section has another length than the tensors.</summary>
    public static RuleDescriptor SafetensorsDataLength { get; } = Error(3039, nameof(SafetensorsDataLength), "The data of a safetensors file is shorter or longer than its tensors say.");

    /// <summary>The metadata is not a map of strings.</summary>
    public static RuleDescriptor SafetensorsInvalidMetadata { get; } = Error(3040, nameof(SafetensorsInvalidMetadata), "__metadata__ of a safetensors file is not an object of strings.");

    /// <summary>A tensor has a property that the format does not define.</summary>
    public static RuleDescriptor SafetensorsUnknownProperty { get; } = Warning(3041, nameof(SafetensorsUnknownProperty), "A safetensors tensor has a property that the format does not define.");

    /// <summary>The index is not of the expected form.</summary>
    public static RuleDescriptor InvalidIndex { get; } = Error(3051, nameof(InvalidIndex), "A safetensors index has no weight_map of strings.");

    /// <summary>The index states no size.</summary>
    public static RuleDescriptor IndexWithoutTotalSize { get; } = Warning(3052, nameof(IndexWithoutTotalSize), "A safetensors index states no metadata.total_size, so missing shards are not noticed.");

    /// <summary>A file names a path outside its folder.</summary>
    public static RuleDescriptor UnsafePath { get; } = Error(3053, nameof(UnsafePath), "A model file names a path that is absolute or leaves its folder.");

    /// <summary>The document is not JSON.</summary>
    public static RuleDescriptor InvalidJson { get; } = Error(3061, nameof(InvalidJson), "The document is not JSON.");

    /// <summary>A JSON key stands twice.</summary>
    public static RuleDescriptor JsonDuplicateKey { get; } = Warning(3062, nameof(JsonDuplicateKey), "A JSON key stands twice in an object; readers take one or the other.");

    /// <summary>A number is written as only Python's reader takes it.</summary>
    public static RuleDescriptor JsonNonFiniteNumber { get; } = Info(3063, nameof(JsonNonFiniteNumber), "A number is NaN or Infinity, which JSON does not allow and Python writes.");

    /// <summary>A known key has a value of another type.</summary>
    public static RuleDescriptor ConfigUnexpectedType { get; } = Warning(3064, nameof(ConfigUnexpectedType), "A known key of a configuration file has a value of another type than its readers expect.");

    /// <summary>The document is above the size limit.</summary>
    public static RuleDescriptor DocumentTooLarge { get; } = Error(3065, nameof(DocumentTooLarge), "A configuration document is above the reader's size limit.");

    /// <summary>A JSON string holds half a surrogate pair.</summary>
    public static RuleDescriptor JsonLoneSurrogate { get; } = Warning(3066, nameof(JsonLoneSurrogate), "A JSON string holds half a surrogate pair, which is no character.");

    /// <summary>The bytes are not an ONNX model.</summary>
    public static RuleDescriptor InvalidOnnx { get; } = Error(3071, nameof(InvalidOnnx), "The file is not a readable ONNX model.");

    /// <summary>A tensor's dimensions cannot be.</summary>
    public static RuleDescriptor OnnxInvalidTensor { get; } = Error(3072, nameof(OnnxInvalidTensor), "An ONNX tensor has negative dimensions, too many elements, or data that ends before or behind them.");

    /// <summary>The graph is nested deeper or larger than the reader's limits.</summary>
    public static RuleDescriptor OnnxLimitExceeded { get; } = Error(3073, nameof(OnnxLimitExceeded), "An ONNX model is nested deeper, or has more tensors, than the reader's limits.");

    /// <summary>A manifest lacks what makes it one.</summary>
    public static RuleDescriptor InvalidManifest { get; } = Error(3081, nameof(InvalidManifest), "A model manifest lacks its layers, or a layer its media type, digest or size.");

    /// <summary>A digest is not of a known form.</summary>
    public static RuleDescriptor InvalidDigest { get; } = Error(3082, nameof(InvalidDigest), "A digest in a manifest is not sha256 with 64, or sha512 with 128, lower-case hexadecimal digits.");

    /// <summary>No pickle was found.</summary>
    public static RuleDescriptor NotPyTorch { get; } = Error(3091, nameof(NotPyTorch), "The file is neither a pickle nor an archive with one.");

    /// <summary>A pickle cannot be read to its end.</summary>
    public static RuleDescriptor InvalidPickle { get; } = Error(3092, nameof(InvalidPickle), "A pickle cannot be read to its end; what stands before runs all the same when it is loaded.");

    /// <summary>A pickle imports something that weights do not need.</summary>
    public static RuleDescriptor PickleImport { get; } = Warning(3093, nameof(PickleImport), "A pickle imports something other than what stored weights need; loading it can run code.");

    /// <summary>An archive is damaged or made to be read in two ways.</summary>
    public static RuleDescriptor DamagedArchive { get; } = Warning(3094, nameof(DamagedArchive), "A zip archive is damaged, or its directory and its entries disagree.");

    /// <summary>An import cannot be named without running the pickle.</summary>
    public static RuleDescriptor PickleUnresolvedImport { get; } = Warning(3095, nameof(PickleUnresolvedImport), "A pickle computes the name of an import, so it cannot be listed without running it.");

    /// <summary>All rules, by number.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
    [
        NotGguf, GgufUnsupportedVersion, GgufLegacyVersion, GgufTruncatedHeader, GgufCountExceedsFile, GgufLimitExceeded, GgufInvalidKey, GgufDuplicateKey,
        GgufKeySpelling, GgufInvalidValueType, GgufInvalidBoolean, GgufInvalidUtf8, GgufUnexpectedType, GgufInvalidAlignment, GgufInvalidTensor,
        GgufDuplicateTensor, GgufUnknownTensorType, GgufTensorOutsideFile, GgufTensorLayout, GgufTensorGap, GgufTrailingBytes, GgufSplitMismatch,
        GgufNumberedListGap, HeaderOnly, TemplateReachesInternals, SafetensorsTruncatedHeader, SafetensorsHeaderTooLong, SafetensorsInvalidHeader,
        SafetensorsLeadingByte, SafetensorsDuplicateKey, SafetensorsUnknownDtype, SafetensorsInvalidTensor, SafetensorsLayout, SafetensorsDataLength,
        SafetensorsInvalidMetadata, SafetensorsUnknownProperty, InvalidIndex, IndexWithoutTotalSize, UnsafePath, InvalidJson, JsonDuplicateKey,
        JsonNonFiniteNumber, ConfigUnexpectedType, DocumentTooLarge, JsonLoneSurrogate, InvalidOnnx, OnnxInvalidTensor, OnnxLimitExceeded, InvalidManifest,
        InvalidDigest, NotPyTorch, InvalidPickle, PickleImport, DamagedArchive, PickleUnresolvedImport,
    ];

    private static RuleDescriptor Error(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Error, summary);

    private static RuleDescriptor Warning(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Warning, summary);

    private static RuleDescriptor Info(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Info, summary);
}
