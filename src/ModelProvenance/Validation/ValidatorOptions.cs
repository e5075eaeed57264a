using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;

namespace ModelProvenance.Validation;

/// <summary>What a validator goes by. Everything has a default.</summary>
public sealed record ValidatorOptions
{
    /// <summary>The options that a validator has without any.</summary>
    public static ValidatorOptions Default { get; } = new();

    /// <summary>Which rules run. Default <see cref="ValidationProfile.Provenance"/>.</summary>
    public ValidationProfile Profile { get; init; } = ValidationProfile.Provenance;

    /// <summary>The catalog that bases and licences are looked up in. Default: that of this package.</summary>
    public ModelCatalog Catalog { get; init; } = ModelCatalog.Default;

    /// <summary>The licence texts that files beside cards and weights are compared with; null for those of this package. See <see cref="Licensing.LicenseTexts.WithLayer"/>.</summary>
    public LicenseTexts? LicenseTexts { get; init; }

    /// <summary>Answers for models outside the catalog. Default null: nobody does.</summary>
    public IModelMetadataSource? Metadata { get; init; }

    /// <summary>The day for which findings are meant. Default null: rules that depend on a day (names of registries that moved) take no side.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Severities, waivers and files to pass over. Its profile does not count here; <see cref="Profile"/> does. Default none.</summary>
    public ValidationConfiguration? Configuration { get; init; }

    /// <summary>Findings that were there before. Default none.</summary>
    public ValidationBaseline? Baseline { get; init; }

    /// <summary>The clock that tells today where a day is needed and <see cref="AsOf"/> says none: waivers, decisions and the age of the data in a manifest. Default: that of the system.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The repository of the card, when one card is checked. Default none: rules that compare with the repository are silent.</summary>
    public RepositoryId Repository { get; init; }

    /// <summary>The revision of <see cref="Repository"/> that the card is of: a commit (7 to 40 hex digits, of which the catalog may know the day), a day (<c>yyyy-MM-dd</c>), or a branch or tag, whose day nobody knows.
    /// Licences of the model and of its bases are those of that day. Default empty: none.</summary>
    public string RepositoryRevision { get; init; } = "";

    /// <summary>What the team asks of the models that it uses. It is applied to names, to the bases that cards name, to files and folders of models, to the models of bills of materials, and to manifests that name no policy of their own. Default none.</summary>
    public Policy.PolicyDocument? Policy { get; init; }

    /// <summary>What the team does with models, for rules of a policy that ask about it. Manifests that name a usage profile of their own go by that. Default none: a term that depends on the use is unknown.</summary>
    public Licensing.UsageProfile? Usage { get; init; }

    /// <summary>Called with the full path of each file or folder that findings may depend on, before it is read or looked for: documents, the policy of a manifest, files that a card names.
    /// May be called more than once for a path, and from several threads. For callers that keep findings until one of them changes. Default null.</summary>
    public Action<string>? FileUsed { get; init; }
}
