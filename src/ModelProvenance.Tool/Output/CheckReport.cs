using System.Globalization;
using System.Text;

using ModelProvenance.Export;
using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Output;

/// <summary>Prints what a check found, in one of the formats. Formats that begin with a summary hold the findings until the end; the others print as reports come.</summary>
internal abstract class CheckReport : IDisposable
{
    /// <summary>The formats besides text and JSON.</summary>
    public static readonly string[] MoreFormats = ["sarif", "github", "markdown", "msbuild"];

    /// <summary>How many documents were checked.</summary>
    public int Files { get; private set; }

    public ValidationSummary Summary { get; private set; }

    public static CheckReport Of(ToolConsole console, ValidationProfile profile, string format, CheckedRepository? repository = null) => format switch
    {
        "json" => new HeldCheckReport(report => JsonLines.Document(console.Output, json => ProvenanceJson.WriteCheck(json, profile, report.Files, report.Findings, repository))),
        "sarif" => new HeldCheckReport(report => JsonLines.Document(console.Output, json => SarifLog.Write(json, report.Findings, repository))),
        "markdown" => new HeldCheckReport(report => MarkdownCheckReport.Write(console, profile, report), MarkdownCheckReport.MaxRows),
        "github" => new GitHubCheckReport(console),
        "msbuild" => new MSBuildCheckReport(console),
        "none" => new HeldCheckReport(_ => { }, 0),
        _ => new TextCheckReport(console),
    };

    public void Add(ValidationReport report)
    {
        Files++;
        AddFindings(report);
    }

    /// <summary>Adds findings that are about no document that was checked, such as those of a configuration.</summary>
    public void AddFindings(ValidationReport report)
    {
        Summary += report.Summary;
        Print(report);
    }

    /// <summary>Prints what stands at the end.</summary>
    public abstract void Finish();

    /// <summary>Passes on what was printed so far.</summary>
    public virtual void Flush()
    {
    }

    public virtual void Dispose()
    {
    }

    protected abstract void Print(ValidationReport report);

    protected string Counts()
    {
        var counts = $"{Counted(Files, "file")}, {Counted(Summary.Errors, "error")}, {Counted(Summary.Warnings, "warning")}, {Counted(Summary.Infos, "hint")}";
        return Summary.Waived == 0 ? counts : $"{counts}, {Summary.Waived} waived";
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{count} {what}s");

    /// <summary>A line for each finding with the line of the document and a mark below it, then the counts.</summary>
    private sealed class TextCheckReport(ToolConsole console) : CheckReport
    {
        // What fits beside a mark; a longer line is cut around its place.
        private const int Excerpt = 100;

        private readonly TextPage _page = new(console);

        public override void Finish() => _page.Line(Counts());

        public override void Flush() => _page.Flush();

        public override void Dispose()
        {
            _page.Dispose();
            base.Dispose();
        }

        protected override void Print(ValidationReport report)
        {
            foreach (var finding in report.Findings)
            {
                if (finding.Waiver is not null)
                    continue;
                _page.Line(finding.ToString());
                if (report.Text is { } text && finding.Location is { Line: > 0, Column: > 0 } location && LineOf(text, location.Line) is { } line)
                    PrintExcerpt(line, location);
                if (finding.Fix is { } fix)
                    _page.Dim($"    fix: {fix.Title}");
            }
        }

        private void PrintExcerpt(string line, FindingLocation location)
        {
            var start = Math.Min(location.Column - 1, line.Length);
            var end = location.EndLine == location.Line && location.EndColumn > location.Column ? Math.Min(location.EndColumn - 1, line.Length) : location.EndLine > location.Line ? line.Length : start + 1;
            var from = line.Length <= Excerpt ? 0 : Math.Max(0, Math.Min(start - 20, line.Length - Excerpt));
            var shown = line.AsSpan(from, Math.Min(Excerpt, line.Length - from)).ToString().Replace('\t', ' ');
            var marks = Math.Max(1, Math.Min(end - start, from + shown.Length - start));
            _page.Line($"    {shown}");
            _page.Line($"    {new string(' ', start - from)}{new string('^', marks)}");
        }

        private static string? LineOf(string text, int number)
        {
            var position = 0;
            for (var line = 1; ; line++)
            {
                var length = text.AsSpan(position).IndexOfAny('\r', '\n');
                if (line == number)
                    return length < 0 ? text[position..] : text.Substring(position, length);
                if (length < 0)
                    return null;
                position += length;
                position += text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
            }
        }
    }

    /// <summary>A line for each finding; a waived one has none.</summary>
    private abstract class LineCheckReport(ToolConsole console) : CheckReport
    {
        protected TextPage Page { get; } = new(console);

        public override void Flush() => Page.Flush();

        public override void Dispose()
        {
            Page.Dispose();
            base.Dispose();
        }

        protected abstract string Line(ReportedFinding finding);

        protected override void Print(ValidationReport report)
        {
            foreach (var finding in report.Findings)
            {
                if (finding.Waiver is null)
                    Page.Line(Line(finding));
            }
        }
    }

    /// <summary>Lines that MSBuild takes for warnings and errors, and nothing else: an excerpt of a card could look like one. A hint is a line that it passes over.</summary>
    private sealed class MSBuildCheckReport(ToolConsole console) : LineCheckReport(console)
    {
        public override void Finish() => Flush();

        protected override string Line(ReportedFinding finding) => $"{Place(finding.Location)}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id}: {finding.Message}";

        private static string Place(FindingLocation at) => at is { Line: > 0, Column: > 0, EndLine: > 0, EndColumn: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{at.Path}({at.Line},{at.Column},{at.EndLine},{at.EndColumn})")
            : at.Path.Length == 0 ? "modelprov" : at.ToString();
    }

    /// <summary>Lines that a GitHub workflow takes for annotations.</summary>
    private sealed class GitHubCheckReport(ToolConsole console) : LineCheckReport(console)
    {
        public override void Finish() => Page.Line(Counts());

        protected override string Line(ReportedFinding finding) => GitHubAnnotations.Line(finding);
    }
}

/// <summary>Holds findings for a format that begins with what is known at the end.</summary>
/// <param name="write">Prints them.</param>
/// <param name="most">How many that are not waived the format shows; null for all, with the waived ones.</param>
internal sealed class HeldCheckReport(Action<HeldCheckReport> write, int? most = null) : CheckReport
{
    public List<ReportedFinding> Findings { get; } = [];

    /// <summary>Findings that are not waived and that the format does not show.</summary>
    public int Left { get; private set; }

    public override void Finish() => write(this);

    public string Totals => Counts();

    protected override void Print(ValidationReport report)
    {
        foreach (var finding in report.Findings)
        {
            if (most is null || (finding.Waiver is null && Findings.Count < most))
                Findings.Add(finding);
            else if (finding.Waiver is null)
                Left++;
        }
    }
}

/// <summary>A summary for the page of a pull request.</summary>
internal static class MarkdownCheckReport
{
    // The page of a workflow run takes 1 MiB; nobody reads more rows than this.
    public const int MaxRows = 500;

    public static void Write(ToolConsole console, ValidationProfile profile, HeldCheckReport report)
    {
        using var page = new TextPage(console);
        page.Line($"# Models and cards: {report.Totals}");
        page.Line();
        page.Line($"Profile `{profile.Name}`.");
        if (report.Findings.Count == 0)
            return;
        page.Line();
        page.Line("| | rule | place | finding |");
        page.Line("|---|---|---|---|");
        foreach (var finding in report.Findings)
            page.Line($"| {finding.Severity.ToString().ToLowerInvariant()} | [{finding.Rule.Id}]({finding.Rule.HelpUri}) | {Cell($"{finding.Location.Path}{(finding.Location.Line > 0 ? $":{finding.Location.Line}" : "")}")} | {Cell(finding.Message)} |");
        if (report.Left > 0)
            page.Line($"\n{report.Left} more.");
    }

    // Text from a card must not end the cell or become markup.
    internal static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '!')
                cell.Append('\\');
            cell.Append(c is '\r' or '\n' ? ' ' : c);
        }

        return cell.ToString();
    }
}
