using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Support;

/// <summary>Goes through everything that a catalog holds.</summary>
internal static class CatalogWalk
{
    /// <summary>Every claim as a line: what two catalogs that say the same have in common, whatever form they were read from. Keys of documents are left out.</summary>
    public static IEnumerable<string> Claims(ModelCatalog catalog) =>
        from entity in catalog.Entities()
        from claim in catalog.Evidence(entity.Kind, entity.Id)
        select $"{entity.Kind}/{entity.Id} {claim.Property}={claim.Value} preferred={claim.IsPreferred} ruling={claim.Ruling} note={claim.Note} "
            + string.Join(" | ", claim.Sources.Select(Print));

    private static string Print(ClaimSource source) => $"{source.Location} {source.Locator} '{source.Literal}' {source.Kind} {source.Read:O}";
}
