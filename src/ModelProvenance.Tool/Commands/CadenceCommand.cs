using System.CommandLine;
using System.Globalization;

using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>cadence</c>: how often something is released.</summary>
internal sealed class CadenceCommand : ToolCommand
{
    public CadenceCommand(ToolConsole console)
        : base("cadence", "Computes how often a family, series or organization releases models, with the definition and the coverage that the numbers rest on.")
    {
        Examples =
        [
            "modelprov cadence qwen",
            "modelprov cadence organization/deepseek --date-kind weightsPublished --format json",
            "modelprov cadence qwen --format svg",
        ];
        var subject = new Argument<string>("SUBJECT") { Description = "A family, series or organization, by id; kind/id when several have it (organization/minimax)." };
        var kind = DateKindOption();
        var window = new Option<int>("--window") { Description = "Releases within so many days are one event.", DefaultValueFactory = _ => 1 };
        var format = CommonOptions.Format("svg");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(subject, kind, window, format, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            if (parsed.GetValue(window) < 0)
                throw new ToolException(ExitCodes.Usage, "--window is a number of days, 0 or more.");
            var cadence = Compute(catalog, parsed.GetValue(subject)!, CommonOptions.DayOrToday(parsed, asOf, console), ParseKind(parsed.GetValue(kind)!), parsed.GetValue(window));
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, cadence));
                return ExitCodes.Done;
            }

            if (parsed.GetValue(format) == "svg")
            {
                using var output = new StreamWriter(console.Output, new System.Text.UTF8Encoding(false), leaveOpen: true);
                TimelineSvg.Write(output, $"Releases of {cadence.Subject} by {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(cadence.DateKind.ToString())}", [cadence]);
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            Print(page, cadence);
            return ExitCodes.Done;
        });
    }

    internal static Option<string> DateKindOption()
    {
        var option = new Option<string>("--date-kind") { Description = "Which dates count.", DefaultValueFactory = _ => "announced" };
        option.AcceptOnlyFromAmong("announced", "weightsPublished", "repositoryCreated", "paperPublished", "apiAvailable");
        return option;
    }

    internal static DateKind ParseKind(string text) => Enum.Parse<DateKind>(text, ignoreCase: true);

    private static ReleaseCadence Compute(ModelCatalog catalog, string text, DateOnly asOf, DateKind kind, int window)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var wanted = slash > 0 ? text[..slash] : "";
        var id = text[(slash + 1)..];
        if (wanted is "" or "family" && FamilyId.TryParse(id, null, out var family) && catalog.Families.Contains(family))
            return ReleaseCadence.Of(catalog, family, asOf, kind, window);
        if (wanted is "" or "series" && SeriesId.TryParse(id, null, out var series) && catalog.Series.Contains(series))
            return ReleaseCadence.Of(catalog, series, asOf, kind, window);
        if (wanted is "" or "organization" && OrganizationId.TryParse(id, null, out var organization) && catalog.Organizations.Contains(organization))
            return ReleaseCadence.Of(catalog, organization, asOf, kind, window);
        var near = catalog.Families.Suggest(id).Concat(catalog.Series.Suggest(id)).Concat(catalog.Organizations.Suggest(id)).Distinct().Take(5).ToList();
        throw new ToolException(ExitCodes.Input, $"There is no family, series or organization '{TextPage.Clean(text)}' in catalog {catalog.CatalogVersion}." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : ""));
    }

    private static void Print(TextPage page, ReleaseCadence cadence)
    {
        page.Heading(cadence.Subject);
        foreach (var line in TimelineText.Draw(cadence.Events))
            page.Line("  " + line);
        page.Line();
        page.Line($"  events           {cadence.Events.Length} ({cadence.ReleasesWithoutDay} releases without a day of this kind are left out)");
        page.Line($"  gaps in days     {(cadence.GapsDays.IsEmpty ? "-" : string.Join(", ", cadence.GapsDays))}");
        page.Line($"  median           {Number(cadence.MedianGapDays)}    last three {Number(cadence.Trailing3MedianDays)}    longest {Number(cadence.LongestGapDays)}    open {Number(cadence.OpenGapDays)}");
        page.Line($"  models an event  {Number(cadence.VariantsPerRelease)}");
        page.Line($"  pace             {cadence.Class.ToString().ToLowerInvariant()}{(cadence.IsEstablished ? "" : " (not established: no statement that the catalog holds every release)")}");
        page.Dim($"  {ReleaseCadence.Definition}, dates: {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(cadence.DateKind.ToString())}, window {cadence.WindowDays} d, as of {cadence.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            + (cadence.Coverage is { } coverage ? $"; complete since {coverage.CompleteSince}, checked against {coverage.CheckedAgainst} on {coverage.CheckedOn}" : ""));
    }

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "-";
}
