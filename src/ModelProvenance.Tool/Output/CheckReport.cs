using ModelProvenance.Export;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Output;

/// <summary>Prints what a check found, in one of the formats. Formats that begin with a summary hold the findings until the end; the others print as reports come.</summary>
internal abstract class CheckReport : IDisposable
{
    /// <summary>How many documents were checked.</summary>
    public int Files { get; private set; }

    public ValidationSummary Summary { get; private set; }

    public static CheckReport Of(ToolConsole console, ValidationProfile profile, string format) => format switch
    {
        "json" => new JsonCheckReport(console, profile),
        _ => new TextCheckReport(console),
    };

    public void Add(ValidationReport report)
    {
        Files++;
        Summary += report.Summary;
        Print(report);
    }

    /// <summary>Prints what stands at the end.</summary>
    public abstract void Finish();

    public virtual void Dispose()
    {
    }

    protected abstract void Print(ValidationReport report);

    private sealed class JsonCheckReport(ToolConsole console, ValidationProfile profile) : CheckReport
    {
        private readonly List<ReportedFinding> _findings = [];

        public override void Finish() => JsonLines.Document(console.Output, json => ProvenanceJson.WriteCheck(json, profile, Files, _findings));

        protected override void Print(ValidationReport report) => _findings.AddRange(report.Findings);
    }
}

/// <summary>A line for each finding, then the counts.</summary>
internal sealed class TextCheckReport(ToolConsole console) : CheckReport
{
    private readonly TextPage _page = new(console);

    public override void Finish() => _page.Line($"{Counted(Files, "file")}, {Counted(Summary.Errors, "error")}, {Counted(Summary.Warnings, "warning")}, {Counted(Summary.Infos, "hint")}");

    public override void Dispose()
    {
        _page.Dispose();
        base.Dispose();
    }

    protected override void Print(ValidationReport report)
    {
        foreach (var finding in report.Findings)
            _page.Line(finding.ToString());
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
