using System.Collections.Immutable;

using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Origin;
using ModelProvenance.Regulation;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance;

/// <summary>Everything that was answered about one model in use.</summary>
/// <param name="Used">The model as the manifest lists it, with its pins and its decision.</param>
/// <param name="Report">Which model it is, with reasons, and every property with its claims and their sources.</param>
/// <param name="Verdicts">The verdict of every rule of the policy; empty without a policy.</param>
public sealed record AuditedModel(UsedModel Used, ProvenanceReport Report, ImmutableArray<PolicyVerdict> Verdicts)
{
    /// <summary>What the licences state about the use; null when the reference determines no model.</summary>
    public ObligationReport? Obligations { get; init; }

    /// <summary>To which countries it is attributed, by every rule; empty when the reference determines no model.</summary>
    public ImmutableArray<OriginAnswer> Origin { get; init; } = [];

    /// <summary>The facts that laws ask for; null when the reference determines no model.</summary>
    public RegulatoryFacts? Regulation { get; init; }
}

/// <summary>Every answer about the models in use on a day, with its sources, the version of the catalog and the decisions of the team: what one files away.</summary>
/// <param name="CatalogVersion">The version of the data that answered.</param>
/// <param name="AsOf">The day.</param>
/// <param name="Policy">The name of the policy; empty without one.</param>
/// <param name="Documents">The files that it rests on, with their digests.</param>
/// <param name="Models">The models in the order of the manifest.</param>
/// <param name="Findings">What a check finds on that day.</param>
public sealed record ManifestAudit(string CatalogVersion, DateOnly AsOf, string Policy, ImmutableArray<AuditedDocument> Documents, ImmutableArray<AuditedModel> Models, ImmutableArray<Finding> Findings)
{
    /// <summary>Answers everything about the models of a manifest.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="name">The path that findings carry.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="asOf">The day.</param>
    /// <returns>The audit; null when the manifest cannot be read. Findings of the reader, in the audit too.</returns>
    /// <exception cref="IOException">The manifest cannot be opened.</exception>
    public static ReadResult<ManifestAudit> Of(string path, string name, ModelCatalog catalog, DateOnly asOf)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(catalog);
        var file = ManifestFile.Load(path, name, catalog);
        if (file.Manifest is not { } manifest)
            return new ReadResult<ManifestAudit>(null, file.Findings);
        var checker = new ManifestChecker(catalog);
        var report = checker.Check(manifest, file.Policy, asOf, file.Usage);
        var inspector = new ModelInspector(catalog);
        var verdicts = report.Verdicts.ToLookup(v => v.Model, ReferenceEqualityComparer.Instance);
        var models = manifest.Models.Select(used => Answer(used, inspector.Inspect(used.Reference, asOf), [.. verdicts[used]], catalog, file.Usage, asOf)).ToImmutableArray();
        var audit = new ManifestAudit(catalog.CatalogVersion, asOf, file.Policy?.Name ?? "", file.Documents, models, [.. file.Findings, .. report.Findings]);
        return new ReadResult<ManifestAudit>(audit, file.Findings);
    }

    private static AuditedModel Answer(UsedModel used, ProvenanceReport report, ImmutableArray<PolicyVerdict> verdicts, ModelCatalog catalog, UsageProfile? usage, DateOnly asOf) =>
        ManifestChecker.Certain(report.Identification) is not { } model
            ? new AuditedModel(used, report, verdicts)
            : new AuditedModel(used, report, verdicts)
            {
                Obligations = ModelProvenance.Obligations.Evaluate(catalog, used.Decision is { License: { } concluded } decision && decision.HoldsOn(asOf) ? StatedWork.Concluded(model, concluded, catalog) : StatedWork.Of(model), usage ?? new UsageProfile(), asOf),
                Origin = ModelOrigin.Of(catalog, model),
                Regulation = RegulatoryFacts.Of(catalog, model, asOf),
            };
}
