using System.Text.Json;

using ModelProvenance.Validation;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>What a bill of materials covers of a framework: the shape of <c>bom coverage</c>.</summary>
    public static void Write(Utf8JsonWriter json, string path, BomCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(coverage);
        json.WriteStartObject();
        json.WriteString("framework", coverage.Framework);
        json.WriteString("path", path);
        json.WriteStartArray("elements");
        foreach (var element in coverage.Elements)
        {
            json.WriteStartObject();
            json.WriteString("id", element.Id);
            json.WriteString("cluster", element.Cluster);
            json.WriteString("name", element.Name);
            json.WriteString("status", Camel(element.Status));
            WriteNullable(json, "pointer", element.Status == BomCoverageStatus.Missing ? null : element.Pointer);
            if (element.Note.Length > 0)
                json.WriteString("note", element.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteNumber("elements", coverage.Elements.Length);
        foreach (var status in Enum.GetValues<BomCoverageStatus>())
            json.WriteNumber(Camel(status), coverage.Count(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
