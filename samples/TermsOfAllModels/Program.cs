// One usage profile over every model of the catalog: how many terms apply, do not apply or are unknown, and why. Writes a page.
//
//     dotnet run -c Release --project samples/TermsOfAllModels -- OUTPUT-FOLDER [AS-OF]
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

using ModelProvenance;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: TermsOfAllModels OUTPUT-FOLDER [AS-OF]");
    return 2;
}

var catalog = ModelCatalog.Default;
// The version of the catalog is the day up to which anybody looked.
var asOf = DateOnly.ParseExact(args.Length > 1 ? args[1] : catalog.CatalogVersion.Split('+')[0].Replace('.', '-'), "yyyy-MM-dd", CultureInfo.InvariantCulture);
var usagePath = Path.Combine(AppContext.BaseDirectory, "usage.json");
var usage = UsageProfile.Read(File.ReadAllBytes(usagePath), usagePath).Document ?? throw new FormatException($"'{usagePath}' is no usage profile.");

var results = catalog.Models.Select(model => (Model: model, Report: Obligations.Evaluate(catalog, model, usage, asOf))).ToList();
var terms = results.SelectMany(r => r.Report.Terms.Select(term => (r.Model.Id, Term: term))).ToList();

var page = new StringBuilder();
page.Append("# One use, every model\n\n");
page.Append("What the licences of every model of the catalog, and of the models that each was made from, state about one use: the small company of\n");
page.Append("[samples/WhatDoIOwe/usage.json](../../samples/WhatDoIOwe/usage.json), which ships a product with a fine-tuned model inside and offers it as a service.\n");
page.Append("Written by `dotnet run -c Release --project samples/TermsOfAllModels -- docs/catalog`; a test checks for every model that there is a result and that what is unknown says what is missing.\n\n");
page.Append(CultureInfo.InvariantCulture, $"Catalog {catalog.CatalogVersion}, as of {asOf:yyyy-MM-dd}: {results.Count} models, {catalog.Licenses.Count} licences, {terms.Count} terms.\n\n");

page.Append("## Terms\n\n| | applies | does not apply | unknown |\n|---|---|---|---|\n");
Shares("all terms", terms.Select(t => t.Term));
Shares("of the model's own licence", terms.Where(t => t.Term.Depth == 0).Select(t => t.Term));
Shares("of models that it was made from", terms.Where(t => t.Term.Depth > 0).Select(t => t.Term));
Shares("without licences that are not known and texts that nobody has read", terms.Where(t => t.Term.Term is not null).Select(t => t.Term));

page.Append("\n## Models\n\n| | models | share |\n|---|---|---|\n");
Models("all", _ => true);
Models("every term is decided", r => r.Count(ObligationStatus.Unknown) == 0);
Models("something applies", r => r.Count(ObligationStatus.Applies) > 0);
Models("the text does not license the commercial use (own licence or one of a base)", r => r.Terms.Any(t => t is { Status: ObligationStatus.Applies, Term: CommercialUseTerm { Rule: CommercialUse.Excluded, Of: not TermSubject.Outputs } }));
Models("a base brings terms that the model's own licence does not have", r => r.Terms.Any(t => t.Depth > 0 && t.Status == ObligationStatus.Applies && !r.Terms.Any(own => own.Depth == 0 && own.License == t.License)));
Models("a text must be shown", r => r.Terms.Any(t => t is { Status: ObligationStatus.Applies, Term: DisplayTerm { Recommended: false } }));
Models("a sentence goes into the NOTICE", r => ShippingList.From(r).NoticeText.Length > 0);
Models("the licence of the model is not known", r => r.Terms.Any(t => t is { Depth: 0, License.IsEmpty: true }));

page.Append("\n## Why something is unknown\n\nThe fifteen reasons with the most models.\n\n| what is missing | models | terms |\n|---|---|---|\n");
var reasons = from t in terms
              where t.Term.Status == ObligationStatus.Unknown
              from missing in t.Term.Missing
              group t by Reason(missing, t.Term) into reason
              select (Text: reason.Key, Models: reason.Select(t => t.Id).Distinct().Count(), Terms: reason.Count());
foreach (var (text, models, count) in reasons.OrderByDescending(r => r.Models).ThenBy(r => r.Text, StringComparer.Ordinal).Take(15))
    page.Append(CultureInfo.InvariantCulture, $"| {text} | {models} | {count} |\n");

page.Append("\n## By kind of term\n\n| kind | applies | does not apply | unknown |\n|---|---|---|---|\n");
foreach (var kind in terms.Where(t => t.Term.Term is not null || t.Term.Kind != LicenseTermKind.Other).GroupBy(t => t.Term.Kind).OrderBy(g => g.Key))
    page.Append(CultureInfo.InvariantCulture, $"| {Camel(kind.Key)} | {Count(kind.Select(t => t.Term), ObligationStatus.Applies)} | {Count(kind.Select(t => t.Term), ObligationStatus.DoesNotApply)} | {Count(kind.Select(t => t.Term), ObligationStatus.Unknown)} |\n");

page.Append("\n## Licences with the most models\n\n| licence | models | applies | does not apply | unknown |\n|---|---|---|---|---|\n");
foreach (var license in terms.Where(t => t.Term.Depth == 0).GroupBy(t => t.Term.License).OrderByDescending(g => g.Select(t => t.Id).Distinct().Count()).ThenBy(g => g.Key.Value, StringComparer.Ordinal).Take(25))
    page.Append(CultureInfo.InvariantCulture, $"| {(license.Key.IsEmpty ? "not known" : license.Key.Value)} | {license.Select(t => t.Id).Distinct().Count()} | {Count(license.Select(t => t.Term), ObligationStatus.Applies)} | {Count(license.Select(t => t.Term), ObligationStatus.DoesNotApply)} | {Count(license.Select(t => t.Term), ObligationStatus.Unknown)} |\n");
page.Append("\nCounts of terms are over all models under the licence. Statements about texts and a described use, no legal advice.\n");

Directory.CreateDirectory(args[0]);
File.WriteAllText(Path.Combine(args[0], "terms-of-all-models.md"), page.ToString());
File.WriteAllText(Path.Combine(args[0], "licence-readings.md"), Readings(catalog));
return 0;

// How far each licence was read: in full from its text, in part, as others tell of it, or by name alone.
static string Readings(ModelCatalog catalog)
{
    var groups = catalog.Licenses.ToLookup(license =>
    {
        var sources = license.Terms.Where(t => t.IsKnown).Select(t => t.Sources.Any(s => s.Source.Kind == SourceKind.LicenseText)).ToList();
        return sources.Count == 0 ? 3 : !sources.Contains(true) ? 2 : license.SilentOn.IsKnown && !sources.Contains(false) ? 0 : 1;
    });
    var page = new StringBuilder("# How far the licences were read\n\n");
    page.Append(CultureInfo.InvariantCulture, $"Catalog {catalog.CatalogVersion}: {catalog.Licenses.Count} licences. Written by `dotnet run -c Release --project samples/TermsOfAllModels -- docs/catalog`.\n");
    page.Append("A kind of term that a record neither states nor lists as silent was not read, and nothing follows from it: `obligations` lists it as unknown.\n");
    string[] titles = ["Read in full from the text", "Read in part", "Second-hand: as others quote or tell of the text, or as the developer sums it up", "Named only: terms are not known here"];
    for (var i = 0; i < titles.Length; i++)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {titles[i]} ({groups[i].Count()})\n\n");
        if (i == 0)
            page.Append("Every term cites the text or a copy of it, and the kinds on which it is silent are listed.\n");
        else
            page.Append("| licence | terms | what is said of the reading |\n|---|---|---|\n");
        foreach (var license in groups[i].Where(_ => i > 0).OrderBy(l => l.Id.Value, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"| {license.Id} | {license.Terms.Length} | {(license.Name.Note is { Length: > 0 } note ? note : license.SilentOn.Note ?? "").Replace("|", "\\|", StringComparison.Ordinal)} |\n");
    }

    return page.ToString();
}

void Shares(string what, IEnumerable<Obligation> some)
{
    var all = some.ToImmutableArray();
    page.Append(CultureInfo.InvariantCulture, $"| {what} | {Share(Count(all, ObligationStatus.Applies), all.Length)} | {Share(Count(all, ObligationStatus.DoesNotApply), all.Length)} | {Share(Count(all, ObligationStatus.Unknown), all.Length)} |\n");
}

void Models(string what, Func<ObligationReport, bool> holds)
{
    var count = results.Count(r => holds(r.Report));
    page.Append(CultureInfo.InvariantCulture, $"| {what} | {count} | {Percent(count, results.Count)} |\n");
}

// Models and licences by kind, so that reasons add up.
static string Reason(string missing, Obligation term) =>
    missing.StartsWith("the licence of ", StringComparison.Ordinal) ? term.Depth == 0 ? "the licence of the model" : "the licence of a model that it was made from"
    : missing;

static int Count(IEnumerable<Obligation> some, ObligationStatus status) => some.Count(term => term.Status == status);

static string Share(int count, int all) => string.Create(CultureInfo.InvariantCulture, $"{count} ({Percent(count, all)})");

static string Percent(int count, int all) => all == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / all:0.0} %");

static string Camel(LicenseTermKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
