// Checks a sentence of the press on the catalog's own dates: "US companies: six months to a year between model series; Chinese companies: one to two weeks between models, in many variants"
// (statements us-series-interval-half-year-to-year and chinese-model-interval-one-to-two-weeks). Writes a page and a picture.
//
//     dotnet run --project samples/ReleaseIntervals -- OUTPUT-FOLDER [AS-OF] [CATALOG]
using System.Globalization;
using System.Text;

using ModelProvenance;
using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Export;

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: ReleaseIntervals OUTPUT-FOLDER [AS-OF] [CATALOG]");
    return 2;
}

var catalog = args.Length > 2 ? ModelCatalog.Load(args[2]) : ModelCatalog.Default;
// The version of the catalog is the day up to which anybody looked.
var asOf = DateOnly.ParseExact(args.Length > 1 ? args[1] : catalog.CatalogVersion.Split('+')[0].Replace('.', '-'), "yyyy-MM-dd", CultureInfo.InvariantCulture);
const DateKind Kind = DateKind.WeightsPublished;

var developers = (from organization in catalog.Organizations
                  where organization.Roles.Contains(OrganizationRole.Developer)
                  let models = ReleaseCadence.Of(catalog, organization.Id, asOf, Kind)
                  where models.Events.Length >= 4
                  select (Organization: organization, Country: CountryOf(organization), Models: models, Series: SeriesGaps(organization)))
    .OrderBy(d => d.Models.MedianGapDays).ThenBy(d => d.Organization.Id).ToList();

var page = new StringBuilder();
page.Append("# How often are models released?\n\n");
page.Append("A press article of December 2025 quotes an expert: US companies leave \"six months to a year\" between model *series*, Chinese companies \"one to two weeks\" between *models*, in many variants\n");
page.Append("(catalog statements `us-series-interval-half-year-to-year`, `chinese-model-interval-one-to-two-weeks`). The two halves count different things. This page, written by\n");
page.Append("`dotnet run --project samples/ReleaseIntervals`, counts both things for both countries.\n\n");
page.Append(CultureInfo.InvariantCulture, $"Catalog {catalog.CatalogVersion}, as of {asOf:yyyy-MM-dd}, dates of the kind `weightsPublished`, definition `{ReleaseCadence.Definition}`, releases of neighbouring days are one event.\n\n");
page.Append("## Per developer\n\n");
page.Append("Developers with at least four events. *Models* is the median number of days between days on which weights were published; *series* the median between the first days of new series.\n\n");
page.Append("| developer | country | events | models: median days | last three | longest | series | series: median days | releases without a day |\n|---|---|---|---|---|---|---|---|---|\n");
foreach (var (organization, country, models, series) in developers)
{
    page.Append(CultureInfo.InvariantCulture,
        $"| {organization.Name} | {country} | {models.Events.Length} | {Number(models.MedianGapDays)} | {Number(models.Trailing3MedianDays)} | {Number(models.LongestGapDays)} | {series.Count + (series.Count > 0 ? 1 : 0)} | {Number(Median(series))} | {models.ReleasesWithoutDay} |\n");
}

page.Append("\n## Per country, all developers together\n\n| country | developers | events | days from first to last event | days for an event |\n|---|---|---|---|---|\n");
foreach (var country in developers.GroupBy(d => d.Country).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    var days = country.SelectMany(d => d.Models.Events).Select(e => e.Date).Where(d => d.Year >= 2024).Distinct().Order().ToList();
    if (days.Count < 2)
        continue;
    var span = days[^1].DayNumber - days[0].DayNumber;
    page.Append(CultureInfo.InvariantCulture, $"| {country.Key} | {country.Count()} | {days.Count} | {span} | {Number((double)span / (days.Count - 1))} |\n");
}

page.Append("\nOnly events since 2024 count in this table.\n\n## What this says, and what not\n\n");
foreach (var (code, name) in new[] { ("CN", "Chinese"), ("US", "US") })
{
    var own = developers.Where(d => d.Country == code).ToList();
    var byModel = own.Count(d => d.Models.MedianGapDays <= 14);
    var bySeries = own.Where(d => d.Series.Count > 0).ToList();
    page.Append(CultureInfo.InvariantCulture, $"- Of {own.Count} {name} developers, {byModel} have a median of at most 14 days between models; of the {bySeries.Count} with two series or more, {bySeries.Count(d => Median(d.Series) is >= 182 and <= 365)} have a median of 182 to 365 days between series.\n");
}

page.Append("- Country is where the head office is, else the legal seat, as far as the catalog has a source for either.\n");
page.Append("- Only open weights count. A company that publishes closed models more often looks slower here than it is.\n");
var covered = developers.Count(d => catalog.Families.Where(f => f.Developers.IsKnown && f.Developers.Value.Contains(d.Organization.Id)).All(f => f.Coverage is not null));
page.Append(CultureInfo.InvariantCulture, $"- A gap is only as good as the list of releases: for {developers.Count - covered} of these {developers.Count} developers the catalog does not claim to hold every release, so true gaps can be shorter.\n");
page.Append("- Releases whose day is not known from a source are left out and counted in the last column.\n\n![Days on which weights were published](release-intervals.svg)\n");

Directory.CreateDirectory(args[0]);
File.WriteAllText(Path.Combine(args[0], "release-intervals.md"), page.ToString());
using (var picture = new StreamWriter(Path.Combine(args[0], "release-intervals.svg"), false, new UTF8Encoding(false)))
    TimelineSvg.Write(picture, "Days on which weights were published, by developer", [.. developers.Select(d => d.Models)]);
return 0;

string CountryOf(Organization organization) =>
    organization.Headquarters is { IsKnown: true } office ? office.Value.Country.Value
    : organization.LegalSeat is { IsKnown: true } seat ? seat.Value.Country.Value
    : "not known";

// Days between the first days of the series that the organization develops.
List<int> SeriesGaps(Organization organization)
{
    var starts = (from series in catalog.Series
                  where series.Developers.IsKnown && series.Developers.Value.Contains(organization.Id)
                  let events = ReleaseCadence.Of(catalog, series.Id, asOf, Kind).Events
                  where events.Length > 0
                  select events[0].Date).Distinct().Order().ToList();
    return [.. starts.Zip(starts.Skip(1), (earlier, later) => later.DayNumber - earlier.DayNumber)];
}

static double? Median(List<int> gaps)
{
    if (gaps.Count == 0)
        return null;
    var sorted = gaps.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
}

static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "-";
