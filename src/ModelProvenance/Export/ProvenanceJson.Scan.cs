using System.Text.Json;

using ModelProvenance.Catalog;
using ModelProvenance.Inspection;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>The models on a disk: the shape of <c>scan</c>.</summary>
    public static void Write(Utf8JsonWriter json, ModelCatalog catalog, ModelScan scan)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(scan);
        json.WriteStartObject();
        json.WriteString("catalogVersion", catalog.CatalogVersion);
        json.WriteStartArray("stores");
        foreach (var store in scan.Stores)
        {
            json.WriteStartObject();
            json.WriteString("kind", Camel(store.Kind));
            json.WriteString("path", store.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("models");
        foreach (var scanned in scan.Models)
            Write(json, scanned);
        json.WriteEndArray();
        WriteFindings(json, scan.Findings);
        json.WriteStartObject("summary");
        json.WriteNumber("models", scan.Models.Length);
        json.WriteNumber("identified", scan.Models.Count(m => m.Report.Identification.Model is not null));
        json.WriteNumber("bytes", scan.Bytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScannedModel scanned)
    {
        var (model, report) = scanned;
        json.WriteStartObject();
        json.WriteString("store", Camel(model.Store));
        json.WriteString("name", model.Name);
        json.WriteString("path", model.Path.Replace('\\', '/'));
        if (model.Revision.Length > 0)
        {
            json.WriteString("revision", model.Revision);
            json.WriteStartArray("references");
            foreach (var reference in model.References)
                json.WriteStringValue(reference);
            json.WriteEndArray();
        }

        json.WriteNumber("files", model.Files);
        json.WriteNumber("bytes", model.Bytes);
        json.WriteBoolean("weights", model.HasWeights);
        json.WriteString("confidence", Camel(report.Identification.Confidence));
        WriteNullable(json, "family", report.Identification.FamilyId.Value);
        WriteNullable(json, "model", report.Identification.Model?.Id.Value);
        WriteNullable(json, "organization", report.Identification.OrganizationId.Value);
        json.WriteStartArray("candidates");
        foreach (var candidate in report.Identification.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("model", candidate.Model.Value);
            json.WriteString("reason", candidate.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteValue("license", "licenses.weights");
        WriteValue("parameters", "parameters.total");
        WriteFindings(json, report.Findings);
        json.WriteEndObject();

        // The preferred value, and whether the documents agree on it.
        void WriteValue(string name, string property)
        {
            json.WriteStartObject(name);
            WriteNullable(json, "value", report.Property(property)?.Value);
            json.WriteString("verdict", Camel(report.Property(property)?.Verdict ?? ClaimVerdict.Unknown));
            json.WriteEndObject();
        }
    }
}
