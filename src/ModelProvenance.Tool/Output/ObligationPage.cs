using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Licensing;

namespace ModelProvenance.Tool.Output;

/// <summary>The terms of one or several subjects as one table. What nobody has read of a licence is one row with the kinds by name; no row is left out without a word.</summary>
internal sealed class ObligationPage(TextPage page, IReadOnlyList<ObligationReport> reports)
{
    private static readonly string[] Columns = ["status", "licence", "from", "clause", "term", "fact", "action or what is missing"];

    private readonly record struct Row(string Subject, ObligationStatus Status, string License, string From, string Clause, string Term, string Fact, string Action, string Text, int Depth)
    {
        public string[] Cells(bool withSubject) => withSubject ? [Subject, Word(Status), License, From, Clause, Term, Fact, Action] : [Word(Status), License, From, Clause, Term, Fact, Action];
    }

    public void Text()
    {
        var isSeveral = reports.Count > 1;
        foreach (var report in reports)
            page.Heading($"{Title(report)} as of {Day(report)}: {report.Count(ObligationStatus.Applies)} apply, {report.Count(ObligationStatus.Unknown)} unknown, {report.Count(ObligationStatus.DoesNotApply)} do not apply");
        page.Table(isSeveral ? ["subject", .. Columns] : Columns, Rows().Select(row => row.Cells(isSeveral)));
        // The same text stands once, however many subjects ask for it.
        foreach (var (license, clause, text) in Texts())
            page.Line($"  text of {license} [{clause}]: {text}");
        foreach (var report in reports)
        {
            foreach (var note in report.Notes)
                page.Line($"  {(isSeveral ? $"{report.Subject}: " : "")}{note}");
        }
    }

    public void Markdown()
    {
        page.Line($"## What licences state about the use, as of {Day(reports[0])}");
        page.Line();
        Table(["subject", "apply", "unknown", "do not apply"], reports.Select(report => new[]
        {
            Title(report), Number(report.Count(ObligationStatus.Applies)), Number(report.Count(ObligationStatus.Unknown)), Number(report.Count(ObligationStatus.DoesNotApply)),
        }));
        foreach (var report in reports)
        {
            foreach (var note in report.Notes)
                page.Line($"- {Cell(report.Subject)}: {Cell(note)}");
            if (report.Notes.Length > 0)
                page.Line();
        }

        var rows = Rows().ToList();
        var open = rows.Where(row => row.Status != ObligationStatus.DoesNotApply).ToList();
        if (open.Count > 0)
            Table(["subject", .. Columns], open.Select(row => row.Cells(withSubject: true)));
        foreach (var (license, clause, text) in Texts())
            page.Line($"- text of {Cell(license)} [{Cell(clause)}]: {Cell(text)}");
        var others = rows.Where(row => row.Status == ObligationStatus.DoesNotApply).ToList();
        if (others.Count == 0)
            return;
        page.Line();
        page.Line($"<details><summary>{Number(others.Count)} {(others.Count == 1 ? "term does" : "terms do")} not apply</summary>");
        page.Line();
        Table(["subject", "licence", "from", "clause", "term", "fact"], others.Select(row => new[] { row.Subject, row.License, row.From, row.Clause, row.Term, row.Fact }));
        page.Line("</details>");
    }

    private void Table(string[] header, IEnumerable<string[]> rows)
    {
        page.Line($"| {string.Join(" | ", header)} |");
        page.Line("|" + string.Concat(Enumerable.Repeat("---|", header.Length)));
        foreach (var row in rows)
            page.Line($"| {string.Join(" | ", row.Select(Cell))} |");
        page.Line();
    }

    // What applies first: it is what must be done. Subjects stay in the order of the call.
    private IEnumerable<Row> Rows() => reports.SelectMany(report => RowsOf(report).OrderBy(row => row.Status switch { ObligationStatus.Applies => 0, ObligationStatus.Unknown => 1, _ => 2 }).ThenBy(row => row.Depth));

    private static IEnumerable<Row> RowsOf(ObligationReport report)
    {
        foreach (var term in report.Terms.Where(term => !IsNotRead(term)))
        {
            yield return new Row(report.Subject, term.Status, term.License.Value, term.From, term.Clause, Word(term.Kind), term.Fact,
                term.Status == ObligationStatus.Unknown && !term.Missing.IsEmpty ? $"missing: {string.Join(", ", term.Missing)}" : term.Action, term.Text, term.Depth);
        }

        foreach (var unread in report.Terms.Where(IsNotRead).GroupBy(term => (term.License, term.From, term.Depth, Missing: string.Join(", ", term.Missing))))
            yield return new Row(report.Subject, ObligationStatus.Unknown, unread.Key.License.Value, unread.Key.From, "", string.Join(", ", unread.Select(term => Word(term.Kind)).Distinct()), "", $"missing: {unread.Key.Missing}", "", unread.Key.Depth);
    }

    private static bool IsNotRead(Obligation term) => term is { Term: null, Status: ObligationStatus.Unknown, Kind: < LicenseTermKind.Other };

    private IEnumerable<(string License, string Clause, string Text)> Texts() =>
        reports.SelectMany(report => report.Terms).Where(term => term is { Status: ObligationStatus.Applies, Text.Length: > 0 }).Select(term => (term.License.Value, term.Clause, term.Text)).Distinct();

    private static string Title(ObligationReport report) => report.Model.IsEmpty || report.Model.Value == report.Subject ? report.Subject : $"{report.Subject} ({report.Model})";

    private static string Day(ObligationReport report) => report.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
