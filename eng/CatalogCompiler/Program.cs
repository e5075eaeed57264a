// Usage: CatalogCompiler <catalog folder> <binary file> <exchange file>
// Prints problems as MSBuild understands them; exit code 1 when there are any.
using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;

if (args.Length != 3)
{
    Console.Error.WriteLine("Usage: CatalogCompiler <catalog folder> <binary file> <exchange file>");
    return 2;
}

var problems = new List<CatalogProblem>();
var contents = CatalogJson.ReadFolder(args[0], problems);
if (problems.Count == 0)
    CatalogReferences.Check(contents, "", problems, complete: true);
foreach (var problem in problems)
{
    var place = problem.Line > 0 ? $"({problem.Line},{problem.Column})" : "";
    Console.Error.WriteLine($"{Path.Combine(args[0], problem.Path)}{place}: error MP1001: {problem.Pointer}{(problem.Pointer.Length > 0 ? ": " : "")}{problem.Message}");
}

if (problems.Count > 0)
    return 1;

WriteAtomically(args[1], stream => stream.Write(BinaryCatalogWriter.Write(contents)));
WriteAtomically(args[2], stream => CatalogJson.WriteExchange(contents, stream));
return 0;

// A build that is interrupted must not leave half a file that looks up to date.
static void WriteAtomically(string path, Action<Stream> write)
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    var temporary = path + ".tmp";
    using (var stream = File.Create(temporary))
        write(stream);
    File.Move(temporary, path, overwrite: true);
}
