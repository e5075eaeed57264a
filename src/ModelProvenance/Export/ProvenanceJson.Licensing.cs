using System.Collections.Immutable;
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
        if (!report.Model.IsEmpty)
            json.WriteString("model", report.Model.Value);
        if (!report.Notes.IsEmpty)
            WriteTexts(json, "notes", report.Notes);
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
            WriteTexts(json, "missing", term.Missing);
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

    /// <summary>What goes along with what one ships: the shape of <c>notices</c>.</summary>
    /// <param name="json">Receives an object.</param>
    /// <param name="list">The list.</param>
    /// <param name="subjects">The subjects that it is for.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="usage">The path of the usage profile; empty when none was given.</param>
    public static void Write(Utf8JsonWriter json, ShippingList list, IEnumerable<string> subjects, DateOnly asOf, string usage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(subjects);
        json.WriteStartObject();
        WriteTexts(json, "subjects", subjects);
        json.WriteString("asOf", Day(asOf));
        WriteNullable(json, "usage", usage);
        json.WriteString("notice", list.NoticeText);
        Write(json, "sentences", list.Sentences);
        Write(json, "keptNotices", list.KeptNotices);
        Write(json, "licenseCopies", list.LicenseCopies);
        Write(json, "displayTexts", list.DisplayTexts);
        Write(json, "names", list.Names);
        Write(json, "others", list.Others);
        Write(json, "open", list.Open);
        json.WriteStartArray("files");
        foreach (var file in list.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("sha256", file.Sha256);
            WriteTexts(json, "licenses", file.Licenses.Select(static license => license.Value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<ShippingItem> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("text", item.Text);
            WriteNullable(json, "license", item.License.Value);
            json.WriteString("clause", item.Clause);
            WriteNullable(json, "from", item.From);
            WriteTexts(json, "subjects", item.Subjects);
            json.WriteBoolean("certain", item.IsCertain);
            WriteTexts(json, "missing", item.Missing);
            json.WriteStartArray("sources");
            foreach (var source in item.Sources)
            {
                json.WriteStartObject();
                WriteSourceMembers(json, ClaimSource.From(source));
                if (source.Source.Revision is { } revision)
                    json.WriteString("revision", revision);
                if (source.Source.Sha256 is { } digest)
                    json.WriteString("sha256", digest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
