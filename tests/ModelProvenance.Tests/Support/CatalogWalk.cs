using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Support;

/// <summary>Goes through everything that a catalog holds.</summary>
internal static class CatalogWalk
{
    public static IEnumerable<EntityReference> Entities(ModelCatalog catalog) =>
        catalog.Organizations.Select(o => new EntityReference(EntityKind.Organization, o.Id.Value))
            .Concat(catalog.Licenses.Select(l => new EntityReference(EntityKind.License, l.Id.Value)))
            .Concat(catalog.Families.Select(f => new EntityReference(EntityKind.Family, f.Id.Value)))
            .Concat(catalog.Series.Select(s => new EntityReference(EntityKind.Series, s.Id.Value)))
            .Concat(catalog.Releases.Select(r => new EntityReference(EntityKind.Release, r.Id.Value)))
            .Concat(catalog.Models.Select(m => new EntityReference(EntityKind.Model, m.Id.Value)))
            .Concat(catalog.Statements.Select(s => new EntityReference(EntityKind.Statement, s.Id.Value)));

    /// <summary>Every claim as a line: what two catalogs that say the same have in common, whatever form they were read from. Keys of documents are left out.</summary>
    public static IEnumerable<string> Claims(ModelCatalog catalog) =>
        from entity in Entities(catalog)
        from claim in catalog.Evidence(entity.Kind, entity.Id)
        select $"{entity.Kind}/{entity.Id} {claim.Property}={claim.Value} preferred={claim.IsPreferred} ruling={claim.Ruling} note={claim.Note} "
            + string.Join(" | ", claim.Sources.Select(Print));

    private static string Print(ClaimSource source) => $"{source.Location} {source.Locator} '{source.Literal}' {source.Kind} {source.Read:O}";
}
