using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;

namespace ModelProvenance.Export.Boms;

/// <summary>Puts a reconciled report into the terms of a bill of materials. Takes values over, makes none.</summary>
internal sealed class BomModelBuilder(ModelCatalog catalog)
{
    // Real chains have at most five links; a circle in the data ends here as well.
    private const int MaxDepth = 16;

    private static readonly string[] ValueProperties =
    [
        "architecture", "modalities", "parameters.total", "parameters.active", "parameters.effective", "contextWindow", "contextLimit", "trainingTokens", "variant", "availability", "quantization",
        "dates.announced", "dates.weightsPublished", "dates.repositoryCreated", "dates.paperPublished", "dates.apiAvailable", "licenses.code", "licenses.outputs",
    ];

    private static readonly string[] ListProperties = ["trainingCompute.reported", "trainingCompute.hardwareTime", "dataset", "language"];

    private readonly ModelInspector _inspector = new(catalog);
    private readonly LicenseNames _licenses = new(catalog);

    /// <param name="report">The report.</param>
    /// <param name="revision">The revision that the user names; empty for none.</param>
    /// <param name="files">The files of a folder.</param>
    public BomModel Build(ProvenanceReport report, string revision = "", ImmutableArray<BomFile> files = default) => Build(report, revision, files.IsDefault ? [] : files, []);

    private BomModel Build(ProvenanceReport report, string revision, ImmutableArray<BomFile> files, ImmutableHashSet<string> path)
    {
        var model = report.Identification.Model;
        var hub = RepositoryOf(report);
        var repository = hub?.Repository ?? default;
        var name = repository.IsEmpty ? NameOf(report) : repository.Name.ToString();
        var version = revision.Length > 0 ? (Value: revision, Sources: ImmutableArray.Create(new ClaimSource(report.Input, "revision"))) : SnapshotOf(report);
        var purl = hub?.Hub == HubName.HuggingFace ? PackageUrl.ForHuggingFace(repository, version.Value) : default;
        var below = path.Add(model?.Id.Value ?? report.Input);
        return new BomModel
        {
            Key = model?.Id.Value ?? Slug(name),
            Name = name,
            Group = repository.IsEmpty ? "" : repository.Owner.ToString(),
            Purl = purl,
            Version = version.Value,
            VersionSources = version.Sources,
            Url = hub is null ? "" : PageOf(hub),
            RepositorySources = hub is null ? [] : SourcesOf(report, "repositories", hub.ToString()),
            Report = report,
            Developers = Developers(report),
            Publisher = repository.IsEmpty ? null : Publisher(repository, SourcesOf(report, "repositories", hub!.ToString())),
            Declared = Declared(report),
            Concluded = Concluded(report),
            Released = Released(report),
            Ancestors = path.Count >= MaxDepth ? [] : Ancestors(report, below),
            Facts = FactsOf(report),
            Builds = model is null ? [] : [.. model.Distributions.Where(d => d.IsKnown).Select(d => (d.Value, d.Sources.Select(ClaimSource.From).ToImmutableArray()))],
            Files = files,
            Unknown = [.. report.Properties.Where(p => p.State != FactState.Known).Select(p => $"{p.Name}: {ProvenanceJson.Camel(p.State)}")],
            Contradicted = [.. report.Properties.Where(p => p.Verdict == ClaimVerdict.Contradicted).Select(p => $"{p.Name}: {string.Join(" against ", p.Claims.Select(c => c.Value).Distinct(StringComparer.Ordinal))}")],
        };
    }

    // The catalog's repository is the developer's; a folder that names none has none.
    private static HubRepository? RepositoryOf(ProvenanceReport report)
    {
        if (report.Identification.Model is { } model)
        {
            foreach (var fact in model.Repositories)
            {
                if (fact.IsKnown && fact.Value.Hub == HubName.HuggingFace)
                    return fact.Value;
            }

            return model.Repositories.FirstOrDefault(r => r.IsKnown)?.Value;
        }

        return report.Property("repository")?.Value is { } text && RepositoryId.TryParse(text, null, out var repository) ? new HubRepository(HubName.HuggingFace, repository) : null;
    }

    private static string NameOf(ProvenanceReport report) => report.Identification.Model?.Name
        ?? report.Property("name")?.Value
        ?? (report.Kind == InputKind.Name ? report.Input : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(report.Input))));

    // In the cache of the hub the folder's name is the commit.
    private static (string Value, ImmutableArray<ClaimSource> Sources) SnapshotOf(ProvenanceReport report)
    {
        if (report.Kind != InputKind.Folder)
            return ("", []);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(report.Input));
        var name = Path.GetFileName(root);
        return FolderListing.BoundaryOf(root) != root && name.Length == 40 && name.All(char.IsAsciiHexDigitLower) ? (name, [new ClaimSource(report.Input, "folder name")]) : ("", []);
    }

    private static string PageOf(HubRepository hub) => hub.Hub switch
    {
        _ when hub.Hub == HubName.HuggingFace => $"https://huggingface.co/{hub.Repository}",
        _ when hub.Hub == HubName.ModelScope => $"https://modelscope.cn/models/{hub.Repository}",
        _ when hub.Hub == HubName.GitHub => $"https://github.com/{hub.Repository}",
        _ => "",
    };

    private ImmutableArray<BomParty> Developers(ProvenanceReport report)
    {
        if (report.Identification.Model is { Developers: { IsKnown: true } developers })
            return [.. developers.Value.Select(id => Party(id, [.. developers.Sources.Select(ClaimSource.From)]))];
        return report.Property("organization") is { Value: { } name } stated ? [new BomParty(name) { Sources = stated.Claims[0].Sources }] : [];
    }

    private BomParty Party(OrganizationId id, ImmutableArray<ClaimSource> sources)
    {
        var organization = catalog.Organizations.Find(id);
        return new BomParty(organization?.Name ?? id.Value)
        {
            Organization = organization,
            Handle = organization?.Handles.FirstOrDefault(h => h.IsKnown && h.Value.Hub == HubName.HuggingFace && h.Value.To.IsEmpty)?.Value.Handle ?? "",
            Sources = sources,
        };
    }

    private BomParty Publisher(RepositoryId repository, ImmutableArray<ClaimSource> sources)
    {
        var owner = repository.Owner.ToString();
        foreach (var organization in catalog.Organizations)
        {
            if (organization.Handles.Any(h => h.IsKnown && h.Value.Hub == HubName.HuggingFace && h.Value.Handle.Equals(owner, StringComparison.OrdinalIgnoreCase)))
                return new BomParty(organization.Name) { Organization = organization, Handle = owner, Sources = sources };
        }

        return new BomParty(owner) { Handle = owner, Sources = sources };
    }

    // Declared: what the developer or the files at hand say. A catalog fact counts as declared when a document of the developer or licensor states it.
    private BomLicense? Declared(ProvenanceReport report)
    {
        var property = report.Property("licenses.weights");
        if (property is null)
            return null;
        foreach (var claim in property.Claims)
        {
            if (claim.Method == ClaimMethod.Declared && _licenses.Resolve(claim.Value).Expression is { } stated)
                return new BomLicense(stated, claim.Sources, claim.Method);
        }

        return report.Identification.Model?.License(LicenseScope.Weights)?.Expression is { IsKnown: true } fact && fact.Sources.Any(s => s.Source.Kind.IsPrimary())
            ? new BomLicense(fact.Value, [.. fact.Sources.Select(ClaimSource.From)], ClaimMethod.Curated)
            : null;
    }

    // Concluded: what the catalog adjudicated, else the licence text that lies beside the weights. A statement alone concludes nothing.
    private BomLicense? Concluded(ProvenanceReport report)
    {
        if (report.Identification.Model?.License(LicenseScope.Weights)?.Expression is { IsKnown: true } fact)
            return new BomLicense(fact.Value, [.. fact.Sources.Select(ClaimSource.From)], ClaimMethod.Curated);
        var observed = report.Property("licenses.weights")?.Claims.Where(c => c.Method == ClaimMethod.Observed).ToList() ?? [];
        return observed.Count == 1 && _licenses.Resolve(observed[0].Value).Expression is { } text ? new BomLicense(text, observed[0].Sources, ClaimMethod.Observed) : null;
    }

    private static (DateOnly Day, ImmutableArray<ClaimSource> Sources)? Released(ProvenanceReport report)
    {
        foreach (var kind in (DateKind[])[DateKind.WeightsPublished, DateKind.Announced])
        {
            if (report.Identification.Model?.Date(kind) is { IsKnown: true } date && date.Value.Precision == DatePrecision.Day)
                return (date.Value.Earliest, [.. date.Sources.Select(ClaimSource.From)]);
        }

        return null;
    }

    private ImmutableArray<BomAncestor> Ancestors(ProvenanceReport report, ImmutableHashSet<string> path)
    {
        var ancestors = ImmutableArray.CreateBuilder<BomAncestor>();
        if (report.Identification.Model is { } model)
        {
            foreach (var fact in model.BaseModels)
            {
                if (fact.IsKnown)
                    ancestors.Add(Ancestor(fact.Value.Relation, fact.Value.Model.IsEmpty ? fact.Value.Repository.Value : fact.Value.Model.Value, fact.Value.Revision, [.. fact.Sources.Select(ClaimSource.From)], path));
            }

            return ancestors.ToImmutable();
        }

        foreach (var claim in report.Property("baseModels")?.Claims ?? [])
            ancestors.Add(Ancestor(RelationIn(claim.Note), claim.Value, "", claim.Sources, path));
        return ancestors.ToImmutable();
    }

    // base_model_relation of a card; the hub has finetune, adapter, merge and quantized.
    private static RelationKind? RelationIn(string? note) => note is not null && note.StartsWith("base_model_relation: ", StringComparison.Ordinal)
        && Enum.TryParse<RelationKind>(note["base_model_relation: ".Length..], ignoreCase: true, out var relation) ? relation : null;

    private BomAncestor Ancestor(RelationKind? relation, string reference, string revision, ImmutableArray<ClaimSource> sources, ImmutableHashSet<string> path)
    {
        var model = ModelId.TryParse(reference, null, out var id) ? catalog.Models.Find(id) : null;
        if (model is not null && !path.Contains(model.Id.Value))
            return new BomAncestor(relation, Build(_inspector.Inspect(model.Id.Value), revision, [], path), sources);
        var isRepository = RepositoryId.TryParse(reference, null, out var repository);
        return new BomAncestor(relation, new BomModel
        {
            Key = Slug(reference),
            Name = isRepository ? repository.Name.ToString() : reference,
            Group = isRepository ? repository.Owner.ToString() : "",
            Purl = isRepository ? PackageUrl.ForHuggingFace(repository, revision) : default,
            Version = revision,
            Url = isRepository ? $"https://huggingface.co/{repository}" : "",
            Publisher = isRepository ? Publisher(repository, sources) : null,
        }, sources);
    }

    private static ImmutableArray<BomFact> FactsOf(ProvenanceReport report)
    {
        var facts = ImmutableArray.CreateBuilder<BomFact>();
        foreach (var name in ValueProperties)
        {
            if (report.Property(name) is { Value: { } value } property)
                facts.Add(new BomFact(name, value, property.Claims[0].Method, property.Claims[0].Sources));
        }

        foreach (var name in ListProperties)
        {
            foreach (var claim in report.Property(name) is { State: FactState.Known } property ? property.Claims.Where(c => c.IsPreferred) : [])
                facts.Add(new BomFact(name, claim.Value, claim.Method, claim.Sources));
        }

        return facts.ToImmutable();
    }

    private static ImmutableArray<ClaimSource> SourcesOf(ProvenanceReport report, string property, string value) =>
        report.Property(property)?.Claims.FirstOrDefault(c => c.Value == value)?.Sources ?? [];

    /// <summary>Letters, digits, '.' and '-' of a text; what else stands there becomes '-'.</summary>
    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLower(CultureInfo.InvariantCulture))
            slug.Append(char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-');
        var trimmed = slug.ToString().Trim('-', '.');
        return trimmed.Length == 0 ? "model" : trimmed;
    }
}
