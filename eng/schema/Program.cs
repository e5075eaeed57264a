// Usage: dotnet run --project eng/schema [schema folder]
// Writes the draft-07 twin of every catalog schema under schema/v1/draft-07/.
using ModelProvenance.SchemaTwins;

var folder = args.Length > 0 ? args[0] : Path.Combine("schema", "v1");
if (!Directory.Exists(Path.Combine(folder, "catalog")))
{
    Console.Error.WriteLine($"There is no folder '{folder}/catalog'. Run this at the root of the repository, or name the folder schema/v1.");
    return 3;
}

foreach (var (path, text) in Draft07Twin.Of(folder))
{
    var target = Path.Combine(folder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    File.WriteAllText(target, text);
    Console.WriteLine(path);
}

return 0;
