using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Lineage;

namespace ModelProvenance.Inspection;

/// <summary>Inspects what a bill of materials says of models, as a file or a card is inspected.</summary>
internal sealed class BomInspection(ModelCatalog catalog, ModelResolver resolver, ClaimComparison comparison, InspectionOptions options)
{
    // What the name of a model is looked up by is a name, not a text.
    private const int MaxNameLength = 400;

    /// <summary>A report for each model that the document is about; for each that stands in it when it is about none.</summary>
    public ImmutableArray<ProvenanceReport> Inspect(BomDocument document)
    {
        var models = document.Models.Where(static m => m.IsSubject).ToList();
        if (models.Count == 0)
            models = [.. document.Models.Where(static m => !m.IsRelative)];
        return [.. models.Select(model => Report(models.Count == 1 ? document.Path : $"{document.Path}#{model.Pointer}", model))];
    }

    private ProvenanceReport Report(string input, BomElement element)
    {
        var name = element.LookupName;
        var identification = resolver.Resolve(name.Length <= MaxNameLength ? name : "", options.AsOf);
        var model = identification.Model;
        ImmutableArray<ProvenanceClaim> said = [.. element.Claims.Select(claim => Translate(claim) with { Subject = input })];
        return new ProvenanceReport(input, InputKind.Bom, identification, Reconciliation.Reconcile(said, model is null ? [] : catalog.Evidence(EntityKind.Model, model.Id.Value), comparison), [])
        {
            Lineage = model is null ? null : LineageGraph.AncestorsOf(catalog, model),
            FilesRead = 1,
            Work = new StatedWorks(catalog, resolver, comparison.Licenses, options).Of(input, model, element),
        };
    }

    // Documents name organizations and bases as people do; the catalog has ids.
    private ProvenanceClaim Translate(ProvenanceClaim claim) => claim.Property switch
    {
        "licenses.weights" => claim with { Value = comparison.Licenses.Resolve(claim.Value).Expression?.ToString() ?? claim.Value },
        "developers" => claim with { Value = catalog.FindOrganization(claim.Value)?.Id.Value ?? claim.Value },
        "parameters.total" or "parameters.active" or "parameters.effective" => claim with { Value = ParameterCount.TryParse(claim.Value, null, out var count) ? count.ToString() : claim.Value },
        "baseModels" => claim with { Value = claim.Value.Length <= MaxNameLength && resolver.Resolve(claim.Value, options.AsOf).Model is { } model ? model.Id.Value : claim.Value },
        "repository" => claim with { Property = "repositories", Value = $"{HubName.HuggingFace}:{claim.Value}" },
        _ => claim,
    };
}
