using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>How sure an answer is.</summary>
public enum ResolutionConfidence
{
    /// <summary>Nothing in the catalog has to do with the text.</summary>
    None = 0,

    /// <summary>A family or series is named, but no model is determined.</summary>
    Weak,

    /// <summary>The grammar leaves one model.</summary>
    Strong,

    /// <summary>An id, repository, alias or digest of the catalog.</summary>
    Exact,
}

/// <summary>Why a part of a name was read as it was.</summary>
/// <param name="Token">The part.</param>
/// <param name="As">What it was read as.</param>
/// <param name="Rule">By which rule.</param>
public sealed record ResolutionReason(string Token, string As, string Rule);

/// <summary>A model that the name may mean.</summary>
/// <param name="Model">The model.</param>
/// <param name="Reason">What speaks for it.</param>
public sealed record ResolutionCandidate(ModelId Model, string Reason);

/// <summary>What a text names, as far as that can be said.</summary>
public sealed class ModelResolution
{
    private ImmutableArray<ResolutionReason> _reasons;
    private ResolutionDetails? _details;

    private readonly ModelCatalog _catalog;

    internal ModelResolution(ModelCatalog catalog, string input)
    {
        _catalog = catalog;
        Input = input;
    }

    /// <summary>The text.</summary>
    public string Input { get; }

    /// <summary>How sure the answer is.</summary>
    public ResolutionConfidence Confidence { get; internal init; }

    /// <summary>The model; null unless <see cref="Confidence"/> is strong or exact.</summary>
    public ModelInfo? Model { get; internal init; }

    /// <summary>The family; null when none is named.</summary>
    public ModelFamily? Family => FamilyId.IsEmpty ? null : _catalog.Families.Find(FamilyId);

    /// <summary>The series; null when none is named.</summary>
    public ModelSeries? Series => SeriesId.IsEmpty ? null : _catalog.Series.Find(SeriesId);

    /// <summary>The first developer of the model; null when no model is determined. Never the owner of a repository of somebody else.</summary>
    public Organization? Organization => OrganizationId.IsEmpty ? null : _catalog.Organizations.Find(OrganizationId);

    /// <summary>Who published the repository that was named: the id of an organization, or its handle; null when the text names no repository.</summary>
    public string? Publisher => PublisherId.IsEmpty ? Details.PublisherHandle : PublisherId.Value;

    /// <summary>The organization that has the handle of the repository that was named; null when none has.</summary>
    public Organization? PublisherOrganization => PublisherId.IsEmpty ? null : _catalog.Organizations.Find(PublisherId);

    /// <summary>The size label in the text, or else in the model's name; <c>default</c> when there is none.</summary>
    public SizeLabel Size => Details.Size.IsEmpty && Model is not null ? SizeInName.Of(Model.Name) : Details.Size;

    /// <summary>The quantization that the text names, in its words; null when it names none.</summary>
    public string? Quantization => Details.Quantization;

    /// <summary>The format that the text names; null when it names none.</summary>
    public string? Format => Details.Format;

    /// <summary>Models that the text may mean, or that stand in a relation to it; never the answer itself.</summary>
    public ImmutableArray<ResolutionCandidate> Candidates { get; internal init; } = [];

    /// <summary>Why. Made when it is asked for.</summary>
    public ImmutableArray<ResolutionReason> Reasons => _reasons.IsDefault ? _reasons = ResolutionExplanation.Of(this) : _reasons;

    /// <summary>The id of <see cref="Family"/>; <c>default</c> when none is named.</summary>
    public FamilyId FamilyId { get; internal init; }

    /// <summary>The id of <see cref="Series"/>; <c>default</c> when none is named.</summary>
    public SeriesId SeriesId { get; internal init; }

    /// <summary>The id of <see cref="Organization"/>; <c>default</c> when no model is determined.</summary>
    public OrganizationId OrganizationId =>
        Model is { Developers: { IsKnown: true } developers } && !developers.Value.IsEmpty ? developers.Value[0] : default;

    /// <summary>The id of <see cref="PublisherOrganization"/>; <c>default</c> when no organization has the handle.</summary>
    public OrganizationId PublisherId => Details.Publisher;

    private ResolutionDetails Details => _details ??= ResolutionDetails.Of(_catalog, Input);

    internal MatchedBy MatchedBy { get; init; }
}

/// <summary>What led to the answer.</summary>
internal enum MatchedBy : byte
{
    Nothing = 0,
    ModelId,
    Repository,
    DistributionRepository,
    AliasRepository,
    RegistryAlias,
    AmbiguousAlias,
    Name,
    NameWithoutPackaging,
    NameWithoutMaker,
    RegistryDefault,
    Series,
    Family,
    Mention,
    Organization,
    Digest,
    Structure,
    Vocabulary,
}
