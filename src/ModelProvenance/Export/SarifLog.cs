using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Export;

/// <summary>Writes findings as SARIF 2.1.0 (OASIS standard), for code scanning and editors.</summary>
public static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>Writes one run.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="findings">The findings in their order.</param>
    /// <param name="repository">The repository that the check was for; null for none. With a revision it is the version control of the run (section 3.14.14).</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyCollection<ReportedFinding> findings, CheckedRepository? repository = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(findings);
        var rules = findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id).ToImmutableArray();
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "modelprov");
        json.WriteString("semanticVersion", typeof(SarifLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0");
        json.WriteString("informationUri", "https://github.com/modelprovenance/modelprovenance");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
            WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        if (repository is { Revision.Length: > 0 })
        {
            json.WriteStartArray("versionControlProvenance");
            json.WriteStartObject();
            json.WriteString("repositoryUri", $"https://huggingface.co/{repository.Id.Value}");
            json.WriteString("revisionId", repository.Revision);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
        {
            WriteResult(json, finding, rules.IndexOf(finding.Rule));
            ProvenanceJson.FlushBlock(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id.ToString());
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", rule.Summary);
        json.WriteString("helpUri", rule.HelpUri.ToString());
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ReportedFinding finding, int ruleIndex)
    {
        var location = finding.Location;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id.ToString());
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        if (location.Path.Length > 0)
        {
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, location.Path);
            if (location.Line > 0)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", location.Line);
                if (location.Column > 0)
                    json.WriteNumber("startColumn", location.Column);
                if (location.EndLine > 0)
                    json.WriteNumber("endLine", location.EndLine);
                if (location.EndColumn > 0)
                    json.WriteNumber("endColumn", location.EndColumn);
                json.WriteEndObject();
            }
            else if (location.ByteOffset >= 0)
            {
                json.WriteStartObject("region");
                json.WriteNumber("byteOffset", location.ByteOffset);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            if (location.Pointer.Length > 0)
            {
                json.WriteStartArray("logicalLocations");
                json.WriteStartObject();
                json.WriteString("fullyQualifiedName", location.Pointer);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("modelprov/v1", ValidationBaseline.Fingerprint(finding));
        json.WriteEndObject();
        if (finding.Waiver is { } waiver)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", waiver);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (finding.Fix is { } fix && location.Path.Length > 0)
            WriteFix(json, fix, location.Path);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, FindingFix fix, string path)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText(json, "description", fix.Title);
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(json, path);
        json.WriteStartArray("replacements");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            json.WriteStartObject("deletedRegion");
            json.WriteNumber("charOffset", edit.Start);
            json.WriteNumber("charLength", edit.Length);
            json.WriteEndObject();
            if (edit.NewText.Length > 0)
                WriteText(json, "insertedContent", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteArtifact(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject(member);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
}

/// <summary>Writes findings as commands of a GitHub workflow, which show beside the lines of a pull request.</summary>
public static class GitHubAnnotations
{
    /// <summary>One line for a finding.</summary>
    public static string Line(ReportedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var location = finding.Location;
        var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        // A finding about a name has no file.
        var place = location.Path.Length > 0 ? $"file={Property(location.Path)}" : "";
        if (location.Line > 0)
            place += string.Create(CultureInfo.InvariantCulture, $",line={location.Line}");
        if (location.Column > 0)
            place += string.Create(CultureInfo.InvariantCulture, $",col={location.Column}");
        if (location.EndLine > 0)
            place += string.Create(CultureInfo.InvariantCulture, $",endLine={location.EndLine}");
        if (location.EndColumn > 0 && location.EndLine == location.Line)
            place += string.Create(CultureInfo.InvariantCulture, $",endColumn={location.EndColumn}");
        return $"::{command} {place}{(place.Length > 0 ? "," : "")}title={Property($"{finding.Rule.Id} {finding.Rule.Name}")}::{Data(finding.Message)}";
    }

    // Escapes of the toolkit for actions (packages/core, command.ts).
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
