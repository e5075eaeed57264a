using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;

namespace ModelProvenance.Tests.Support;

/// <summary>The small catalog of <c>tests/corpus/catalog-tiny</c>, made up: two organizations, two licences, three models, one statement.</summary>
internal static class TinyCatalog
{
    public static string Repository { get; } = RepositoryFolder.Root;

    public static string Folder { get; } = Path.Combine(Repository, "tests", "corpus", "catalog-tiny");

    public static ModelCatalog Catalog { get; } = ModelCatalog.Load(Folder);

    /// <summary>The exchange form of the catalog.</summary>
    public static byte[] Exchange { get; } = Save(Catalog);

    public static string ExchangeText { get; } = Encoding.UTF8.GetString(Exchange);

    public static CatalogContents Contents()
    {
        var problems = new List<CatalogProblem>();
        var contents = CatalogJson.ReadFolder(Folder, problems);
        problems.Should().BeEmpty();
        return contents;
    }

    public static byte[] Save(ModelCatalog catalog)
    {
        using var stream = new MemoryStream();
        catalog.Save(stream);
        return stream.ToArray();
    }

    public static ModelCatalog Load(string json) => Load(Encoding.UTF8.GetBytes(json));

    public static ModelCatalog Load(byte[] json) => ModelCatalog.Load(new MemoryStream(json));

    /// <summary>The exchange form with a change, as text.</summary>
    public static string Changed(Action<JsonObject> change)
    {
        var document = JsonNode.Parse(Exchange)!.AsObject();
        change(document);
        return document.ToJsonString();
    }

    /// <summary>A layer in the exchange form with one made-up document, <c>local-note</c>.</summary>
    public static ModelCatalog Layer(string members, string version = "local.1", string url = "https://intranet.example/models") => Load($$"""
        {
          "schemaVersion": "1.0",
          "catalogVersion": "{{version}}",
          "layer": true,
          {{members}}
          "sources": { "local-note": { "url": "{{url}}", "kind": "secondary", "read": "2026-02-01" } }
        }
        """);
}
