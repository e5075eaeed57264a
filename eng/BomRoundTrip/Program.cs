// Usage: BomRoundTrip write FOLDER: every model of the catalog in every format. BomRoundTrip pass LIBRARY FROM TO: every document of a folder read and written again by the official .NET library (CycloneDX.Core.dll).
// BomRoundTrip compare BEFORE AFTER WORDS [LEAST_PERCENT]: how many of the facts that our reader finds in the first folder it finds in the second; exit code 1 when they are fewer. See eng/conformance/boms.sh.
using System.Globalization;
using System.Reflection;
using System.Text.Json;

using ModelProvenance;
using ModelProvenance.Boms;
using ModelProvenance.Export;
using ModelProvenance.Licensing;

switch (args)
{
    case ["write", var folder]:
        Write(folder);
        return 0;
    case ["pass", var library, var from, var to]:
        Pass(library, from, to);
        return 0;
    case ["compare", var before, var after, var words]:
        Compare(before, after, words);
        return 0;
    case ["compare", var before, var after, var words, var least]:
        return Compare(before, after, words) * 100 >= double.Parse(least, CultureInfo.InvariantCulture) ? 0 : 1;
    default:
        Console.Error.WriteLine("Usage: BomRoundTrip write FOLDER | pass LIBRARY FROM TO | compare BEFORE AFTER WORDS [LEAST_PERCENT]");
        return 2;
}

static void Write(string folder)
{
    var inspector = new ModelInspector(ModelCatalog.Default);
    foreach (var model in ModelCatalog.Default.Models)
    {
        var report = inspector.Inspect(model.Id.Value);
        foreach (var format in Enum.GetValues<BomFormat>())
        {
            var directory = Directory.CreateDirectory(Path.Combine(folder, format.ToWord())).FullName;
            using var file = File.Create(Path.Combine(directory, model.Id.Value + ".json"));
            using var json = new Utf8JsonWriter(file);
            BomWriter.Write(json, format, ModelCatalog.Default, [report], new BomWriteOptions(DateTimeOffset.UnixEpoch));
        }
    }
}

// The library is on NuGet only inside the official command-line tool, so it is no reference of this project.
static void Pass(string library, string from, string to)
{
    Directory.CreateDirectory(to);
    var serializer = Assembly.LoadFrom(Path.GetFullPath(library)).GetType("CycloneDX.Json.Serializer", throwOnError: true)!;
    var read = serializer.GetMethod("Deserialize", [typeof(string)])!;
    var write = serializer.GetMethod("Serialize", [read.ReturnType])!;
    foreach (var file in Directory.EnumerateFiles(from).Order(StringComparer.Ordinal))
        File.WriteAllText(Path.Combine(to, Path.GetFileName(file)), (string)write.Invoke(null, [read.Invoke(null, [File.ReadAllText(file)])])!);
}

static double Compare(string before, string after, string words)
{
    var lost = new SortedDictionary<string, (int Kept, int All)>(StringComparer.Ordinal);
    foreach (var file in Directory.EnumerateFiles(before).Order(StringComparer.Ordinal))
    {
        var left = Facts(Path.Combine(after, Path.GetFileName(file)));
        foreach (var fact in Facts(file))
        {
            var (kept, all) = lost.GetValueOrDefault(fact.Property);
            lost[fact.Property] = (kept + (left.Remove(fact) ? 1 : 0), all + 1);
        }
    }

    var (total, survived) = (lost.Values.Sum(c => c.All), lost.Values.Sum(c => c.Kept));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{survived} of {total} facts ({(double)survived / total:P1}) come back {words}"));
    foreach (var (property, (kept, all)) in lost.Where(c => c.Value.Kept < c.Value.All))
        Console.WriteLine($"  {property}: {kept} of {all}");
    return (double)survived / total;
}

// What a document says of its subject; a place in the document is no fact. A licence is the same under its id and its name; that there is a base and how the model was made from it are two facts.
static List<(string Property, string Value, string? Note)> Facts(string file)
{
    var facts = new List<(string Property, string Value, string? Note)>();
    foreach (var claim in BomDocument.Read(file).Document?.Models.Where(m => m.IsSubject).SelectMany(m => m.Claims) ?? [])
    {
        facts.Add((claim.Property, claim.Property.StartsWith("licenses.", StringComparison.Ordinal) ? LicenseNames.Default.Resolve(claim.Value).Expression?.ToString() ?? claim.Value : claim.Value, claim.Property == "baseModels" ? null : claim.Note));
        if (claim.Property == "baseModels" && claim.Note is { Length: > 0 } relation)
            facts.Add(("baseModels (relation)", claim.Value, relation));
    }

    return facts;
}
