// Usage: dotnet run --project eng/CatalogDraft -- CATALOG --plan FILE --repository CLONE
// Writes into the folder CATALOG the models that the plan picks from the dumps of the clone and that the catalog does not have. See docs/catalog/drafts.md.
using ModelProvenance.CatalogDraft;

string? Option(string name) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

if (args.Length < 1 || Option("--plan") is not { } planFile || Option("--repository") is not { } clone)
{
    Console.Error.WriteLine("Usage: CatalogDraft CATALOG --plan FILE --repository CLONE");
    return 2;
}

if (!File.Exists(planFile) || !Directory.Exists(clone))
{
    Console.Error.WriteLine($"Not there: {(File.Exists(planFile) ? clone : planFile)}");
    return 2;
}

var plan = DraftPlan.Read(planFile);
var drafts = new Drafts(args[0], Dumps.Read(clone));
var written = drafts.Write(plan);
foreach (var unused in plan.Where(p => !p.WasUsed))
    Console.Error.WriteLine($"{planFile}({unused.Line}): no row for {unused.Rows}");
Console.Error.WriteLine($"{written} models and {drafts.Builds} builds written.");
return 0;
