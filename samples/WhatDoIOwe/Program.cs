// What do I owe if I ship this? From a name or a folder to the files that go along: identify, lineage, licence, obligations, notices.
//
//     dotnet run --project samples/WhatDoIOwe [-- --as-of DATE --usage FILE SUBJECT...]
//
// Without subjects: Kimi K2, the two kinds of DeepSeek-R1 distillations, a fine-tune of Gemma, Qwen2.5 3B against 7B, and a merge of a non-commercial and a permissive model.
using System.Globalization;

using ModelProvenance;
using ModelProvenance.Catalog;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;

var catalog = ModelCatalog.Default;
var asOf = DateOnly.FromDateTime(DateTime.UtcNow);
var usagePath = Path.Combine(AppContext.BaseDirectory, "usage.json");
var subjects = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--as-of" when i + 1 < args.Length:
            asOf = DateOnly.ParseExact(args[++i], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            break;
        case "--usage" when i + 1 < args.Length:
            usagePath = args[++i];
            break;
        default:
            subjects.Add(args[i]);
            break;
    }
}

if (subjects.Count == 0)
{
    subjects =
    [
        "moonshotai/Kimi-K2-Instruct", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "deepseek-ai/DeepSeek-R1-Distill-Llama-8B", Path.Combine(AppContext.BaseDirectory, "cards", "gemma-fine-tune"),
        "Qwen/Qwen2.5-3B-Instruct", "Qwen/Qwen2.5-7B-Instruct", Path.Combine(AppContext.BaseDirectory, "cards", "merge"),
    ];
}

var usage = UsageProfile.Read(File.ReadAllBytes(usagePath), usagePath);
if (usage.Document is not { } profile)
{
    foreach (var finding in usage.Findings)
        Console.Error.WriteLine(finding);
    return 3;
}

var inspector = new ModelInspector(catalog);
var reports = new List<ObligationReport>();
foreach (var subject in subjects)
{
    // Identify: a name, or what card, licence file and weights in a folder say.
    var found = Directory.Exists(subject) ? inspector.InspectFolder(subject, new InspectionOptions { AsOf = asOf }) : inspector.Inspect(subject, asOf);
    if (found.Work is not { } work)
    {
        Console.Error.WriteLine($"'{subject}' determines no model of catalog {catalog.CatalogVersion}.");
        return 3;
    }

    Console.WriteLine($"== {(Directory.Exists(subject) ? Path.GetFileName(subject) : subject)}");
    Console.WriteLine($"model    {work.Model?.Id.Value ?? "none of the catalog"}");

    // Lineage and licences: those of the catalog, and those that documents state.
    foreach (var stated in work.Licenses)
        Console.WriteLine($"licence  {stated.Expression?.ToString() ?? stated.Missing} ({stated.Place})");
    foreach (var node in found.Lineage?.Nodes ?? [])
        Console.WriteLine($"licence  {node.License?.ToString() ?? "unknown"} (catalog, {node.Id})");
    foreach (var edge in found.Lineage?.Edges ?? [])
        Console.WriteLine($"lineage  {edge.Child} <- {edge.Parent} ({edge.Relation})");
    foreach (var stated in work.Bases)
        Console.WriteLine($"lineage  this <- {stated.Model?.Id.Value ?? stated.Name} ({stated.Relation}), {stated.Model?.License(LicenseScope.Weights, asOf)?.Expression.ValueOrDefault?.ToString() ?? "licence unknown"}");

    // Obligations: each term against the use. Those that only state law or marks are left out here.
    var report = Obligations.Evaluate(catalog, work, profile, asOf);
    reports.Add(report);
    Console.WriteLine($"terms    {report.Count(ObligationStatus.Applies)} apply, {report.Count(ObligationStatus.Unknown)} unknown, {report.Count(ObligationStatus.DoesNotApply)} do not apply");
    foreach (var term in report.Terms.Where(term => term.Status == ObligationStatus.Applies && term.Action.Length > 0 && term.Kind is not (LicenseTermKind.Other or LicenseTermKind.Termination)))
        Console.WriteLine($"applies  {term.License} {term.Clause}, from {term.From}: {term.Action}{(term.Text.Length > 0 ? $": \"{term.Text}\"" : "")}");
    foreach (var term in report.Terms.Where(term => term.Status == ObligationStatus.Unknown))
        Console.WriteLine($"unknown  {term.License} {term.Clause}, from {term.From}: missing {string.Join(", ", term.Missing)}");
    foreach (var note in report.Notes)
        Console.WriteLine($"note     {note}");
    Console.WriteLine();
}

// Notices: one list for all of them.
var list = ShippingList.From(reports);
Console.WriteLine("== NOTICE");
Console.WriteLine(list.NoticeText);
Console.WriteLine("== goes along");
foreach (var (what, items) in new[] { ("licence copy", list.LicenseCopies), ("text to show", list.DisplayTexts), ("word in the name", list.Names), ("not known", list.Open) })
{
    foreach (var item in items)
        Console.WriteLine($"{what}: {item.Text}{(item.IsCertain ? "" : " (perhaps)")} [{item.License} {item.Clause}] {item.Sources.FirstOrDefault()?.Source.Url.ToString() ?? ""}");
}

return 0;
