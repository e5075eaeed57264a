using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>A file of an official build, as the catalog has it.</summary>
/// <param name="Model">Whose weights it holds.</param>
/// <param name="Distribution">The build, with its sources.</param>
/// <param name="File">The file.</param>
internal sealed record KnownFile(ModelInfo Model, Fact<Distribution> Distribution, DistributionFile File);

/// <summary>The files of the catalog by their digests. Made when the first digest is asked for: it goes through all models, which a look-up of a name must not pay for.</summary>
internal sealed class DigestIndex
{
    private readonly Dictionary<string, List<KnownFile>> _files = new(StringComparer.OrdinalIgnoreCase);

    public DigestIndex(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            foreach (var file in FilesOf(model))
            {
                if (!_files.TryGetValue(file.File.Sha256, out var same))
                    _files.Add(file.File.Sha256, same = []);
                same.Add(file);
            }
        }
    }

    /// <summary>The files of that digest; several when builds share a file (a tokenizer).</summary>
    public IReadOnlyList<KnownFile> Find(string sha256) => _files.TryGetValue(sha256, out var found) ? found : [];

    /// <summary>The files of a model whose digests the catalog has.</summary>
    public static IEnumerable<KnownFile> FilesOf(ModelInfo model) =>
        from distribution in model.Distributions
        where distribution.IsKnown
        from file in distribution.Value.Files
        where file.Sha256.Length > 0
        select new KnownFile(model, distribution, file);
}
