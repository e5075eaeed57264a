namespace ModelProvenance.Catalog.Storage;

/// <summary>The addresses of the published schemas.</summary>
internal static class CatalogSchemas
{
    /// <summary>The folder of the schemas of this major version.</summary>
    public const string Base = "https://modelprovenance.github.io/schema/v1/";

    /// <summary>The exchange form of the catalog.</summary>
    public const string ExchangeUri = Base + "catalog.schema.json";
}
