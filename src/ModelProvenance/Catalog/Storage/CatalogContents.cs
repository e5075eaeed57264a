namespace ModelProvenance.Catalog.Storage;

/// <summary>All records of a catalog, in memory: what the JSON forms are read into and the binary form is written from.</summary>
internal sealed class CatalogContents
{
    /// <summary>The version of the JSON forms that this library writes: "major.minor".</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>The version of the data.</summary>
    public string CatalogVersion { get; set; } = "";

    public List<Organization> Organizations { get; } = [];

    public List<ModelLicense> Licenses { get; } = [];

    public List<ModelFamily> Families { get; } = [];

    public List<ModelSeries> Series { get; } = [];

    public List<ModelRelease> Releases { get; } = [];

    public List<ModelInfo> Models { get; } = [];

    public List<Statement> Statements { get; } = [];

    public List<RetiredId> Retired { get; } = [];

    /// <summary>Whether this is a layer: its records may state only what they change, and refer to records of the catalog below.</summary>
    public bool IsLayer { get; set; }

    /// <summary>Sorts every list by id, so that the same facts give the same bytes.</summary>
    public void Sort()
    {
        Organizations.Sort((x, y) => x.Id.CompareTo(y.Id));
        Licenses.Sort((x, y) => x.Id.CompareTo(y.Id));
        Families.Sort((x, y) => x.Id.CompareTo(y.Id));
        Series.Sort((x, y) => x.Id.CompareTo(y.Id));
        Releases.Sort((x, y) => x.Id.CompareTo(y.Id));
        Models.Sort((x, y) => x.Id.CompareTo(y.Id));
        Statements.Sort((x, y) => x.Id.CompareTo(y.Id));
    }

    /// <summary>The model with what it takes over from its release and series.</summary>
    public static ModelInfo Inherit(ModelInfo model, ModelRelease release, ModelSeries series) => new()
    {
        Id = model.Id,
        Name = model.Name,
        Family = series.Family,
        Series = series.Id,
        Release = release.Id,
        Repositories = model.Repositories,
        Availability = model.Availability,
        Variant = model.Variant,
        Developers = model.Developers.IsStored() ? model.Developers : series.Developers,
        Parameters = model.Parameters,
        ContextWindow = model.ContextWindow,
        ContextLimit = model.ContextLimit,
        Modalities = model.Modalities,
        Architecture = model.Architecture,
        Structure = model.Structure,
        Vocabulary = model.Vocabulary,
        TrainingTokens = model.TrainingTokens,
        TrainingCompute = model.TrainingCompute,
        BaseModels = model.BaseModels,
        Dates = [.. model.Dates, .. release.Dates.Where(d => model.Dates.All(own => own.Kind != d.Kind))],
        Licenses = model.Licenses.IsEmpty ? release.Licenses : model.Licenses,
        Aliases = model.Aliases,
        Distributions = model.Distributions,
    };
}
