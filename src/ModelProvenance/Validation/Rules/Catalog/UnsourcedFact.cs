using ModelProvenance.Catalog;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>A value without a source is no fact.</summary>
internal sealed class UnsourcedFact()
    : CatalogRule(1002, "UnsourcedFact", Severity.Error, "A fact has a value and no source.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog) =>
        from entity in AllEntities(catalog)
        from claim in catalog.Evidence(entity.Kind, entity.Id)
        where claim.Sources.IsEmpty && claim.Value is not ("notApplicable" or "notResearched") && claim.Value.Length > 0
        select At(entity.Path, $"{entity.Id}: {claim.Property} is '{claim.Value}', and no source is named.");

    private static IEnumerable<(EntityKind Kind, string Id, string Path)> AllEntities(ModelCatalog catalog) =>
        catalog.Organizations.Select(o => (EntityKind.Organization, o.Id.Value, $"organizations/{o.Id}.json"))
            .Concat(catalog.Licenses.Select(l => (EntityKind.License, l.Id.Value, $"licenses/{l.Id}.json")))
            .Concat(catalog.Families.Select(f => (EntityKind.Family, f.Id.Value, $"families/{f.Id}/family.json")))
            .Concat(catalog.Series.Select(s => (EntityKind.Series, s.Id.Value, $"families/{s.Family}/{s.Id}.json")))
            .Concat(catalog.Models.Select(m => (EntityKind.Model, m.Id.Value, $"families/{m.Family}/{m.Series}.json")))
            .Concat(catalog.Statements.Select(s => (EntityKind.Statement, s.Id.Value, $"statements/{s.Id}.json")));
}
