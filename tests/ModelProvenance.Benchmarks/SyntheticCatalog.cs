using System.Globalization;
using System.Text.Json;

namespace ModelProvenance.Benchmarks;

/// <summary>Writes a catalog of made-up models beside one real family, to see what grows with the number of models.</summary>
internal static class SyntheticCatalog
{
    private const int ModelsInSeries = 200;

    /// <summary>Copies the real catalog and adds <paramref name="models"/> models, each with 12 facts.</summary>
    public static void Write(string realCatalog, string folder, int models)
    {
        foreach (var file in Directory.EnumerateFiles(realCatalog, "*.json", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(realCatalog, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var family = Directory.CreateDirectory(Path.Combine(folder, "families", "synthetic")).FullName;
        Write(Path.Combine(family, "family.json"), json =>
        {
            Head(json, "synthetic");
            Names(json, "Synthetic");
            Sources(json);
        });
        for (var first = 0; first < models; first += ModelsInSeries)
        {
            var series = string.Create(CultureInfo.InvariantCulture, $"synthetic-{first}");
            Write(Path.Combine(family, series + ".json"), json =>
            {
                Head(json, series);
                json.WriteString("family", "synthetic");
                Names(json, series);
                Fact(json, "developers", () =>
                {
                    json.WriteStartArray("value");
                    json.WriteStringValue("alibaba");
                    json.WriteEndArray();
                });
                Sources(json);
                json.WriteStartArray("releases");
                json.WriteStartObject();
                json.WriteString("id", series);
                json.WriteString("name", series);
                json.WriteStartArray("models");
                for (var i = first; i < Math.Min(first + ModelsInSeries, models); i++)
                    Model(json, i);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndArray();
            });
        }
    }

    private static void Model(Utf8JsonWriter json, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"synthetic-{number}-{(number % 70) + 1}b");
        json.WriteStartObject();
        json.WriteString("id", name);
        json.WriteString("name", name);
        json.WriteStartArray("repositories");
        json.WriteStartObject();
        json.WriteString("hub", "huggingface");
        json.WriteString("repository", "synthetic/" + name);
        SourceList(json);
        json.WriteEndObject();
        json.WriteEndArray();
        Fact(json, "availability", () => json.WriteString("value", "open"));
        Fact(json, "variant", () => json.WriteString("value", "instruct"));
        foreach (var counts in new[] { "total", "active" })
        {
            json.WriteStartArray(counts == "total" ? "parameters" : "trainingCompute");
            json.WriteStartObject();
            json.WriteString(counts == "total" ? "counts" : "method", counts == "total" ? "total" : "reported");
            if (counts != "total")
                json.WriteString("unit", "FLOP");
            json.WriteString("value", string.Create(CultureInfo.InvariantCulture, $"{(number % 70) + 1}B"));
            SourceList(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        Fact(json, "contextWindow", () => json.WriteNumber("value", 32768 + number));
        Fact(json, "contextLimit", () => json.WriteNumber("value", 32768));
        Fact(json, "architecture", () => json.WriteString("value", "Qwen2ForCausalLM"));
        Fact(json, "trainingTokens", () => json.WriteString("value", "18T"));
        json.WriteStartArray("dates");
        json.WriteStartObject();
        json.WriteString("kind", "weightsPublished");
        json.WriteString("value", "2025-01");
        SourceList(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteString("scope", "weights");
        json.WriteString("value", "Apache-2.0");
        SourceList(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", "1.0");
        json.WriteString("id", id);
    }

    private static void Names(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray("names");
        json.WriteStartObject();
        json.WriteString("text", name);
        SourceList(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Fact(Utf8JsonWriter json, string name, Action value)
    {
        json.WriteStartObject(name);
        value();
        SourceList(json);
        json.WriteEndObject();
    }

    private static void SourceList(Utf8JsonWriter json)
    {
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteString("source", "made-up");
        json.WriteString("locator", "L1");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Sources(Utf8JsonWriter json)
    {
        json.WriteStartObject("sources");
        json.WriteStartObject("made-up");
        json.WriteString("url", "https://example.org/made-up");
        json.WriteString("kind", "secondary");
        json.WriteString("read", "2026-01-02");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(string path, Action<Utf8JsonWriter> write)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream);
        write(json);
        json.WriteEndObject();
    }
}
