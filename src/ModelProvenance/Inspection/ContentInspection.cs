using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Inspects a file or a folder: reads, identifies, reconciles, compares.</summary>
internal sealed class ContentInspection(ModelCatalog catalog, ModelResolver resolver, ClaimComparison comparison, InspectionOptions options)
{
    private const string Sha256Prefix = "sha256:";

    public ProvenanceReport File(string path, CancellationToken cancellationToken)
    {
        var file = InspectedFileReader.Read(path, path, isSingle: true, options.LicenseTexts, cancellationToken);
        if (options.ComputeDigests)
            file = DigestComparison.Compute([(file, path)], options.Progress, cancellationToken)[0];
        var findings = file.Findings;
        if (!file.IsKnownKind)
            findings = findings.Add(new Finding(InspectionRules.UnknownFileKind, $"{FindingSink.Quote(Path.GetFileName(path))} is of no kind that is read here: model cards, licences, GGUF, safetensors, ONNX, PyTorch and configurations are.", new FindingLocation(path)));
        // README.md and config.json name nothing. A manifest names its weights by their digests.
        var weights = file.Manifest?.Layers.Where(static l => l.Kind == ManifestLayerKind.Model && l.Digest.StartsWith(Sha256Prefix, StringComparison.Ordinal))
            .Select(layer => new InspectedFile($"{path}#{layer.Pointer}") { IsWeights = true, Sha256 = layer.Digest[Sha256Prefix.Length..] }) ?? [];
        return Report(path, file.Card is null ? InputKind.Artifact : InputKind.Card, [file], file.IsWeights ? Path.GetFileName(path) : "", findings, [file, .. weights]);
    }

    public ProvenanceReport Folder(string path, CancellationToken cancellationToken)
    {
        var sink = new FindingSink(path);
        var files = new List<InspectedFile>();
        var paths = new List<string>();
        long bytes = 0;
        foreach (var listed in FolderListing.List(path, sink, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.Count == InspectionLimits.MaxFiles || bytes > InspectionLimits.MaxBytes)
            {
                sink.Add(InspectionRules.FolderTooLarge, $"Only the first {FindingSink.Number(files.Count)} files were read; the others were passed over. Inspect parts of the folder one by one.");
                break;
            }

            var file = InspectedFileReader.Read(listed.FullPath, listed.Name, isSingle: false, options.LicenseTexts, cancellationToken);
            bytes += file.BytesRead;
            if (!file.IsKnownKind && !options.ComputeDigests)
                continue;
            files.Add(file);
            paths.Add(listed.FullPath);
        }

        if (options.ComputeDigests)
            files = [.. DigestComparison.Compute([.. files.Zip(paths)], options.Progress, cancellationToken)];

        if (!files.Exists(f => f.IsKnownKind))
            sink.Add(InspectionRules.NothingToInspect, "The folder holds nothing that is read here: no model card, licence, configuration or weights.");
        var findings = sink.ToImmutable().AddRange(files.SelectMany(f => f.Findings));
        // Folders inside hold other builds and parts (an encoder's config.json): they are read for what is wrong with them. A GGUF file is a model by itself.
        var counting = files.Where(f => !f.Name.Contains('/') || f.Gguf is not null).ToImmutableArray();
        return Report(path, InputKind.Folder, counting, NameOf(path), findings, [.. files]) with { FilesRead = files.Count(f => f.WasRead) };
    }

    /// <summary>A model of a store, whose files need not lie in one folder, or are some of a folder.</summary>
    public ProvenanceReport Set(StoredModel model, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<InspectedFile>();
        foreach (var listed in model.Listed.Take(InspectionLimits.MaxFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (listed.Name == StoreWalk.ConfigName)
                files.Add(ManifestConfiguration(listed));
            else if (listed.Name != StoreWalk.ManifestName && InspectedFileReader.Read(listed.FullPath, listed.Name, isSingle: false, options.LicenseTexts, cancellationToken) is { IsKnownKind: true } file)
                files.Add(file);
        }

        var read = files.ToImmutable();
        var ownName = model.OwnNames.FirstOrDefault(n => resolver.Resolve(n, options.AsOf).Confidence > ResolutionConfidence.None) ?? model.OwnNames.FirstOrDefault() ?? "";
        return Report(model.Path, InputKind.Artifact, read, ownName, model.ManifestFindings.AddRange(read.SelectMany(f => f.Findings)), read);
    }

    private static InspectedFile ManifestConfiguration(ListedFile listed)
    {
        try
        {
            // As with other files: what is no regular file has the length 0 and is not opened.
            if (new FileInfo(listed.FullPath).Length == 0)
                return new InspectedFile(listed.Name);
            using var stream = InputFile.OpenForReading(listed.FullPath);
            var result = ManifestConfig.Read(stream, listed.Name);
            return new InspectedFile(listed.Name) { WasRead = result.HasDocument, Claims = result.Document?.GetClaims(listed.Name, listed.Name) ?? [], Findings = result.Findings };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new InspectedFile(listed.Name) { Findings = [new Finding(InspectionRules.UnreadableFile, $"The configuration of the manifest cannot be read: {FindingSink.Quote(e.Message)}. Pull the model again.", new FindingLocation(listed.Name))] };
        }
    }

    private ProvenanceReport Report(string path, InputKind kind, ImmutableArray<InspectedFile> files, string ownName, ImmutableArray<Finding> findings, ImmutableArray<InspectedFile> all)
    {
        var digests = new DigestComparison(resolver, all);
        var named = new ContentNames(resolver, options.AsOf).Identify(files, ownName);
        var structures = new StructureComparison(resolver, files, options.AsOf);
        var identification = digests.Identify() ?? ByContent(named, structures) ?? named;
        var claims = new ContentClaims(comparison.Licenses, resolver, identification.Model?.Id ?? default, path);
        var isAdapter = files.Any(f => f.Adapter is not null);
        foreach (var file in files)
            claims.AddFile(file, isAdapter);
        var counted = isAdapter ? null : TensorTotal.Of(files, files.FirstOrDefault(f => f.Config is not null)?.Config);
        if (counted is var (count, place))
            claims.AddCount(count, place);
        // The name of a folder counts when it names something; "tmp7b" does not.
        if (ownName.Length > 0 && !isAdapter && resolver.Resolve(ownName, options.AsOf).Confidence > ResolutionConfidence.None)
            claims.AddLabel(SizeInName.Of(ownName), new ClaimSource(path, kind == InputKind.Folder ? "folder name" : "file name"));

        var said = claims.ToImmutable().AddRange(digests.Claims(path));
        counted ??= Observed(said, files);
        var model = identification.Model;
        var contradiction = new Contradictions(files, identification, comparison.Licenses);
        var contradictions = contradiction.Find(said, counted);
        if (model is null && named.Confidence == ResolutionConfidence.None && identification.MatchedBy == MatchedBy.Structure && structures.Place is { } figures)
            contradictions = contradictions.Concat(contradiction.LicenseOfFigures([.. identification.Candidates.Select(c => catalog.Models.Find(c.Model)).OfType<ModelInfo>()], figures));
        var known = model is null ? [] : catalog.Evidence(EntityKind.Model, model.Id.Value).AddRange(digests.CatalogClaims(model));
        return new ProvenanceReport(path, kind, identification, Reconciliation.Reconcile(said, known, comparison), [.. findings, .. contradictions, .. digests.Find(named.Model), .. structures.Find(named.Model)])
        {
            Lineage = model is null ? null : LineageGraph.AncestorsOf(catalog, model),
            FilesRead = files.Count(f => f.WasRead),
            Work = new StatedWorks(catalog, resolver, comparison.Licenses, options).Of(path, model, files),
        };
    }

    // What the content says comes where names say nothing, or only a family that the content does not deny.
    private static ModelResolution? ByContent(ModelResolution named, StructureComparison structures)
    {
        if (named.Confidence > ResolutionConfidence.Weak || !named.Candidates.IsEmpty || named.Model is not null)
            return null;
        var found = structures.Identify();
        return named.Confidence == ResolutionConfidence.None || (found is not null && found.FamilyId == named.FamilyId) ? found : null;
    }

    // The count of a GGUF file, which its reader made.
    private static (long Count, string File)? Observed(ImmutableArray<ProvenanceClaim> claims, ImmutableArray<InspectedFile> files) =>
        claims.FirstOrDefault(c => c is { Property: "parameters.total", Method: ClaimMethod.Observed } && files.Any(f => f.Gguf is not null && f.Name == c.Sources[0].Location)) is { } claim
        && ParameterCount.TryParse(claim.Value, null, out var count) ? (count.Value, claim.Sources[0].Location) : null;

    // In the cache of the hub, models--owner--name/snapshots/commit is the repository owner/name.
    private static string NameOf(string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var bound = FolderListing.BoundaryOf(root);
        return bound == root ? Path.GetFileName(root) : string.Join('/', Path.GetFileName(bound)["models--".Length..].Split("--", 2));
    }
}
