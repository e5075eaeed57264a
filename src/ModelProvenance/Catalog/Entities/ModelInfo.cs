using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>Whether the weights can be had.</summary>
public enum WeightsAvailability
{
    /// <summary>Anybody can download them.</summary>
    Open = 0,

    /// <summary>After an application or the acceptance of terms.</summary>
    Gated,

    /// <summary>Not published.</summary>
    Closed,

    /// <summary>Were published, and are no longer.</summary>
    Withdrawn,
}

/// <summary>What happened on a date.</summary>
public enum DateKind
{
    /// <summary>The developer said so in public.</summary>
    Announced = 0,

    /// <summary>The weights could be downloaded.</summary>
    WeightsPublished,

    /// <summary>The repository was created on the hub, often days before the weights are public.</summary>
    RepositoryCreated,

    /// <summary>The paper or report appeared.</summary>
    PaperPublished,

    /// <summary>The developer's own service offered it.</summary>
    ApiAvailable,
}

/// <summary>What a licence covers.</summary>
public enum LicenseScope
{
    /// <summary>The weights.</summary>
    Weights = 0,

    /// <summary>The code beside them.</summary>
    Code,

    /// <summary>What the model gives.</summary>
    Outputs,
}

/// <summary>How a figure of training compute was got.</summary>
public enum ComputeMethod
{
    /// <summary>The developer states operations.</summary>
    Reported = 0,

    /// <summary>The developer states hardware and time.</summary>
    HardwareTime,
}

/// <summary>A date with its kind.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Date">When.</param>
public sealed record DateFact(DateKind Kind, Fact<PartialDate> Date);

/// <summary>The licence of a part, perhaps for a time.</summary>
/// <param name="Scope">What it covers.</param>
/// <param name="Expression">The licence.</param>
public sealed record LicenseFact(LicenseScope Scope, Fact<SpdxExpression> Expression)
{
    /// <summary>In force since; <c>default</c> since the release.</summary>
    public PartialDate From { get; init; }

    /// <summary>In force until; <c>default</c> when it still is.</summary>
    public PartialDate To { get; init; }
}

/// <summary>A parameter figure: what is counted, and the number.</summary>
/// <param name="Counts">Total, active or effective.</param>
/// <param name="Count">The number.</param>
public sealed record ParameterFact(ParameterScope Counts, Fact<ParameterCount> Count)
{
    /// <summary>Token embeddings (and an untied output head).</summary>
    public PartInclusion Embeddings { get; init; }

    /// <summary>Multi-token-prediction modules.</summary>
    public PartInclusion Mtp { get; init; }

    /// <summary>Vision or audio towers.</summary>
    public PartInclusion Vision { get; init; }

    /// <summary>A word for a vendor's own way of counting; empty when there is none.</summary>
    public string Convention { get; init; } = "";

    /// <summary>Whether the source counts everything that is stored, as far as it says: nothing is excluded, no convention of its own.</summary>
    public bool IsPlain => Embeddings != PartInclusion.Excluded && Mtp == PartInclusion.Unstated && Vision != PartInclusion.Excluded && Convention.Length == 0;

    /// <summary>The figure; null when the number is not known.</summary>
    public ParameterFigure? Figure => Count.IsKnown
        ? new ParameterFigure(Counts, Count.Value) { Embeddings = Embeddings, Mtp = Mtp, Vision = Vision, Convention = Convention.Length == 0 ? null : Convention }
        : null;
}

/// <summary>A figure of training compute.</summary>
/// <param name="Method">How it was got.</param>
/// <param name="Amount">The number.</param>
public sealed record ComputeFact(ComputeMethod Method, Fact<ParameterCount> Amount)
{
    /// <summary><c>FLOP</c>, <c>ZFLOP</c> (10^21) or <c>GPU-hour</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The accelerator, as the source names it; empty when it names none.</summary>
    public string Hardware { get; init; } = "";
}

/// <summary>A repository of the developer.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Repository">Its name there.</param>
public sealed record HubRepository(HubName Hub, RepositoryId Repository)
{
    /// <summary>Since; <c>default</c> when not known.</summary>
    public PartialDate From { get; init; }

    /// <summary>Until (renamed or removed); <c>default</c> when it is there or not known.</summary>
    public PartialDate To { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Hub}:{Repository}";
}

/// <summary>What a model takes and gives.</summary>
/// <param name="Input">What it takes.</param>
/// <param name="Output">What it gives.</param>
public sealed record ModalitySet(ValueList<Modality> Input, ValueList<Modality> Output)
{
    /// <summary><c>text, image -> text</c>.</summary>
    public override string ToString() => $"{string.Join(", ", Input)} -> {string.Join(", ", Output)}";
}

/// <summary>Figures of the architecture, by which weights are recognised whatever their file is called. A figure that the source does not state is null.</summary>
/// <param name="Layers">Blocks of the decoder (or of the encoder, when that is all there is), without modules for multi-token prediction.</param>
/// <param name="HiddenSize">The width of the hidden state.</param>
public sealed record ModelStructure(long Layers, long HiddenSize)
{
    /// <summary>Attention heads (query heads) in a layer.</summary>
    public long? AttentionHeads { get; init; }

    /// <summary>Key and value heads in a layer.</summary>
    public long? KeyValueHeads { get; init; }

    /// <summary>The width of one head.</summary>
    public long? HeadSize { get; init; }

    /// <summary>The width of a dense feed-forward layer.</summary>
    public long? IntermediateSize { get; init; }

    /// <summary>Rows of the embedding of tokens.</summary>
    public long? VocabularySize { get; init; }

    /// <summary>Routed experts in a layer.</summary>
    public long? Experts { get; init; }

    /// <summary>Routed experts for one token.</summary>
    public long? ExpertsPerToken { get; init; }

    /// <summary>The base of the rotary position embedding (<c>rope_theta</c>): 500000.</summary>
    public long? RopeBase { get; init; }

    /// <summary>The factor by which rotary positions are scaled in the shipped configuration: 8; null also when they are not scaled.</summary>
    public long? RopeFactor { get; init; }

    /// <summary>The figures that are stated, each under its name in JSON.</summary>
    internal IEnumerable<(string Name, long Value)> Figures()
    {
        yield return ("layers", Layers);
        yield return ("hiddenSize", HiddenSize);
        foreach (var (name, value) in new[]
        {
            ("attentionHeads", AttentionHeads), ("keyValueHeads", KeyValueHeads), ("headSize", HeadSize), ("intermediateSize", IntermediateSize), ("vocabularySize", VocabularySize),
            ("experts", Experts), ("expertsPerToken", ExpertsPerToken), ("ropeBase", RopeBase), ("ropeFactor", RopeFactor),
        })
        {
            if (value is { } stated)
                yield return (name, stated);
        }
    }

    /// <summary><c>layers 32, hiddenSize 4096, ...</c>.</summary>
    public override string ToString() => string.Join(", ", Figures().Select(f => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{f.Name} {f.Value}")));
}

/// <summary>The tokens of a model's tokenizer, by which it is recognised whatever its file is called.</summary>
/// <param name="Tokens">The number of tokens, the added ones included; fillers at the end (<c>[PAD151665]</c>) are not counted.</param>
/// <param name="Sha256">SHA-256, 64 lower-case hex digits, over all tokens in the order of their ids, each as the number of its UTF-8 bytes (8 bytes, little-endian, as GGUF has it) and those bytes; an id without a token counts as <c>[PAD</c>id<c>]</c>.</param>
public sealed record ModelVocabulary(long Tokens, string Sha256)
{
    /// <summary><c>128256 tokens, sha256:6b6b...</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Tokens} tokens, sha256:{Sha256}");
}

/// <summary>What a model was made from.</summary>
/// <param name="Relation">How.</param>
public sealed record BaseModel(RelationKind Relation)
{
    /// <summary>The base in this catalog; <c>default</c> when it is outside.</summary>
    public ModelId Model { get; init; }

    /// <summary>The base outside this catalog; <c>default</c> when it is inside.</summary>
    public RepositoryId Repository { get; init; }

    /// <summary>The revision of the base; empty when the source names none.</summary>
    public string Revision { get; init; } = "";

    /// <summary>The id or repository of the base.</summary>
    public string Reference => Model.IsEmpty ? Repository.Value : Model.Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Relation} of {Reference}";
}

/// <summary>Why a model has another name.</summary>
public enum AliasKind
{
    /// <summary>The repository was renamed.</summary>
    Rename = 0,

    /// <summary>The same files under another owner.</summary>
    Mirror,

    /// <summary>A misspelling that is in use.</summary>
    Typo,

    /// <summary>A tag of a registry; it can move.</summary>
    Tag,

    /// <summary>The name that a service or router uses.</summary>
    Slug,

    /// <summary>A name that people use.</summary>
    Name,
}

/// <summary>Another name, which no grammar could know.</summary>
/// <param name="Text">As it is typed.</param>
/// <param name="Scheme">Where it holds: a hub, <c>api</c>, or <c>name</c> for anywhere.</param>
/// <param name="Kind">Why there is another name.</param>
public sealed record ModelAlias(string Text, string Scheme, AliasKind Kind)
{
    /// <summary>Meant this model since; <c>default</c> when not known.</summary>
    public PartialDate From { get; init; }

    /// <summary>Meant this model until; <c>default</c> when it still does or not known.</summary>
    public PartialDate To { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A file of a distribution.</summary>
/// <param name="Path">Relative to the repository, '/' between the parts.</param>
/// <param name="Sha256">64 lower-case hex digits; empty when not known.</param>
public sealed record DistributionFile(string Path, string Sha256)
{
    /// <summary>Bytes; null when not known.</summary>
    public long? Size { get; init; }
}

/// <summary>A build of the same weights: another precision or format. A quantization is a distribution, not a model.</summary>
/// <param name="Repository">Where it stands.</param>
/// <param name="Hub">On which hub.</param>
public sealed record Distribution(RepositoryId Repository, HubName Hub)
{
    /// <summary>How the weights are stored; <c>default</c> when the source does not say.</summary>
    public ModelFormat Format { get; init; }

    /// <summary>The quantization as its files or repository name it (<c>Q4_K_M</c>, <c>AWQ</c>, <c>FP8</c>); empty for full precision or several.</summary>
    public string Quantization { get; init; } = "";

    /// <summary>Files with their digests, as far as they are known.</summary>
    public ImmutableArray<DistributionFile> Files { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Distribution? other) => other is not null && Repository == other.Repository && Hub == other.Hub && Format == other.Format
        && Quantization == other.Quantization && Files.AsSpan().SequenceEqual(other.Files.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Repository, Hub, Format, Quantization, Files.Length);

    /// <inheritdoc/>
    public override string ToString() => Repository.Value;
}

/// <summary>One checkpoint as its developer published it. Facts of its release and series that it does not state itself are those of the release and series.</summary>
public sealed class ModelInfo
{
    /// <summary>The id.</summary>
    public required ModelId Id { get; init; }

    /// <summary>The name as its developer writes it.</summary>
    public required string Name { get; init; }

    /// <summary>The family.</summary>
    public required FamilyId Family { get; init; }

    /// <summary>The series.</summary>
    public required SeriesId Series { get; init; }

    /// <summary>The release.</summary>
    public required ReleaseId Release { get; init; }

    /// <summary>Who developed it.</summary>
    public required Fact<ValueList<OrganizationId>> Developers { get; init; }

    /// <summary>The developer's own repositories, the Hugging Face one first.</summary>
    public required ImmutableArray<Fact<HubRepository>> Repositories { get; init; }

    /// <summary>Whether the weights can be had.</summary>
    public required Fact<WeightsAvailability> Availability { get; init; }

    /// <summary>What it was trained to do last.</summary>
    public required Fact<ModelVariant> Variant { get; init; }

    /// <summary>Parameter figures.</summary>
    public required ImmutableArray<ParameterFact> Parameters { get; init; }

    /// <summary>The published context window, in tokens.</summary>
    public required Fact<long> ContextWindow { get; init; }

    /// <summary>The limit in the shipped configuration, in tokens.</summary>
    public required Fact<long> ContextLimit { get; init; }

    /// <summary>What it takes and gives.</summary>
    public required Fact<ModalitySet> Modalities { get; init; }

    /// <summary>The class in <c>config.json</c>.</summary>
    public required Fact<string> Architecture { get; init; }

    /// <summary>Figures of the architecture.</summary>
    public required Fact<ModelStructure> Structure { get; init; }

    /// <summary>The tokens of its tokenizer.</summary>
    public required Fact<ModelVocabulary> Vocabulary { get; init; }

    /// <summary>The number of tokens it was pretrained on.</summary>
    public required Fact<ParameterCount> TrainingTokens { get; init; }

    /// <summary>Figures of training compute.</summary>
    public required ImmutableArray<ComputeFact> TrainingCompute { get; init; }

    /// <summary>What it was made from.</summary>
    public required ImmutableArray<Fact<BaseModel>> BaseModels { get; init; }

    /// <summary>Dates by kind, at most one of each.</summary>
    public required ImmutableArray<DateFact> Dates { get; init; }

    /// <summary>Licences by scope.</summary>
    public required ImmutableArray<LicenseFact> Licenses { get; init; }

    /// <summary>Other names.</summary>
    public required ImmutableArray<Fact<ModelAlias>> Aliases { get; init; }

    /// <summary>Builds of the same weights by the developer.</summary>
    public required ImmutableArray<Fact<Distribution>> Distributions { get; init; }

    /// <summary>The developer's repository on the Hugging Face Hub, or the first one anywhere; <c>default</c> when none is known.</summary>
    public RepositoryId Repository
    {
        get
        {
            foreach (var repository in Repositories)
            {
                if (repository.IsKnown && repository.Value.Hub == HubName.HuggingFace)
                    return repository.Value.Repository;
            }

            return Repositories.IsEmpty || !Repositories[0].IsKnown ? default : Repositories[0].Value.Repository;
        }
    }

    /// <summary>The figure for all parameters: the plain one, else the first; null when none is stored.</summary>
    public ParameterFact? Total => Figure(ParameterScope.Total);

    /// <summary>The figure for active parameters: the plain one, else the first; null when none is stored.</summary>
    public ParameterFact? Active => Figure(ParameterScope.Active);

    /// <summary>The date of a kind; null when none is stored.</summary>
    public Fact<PartialDate>? Date(DateKind kind)
    {
        foreach (var date in Dates)
        {
            if (date.Kind == kind)
                return date.Date;
        }

        return null;
    }

    /// <summary>The licence of a part in force on a day (the newest one when no day is given); null when none is stored.</summary>
    public LicenseFact? License(LicenseScope scope, DateOnly? asOf = null)
    {
        LicenseFact? found = null;
        foreach (var license in Licenses)
        {
            if (license.Scope != scope)
                continue;
            if (asOf is { } day && ((!license.From.IsEmpty && license.From.Earliest > day) || (!license.To.IsEmpty && license.To.Latest < day)))
                continue;
            if (found is null || license.To.IsEmpty || (!found.To.IsEmpty && found.To < license.To))
                found = license;
        }

        return found;
    }

    private ParameterFact? Figure(ParameterScope scope)
    {
        ParameterFact? first = null;
        foreach (var figure in Parameters)
        {
            if (figure.Counts != scope)
                continue;
            if (figure.IsPlain)
                return figure;
            first ??= figure;
        }

        return first;
    }

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
