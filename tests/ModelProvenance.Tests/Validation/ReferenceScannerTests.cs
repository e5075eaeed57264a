using ModelProvenance.Tests.Support;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tests.Validation;

public class ReferenceScannerTests
{
    private static readonly ReferenceScanner Scanner = new(TinyCatalog.Catalog);

    [Theory]
    [InlineData("load.py", "m = AutoModel.from_pretrained(\"acme-ai/Acme-1-7B\")", "acme-ai/Acme-1-7B acme-1-7b 1,32 from_pretrained")]
    [InlineData("load.py", "e = SentenceTransformer('someone/thing')", "someone/thing  1,26 from_pretrained")]
    [InlineData("load.py", "snapshot_download(repo_id=\"acme-ai/Acme-1-7B\")", "acme-ai/Acme-1-7B acme-1-7b 1,28 from_pretrained")]
    [InlineData("Modelfile", "# comment\nFROM acme1:7b\nPARAMETER x 1", "acme1:7b  2,6 modelfile")]
    [InlineData("run.sh", "ollama run acme1:7b --verbose", "acme1:7b  1,12 commandLine")]
    [InlineData("run.sh", "hf download acme-ai/Acme-1-7B", "acme-ai/Acme-1-7B acme-1-7b 1,13 commandLine")]
    [InlineData("appsettings.json", "{ \"Chat\": { \"Model\": \"acme-ai/Acme-1-7B\" } }", "acme-ai/Acme-1-7B acme-1-7b 1,23 modelMember")]
    [InlineData("Program.cs", "var chatModel = \"acme-ai/Acme-1-7B\";", "acme-ai/Acme-1-7B acme-1-7b 1,18 modelMember")]
    [InlineData("config.yaml", "model_path: './models/acme-1-7b-q4_k_m.gguf'", "acme-1-7b-q4_k_m.gguf acme-1-7b 1,23 ggufFile")]
    // Under a member of any name, when the catalog has exactly that repository.
    [InlineData("appsettings.json", "{ \"Embedding\": { \"Id\": \"acme-ai/Acme-1-7B\" } }", "acme-ai/Acme-1-7B acme-1-7b 1,25 knownName")]
    [InlineData("values.yaml", "embedder: acme-ai/Acme-1-7B  # ours", "acme-ai/Acme-1-7B acme-1-7b 1,11 knownName")]
    public void A_place_that_names_a_model_is_found(string path, string text, string expected) => Print(text, path).Should().Equal(expected);

    [Theory]
    // What a member called model holds is only taken when it can be one; addresses, variables and paths are none.
    [InlineData("appsettings.json", "{ \"Model\": \"Toyota Corolla\" }")]
    [InlineData("appsettings.json", "{ \"Model\": \"standard\" }")]
    [InlineData("load.py", "from_pretrained(\"./local\")")]
    [InlineData("load.py", "from_pretrained(\"https://example.org/x\")")]
    [InlineData("load.py", "from_pretrained(f\"{base}/x\")")]
    [InlineData("load.py", "from_pretrained(name)")]
    [InlineData("notes.txt", "FROM acme1:7b")]
    [InlineData("compose.yaml", "image: postgres:16")]
    [InlineData("appsettings.json", "{ \"Image\": \"someone/thing-7b\" }")]
    public void Other_things_are_not(string path, string text) => Print(text, path).Should().BeEmpty();

    [Fact]
    public void A_folder_is_walked_without_its_packages_and_outputs()
    {
        var folder = Directory.CreateTempSubdirectory();
        foreach (var path in new[] { "a/load.py", "node_modules/x/load.py", "bin/load.py", ".git/load.py" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, path))!);
            File.WriteAllText(Path.Combine(folder.FullName, path), "from_pretrained(\"acme-ai/Acme-1-7B\")");
        }

        File.WriteAllText(Path.Combine(folder.FullName, "acme-1-7b-q4_k_m.gguf"), "");
        File.WriteAllText(Path.Combine(folder.FullName, "long.json"), "{\"model\":\"acme-ai/Acme-1-7B\"}" + new string(' ', ReferenceScanner.MaxFileBytes));
        Scanner.Scan(folder.FullName, TestContext.Current.CancellationToken).Select(f => $"{f.Path} {f.Model}").Should().Equal("a/load.py acme-1-7b", "acme-1-7b-q4_k_m.gguf acme-1-7b");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() => FluentActions.Invoking(() => Scanner.Scan("no-such-folder").ToList()).Should().Throw<DirectoryNotFoundException>();

    private static IEnumerable<string> Print(string text, string path) => Scanner.Scan(text, path).Select(f => $"{f.Reference} {f.Model} {f.Line},{f.Column} {f.Pattern}");
}
