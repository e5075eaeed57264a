using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Compares the digests of files with those that the catalog has for files of official builds.</summary>
internal sealed class DigestComparison(ModelResolver resolver, ImmutableArray<InspectedFile> files)
{
    /// <summary>Files with their digests, computed on all cores; a file that cannot be read is a finding.</summary>
    public static ImmutableArray<InspectedFile> Compute(ImmutableArray<(InspectedFile File, string FullPath)> files, IProgress<DigestProgress>? progress, CancellationToken cancellationToken)
    {
        var digests = FileDigests.Sha256([.. files.Select(f => f.FullPath)], progress, cancellationToken);
        return [.. files.Select((f, i) => digests[i].Sha256.Length > 0 ? f.File with { Sha256 = digests[i].Sha256 } : f.File with
        {
            Findings = f.File.Findings.Add(new Finding(InspectionRules.UnreadableFile, $"The file has no SHA-256, because it cannot be read: {FindingSink.Quote(digests[i].Problem)}. Check its permissions and the disk.", new FindingLocation(f.File.Name))),
        })];
    }

    /// <summary>The model that a file of weights is of, by its digest; null when the catalog has none of them.</summary>
    public ModelResolution? Identify() => files.Where(f => f is { IsWeights: true, Sha256.Length: > 0 }).Select(f => resolver.ResolveDigest(f.Sha256)).Where(r => r.Confidence > ResolutionConfidence.None).MaxBy(r => r.Confidence);

    /// <summary>One claim for each digest: that of the file.</summary>
    public IEnumerable<ProvenanceClaim> Claims(string subject) =>
        files.Where(f => f.Sha256.Length > 0).Select(f => new ProvenanceClaim(subject, Property(f), f.Sha256, ClaimMethod.Observed) { Sources = [new ClaimSource(f.Name)] });

    /// <summary>What the catalog says of the same files.</summary>
    public IEnumerable<ProvenanceClaim> CatalogClaims(ModelInfo model)
    {
        foreach (var file in files.Where(f => f.Sha256.Length > 0))
        {
            if (Known(model, file) is { } known)
                yield return new ProvenanceClaim(model.Id.Value, Property(file), known.File.Sha256, ClaimMethod.Curated) { Sources = [.. known.Distribution.Sources.Select(ClaimSource.From)] };
        }
    }

    /// <param name="claimed">Which model the files are by their names.</param>
    public IEnumerable<Finding> Find(ModelInfo? claimed)
    {
        if (claimed is null)
            yield break;
        foreach (var file in files.Where(f => f.Sha256.Length > 0))
        {
            if (resolver.FindFiles(file.Sha256) is { Count: > 0 } found)
            {
                // Models may share a file, such as a tokenizer.
                if (file.IsWeights && !found.Any(k => k.Model.Id == claimed.Id))
                    yield return new Finding(InspectionRules.DigestOfAnotherModel, $"By its SHA-256 the file is {found[0].File.Path} of {found[0].Model.Id}, but the names say {claimed.Id}. Correct the names, or fetch the files of that model.", new FindingLocation(file.Name)) { Evidence = [Evidence(found[0])] };
            }
            else if (Known(claimed, file) is { } known)
            {
                yield return new Finding(InspectionRules.DigestNotOfCatalog, $"The SHA-256 is {file.Sha256}, but that of {known.File.Path} in {known.Distribution.Value.Repository} is {known.File.Sha256}. See whether the file was changed, cut off, or is of another revision.", new FindingLocation(file.Name)) { Evidence = [Evidence(known)] };
            }
        }
    }

    // The file of this digest; else the one of the same name, when only one has it.
    private static KnownFile? Known(ModelInfo model, InspectedFile file)
    {
        var named = DigestIndex.FilesOf(model).Where(k => k.File.Sha256 == file.Sha256 || NameOf(k.File.Path).Equals(NameOf(file.Name), StringComparison.Ordinal)).ToList();
        return named.Find(k => k.File.Sha256 == file.Sha256) ?? (named.Count == 1 ? named[0] : null);
    }

    private static FindingEvidence Evidence(KnownFile known)
    {
        var source = known.Distribution.Sources.FirstOrDefault();
        return new FindingEvidence($"{known.File.Path} of {known.Model.Id} has the SHA-256 {known.File.Sha256}", source?.Source.Url.OriginalString ?? "catalog", source?.Locator ?? "");
    }

    private static string Property(InspectedFile file) => $"files.{file.Name}.sha256";

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
