using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Origin;
using ModelProvenance.Resolution;

namespace ModelProvenance.Export;

/// <summary>Writes the answers of this library in their published JSON shapes (<c>schema/v1/output/</c>): camelCase, absent means not applicable, null means not known.</summary>
public static partial class ProvenanceJson
{
    /// <summary>What a name names: the shape of <c>identify</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="resolution">The answer.</param>
    /// <param name="line">The number of the line in the input, from 1.</param>
    public static void Write(Utf8JsonWriter json, ModelResolution resolution, long line = 1)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(resolution);
        json.WriteStartObject();
        json.WriteNumber("line", line);
        WriteIdentification(json, resolution);
        json.WriteEndObject();
    }

    /// <summary>The reports of an inspection: the shape of <c>inspect</c>.</summary>
    public static void Write(Utf8JsonWriter json, ModelCatalog catalog, IEnumerable<ProvenanceReport> reports)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(reports);
        json.WriteStartObject();
        json.WriteString("catalogVersion", catalog.CatalogVersion);
        json.WriteStartArray("reports");
        foreach (var report in reports)
            Write(json, report);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A lineage: the shape of <c>lineage</c>.</summary>
    public static void Write(Utf8JsonWriter json, LineageGraph lineage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(lineage);
        json.WriteStartObject();
        WriteMembers(json, lineage);
        json.WriteEndObject();
    }

    /// <summary>How often something is released: the shape of <c>cadence</c>.</summary>
    public static void Write(Utf8JsonWriter json, ReleaseCadence cadence)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(cadence);
        json.WriteStartObject();
        json.WriteString("subject", cadence.Subject);
        json.WriteString("definition", ReleaseCadence.Definition);
        json.WriteString("dateKind", Camel(cadence.DateKind));
        json.WriteNumber("window", cadence.WindowDays);
        json.WriteString("asOf", Day(cadence.AsOf));
        json.WriteStartArray("events");
        foreach (var one in cadence.Events)
        {
            json.WriteStartObject();
            json.WriteString("date", Day(one.Date));
            json.WriteString("release", one.Releases[0].Value);
            json.WriteStartArray("releases");
            foreach (var release in one.Releases)
                json.WriteStringValue(release.Value);
            json.WriteEndArray();
            json.WriteNumber("models", one.Models);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("releasesWithoutDay", cadence.ReleasesWithoutDay);
        json.WriteStartArray("gapsDays");
        foreach (var gap in cadence.GapsDays)
            json.WriteNumberValue(gap);
        json.WriteEndArray();
        WriteNullable(json, "medianGapDays", cadence.MedianGapDays);
        WriteNullable(json, "trailing3MedianDays", cadence.Trailing3MedianDays);
        WriteNullable(json, "longestGapDays", cadence.LongestGapDays);
        WriteNullable(json, "openGapDays", cadence.OpenGapDays);
        WriteNullable(json, "variantsPerRelease", cadence.VariantsPerRelease is { } variants ? Math.Round(variants, 2) : null);
        json.WriteString("class", Camel(cadence.Class));
        json.WriteBoolean("established", cadence.IsEstablished);
        if (cadence.Coverage is { } coverage)
        {
            json.WriteStartObject("coverage");
            json.WriteString("completeSince", coverage.CompleteSince.ToString());
            json.WriteString("checkedAgainst", coverage.CheckedAgainst);
            json.WriteString("checkedOn", coverage.CheckedOn.ToString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("coverage");
        }

        json.WriteEndObject();
    }

    /// <summary>To which countries a model is attributed: the shape of <c>origin</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="model">The model.</param>
    /// <param name="asOf">The day for which the question was asked.</param>
    /// <param name="answers">The answers.</param>
    public static void Write(Utf8JsonWriter json, ModelId model, DateOnly asOf, IEnumerable<OriginAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(answers);
        json.WriteStartObject();
        json.WriteString("model", model.Value);
        json.WriteString("asOf", Day(asOf));
        json.WriteStartArray("answers");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("rule", answer.Rule.Id);
            json.WriteStartArray("countries");
            if (!answer.Country.IsEmpty)
                json.WriteStringValue(answer.Country.Value);
            json.WriteEndArray();
            WriteNullable(json, "organization", answer.Organization.Value);
            json.WriteStartArray("path");
            foreach (var id in answer.Path)
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteString("state", Camel(answer.State));
            json.WriteStartArray("sources");
            foreach (var source in answer.Sources)
            {
                json.WriteStartObject();
                WriteSourceMembers(json, ClaimSource.From(source));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What a licence text was found to be: the shape of <c>license match</c>.</summary>
    public static void Write(Utf8JsonWriter json, string path, LicenseTextMatch match)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(match);
        json.WriteStartObject();
        json.WriteString("path", path);
        WriteNullable(json, "license", match.License.Value);
        WriteNullable(json, "version", match.Version);
        json.WriteString("verdict", Camel(match.Verdict));
        WriteNullable(json, "detail", match.Detail == LicenseTextDetail.None ? null : Camel(match.Detail));
        json.WriteNumber("score", Math.Round(match.Score, 4));
        json.WriteNumber("coverage", Math.Round(match.Coverage, 4));
        json.WriteNumber("residue", Math.Round(match.Residue, 4));
        json.WriteNumber("order", Math.Round(match.Order, 4));
        json.WriteStartArray("differences");
        foreach (var difference in match.Differences)
        {
            json.WriteStartObject();
            json.WriteNumber("line", difference.Line);
            json.WriteString("kind", Camel(difference.Kind));
            json.WriteString("text", difference.Text);
            json.WriteNumber("missingWords", difference.MissingWords);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("candidates");
        foreach (var candidate in match.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("license", candidate.License.Value);
            json.WriteNumber("score", Math.Round(candidate.Score, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("parts");
        foreach (var part in match.Parts)
        {
            json.WriteStartObject();
            json.WriteString("license", part.License.Value);
            json.WriteString("verdict", Camel(part.Verdict));
            json.WriteNumber("startLine", part.StartLine);
            json.WriteNumber("endLine", part.EndLine);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What a licence name means: the shape of <c>license expression</c>.</summary>
    public static void Write(Utf8JsonWriter json, LicenseNameResolution resolution)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(resolution);
        json.WriteStartObject();
        json.WriteString("input", resolution.Input);
        json.WriteString("confidence", Camel(resolution.Confidence));
        WriteNullable(json, "expression", resolution.Expression?.ToString());
        WriteNullable(json, "license", resolution.License.Value);
        WriteNullable(json, "family", resolution.Family);
        json.WriteStartArray("candidates");
        foreach (var candidate in resolution.Candidates)
            json.WriteStringValue(candidate.Value);
        json.WriteEndArray();
        WriteReasons(json, resolution.Reasons);
        json.WriteEndObject();
    }

    /// <summary>Counts of a catalog: the shape of <c>catalog stats</c>.</summary>
    public static void Write(Utf8JsonWriter json, CatalogStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(statistics);
        json.WriteStartObject();
        json.WriteString("catalogVersion", statistics.CatalogVersion);
        json.WriteString("schemaVersion", statistics.SchemaVersion);
        json.WriteNumber("organizations", statistics.Organizations);
        json.WriteNumber("licenses", statistics.Licenses);
        json.WriteNumber("families", statistics.Families);
        json.WriteNumber("series", statistics.Series);
        json.WriteNumber("releases", statistics.Releases);
        json.WriteNumber("models", statistics.Models);
        json.WriteNumber("distributions", statistics.Distributions);
        json.WriteNumber("modelsComplete", statistics.ModelsComplete);
        json.WriteNumber("facts", statistics.Facts);
        json.WriteNumber("factsWithoutSource", statistics.FactsWithoutSource);
        json.WriteNumber("sources", statistics.Sources);
        WriteCounts(json, "sourcesByKind", statistics.SourcesByKind);
        json.WriteNumber("disputed", statistics.Disputed);
        WriteCounts(json, "unknown", statistics.Unknown);
        json.WriteEndObject();
    }

    /// <summary>Claims, each as one object.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<ProvenanceClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(claims);
        json.WriteStartArray();
        foreach (var claim in claims)
        {
            json.WriteStartObject();
            json.WriteString("subject", claim.Subject);
            json.WriteString("property", claim.Property);
            WriteClaimMembers(json, claim);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Rules: the shape of <c>rules</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<RuleDescriptor> rules)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(rules);
        json.WriteStartArray();
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id.ToString());
            json.WriteString("name", rule.Name);
            json.WriteString("severity", Camel(rule.Severity));
            json.WriteStartArray("profiles");
            foreach (var profile in rule.Profiles)
                json.WriteStringValue(profile);
            json.WriteEndArray();
            json.WriteString("summary", rule.Summary);
            json.WriteBoolean("fixable", rule.Fixable);
            json.WriteString("help", rule.HelpUri.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The result of a check: the shape of <c>check</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="profile">The name of the profile.</param>
    /// <param name="files">How many documents were checked.</param>
    /// <param name="findings">The findings in their order.</param>
    public static void WriteCheck(Utf8JsonWriter json, string profile, int files, IReadOnlyCollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(findings);
        json.WriteStartObject();
        json.WriteString("profile", profile);
        json.WriteNumber("files", files);
        json.WriteStartObject("summary");
        json.WriteNumber("error", findings.Count(f => f.Severity == Severity.Error));
        json.WriteNumber("warning", findings.Count(f => f.Severity == Severity.Warning));
        json.WriteNumber("info", findings.Count(f => f.Severity == Severity.Info));
        json.WriteNumber("waived", 0);
        json.WriteEndObject();
        WriteFindings(json, findings);
        json.WriteEndObject();
    }

    private static void WriteIdentification(Utf8JsonWriter json, ModelResolution resolution)
    {
        var model = resolution.Model;
        json.WriteString("input", resolution.Input);
        json.WriteString("confidence", Camel(resolution.Confidence));
        WriteNullable(json, "family", resolution.FamilyId.Value);
        WriteNullable(json, "series", resolution.SeriesId.Value);
        WriteNullable(json, "model", model?.Id.Value);
        WriteNullable(json, "organization", resolution.OrganizationId.Value);
        WriteNullable(json, "publisher", resolution.Publisher);
        WriteNullable(json, "repository", model?.Repository.Value);
        json.WriteStartObject("parameters");
        WriteNullable(json, "label", resolution.Size.ToString());
        WriteCount(json, "total", model?.Total);
        WriteCount(json, "active", model?.Active);
        json.WriteEndObject();
        WriteNullable(json, "variant", model?.Variant.ValueOrDefault.Value);
        WriteNullable(json, "date", (KnownDate(model, DateKind.WeightsPublished) ?? KnownDate(model, DateKind.Announced))?.ToString());
        WriteNullable(json, "quantization", resolution.Quantization);
        WriteNullable(json, "format", resolution.Format);
        WriteReasons(json, resolution.Reasons);
        json.WriteStartArray("candidates");
        foreach (var candidate in resolution.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("model", candidate.Model.Value);
            json.WriteString("reason", candidate.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReasons(Utf8JsonWriter json, ImmutableArray<ResolutionReason> reasons)
    {
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("token", reason.Token);
            json.WriteString("as", reason.As);
            json.WriteString("rule", reason.Rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static PartialDate? KnownDate(ModelInfo? model, DateKind kind) => model?.Date(kind) is { IsKnown: true } date ? date.Value : null;

    // The number as its source states it: 8.03B is 8030000000.
    private static void WriteCount(Utf8JsonWriter json, string name, ParameterFact? figure)
    {
        if (figure is { Count.IsKnown: true })
            json.WriteNumber(name, figure.Count.Value.Value);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, ProvenanceReport report)
    {
        json.WriteStartObject();
        json.WriteString("input", report.Input);
        json.WriteString("kind", Camel(report.Kind));
        json.WriteStartObject("identification");
        WriteIdentification(json, report.Identification);
        json.WriteEndObject();
        json.WriteStartArray("properties");
        foreach (var property in report.Properties)
            Write(json, property);
        json.WriteEndArray();
        if (report.Lineage is { } lineage)
        {
            json.WriteStartObject("lineage");
            WriteMembers(json, lineage);
            json.WriteEndObject();
        }

        WriteFindings(json, report.Findings);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, ReportedProperty property)
    {
        json.WriteStartObject();
        json.WriteString("property", property.Name);
        WriteNullable(json, "value", property.Value);
        json.WriteString("state", Camel(property.State));
        json.WriteString("verdict", Camel(property.Verdict));
        json.WriteStartArray("claims");
        foreach (var claim in property.Claims)
        {
            json.WriteStartObject();
            WriteClaimMembers(json, claim);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteClaimMembers(Utf8JsonWriter json, ProvenanceClaim claim)
    {
        json.WriteString("value", claim.Value);
        json.WriteString("method", Camel(claim.Method));
        json.WriteBoolean("preferred", claim.IsPreferred);
        if (claim.Sources.Length > 0)
        {
            // The first place is the one that a reader opens; the others follow.
            json.WriteStartObject("source");
            WriteSourceMembers(json, claim.Sources[0]);
            json.WriteEndObject();
        }

        if (claim.Sources.Length > 1)
        {
            json.WriteStartArray("furtherSources");
            foreach (var source in claim.Sources.AsSpan()[1..])
            {
                json.WriteStartObject();
                WriteSourceMembers(json, source);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (claim.Ruling is { } ruling)
            json.WriteString("ruling", ruling);
        if (claim.Note is { } note)
            json.WriteString("note", note);
    }

    private static void WriteSourceMembers(Utf8JsonWriter json, ClaimSource source)
    {
        json.WriteString(source.Location.Contains("://", StringComparison.Ordinal) ? "url" : "path", source.Location);
        json.WriteString("locator", source.Locator);
        if (source.Literal.Length > 0)
            json.WriteString("literal", source.Literal);
        if (source.Kind is { } kind)
            json.WriteString("kind", Camel(kind));
        if (source.Read is { } read)
            json.WriteString("read", Day(read));
    }

    private static void WriteMembers(Utf8JsonWriter json, LineageGraph lineage)
    {
        json.WriteString("root", lineage.Root.Id);
        json.WriteStartArray("nodes");
        foreach (var node in lineage.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("id", node.Id);
            WriteNullable(json, "ref", node.Reference);
            WriteNullable(json, "organization", node.Organization.Value);
            WriteNullable(json, "license", node.License?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in lineage.Edges)
        {
            json.WriteStartObject();
            json.WriteString("child", edge.Child);
            json.WriteString("parent", edge.Parent);
            json.WriteString("relation", Camel(edge.Relation));
            json.WriteStartArray("sources");
            foreach (var source in edge.Fact.Sources)
            {
                json.WriteStartObject();
                WriteSourceMembers(json, ClaimSource.From(source));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (edge.Fact.Note is { } note)
                json.WriteString("note", note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, IEnumerable<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            WriteMembers(json, finding, finding.Rule.Fixable, waived: false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, Finding finding, bool fixable, bool waived)
    {
        json.WriteString("ruleId", finding.Rule.Id.ToString());
        json.WriteString("severity", Camel(finding.Severity));
        json.WriteString("message", finding.Message);
        json.WriteString("path", finding.Location.Path);
        if (finding.Location.Line > 0)
            json.WriteNumber("line", finding.Location.Line);
        if (finding.Location.Column > 0)
            json.WriteNumber("column", finding.Location.Column);
        if (finding.Location.EndLine > 0)
            json.WriteNumber("endLine", finding.Location.EndLine);
        if (finding.Location.EndColumn > 0)
            json.WriteNumber("endColumn", finding.Location.EndColumn);
        if (finding.Location.ByteOffset >= 0)
            json.WriteNumber("byteOffset", finding.Location.ByteOffset);
        json.WriteString("pointer", finding.Location.Pointer);
        json.WriteBoolean("fixable", fixable);
        json.WriteBoolean("waived", waived);
        json.WriteString("help", finding.Rule.HelpUri.ToString());
        if (!finding.Evidence.IsEmpty)
        {
            json.WriteStartArray("evidence");
            foreach (var evidence in finding.Evidence)
            {
                json.WriteStartObject();
                json.WriteString("text", evidence.Text);
                json.WriteString("source", evidence.Source);
                json.WriteString("locator", evidence.Locator);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
            json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static void WriteNullable(Utf8JsonWriter json, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            json.WriteNull(name);
        else
            json.WriteString(name, value);
    }

    private static void WriteNullable(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Camel<T>(T value)
        where T : struct, Enum => EnumText<T>.Of(value);
}
