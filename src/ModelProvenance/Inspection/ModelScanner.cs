using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;

namespace ModelProvenance;

/// <summary>Finds the models on a disk: in the cache of the Hugging Face hub, the store of Ollama, the folder of LM Studio, or in a tree, and says what each of them is.</summary>
/// <remarks>Of weights the headers are read. Nothing is written, nothing is fetched, folders behind links are not entered. Safe to share between threads.</remarks>
public sealed class ModelScanner
{
    private readonly ModelCatalog _catalog;
    private readonly ModelResolver _resolver;
    private readonly ClaimComparison _comparison;

    /// <summary>A scanner over a catalog.</summary>
    public ModelScanner(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _resolver = new ModelResolver(catalog);
        _comparison = new ClaimComparison(catalog);
    }

    /// <summary>Looks through stores.</summary>
    /// <param name="stores">The places; those that do not exist are passed over. See <see cref="ModelStore.Usual"/>.</param>
    /// <param name="asOf">The day for which names are meant; null for the newest meaning.</param>
    /// <param name="progress">Told now and then, from several threads; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The models, within the bounds of <see cref="InspectionLimits"/>. What cannot be read is a finding.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stores"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ModelScan Scan(IEnumerable<ModelStore> stores, DateOnly? asOf = null, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var present = stores.Where(store => Directory.Exists(store.Path)).ToImmutableArray();
        var found = ImmutableArray.CreateBuilder<StoredModel>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var folders = 0;
        foreach (var store in present)
        {
            var sink = new FindingSink(store.Path);
            var walk = new StoreWalk(store, sink, progress, cancellationToken);
            walk.Run();
            // A store inside a tree that is looked through as well is listed once.
            found.AddRange(walk.Models.Where(model => known.Add(Path.GetFullPath(model.Path))));
            findings.AddRange(sink.ToImmutable());
            foreach (var (path, length) in walk.Files)
                files[path] = length;
            folders += walk.Folders;
        }

        var inspection = new ContentInspection(_catalog, _resolver, _comparison, new InspectionOptions { AsOf = asOf });
        var reports = new ProvenanceReport[found.Count];
        var done = 0;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, found.Count, options, i =>
        {
            reports[i] = found[i].Listed.IsEmpty ? inspection.Folder(found[i].Path, cancellationToken) : inspection.Set(found[i], cancellationToken);
            progress?.Report(new ScanProgress(folders, found.Count, Interlocked.Increment(ref done)));
        });
        return new ModelScan(present, [.. found.Select((model, i) => new ScannedModel(model, reports[i]))], findings.ToImmutable()) { Bytes = files.Values.Sum() };
    }
}
