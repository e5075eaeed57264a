using System.Collections.Immutable;
using System.Reflection;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;

namespace ModelProvenance;

/// <summary>The catalog: organizations, licences, families, series, releases, models and statements, every fact with its sources.</summary>
/// <remarks>Immutable and safe to share between threads. Records are read when they are asked for; opening a catalog costs the same at any size.
/// What is not promised: that the catalog holds every model, that it is current (see <see cref="CatalogVersion"/>), or that anything in it is legal advice.</remarks>
public sealed class ModelCatalog
{
    /// <summary>The name of the compiled catalog in the assembly.</summary>
    internal const string ResourceName = "ModelProvenance.catalog";

    private static ModelCatalog? _default;

    private readonly BinaryCatalog _binary;
    private Dictionary<string, string>? _successors;
    private ILookup<ModelId, ModelInfo>? _children;

    private ModelCatalog(BinaryCatalog binary, CatalogContents? layer = null)
    {
        _binary = binary;
        Layer = layer;
        Organizations = new(EntityKind.Organization, this, binary.Organization, static o => o.Id);
        Licenses = new(EntityKind.License, this, binary.License, static l => l.Id);
        Families = new(EntityKind.Family, this, binary.Family, static f => f.Id);
        Series = new(EntityKind.Series, this, binary.Series, static s => s.Id);
        Releases = new(EntityKind.Release, this, binary.Release, static r => r.Id);
        Models = new(EntityKind.Model, this, binary.Model, static m => m.Id);
        Statements = new(EntityKind.Statement, this, binary.Statement, static s => s.Id);
    }

    /// <summary>The catalog of this package.</summary>
    public static ModelCatalog Default => _default ?? (Interlocked.CompareExchange(ref _default, OpenEmbedded(), null) ?? _default);

    /// <summary>The version of the data, such as <c>2026.11.24</c>.</summary>
    public string CatalogVersion => _binary.CatalogVersion;

    /// <summary>The version of the JSON form that this library writes, "major.minor".</summary>
    public string SchemaVersion => _binary.SchemaVersion;

    /// <summary>Who develops, publishes or owns.</summary>
    public CatalogSet<OrganizationId, Organization> Organizations { get; }

    /// <summary>Licence texts.</summary>
    public CatalogSet<LicenseId, ModelLicense> Licenses { get; }

    /// <summary>Model families.</summary>
    public CatalogSet<FamilyId, ModelFamily> Families { get; }

    /// <summary>Generations and branches of families.</summary>
    public CatalogSet<SeriesId, ModelSeries> Series { get; }

    /// <summary>What was published together.</summary>
    public CatalogSet<ReleaseId, ModelRelease> Releases { get; }

    /// <summary>Checkpoints.</summary>
    public CatalogSet<ModelId, ModelInfo> Models { get; }

    /// <summary>What somebody said about something larger than a model.</summary>
    public CatalogSet<StatementId, Statement> Statements { get; }

    /// <summary>Every document that a fact cites, in no order that is promised.</summary>
    public IEnumerable<SourceDocument> Sources => _binary.Sources();

    internal BinaryCatalog Binary => _binary;

    /// <summary>The records as they were read, when this catalog was read from JSON as a layer; null otherwise.</summary>
    internal CatalogContents? Layer { get; }

    /// <summary>Reads a catalog or a layer.</summary>
    /// <param name="path">A file in the exchange form, or a folder in the form of this project's <c>catalog/</c>.</param>
    /// <param name="cancellationToken">Asked at each file of a folder.</param>
    /// <exception cref="CatalogFormatException">The content is no such catalog; names places and reasons.</exception>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static ModelCatalog Load(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
            return FromExchange(File.ReadAllBytes(path), path);

        var problems = new List<CatalogProblem>();
        var contents = CatalogJson.ReadFolder(path, problems, cancellationToken);
        CatalogReferences.Check(contents, path, problems, complete: true);
        if (problems.Count > 0)
            throw new CatalogFormatException([.. problems]);
        return FromContents(contents);
    }

    /// <summary>Reads a catalog or a layer in the exchange form.</summary>
    /// <param name="stream">UTF-8 JSON, read to its end; not closed.</param>
    /// <exception cref="CatalogFormatException">The content is no such catalog; names the place and the reason.</exception>
    public static ModelCatalog Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return FromExchange(bytes.ToArray(), "");
    }

    /// <summary>This catalog with another one on top: the layer's values are preferred, those below stay visible as conflicts, and a record with <c>"removed": true</c> is hidden.</summary>
    /// <exception cref="CatalogFormatException">A record of the layer refers to one that neither catalog has.</exception>
    public ModelCatalog With(ModelCatalog layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var merged = CatalogLayers.Merge(_binary.ToContents(), layer.Layer ?? layer._binary.ToContents());
        var problems = new List<CatalogProblem>();
        CatalogReferences.Check(merged, "", problems, complete: true);
        if (problems.Count > 0)
            throw new CatalogFormatException([.. problems]);
        return FromContents(merged);
    }

    /// <summary>Writes the exchange form: UTF-8 JSON, records sorted by id, the same bytes for the same facts.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CatalogJson.WriteExchange(_binary.ToContents(), stream);
    }

    /// <summary>The models of a release, series or family, in the order of their ids.</summary>
    public IEnumerable<ModelInfo> ModelsOf(ReleaseId release) => Models.Where(m => m.Release == release);

    /// <inheritdoc cref="ModelsOf(ReleaseId)"/>
    public IEnumerable<ModelInfo> ModelsOf(SeriesId series) => Models.Where(m => m.Series == series);

    /// <inheritdoc cref="ModelsOf(ReleaseId)"/>
    public IEnumerable<ModelInfo> ModelsOf(FamilyId family) => Models.Where(m => m.Family == family);

    /// <summary>The models that name this one as a base, in the order of their ids.</summary>
    public IEnumerable<ModelInfo> ChildrenOf(ModelId model)
    {
        _children ??= (from child in Models
                       from baseModel in child.BaseModels
                       where baseModel.IsKnown && !baseModel.Value.Model.IsEmpty
                       select (Base: baseModel.Value.Model, Child: child)).ToLookup(pair => pair.Base, pair => pair.Child);
        return _children[model];
    }

    /// <summary>Every claim that the catalog holds about an entity, or about one property of it.</summary>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="id">Its id.</param>
    /// <param name="property">A property as JSON names it, with the qualifier behind a dot: <c>parameters.total</c>, <c>dates.weightsPublished</c>,
    /// <c>licenses.weights</c>, <c>legalSeat</c>. Null for all. A name without its qualifier stands for all of them.</param>
    /// <exception cref="KeyNotFoundException">There is no such entity; the message suggests others.</exception>
    public ImmutableArray<ProvenanceClaim> Evidence(EntityKind kind, string id, string? property = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        var collector = new ClaimCollector(id, property);
        _ = kind switch
        {
            EntityKind.Organization => (object)RecordDescriptions.Organization(collector, Organizations.GetByText(id)),
            EntityKind.License => RecordDescriptions.License(collector, Licenses.GetByText(id)),
            EntityKind.Family => RecordDescriptions.Family(collector, Families.GetByText(id)),
            EntityKind.Series => RecordDescriptions.Series(collector, Series.GetByText(id)),
            EntityKind.Release => RecordDescriptions.Release(collector, Releases.GetByText(id), default),
            EntityKind.Model => RecordDescriptions.Model(collector, Models.GetByText(id), nested: false),
            EntityKind.Statement => collector.Add(Statements.GetByText(id)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return collector.Claims;
    }

    /// <summary>Every entity, by kind, then in the order of ids.</summary>
    public IEnumerable<EntityReference> Entities() => Enum.GetValues<EntityKind>().SelectMany(kind => Ids(kind).Select(id => new EntityReference(kind, id)));

    /// <summary>The ids of all entities of a kind, in their order.</summary>
    internal IEnumerable<string> Ids(EntityKind kind) => kind switch
    {
        EntityKind.Organization => Organizations.Select(e => e.Id.Value),
        EntityKind.License => Licenses.Select(e => e.Id.Value),
        EntityKind.Family => Families.Select(e => e.Id.Value),
        EntityKind.Series => Series.Select(e => e.Id.Value),
        EntityKind.Release => Releases.Select(e => e.Id.Value),
        EntityKind.Model => Models.Select(e => e.Id.Value),
        _ => Statements.Select(e => e.Id.Value),
    };

    /// <summary>Entities in whose names every word of the text occurs, the closest names first.</summary>
    /// <param name="text">Words; case and separators make no difference. An empty text finds nothing.</param>
    public ImmutableArray<CatalogMatch> Search(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CatalogSearch.Find(this, text);
    }

    /// <summary>Counts of entities, facts, sources and unknowns.</summary>
    public CatalogStatistics GetStatistics() => CatalogStatistics.Count(this);

    /// <summary>The successor of an id that was given up; null when there is none.</summary>
    internal string? Successor(EntityKind kind, string id) => Successors.GetValueOrDefault(CatalogJson.Key(kind, id));

    /// <summary>The number of ids that have a successor.</summary>
    internal int SuccessorCount => Successors.Count;

    private Dictionary<string, string> Successors
    {
        get
        {
            if (_successors is { } known)
                return known;
            var successors = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var retired in _binary.Retired())
            {
                if (retired.Successor.Length > 0)
                    successors[CatalogJson.Key(retired.Kind, retired.Id)] = retired.Successor;
            }

            return _successors = successors;
        }
    }

    /// <summary>The organization of a name in any language or a handle on a hub, whatever the case; null when there is none.</summary>
    internal Organization? FindOrganization(string name) => Organizations.FirstOrDefault(o =>
        o.Names.Any(n => n.IsKnown && n.Value.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) || o.Handles.Any(h => h.IsKnown && h.Value.Handle.Equals(name, StringComparison.OrdinalIgnoreCase)));

    internal static ModelCatalog FromContents(CatalogContents contents) => FromBinary(BinaryCatalog.Open(BinaryCatalogWriter.Write(contents)));

    internal static ModelCatalog FromBinary(BinaryCatalog binary) => new(binary);

    private static ModelCatalog FromExchange(byte[] bytes, string name)
    {
        var contents = CatalogJson.ReadExchange(bytes, name);
        return new ModelCatalog(BinaryCatalog.Open(BinaryCatalogWriter.Write(contents)), contents.IsLayer ? contents : null);
    }

    private static ModelCatalog OpenEmbedded()
    {
        var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new CatalogFormatException($"The assembly {Assembly.GetExecutingAssembly().GetName().Name} holds no compiled catalog.");
        if (stream is UnmanagedMemoryStream mapped)
            return new ModelCatalog(BinaryCatalog.Open(mapped));

        // Some hosts (single files, trimmed apps) hand out resources as plain streams.
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new ModelCatalog(BinaryCatalog.Open(bytes));
        }
    }
}
