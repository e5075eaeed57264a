using System.Text.Json.Nodes;

using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

/// <summary>The published schemas and the corpus, where they stand in the repository.</summary>
internal static class SchemaFiles
{
    public const string Base = "https://modelprovenance.github.io/schema/v1/";

    public static string Root { get; } = RepositoryFolder.Root;

    public static string Folder { get; } = Path.Combine(Root, "schema", "v1");

    public static string Corpus { get; } = Path.Combine(Root, "tests", "corpus", "schema");

    /// <summary>The schema of the file at a place of the catalog's folder; <c>catalog.json</c> stands for the exchange form.</summary>
    public static string SchemaOf(string place) => place.Split('/') switch
    {
        ["catalog.json"] => "catalog.schema.json",
        ["families", _, "family.json"] => "catalog/family.schema.json",
        ["families", _, _] => "catalog/series.schema.json",
        [var kind, _] => $"catalog/{kind[..^1]}.schema.json",
        [var file] => $"catalog/{Path.GetFileNameWithoutExtension(file)}.schema.json",
        _ => throw new ArgumentException($"Nothing stands at {place}.", nameof(place)),
    };

    public static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, path)))!.AsObject();
}
