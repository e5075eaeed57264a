// Usage: dotnet run --project eng/CatalogAudit -- draw CATALOG --seed TEXT [--count 200] > ledger.tsv
//        dotnet run --project eng/CatalogAudit -- find CATALOG|LEDGER --repositories FOLDER [--documents FOLDER]
// draw writes a sample of facts, the same one for the same catalog and seed. find looks for every literal in the cited documents, as far as they are at hand, and ends with 1 when one is not
// where its citation says. The folder of repositories holds clones named owner+name (bare or not); that of documents holds copies of pages named by their percent-encoded address.
using ModelProvenance;
using ModelProvenance.CatalogAudit;

if (args.Length < 2 || args[0] is not ("draw" or "find"))
{
    Console.Error.WriteLine("Usage: CatalogAudit draw CATALOG --seed TEXT [--count 200] | find CATALOG|LEDGER --repositories FOLDER [--documents FOLDER]");
    return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

if (args[0] == "draw")
{
    if (Option("--seed") is not { } seed)
    {
        Console.Error.WriteLine("draw needs --seed: the hash of the commit whose catalog is audited.");
        return 2;
    }

    var facts = AuditedFact.Of(ModelCatalog.Load(args[1]));
    Console.Out.Write(Ledger.Header);
    foreach (var fact in Sample.Draw(facts, seed, int.Parse(Option("--count") ?? "200", System.Globalization.CultureInfo.InvariantCulture)))
        Console.Out.Write(Ledger.Line(fact));
    return 0;
}

var documents = new CitedDocuments(Option("--repositories"), Option("--documents"));
var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
foreach (var fact in args[1].EndsWith(".tsv", StringComparison.Ordinal) ? Ledger.Read(args[1]) : AuditedFact.Of(ModelCatalog.Load(args[1])))
{
    var found = documents.Find(fact);
    counts[found] = counts.GetValueOrDefault(found) + 1;
    if (found is CitedDocuments.Missing or CitedDocuments.Elsewhere)
        Console.Out.WriteLine($"{found}\t{fact.Kind}/{fact.Id}\t{fact.Property}\t{fact.Value}\t{fact.Url}\t{fact.Locator}\t{fact.Literal}");
}

foreach (var (what, count) in counts)
    Console.Error.WriteLine($"{what}: {count}");
return counts.ContainsKey(CitedDocuments.Missing) ? 1 : 0;
