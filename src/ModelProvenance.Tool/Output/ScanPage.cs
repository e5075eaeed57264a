using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;

namespace ModelProvenance.Tool.Output;

/// <summary>Prints the models that a scan found: a row for each.</summary>
internal sealed class ScanPage(ToolConsole console)
{
    private static readonly string[] Header = ["store", "name", "model", "developer", "licence", "parameters", "size", "findings"];

    public void Print(ModelScan scan, string format)
    {
        using var page = new TextPage(console);
        var rows = scan.Models.Select(Row).ToList();
        switch (format)
        {
            case "markdown":
                page.Line($"| {string.Join(" | ", Header)} |");
                page.Line(string.Concat(Enumerable.Repeat("|---", Header.Length)) + "|");
                foreach (var row in rows)
                    page.Line($"| {string.Join(" | ", row.Select(MarkdownCheckReport.Cell))} |");
                page.Line();
                page.Line(Total(scan));
                break;
            case "table":
                PrintAligned(page, rows);
                page.Line(Total(scan));
                break;
            default:
                page.Table(Header, rows);
                if (console.IsRich)
                    page.Line(Total(scan));
                break;
        }
    }

    /// <summary><c>3 models, 12.40 GB</c>.</summary>
    public static string Total(ModelScan scan) => $"{(scan.Models.Length == 1 ? "1 model" : scan.Models.Length.ToString("N0", CultureInfo.InvariantCulture) + " models")}, {Size(scan.Bytes)}";

    // Under a fixed width of letters: characters that are two columns wide are rare in names of models.
    private static void PrintAligned(TextPage page, List<string[]> rows)
    {
        var all = rows.Prepend(Header).Select(row => row.Select(TextPage.Clean).ToArray()).ToList();
        var widths = Header.Select((_, i) => all.Max(row => row[i].Length)).ToArray();
        foreach (var row in all)
            page.Line(string.Join("  ", row.Select((cell, i) => i == row.Length - 1 ? cell : cell.PadRight(widths[i]))));
    }

    private static string[] Row(ScannedModel scanned)
    {
        var (model, report) = scanned;
        return
        [
            ProvenanceWords.Of(model.Store),
            model.Revision.Length == 0 ? model.Name : $"{model.Name}@{(model.References.IsEmpty ? model.Revision[..Math.Min(8, model.Revision.Length)] : model.References[0])}",
            Identified(report.Identification),
            report.Identification.Organization?.Name ?? "-",
            Value(report.Property("licenses.weights")),
            Value(report.Property("parameters.total")),
            model.HasWeights ? Size(model.Bytes) : $"{Size(model.Bytes)}, no weights",
            Findings(report),
        ];
    }

    private static string Identified(ModelResolution found) =>
        found.Model?.Id.Value ?? (found.Candidates.IsEmpty ? null : $"one of {string.Join(", ", found.Candidates.Take(3).Select(c => c.Model.Value))}{(found.Candidates.Length > 3 ? " ..." : "")}")
        ?? ((found.Series?.Id.Value ?? found.Family?.Id.Value) is { } group ? $"({group})" : "-");

    // A value on which the documents do not agree stands with a question mark; the report of inspect has them side by side.
    private static string Value(ReportedProperty? property) => property?.Value is not { } value ? "-" : property.Verdict == ClaimVerdict.Contradicted ? value + " ?" : value;

    private static string Findings(ProvenanceReport report)
    {
        var parts = new List<string>();
        foreach (var (severity, word) in new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "hint") })
        {
            var count = report.Findings.Count(f => f.Severity == severity);
            if (count > 0)
                parts.Add($"{count.ToString(CultureInfo.InvariantCulture)} {word}{(count == 1 ? "" : "s")}");
        }

        return parts.Count == 0 ? "-" : string.Join(", ", parts);
    }

    /// <summary>Decimal units, as hubs show sizes.</summary>
    internal static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };
}

/// <summary>Words for stores.</summary>
internal static class ProvenanceWords
{
    public static string Of(ModelStoreKind kind) => kind switch
    {
        ModelStoreKind.HuggingFaceHub => "huggingface",
        ModelStoreKind.Ollama => "ollama",
        ModelStoreKind.LmStudio => "lmstudio",
        _ => "tree",
    };
}
