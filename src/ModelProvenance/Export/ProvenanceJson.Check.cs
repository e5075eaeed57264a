using System.Globalization;
using System.Text.Json;

using ModelProvenance.Validation;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>The result of a check: the shape of <c>check</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="files">How many documents were checked.</param>
    /// <param name="findings">The findings in their order.</param>
    /// <param name="repository">The repository that the check was for; null for none.</param>
    public static void WriteCheck(Utf8JsonWriter json, ValidationProfile profile, int files, IReadOnlyCollection<ReportedFinding> findings, CheckedRepository? repository = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(findings);
        var summary = ValidationSummary.Of([.. findings]);
        json.WriteStartObject();
        json.WriteString("profile", profile.Name);
        json.WriteNumber("files", files);
        if (repository is not null)
        {
            json.WriteStartObject("repository");
            json.WriteString("id", repository.Id.Value);
            if (repository.Revision.Length > 0)
            {
                json.WriteString("revision", repository.Revision);
                WriteNullable(json, "day", repository.Day is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
            }

            json.WriteEndObject();
        }

        json.WriteStartObject("summary");
        json.WriteNumber("error", summary.Errors);
        json.WriteNumber("warning", summary.Warnings);
        json.WriteNumber("info", summary.Infos);
        json.WriteNumber("waived", summary.Waived);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            WriteMembers(json, finding.Finding, finding.Fix is not null, waived: finding.Waiver is not null);
            if (finding.HubMessage is { } words)
                json.WriteString("hub", words);
            if (finding.Waiver is { } waiver)
                json.WriteString("waiver", waiver);
            if (finding.Fix is { } fix)
                json.WriteString("fix", fix.Title);
            json.WriteEndObject();
            FlushBlock(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Passes on what a writer holds when it is a block: a long document must not lie in memory as a whole.</summary>
    internal static void FlushBlock(Utf8JsonWriter json)
    {
        const int Block = 64 * 1024;
        if (json.BytesPending >= Block)
            json.Flush();
    }
}
