using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts.Gguf;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts;

/// <summary>The header of a GGUF file: metadata and the list of tensors.</summary>
public sealed class GgufHeader : IClaimSource
{
    private readonly Dictionary<string, GgufMetadataEntry> _byKey;

    internal GgufHeader(
        int version,
        bool isBigEndian,
        bool isComplete,
        long? fileLength,
        long dataOffset,
        int alignment,
        ulong statedTensorCount,
        ulong statedEntryCount,
        ImmutableArray<GgufMetadataEntry> metadata,
        ImmutableArray<GgufTensor> tensors,
        Dictionary<string, GgufMetadataEntry> byKey)
    {
        Version = version;
        IsBigEndian = isBigEndian;
        IsComplete = isComplete;
        FileLength = fileLength;
        DataOffset = dataOffset;
        Alignment = alignment;
        StatedTensorCount = statedTensorCount;
        StatedEntryCount = statedEntryCount;
        Metadata = metadata;
        Tensors = tensors;
        _byKey = byKey;
        General = new GgufGeneral(this);
        Tokenizer = new GgufTokenizer(this);
    }

    /// <summary>The version of the format, 1 to 3.</summary>
    public int Version { get; }

    /// <summary>Whether numbers are stored with the highest byte first.</summary>
    public bool IsBigEndian { get; }

    /// <summary>Whether the header was read to its end. If not, a finding says where and why reading stopped.</summary>
    public bool IsComplete { get; }

    /// <summary>Bytes of the input; null when the stream did not tell.</summary>
    public long? FileLength { get; }

    /// <summary>Offset of the data section; 0 when the header was not read to its end.</summary>
    public long DataOffset { get; }

    /// <summary>The alignment of tensor data in bytes; 32 when the file does not say.</summary>
    public int Alignment { get; }

    /// <summary>The number of tensors that the file announces.</summary>
    public ulong StatedTensorCount { get; }

    /// <summary>The number of metadata entries that the file announces.</summary>
    public ulong StatedEntryCount { get; }

    /// <summary>The entries in the order of the file; of a key that stands twice, the first.</summary>
    public ImmutableArray<GgufMetadataEntry> Metadata { get; }

    /// <summary>The tensors in the order of the file; those whose dimensions cannot be are left out, with a finding.</summary>
    public ImmutableArray<GgufTensor> Tensors { get; }

    /// <summary>The keys <c>general.*</c>.</summary>
    public GgufGeneral General { get; }

    /// <summary>The keys <c>tokenizer.*</c>.</summary>
    public GgufTokenizer Tokenizer { get; }

    /// <summary>The keys of the architecture; null when the file names none.</summary>
    public GgufStructure? Structure => General.Architecture is { Length: > 0 } architecture ? new GgufStructure(this, architecture) : null;

    /// <summary>The keys <c>split.*</c>; null when this is not a part of a split model.</summary>
    public GgufSplit? Split => Integer("split.no") is { } number && Integer("split.count") is { } count ? new GgufSplit(number, count, Integer("split.tensors.count")) : null;

    /// <summary>The keys <c>adapter.*</c>; null when this is not an adapter.</summary>
    public GgufAdapter? Adapter => Text("adapter.type") is { } type ? new GgufAdapter(type, Number("adapter.lora.alpha")) : null;

    /// <summary><c>imatrix.datasets</c>; empty when absent.</summary>
    public ImmutableArray<string> ImatrixDatasets => Texts("imatrix.datasets");

    /// <summary>The type that holds the most elements; null when there is no tensor. Of two with the same number, the lower id.</summary>
    public GgufTensorType? MajorityType
    {
        get
        {
            var counts = new SortedDictionary<uint, UInt128>();
            foreach (var tensor in Tensors)
                counts[tensor.Type.Id] = counts.GetValueOrDefault(tensor.Type.Id) + (UInt128)tensor.ElementCount;
            GgufTensorType? best = null;
            UInt128 most = 0;
            foreach (var (id, count) in counts)
            {
                if (best is null || count > most)
                    (best, most) = (new GgufTensorType(id), count);
            }

            return best;
        }
    }

    /// <summary>The entry with that key; null when there is none.</summary>
    public GgufMetadataEntry? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _byKey.GetValueOrDefault(key);
    }

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Format, string.Create(CultureInfo.InvariantCulture, $"gguf"), "", ClaimMethod.Observed);
        claims.Add(ArtifactProperties.Name, General.Name, "general.name");
        claims.Add(ArtifactProperties.Version, General.Version, "general.version");
        claims.Add(ArtifactProperties.Author, General.Author, "general.author");
        claims.Add(ArtifactProperties.Organization, General.Organization, "general.organization");
        claims.Add(ArtifactProperties.Quantizer, General.QuantizedBy, "general.quantized_by");
        claims.Add(ArtifactProperties.License, General.License, "general.license");
        claims.Add(ArtifactProperties.License, General.LicenseName, "general.license.name");
        claims.Add(ArtifactProperties.LicenseLink, General.LicenseLink, "general.license.link");
        claims.Add(ArtifactProperties.Repository, General.RepositoryUrl, "general.repo_url");
        foreach (var model in General.BaseModels)
            claims.Add(ArtifactProperties.BaseModel, model.RepositoryUrl ?? model.Url ?? Join(model.Organization, model.Name), $"general.base_model.{model.Index}");
        foreach (var data in General.Datasets)
            claims.Add(ArtifactProperties.Dataset, data.RepositoryUrl ?? data.Url ?? Join(data.Organization, data.Name), $"general.dataset.{data.Index}");
        foreach (var data in General.DatasetNames)
            claims.Add(ArtifactProperties.Dataset, data, "general.datasets");
        claims.Add(ArtifactProperties.SizeLabel, General.SizeLabel, "general.size_label");
        if (IsComplete && Split is not { Count: > 1 } && Counting.ParameterCounter.Count(this) is { Total: > 0 } count)
            claims.Add(ArtifactProperties.TotalParameters, count.Total, "tensors", ClaimMethod.Observed);
        claims.Add(ArtifactProperties.TotalParameters, General.ParameterCount, "general.parameter_count");
        claims.Add(ArtifactProperties.Architecture, General.Architecture, "general.architecture");
        var prefix = General.Architecture + ".";
        claims.Add(ArtifactProperties.ContextLength, Structure?.ContextLength, prefix + "context_length");
        claims.Add(ArtifactProperties.Layers, Structure?.BlockCount, prefix + "block_count");
        claims.Add(ArtifactProperties.HiddenSize, Structure?.EmbeddingLength, prefix + "embedding_length");
        if (Tokenizer.Tokens is { } tokens)
            claims.Add(ArtifactProperties.VocabularySize, tokens.Count, "tokenizer.ggml.tokens", ClaimMethod.Observed);
        claims.Add(ArtifactProperties.VocabularySize, Structure?.VocabularySize, prefix + "vocab_size");
        claims.Add(ArtifactProperties.Vocabulary, Tokenizer.Tokens?.Fingerprint?.ToString(), Gguf.GgufKeys.Tokens, ClaimMethod.Derived, literal: "");
        claims.Add(ArtifactProperties.Quantization, MajorityType?.Name, "tensors", ClaimMethod.Observed);
        claims.Add(ArtifactProperties.Quantization, General.FileType?.Name, "general.file_type", literal: General.FileType?.Id.ToString(CultureInfo.InvariantCulture));
        claims.Add(ArtifactProperties.Tokenizer, Tokenizer.Model, "tokenizer.ggml.model");
        foreach (var language in General.Languages)
            claims.Add(ArtifactProperties.Language, language, "general.languages");
        claims.Add(ArtifactProperties.AdapterType, Adapter?.Type, "adapter.type");
        return claims.ToImmutable();
    }

    private static string? Join(string? organization, string? name) => name is null ? null : organization is null ? name : $"{organization}/{name}";

    internal string? Text(string key) => _byKey.GetValueOrDefault(key)?.Text;

    internal long? Integer(string key) => _byKey.GetValueOrDefault(key)?.Integer;

    internal double? Number(string key) => _byKey.GetValueOrDefault(key)?.Number;

    internal ImmutableArray<string> Texts(string key) =>
        _byKey.GetValueOrDefault(key)?.Array is { IsLoaded: true, ElementType: GgufValueType.Text } array ? [.. array.ReadStrings()] : [];

    internal ImmutableArray<long> Integers(string key)
    {
        var entry = _byKey.GetValueOrDefault(key);
        if (entry?.Integer is { } single)
            return [single];
        return entry?.Array is { IsLoaded: true } array && GgufValueTypes.IsInteger(array.ElementType) ? array.ReadIntegers() : [];
    }

    internal ImmutableArray<GgufReference> References(string prefix)
    {
        var found = new SortedDictionary<int, GgufReference>();
        foreach (var entry in Metadata)
        {
            if (!GgufKeys.TryIndexed(entry.Key, prefix, out var index, out var part))
                continue;
            var reference = found.GetValueOrDefault(index) ?? new GgufReference(index);
            found[index] = part switch
            {
                "name" => reference with { Name = entry.Text },
                "author" => reference with { Author = entry.Text },
                "version" => reference with { Version = entry.Text },
                "organization" => reference with { Organization = entry.Text },
                "description" => reference with { Description = entry.Text },
                "url" => reference with { Url = entry.Text },
                "doi" => reference with { Doi = entry.Text },
                "uuid" => reference with { Uuid = entry.Text },
                _ => reference with { RepositoryUrl = entry.Text },
            };
        }

        return [.. found.Values];
    }
}
