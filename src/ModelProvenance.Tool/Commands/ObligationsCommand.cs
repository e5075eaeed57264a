using System.CommandLine;
using System.Globalization;

using ModelProvenance.Export;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>obligations</c>: what the licences of a model and of its ancestors state about a use.</summary>
internal sealed class ObligationsCommand : ToolCommand
{
    public ObligationsCommand(ToolConsole console)
        : base("obligations", "Says which terms of the licences of a model, and of the models that it was made from, bear on a use: applies, does not apply, or unknown, with clause, fact and what is missing.")
    {
        Remarks = "States what texts say about a described use; no legal advice. Exits 0 unless --fail-on-status asks otherwise. One subject gives one JSON object, several give a list of them.";
        Examples =
        [
            "modelprov obligations deepseek-r1-distill-llama-8b --usage usage.json",
            "modelprov obligations Qwen/Qwen2.5-3B-Instruct Qwen/Qwen2.5-7B-Instruct --usage usage.json --fail-on-status applies",
            "modelprov obligations LicenseRef-Llama-3.1-Community --format json",
        ];
        var subjects = new Argument<string[]>("SUBJECT") { Description = "Models, by any name that determines one, or licence expressions.", Arity = ArgumentArity.OneOrMore };
        var usage = UsageOption();
        var format = CommonOptions.Format("markdown");
        var failOn = new Option<string?>("--fail-on-status") { Description = "Exit 1 when a term has this status; 'unknown' counts 'applies' too." };
        failOn.AcceptOnlyFromAmong("applies", "unknown");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(subjects, usage, format, failOn, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var day = CommonOptions.DayOrToday(parsed, asOf, console);
            var profile = Profile(parsed.GetValue(usage));
            var reports = parsed.GetValue(subjects)!.Select(subject => Evaluate(catalog, subject, profile, day)).ToList();
            switch (parsed.GetValue(format))
            {
                case "json":
                    JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, reports, parsed.GetValue(usage) ?? ""));
                    break;
                case "markdown":
                    Markdown(console, reports);
                    break;
                default:
                    Print(console, reports);
                    break;
            }

            var fails = parsed.GetValue(failOn) is { } status && reports.Exists(r => r.Count(ObligationStatus.Applies) > 0 || (status == "unknown" && r.Count(ObligationStatus.Unknown) > 0));
            return fails ? ExitCodes.Findings : ExitCodes.Done;
        });
    }

    /// <summary>The usage profile.</summary>
    internal static Option<string?> UsageOption() => new("--usage") { Description = "A usage profile; 'usage init' writes one to fill in. Without it every term that depends on the use is unknown.", HelpName = "FILE" };

    /// <summary>Reads the usage profile that was given, or gives the one that says nothing.</summary>
    internal static UsageProfile Profile(string? path)
    {
        if (path is null)
            return new UsageProfile();
        if (!File.Exists(path))
            throw new ToolException(ExitCodes.Input, $"There is no usage profile '{TextPage.Clean(path)}'. 'modelprov usage init' writes one to fill in.");
        var read = UsageProfile.Read(File.ReadAllBytes(path), path);
        return read.Document ?? throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
    }

    /// <summary>The terms of a subject: a model when the name determines one, otherwise a licence expression.</summary>
    internal static ObligationReport Evaluate(ModelCatalog catalog, string subject, UsageProfile profile, DateOnly day)
    {
        var found = new ModelResolver(catalog).Resolve(subject, day);
        if (found.Model is { } model)
            return Obligations.Evaluate(catalog, model, profile, day);
        if (new LicenseNames(catalog).Resolve(subject).Expression is { } expression)
            return Obligations.Evaluate(catalog, expression, profile, day);
        throw new ToolException(ExitCodes.Input, LineageCommand.NotOneModel(catalog, found));
    }

    private static void Print(ToolConsole console, List<ObligationReport> reports)
    {
        using var page = new TextPage(console);
        foreach (var report in reports)
        {
            page.Heading($"{report.Subject} as of {report.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {report.Count(ObligationStatus.Applies)} apply, {report.Count(ObligationStatus.Unknown)} unknown, {report.Count(ObligationStatus.DoesNotApply)} do not apply");
            page.Table(["status", "licence", "from", "clause", "term", "fact", "action or what is missing"], Ordered(report).Select(o => new[]
            {
                Word(o.Status), o.License.Value, o.From, o.Clause, Word(o.Kind), o.Fact, o.Status == ObligationStatus.Unknown && !o.Missing.IsEmpty ? $"missing: {string.Join(", ", o.Missing)}" : o.Action,
            }));
            foreach (var text in Ordered(report).Where(o => o.Text.Length > 0 && o.Status == ObligationStatus.Applies))
                page.Line($"  text of {text.License} [{text.Clause}]: {text.Text}");
            if (reports.Count > 1)
                page.Line();
        }
    }

    private static void Markdown(ToolConsole console, List<ObligationReport> reports)
    {
        using var page = new TextPage(console);
        foreach (var report in reports)
        {
            page.Line($"## {Cell(report.Subject)}");
            page.Line();
            page.Line("| status | licence | from | clause | term | fact | action or what is missing |");
            page.Line("|---|---|---|---|---|---|---|");
            foreach (var o in Ordered(report).Where(o => o.Status != ObligationStatus.DoesNotApply))
                page.Line($"| {Word(o.Status)} | {Cell(o.License.Value)} | {Cell(o.From)} | {Cell(o.Clause)} | {Word(o.Kind)} | {Cell(o.Fact)} | {Cell(o.Status == ObligationStatus.Unknown && !o.Missing.IsEmpty ? $"missing: {string.Join(", ", o.Missing)}" : o.Action)} |");
            page.Line();
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    // What applies first: it is what must be done.
    private static IEnumerable<Obligation> Ordered(ObligationReport report) => report.Terms.OrderBy(o => o.Status switch { ObligationStatus.Applies => 0, ObligationStatus.Unknown => 1, _ => 2 }).ThenBy(o => o.Depth);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
