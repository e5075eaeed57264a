using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Licensing;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>The terms of subjects for a use: the shape of <c>obligations</c>. One subject is one object, several are a list.</summary>
    /// <param name="json">Receives an object or a list.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="usage">The path of the usage profile; empty when none was given.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ObligationReport> reports, string usage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 1)
        {
            Write(json, reports[0], usage);
            return;
        }

        json.WriteStartArray();
        foreach (var report in reports)
            Write(json, report, usage);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ObligationReport report, string usage)
    {
        json.WriteStartObject();
        json.WriteString("subject", report.Subject);
        json.WriteString("asOf", Day(report.AsOf));
        WriteNullable(json, "usage", usage);
        json.WriteStartArray("terms");
        foreach (var term in report.Terms)
        {
            json.WriteStartObject();
            json.WriteString("term", Camel(term.Kind));
            WriteNullable(json, "license", term.License.Value);
            WriteNullable(json, "from", term.From);
            json.WriteNumber("depth", term.Depth);
            if (term.Relation is { } relation)
                json.WriteString("relation", Camel(relation));
            if (term.IsAlternative)
                json.WriteBoolean("alternative", true);
            json.WriteString("clause", term.Clause);
            json.WriteString("status", Camel(term.Status));
            json.WriteString("fact", term.Fact);
            json.WriteStartArray("missing");
            foreach (var missing in term.Missing)
                json.WriteStringValue(missing);
            json.WriteEndArray();
            json.WriteString("action", term.Action);
            json.WriteString("text", term.Text);
            if (term.Sources.IsEmpty)
            {
                json.WriteNull("source");
            }
            else
            {
                json.WriteStartObject("source");
                WriteSourceMembers(json, ClaimSource.From(term.Sources[0]));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        foreach (var status in Enum.GetValues<ObligationStatus>())
            json.WriteNumber(Camel(status), report.Count(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
