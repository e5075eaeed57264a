using System.Text;
using System.Text.Json;

using ModelProvenance.Boms;
using ModelProvenance.Export;
using ModelProvenance.Inspection;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Boms;

/// <summary>Documents that this library writes, for tests.</summary>
internal static class BomSamples
{
    public static DateTimeOffset Created { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static string Write(BomFormat format, ModelCatalog catalog, string name, string revision = "", string author = "") =>
        Write(format, catalog, [new ModelInspector(catalog).Inspect(name)], out _, revision, author);

    public static string Write(BomFormat format, ModelCatalog catalog, IReadOnlyList<ProvenanceReport> reports, out IReadOnlyList<string> missing, string revision = "", string author = "")
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            missing = BomWriter.Write(json, format, catalog, reports, new BomWriteOptions(Created) { Revisions = [revision], Author = author });
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static BomDocument Read(string json)
    {
        var read = BomDocument.Read(Encoding.UTF8.GetBytes(json), "bom.json");
        read.Findings.Select(f => f.ToString()).Should().BeEmpty();
        return read.Document!;
    }

    /// <summary>A model of the shipped catalog with a base, a licence of its own and a builder.</summary>
    public const string ModelName = "deepseek-r1-distill-llama-8b";

    public static ModelCatalog Tiny => TinyCatalog.Catalog;

    /// <summary>The first model of the tiny catalog.</summary>
    public static string TinyModel { get; } = TinyCatalog.Catalog.Models.Select(m => m.Id.Value).First();
}
