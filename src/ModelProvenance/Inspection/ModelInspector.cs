using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;

namespace ModelProvenance;

/// <summary>Says everything that is known about an input, each property with its claims and what they say of one another.</summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class ModelInspector
{
    private readonly ModelCatalog _catalog;
    private readonly ModelResolver _resolver;
    private readonly ClaimComparison _comparison;

    /// <summary>An inspector over a catalog.</summary>
    public ModelInspector(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _resolver = new ModelResolver(catalog);
        _comparison = new ClaimComparison(catalog);
    }

    /// <summary>Inspects a name: what it names, and what the catalog knows of that.</summary>
    /// <param name="name">A repository, tag, slug, file name, or name as people write it.</param>
    /// <param name="asOf">The day for which the name is meant; see <see cref="ModelResolver.Resolve(string, DateOnly?)"/>.</param>
    public ProvenanceReport Inspect(string name, DateOnly? asOf = null) => Inspect(name, new InspectionOptions { AsOf = asOf });

    /// <summary>Inspects a name: what it names, what the catalog knows of that, and for a repository outside the catalog what its card states.</summary>
    /// <param name="name">A repository, tag, slug, file name, or name as people write it.</param>
    /// <param name="options">The day for which the name is meant, and cards of repositories outside the catalog.</param>
    public ProvenanceReport Inspect(string name, InspectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        var resolution = _resolver.Resolve(name, options.AsOf);
        var properties = resolution.Model is { } model ? Reconciliation.Reconcile(NameClaims(resolution), _catalog.Evidence(EntityKind.Model, model.Id.Value), _comparison) : Reconciliation.Reconcile(NameClaims(resolution), [], _comparison);
        return new ProvenanceReport(name, InputKind.Name, resolution, properties, [])
        {
            Lineage = resolution.Model is { } known ? LineageGraph.AncestorsOf(_catalog, known) : null,
            Work = Work(resolution, options),
        };
    }

    /// <summary>Inspects one file: a model card, a licence, a configuration, or weights, of which the header is read.</summary>
    /// <param name="path">The file. It is opened as it is named, also through a link.</param>
    /// <param name="options">The day for which names are meant, and whether the digest is computed; null for none of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A report whose <see cref="ProvenanceReport.FilesRead"/> is 0 when the file could not be read or is of no known kind; a finding says why.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ProvenanceReport InspectFile(string path, InspectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path) ? new ContentInspection(_catalog, _resolver, _comparison, options ?? new InspectionOptions()).File(path, cancellationToken) : throw new FileNotFoundException($"There is no file '{path}'.", path);
    }

    /// <summary>Inspects a folder: its card, licence, configurations and the headers of its weights, within <see cref="InspectionLimits"/>.</summary>
    /// <remarks>Nothing outside of the folder is read: links that lead out of it are not followed, and a finding says so. A snapshot in the cache of the Hugging Face hub
    /// (<c>models--owner--name/snapshots/commit</c>) may link to files of its own repository.</remarks>
    /// <param name="path">The folder.</param>
    /// <param name="options">The day for which names are meant, and whether digests are computed (of every file, in folders inside as well); null for none of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A report whose places are relative to the folder. Files that cannot be read are findings in it.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ProvenanceReport InspectFolder(string path, InspectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? new ContentInspection(_catalog, _resolver, _comparison, options ?? new InspectionOptions()).Folder(path, cancellationToken) : throw new DirectoryNotFoundException($"There is no folder '{path}'.");
    }

    /// <summary>Inspects a bill of materials: what it says of each model that it is about, beside what the catalog knows of that model.</summary>
    /// <param name="document">The document; see <see cref="BomDocument.Read(string, CancellationToken)"/>.</param>
    /// <param name="options">The day for which names are meant, and cards of bases outside the catalog; null for none of it.</param>
    /// <returns>A report for each subject of the document that is a model, or for each model in it when it names no subject; none when it holds no model. The input of a report is the path of the document, with
    /// <c>#</c> and the JSON pointer of the model when there are several.</returns>
    public ImmutableArray<ProvenanceReport> InspectBom(BomDocument document, InspectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new BomInspection(_catalog, _resolver, _comparison, options ?? new InspectionOptions()).Inspect(document);
    }

    /// <summary>Inspects a file or a folder on another thread; see <see cref="InspectFile"/> and <see cref="InspectFolder"/>.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder of that name.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<ProvenanceReport> InspectAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => Directory.Exists(path) ? InspectFolder(path, null, cancellationToken) : InspectFile(path, null, cancellationToken), cancellationToken);
    }

    private StatedWork? Work(ModelResolution resolution, InspectionOptions options)
    {
        if (resolution.Model is { } model)
            return StatedWork.Of(model);
        return options.Cards is { } cards && RepositoryId.TryParse(resolution.Input, null, out var repository) && cards.FindCard(repository) is { } card
            ? new StatedWorks(_catalog, _resolver, _comparison.Licenses, options).Of(resolution.Input, card)
            : null;
    }

    // What the name itself says: its size label.
    private static ImmutableArray<ProvenanceClaim> NameClaims(ModelResolution resolution)
    {
        if (resolution.Size.IsEmpty)
            return [];
        var claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();
        void Add(string property, ParameterCount? count)
        {
            if (count is { } value)
                claims.Add(new ProvenanceClaim(resolution.Input, property, value.ToString(), ClaimMethod.Declared) { Sources = [new ClaimSource(resolution.Input, $"size label {resolution.Size}")] });
        }

        Add("parameters.total", resolution.Size.Total);
        Add("parameters.active", resolution.Size.Active);
        Add("parameters.effective", resolution.Size.Effective);
        return claims.ToImmutable();
    }
}
