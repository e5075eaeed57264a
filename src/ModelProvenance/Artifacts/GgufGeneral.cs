using System.Collections.Immutable;

using ModelProvenance.Artifacts.Gguf;

namespace ModelProvenance.Artifacts;

/// <summary>The keys <c>general.*</c> of a GGUF file: what whoever wrote it says about the model. Every value is a claim, often made by a script from a folder name.</summary>
/// <remarks>A value is null when the key is absent or has another type than its definition says. Definitions: docs/gguf.md of ggml; gguf-py/gguf/constants.py.</remarks>
public sealed class GgufGeneral
{
    private readonly GgufHeader _header;

    internal GgufGeneral(GgufHeader header) => _header = header;

    /// <summary><c>general.type</c>: model, adapter, imatrix or mmproj.</summary>
    public string? Type => _header.Text("general.type");

    /// <summary><c>general.architecture</c>: the loader's name for the architecture; a hint at the family, not proof.</summary>
    public string? Architecture => _header.Text("general.architecture");

    /// <summary><c>general.quantization_version</c>.</summary>
    public long? QuantizationVersion => _header.Integer("general.quantization_version");

    /// <summary><c>general.file_type</c>: by which recipe most tensors were stored.</summary>
    public GgufFileType? FileType => _header.Integer("general.file_type") is >= 0 and <= uint.MaxValue and var id ? new GgufFileType((uint)id) : null;

    /// <summary><c>general.alignment</c> in bytes, when the file states it.</summary>
    public long? Alignment => _header.Integer(GgufKeys.Alignment);

    /// <summary><c>general.parameter_count</c>: not of the format, but Ollama reads it.</summary>
    public long? ParameterCount => _header.Integer("general.parameter_count");

    /// <summary><c>general.name</c>; seen as a path and as a commit hash in real files.</summary>
    public string? Name => _header.Text("general.name");

    /// <summary><c>general.author</c>.</summary>
    public string? Author => _header.Text("general.author");

    /// <summary><c>general.version</c>; often guessed from a name.</summary>
    public string? Version => _header.Text("general.version");

    /// <summary><c>general.organization</c>.</summary>
    public string? Organization => _header.Text("general.organization");

    /// <summary><c>general.finetune</c>: what the weights were trained for.</summary>
    public string? Finetune => _header.Text("general.finetune");

    /// <summary><c>general.basename</c>: the family's name.</summary>
    public string? Basename => _header.Text("general.basename");

    /// <summary><c>general.description</c>.</summary>
    public string? Description => _header.Text("general.description");

    /// <summary><c>general.quantized_by</c>.</summary>
    public string? QuantizedBy => _header.Text("general.quantized_by");

    /// <summary><c>general.size_label</c>, as written.</summary>
    public string? SizeLabel => _header.Text("general.size_label");

    /// <summary><c>general.license</c>: meant to be an SPDX expression; writers put the hub's tag, and join several with commas.</summary>
    public string? License => _header.Text("general.license");

    /// <summary><c>general.license.name</c>.</summary>
    public string? LicenseName => _header.Text("general.license.name");

    /// <summary><c>general.license.link</c>.</summary>
    public string? LicenseLink => _header.Text("general.license.link");

    /// <summary><c>general.url</c>.</summary>
    public string? Url => _header.Text("general.url");

    /// <summary><c>general.doi</c>.</summary>
    public string? Doi => _header.Text("general.doi");

    /// <summary><c>general.uuid</c>.</summary>
    public string? Uuid => _header.Text("general.uuid");

    /// <summary><c>general.repo_url</c>.</summary>
    public string? RepositoryUrl => _header.Text("general.repo_url");

    /// <summary><c>general.source.url</c>: where the model came from that was converted.</summary>
    public string? SourceUrl => _header.Text("general.source.url");

    /// <summary><c>general.source.doi</c>.</summary>
    public string? SourceDoi => _header.Text("general.source.doi");

    /// <summary><c>general.source.uuid</c>.</summary>
    public string? SourceUuid => _header.Text("general.source.uuid");

    /// <summary><c>general.source.repo_url</c>.</summary>
    public string? SourceRepositoryUrl => _header.Text("general.source.repo_url");

    /// <summary><c>general.base_model.count</c> as stated.</summary>
    public long? BaseModelCount => _header.Integer("general.base_model.count");

    /// <summary><c>general.base_model.{i}.*</c>, by number; only those that have a key.</summary>
    public ImmutableArray<GgufReference> BaseModels => _header.References(GgufKeys.BaseModelPrefix);

    /// <summary><c>general.dataset.count</c> as stated.</summary>
    public long? DatasetCount => _header.Integer("general.dataset.count");

    /// <summary><c>general.dataset.{i}.*</c>, by number; only those that have a key.</summary>
    public ImmutableArray<GgufReference> Datasets => _header.References(GgufKeys.DatasetPrefix);

    /// <summary><c>general.datasets</c>: the older list of data set names; empty when absent.</summary>
    public ImmutableArray<string> DatasetNames => _header.Texts("general.datasets");

    /// <summary><c>general.tags</c>; empty when absent.</summary>
    public ImmutableArray<string> Tags => _header.Texts("general.tags");

    /// <summary><c>general.languages</c>; empty when absent.</summary>
    public ImmutableArray<string> Languages => _header.Texts("general.languages");

    /// <summary><c>general.sampling.*</c>: settings that the developer recommends.</summary>
    public GgufSampling Sampling => new(_header);
}

/// <summary>A base model or data set that a GGUF file names by number.</summary>
/// <param name="Index">Its number, from 0.</param>
public sealed record GgufReference(int Index)
{
    /// <summary><c>.name</c>.</summary>
    public string? Name { get; init; }

    /// <summary><c>.author</c>.</summary>
    public string? Author { get; init; }

    /// <summary><c>.version</c>.</summary>
    public string? Version { get; init; }

    /// <summary><c>.organization</c>.</summary>
    public string? Organization { get; init; }

    /// <summary><c>.description</c>.</summary>
    public string? Description { get; init; }

    /// <summary><c>.url</c>.</summary>
    public string? Url { get; init; }

    /// <summary><c>.doi</c>.</summary>
    public string? Doi { get; init; }

    /// <summary><c>.uuid</c>.</summary>
    public string? Uuid { get; init; }

    /// <summary><c>.repo_url</c>.</summary>
    public string? RepositoryUrl { get; init; }
}

/// <summary>The keys <c>general.sampling.*</c>; null where absent.</summary>
public sealed class GgufSampling
{
    private readonly GgufHeader _header;

    internal GgufSampling(GgufHeader header) => _header = header;

    /// <summary><c>sequence</c>: the order of samplers.</summary>
    public string? Sequence => _header.Text("general.sampling.sequence");

    /// <summary><c>top_k</c>.</summary>
    public long? TopK => _header.Integer("general.sampling.top_k");

    /// <summary><c>top_p</c>.</summary>
    public double? TopP => _header.Number("general.sampling.top_p");

    /// <summary><c>min_p</c>.</summary>
    public double? MinP => _header.Number("general.sampling.min_p");

    /// <summary><c>xtc_probability</c>.</summary>
    public double? XtcProbability => _header.Number("general.sampling.xtc_probability");

    /// <summary><c>xtc_threshold</c>.</summary>
    public double? XtcThreshold => _header.Number("general.sampling.xtc_threshold");

    /// <summary><c>temp</c>.</summary>
    public double? Temperature => _header.Number("general.sampling.temp");

    /// <summary><c>penalty_last_n</c>, in tokens.</summary>
    public long? PenaltyLastTokens => _header.Integer("general.sampling.penalty_last_n");

    /// <summary><c>penalty_repeat</c>.</summary>
    public double? PenaltyRepeat => _header.Number("general.sampling.penalty_repeat");

    /// <summary><c>mirostat</c>: the version, 0 for off.</summary>
    public long? Mirostat => _header.Integer("general.sampling.mirostat");

    /// <summary><c>mirostat_tau</c>.</summary>
    public double? MirostatTau => _header.Number("general.sampling.mirostat_tau");

    /// <summary><c>mirostat_eta</c>.</summary>
    public double? MirostatEta => _header.Number("general.sampling.mirostat_eta");
}
