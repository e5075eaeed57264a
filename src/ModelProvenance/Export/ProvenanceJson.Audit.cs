using System.Text.Json;

using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>Everything about the models in use: the shape of <c>manifest audit</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="audit">The audit.</param>
    public static void Write(Utf8JsonWriter json, ManifestAudit audit)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(audit);
        json.WriteStartObject();
        json.WriteString("catalogVersion", audit.CatalogVersion);
        json.WriteString("asOf", Day(audit.AsOf));
        WriteNullable(json, "policy", audit.Policy);
        json.WriteStartArray("documents");
        foreach (var document in audit.Documents)
        {
            json.WriteStartObject();
            json.WriteString("role", document.Role);
            json.WriteString("path", document.Path);
            json.WriteString("sha256", document.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("models");
        foreach (var model in audit.Models)
            Write(json, model, audit);
        json.WriteEndArray();
        WriteFindings(json, audit.Findings);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditedModel model, ManifestAudit audit)
    {
        json.WriteStartObject();
        json.WriteString("ref", model.Used.Reference);
        WriteNullable(json, "revision", model.Used.Revision);
        json.WriteStartArray("files");
        foreach (var file in model.Used.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNullable(json, "use", model.Used.Use);
        if (model.Used.Decision is { } decision)
            Write(json, decision, decision.HoldsOn(audit.AsOf));
        json.WriteStartArray("verdicts");
        foreach (var verdict in model.Verdicts)
        {
            json.WriteStartObject();
            json.WriteString("rule", verdict.Rule.Id);
            json.WriteString("outcome", Camel(verdict.Outcome));
            json.WriteString("fact", verdict.Fact);
            WriteNullable(json, "reason", verdict.Rule.Reason);
            WriteSources(json, verdict.Sources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("report");
        Write(json, model.Report);
        if (model.Obligations is { } obligations)
        {
            json.WritePropertyName("obligations");
            Write(json, obligations, audit.Documents.FirstOrDefault(d => d.Role == "usage")?.Path ?? "");
        }

        if (model.Report.Identification.Model is { } known && !model.Origin.IsEmpty)
        {
            json.WritePropertyName("origin");
            Write(json, known.Id, audit.AsOf, model.Origin);
        }

        if (model.Regulation is { } regulation)
        {
            json.WritePropertyName("regulation");
            Write(json, regulation);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelDecision decision, bool holds)
    {
        json.WriteStartObject("decision");
        WriteNullable(json, "license", decision.License?.ToString());
        WriteTexts(json, "rules", decision.Rules);
        json.WriteString("by", decision.By);
        json.WriteString("on", Day(decision.On));
        json.WriteString("reason", decision.Reason);
        WriteNullable(json, "until", decision.Until is { } until ? Day(until) : null);
        json.WriteBoolean("holds", holds);
        json.WriteEndObject();
    }
}
