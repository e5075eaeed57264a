using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelProvenance.Validation.Policy;

/// <summary>Writes <c>models.json</c>.</summary>
internal static class ModelsManifestWriter
{
    public static byte[] Write(ModelsManifest manifest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", ModelsManifest.SchemaUrl);
            json.WriteString("schemaVersion", ModelsManifest.SchemaVersion);
            WriteUnlessEmpty(json, "usage", manifest.Usage);
            WriteUnlessEmpty(json, "policy", manifest.Policy);
            json.WriteStartArray("models");
            foreach (var model in manifest.Models)
                Write(json, model);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, UsedModel model)
    {
        json.WriteStartObject();
        json.WriteString("ref", model.Reference);
        WriteUnlessEmpty(json, "revision", model.Revision);
        if (!model.Files.IsEmpty)
        {
            json.WriteStartArray("files");
            foreach (var file in model.Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        WriteUnlessEmpty(json, "use", model.Use);
        if (model.Decision is { } decision)
        {
            json.WriteStartObject("decision");
            WriteUnlessEmpty(json, "license", decision.License?.ToString() ?? "");
            if (!decision.Rules.IsEmpty)
            {
                json.WriteStartArray("rules");
                foreach (var rule in decision.Rules)
                    json.WriteStringValue(rule);
                json.WriteEndArray();
            }

            json.WriteString("by", decision.By);
            json.WriteString("on", Day(decision.On));
            json.WriteString("reason", decision.Reason);
            if (decision.Until is { } until)
                json.WriteString("until", Day(until));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
            json.WriteString(name, value);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
