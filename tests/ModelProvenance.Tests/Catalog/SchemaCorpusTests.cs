using System.Text.RegularExpressions;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.SchemaTwins;

using NJsonSchema;

namespace ModelProvenance.Tests.Catalog;

/// <summary>The library's reader and NJsonSchema over the documents of tests/corpus/schema; eng/conformance/run.sh asks ajv and python3-jsonschema about the same.</summary>
public sealed class SchemaCorpusTests
{
    private static readonly Dictionary<string, JsonSchema> Twins = [];

    private static readonly string[] CatalogFiles = [.. Directory
        .EnumerateFiles(Path.Combine(SchemaFiles.Root, "catalog"), "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(SchemaFiles.Root, "catalog"), path).Replace('\\', '/'))];

    public static TheoryData<string, string, string, string> Documents
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var row in Rows())
                data.Add(row[0], row[1], row[2], row[4]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_reader_and_NJsonSchema_give_the_verdict_of_the_table(string document, string place, string reader, string twin)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SchemaFiles.Corpus, document));

        var problems = Read(bytes, place);
        var errors = Validate(File.ReadAllText(Path.Combine(SchemaFiles.Corpus, document)), place);

        (problems.Count == 0 ? "accept" : "refuse").Should().Be(reader, string.Join("; ", problems));
        (errors.Count == 0 ? "accept" : "refuse").Should().Be(twin, string.Join("; ", errors));
    }

    [Fact]
    public void Every_document_of_the_corpus_stands_in_the_table_and_every_difference_has_a_reason()
    {
        var files = Directory.EnumerateFiles(SchemaFiles.Corpus, "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(SchemaFiles.Corpus, path).Replace('\\', '/'));

        Rows().Select(row => row[0]).Should().BeEquivalentTo(files);
        Rows().Where(row => row[2] != (row[0].StartsWith("good/", StringComparison.Ordinal) ? "accept" : "refuse")).Should().BeEmpty("the reader's verdict is the right one");
        Rows().Where(row => (row[2] == row[3] && row[3] == row[4]) != (row[5].Length == 0)).Should().BeEmpty("a row says why validators differ, if and only if they do");
    }

    [Fact]
    public void A_problem_of_the_reader_names_its_place()
    {
        var problems = new List<CatalogProblem>();
        CatalogJson.ReadFile(File.ReadAllBytes(Path.Combine(SchemaFiles.Corpus, "broken", "model-date-of-no-calendar.json")), "families/acme/acme-1.json", new CatalogContents(), problems);

        problems.Should().ContainSingle().Which.Pointer.Should().Be("/releases/0/models/1/dates/0/value");
    }

    [Fact]
    public void NJsonSchema_accepts_every_file_of_the_catalog() =>
        CatalogFiles.SelectMany(file => Validate(File.ReadAllText(Path.Combine(SchemaFiles.Root, "catalog", file)), file).Select(error => $"{file}: {error}")).Should().BeEmpty();

    [Fact]
    public void The_reader_accepts_every_file_of_the_catalog() =>
        CatalogFiles.SelectMany(file => Read(File.ReadAllBytes(Path.Combine(SchemaFiles.Root, "catalog", file)), file)).Should().BeEmpty();

    [Fact]
    public void The_exchange_form_that_the_library_writes_fits_its_schema()
    {
        var contents = CatalogJson.ReadFolder(Path.Combine(SchemaFiles.Root, "catalog"), [], TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        CatalogJson.WriteExchange(contents, stream);

        Validate(System.Text.Encoding.UTF8.GetString(stream.ToArray()), "catalog.json").Should().BeEmpty();
        Read(stream.ToArray(), "catalog.json").Should().BeEmpty();
    }

    [Fact]
    public void The_committed_twins_are_those_that_follow_from_the_schemas()
    {
        var twins = Draft07Twin.Of(SchemaFiles.Folder).ToDictionary(twin => twin.Path, twin => twin.Text);
        var committed = Directory.EnumerateFiles(Path.Combine(SchemaFiles.Folder, "draft-07"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(SchemaFiles.Folder, path).Replace('\\', '/'), File.ReadAllText);

        committed.Keys.Should().BeEquivalentTo(twins.Keys);
        committed.Where(file => twins[file.Key] != file.Value).Select(file => file.Key).Should().BeEmpty("dotnet run --project eng/schema writes them anew");
    }

    [Fact]
    public void A_twin_needs_no_other_file()
    {
        foreach (var (path, text) in Draft07Twin.Of(SchemaFiles.Folder))
        {
            Regex.Matches(text, "\"\\$ref\": \"([^\"]*)\"").Select(match => match.Groups[1].Value).Should().OnlyContain(reference => reference.StartsWith("#/definitions/"), path);
            text.Should().NotContain("unevaluatedProperties").And.NotContain("$defs");
        }
    }

    private static IEnumerable<string[]> Rows() => File.ReadLines(Path.Combine(SchemaFiles.Corpus, "verdicts.tsv")).Skip(1).Select(line => line.Split('\t'));

    private static List<CatalogProblem> Read(byte[] bytes, string place)
    {
        var problems = new List<CatalogProblem>();
        if (place != "catalog.json")
        {
            CatalogJson.ReadFile(bytes, place, new CatalogContents(), problems);
            return problems;
        }

        try
        {
            CatalogJson.ReadExchange(bytes, place);
        }
        catch (CatalogFormatException e)
        {
            problems.AddRange(e.Problems);
        }

        return problems;
    }

    private static List<string> Validate(string json, string place)
    {
        var path = SchemaFiles.SchemaOf(place);
        JsonSchema? schema;
        lock (Twins)
        {
            if (!Twins.TryGetValue(path, out schema))
                Twins[path] = schema = JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(SchemaFiles.Folder, "draft-07", path))).GetAwaiter().GetResult();
        }

        // Dates stay text: Newtonsoft would turn them into dates otherwise, and a date is no string.
        using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(json)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return [.. schema.Validate(Newtonsoft.Json.Linq.JToken.ReadFrom(reader)).Select(error => $"{error.Path}: {error.Kind}")];
    }
}
