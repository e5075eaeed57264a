using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;

namespace ModelProvenance.Tests.Catalog.Storage;

/// <summary>One case for each thing that a file of the catalog folder can have wrong. What is wrong always stands in the second line.</summary>
public class JsonRecordReaderTests
{
    private const string LicenseFile = "licenses/X.json";
    private const string OrganizationFile = "organizations/x.json";
    private const string SeriesFile = "families/f/f-1.json";

    // Cited by nothing unless the case does; a document that no fact cites would be a second problem.
    private const string Sources = "\n, \"sources\": { \"s\": { \"url\": \"https://a.example/\", \"kind\": \"paper\", \"read\": \"2026-01-01\" } }";

    [Theory]
    // A member: text, number, flag, words, object, list.
    [InlineData("\"colour\": 1", 1, "/colour", "\"colour\" is not a member of this record.")]
    [InlineData("\"family\": \"\"", 11, "/family", "\"family\" is empty; leave it out.")]
    [InlineData("\"family\": 7", 11, "/family", "\"family\" must be a string; found the number 7.")]
    [InlineData("\"family\": null", 11, "/family", "\"family\" must be a string; found null.")]
    [InlineData("\"spdx\": \"yes\"", 9, "/spdx", "\"spdx\" must be true or false; found \"yes\".")]
    [InlineData("\"name\": \"MIT\"", 9, "/name", "\"name\" must be an object; found \"MIT\".")]
    [InlineData("\"aliases\": \"MIT\"", 12, "/aliases", "\"aliases\" must be a list; found \"MIT\".")]
    [InlineData("\"aliases\": [ ]", 12, "/aliases", "\"aliases\" is empty; leave it out.")]
    [InlineData("\"aliases\": [ \"a\", { } ]", 19, "/aliases/1", "A string that is not empty is expected here; found an object.")]
    [InlineData("\"aliases\": [ \"\" ]", 14, "/aliases/0", "A string that is not empty is expected here; found \"\".")]
    [InlineData("\"aliases\": [ \"a\", \"a\" ]", 19, "/aliases/1", "\"a\" stands twice in this list.")]
    [InlineData("\"removed\": true", 12, "/removed", "Only a layer can remove a record.")]
    [InlineData("\"family\": \"a\", \"family\": \"b\"", 16, "/family", "The name \"family\" stands twice in this object.")]
    // A fact.
    [InlineData("\"name\": { \"note\": \"n\", \"unknown\": \"maybe\" }", 35, "/name/unknown", "\"unknown\" must be one of known, notPublished, notApplicable, notEstablished, notResearched; found \"maybe\".")]
    [InlineData("\"name\": { \"value\": \"n\" }", 9, "/name", "A fact needs \"sources\"; only notApplicable and notResearched go without.")]
    [InlineData("\"name\": { \"unknown\": \"notApplicable\", \"value\": \"n\" }", 9, "/name", "A fact has either \"value\" or \"unknown\", not both.")]
    [InlineData("\"name\": { \"value\": \"n\", \"sources\": [ { \"source\": \"t\" } ] }", 50, "/name/sources/0/source", "No document \"t\" stands under \"sources\" of this file.")]
    [InlineData("\"name\": { \"value\": \"n\", \"sources\": [ \"s\" ] }", 38, "/name/sources/0", "An object is expected here; found \"s\".")]
    // Documents.
    [InlineData("\"sources\": [ ]", 12, "/sources", "\"sources\" must be an object of documents by key.")]
    [InlineData("\"sources\": { }", 12, "/sources", "\"sources\" is empty; leave it out.")]
    // The envelope.
    [InlineData("\"id\": \"Y\"", 7, "/id", "\"id\" is 'Y', but the path says 'X'.")]
    public void A_licence_file_says_what_is_wrong_and_where(string member, int column, string pointer, string message)
    {
        var id = member.StartsWith("\"id\"", StringComparison.Ordinal) ? "" : ", \"id\": \"X\"";
        Check(LicenseFile, $"{{ \"schemaVersion\": \"1.0\"{id},\n{member} }}", column, pointer, message);
    }

    [Theory]
    [InlineData("\"name\": { \"sources\": [ { \"source\": \"s\" } ] }", 9, "/name", "A fact needs \"value\", or \"unknown\" with the reason.")]
    [InlineData("\"name\": { \"value\": \"n\", \"sources\": [ { \"source\": \"s\" } ], \"conflicts\": [ { \"sources\": [ { \"source\": \"s\" } ] } ] }", 74, "/name/conflicts/0", "A conflict needs \"value\".")]
    [InlineData("\"name\": { \"value\": \"n\", \"sources\": [ { \"source\": \"s\" } ], \"conflicts\": [ { \"value\": \"m\" } ] }", 74, "/name/conflicts/0", "A conflict needs \"sources\".")]
    [InlineData("\"date\": { \"value\": \"2025-02-30\", \"sources\": [ { \"source\": \"s\" } ] }", 20, "/date/value", "'2025-02-30' is not a date. Expected yyyy-MM-dd, yyyy-MM or yyyy.")]
    [InlineData("\"issuer\": { \"value\": \"Meta\", \"sources\": [ { \"source\": \"s\" } ] }", 22, "/issuer/value", "'Meta' is not the id of an organization. Expected lower-case letters and digits, with single '.' or '-' between them, at most 120 characters.")]
    [InlineData("\"urls\": [ { \"value\": \"https://a.example/\", \"kind\": \"page\", \"sources\": [ { \"source\": \"s\" } ] } ]", 52, "/urls/0/kind", "\"kind\" must be one of text, canonical, policy; found \"page\".")]
    [InlineData("\"urls\": [ { \"value\": \"https://a.example/\", \"sources\": [ { \"source\": \"s\" } ] } ]", 11, "/urls/0", "\"kind\" is missing.")]
    [InlineData("\"urls\": [ { \"value\": \"a.example\", \"kind\": \"text\", \"sources\": [ { \"source\": \"s\" } ] } ]", 22, "/urls/0/value", "'a.example' is not an absolute URL (https:, http:) or a urn:.")]
    [InlineData("\"name\": { \"value\": \"n\", \"sources\": [ { \"source\": \"s\", \"page\": 3 } ] }", 55, "/name/sources/0/page", "\"page\" is not a member of this record.")]
    public void A_licence_file_with_a_document_says_what_is_wrong_and_where(string member, int column, string pointer, string message) =>
        Check(LicenseFile, $"{{ \"schemaVersion\": \"1.0\", \"id\": \"X\",\n{member}{Sources} }}", column, pointer, message);

    [Theory]
    [InlineData("\"legalSeat\": { \"value\": { \"country\": \"UK\" }, \"sources\": [ { \"source\": \"s\" } ] }", 38, "/legalSeat/value/country", "'UK' is not an ISO 3166-1 alpha-2 code such as CN, US or FR.")]
    [InlineData("\"legalSeat\": { \"value\": { \"country\": \"cn\" }, \"sources\": [ { \"source\": \"s\" } ] }", 38, "/legalSeat/value/country", "'cn' is written 'CN'.")]
    [InlineData("\"legalSeat\": { \"value\": { \"city\": \"Paris\" }, \"sources\": [ { \"source\": \"s\" } ] }", 25, "/legalSeat/value", "\"country\" is missing.")]
    [InlineData("\"holders\": [ { \"holder\": \"h\", \"share\": 1.5, \"sources\": [ { \"source\": \"s\" } ] } ]", 40, "/holders/0/share", "\"share\" must be a number from 0 to 1; found the number 1.5.")]
    [InlineData("\"holders\": [ { \"holder\": \"h\", \"share\": \"half\", \"sources\": [ { \"source\": \"s\" } ] } ]", 40, "/holders/0/share", "\"share\" must be a number from 0 to 1; found \"half\".")]
    [InlineData("\"names\": [ { \"text\": \"X\", \"language\": \"english\", \"sources\": [ { \"source\": \"s\" } ] } ]", 39, "/names/0/language", "'english' is not a BCP 47 language tag such as en or zh-Hans.")]
    [InlineData("\"roles\": [ \"developer\", \"friend\" ], \"website\": { \"value\": \"https://a.example/\", \"sources\": [ { \"source\": \"s\" } ] }", 10, "/roles", "\"friend\" is none of developer, quantizer, hub, router, holder, publisher.")]
    public void An_organization_file_says_what_is_wrong_and_where(string member, int column, string pointer, string message) =>
        Check(OrganizationFile, $"{{ \"schemaVersion\": \"1.0\", \"id\": \"x\",\n{member}{Sources} }}", column, pointer, message, exactColumn: !pointer.Equals("/roles", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"contextWindow\": { \"value\": \"128K\", \"sources\": [ { \"source\": \"s\" } ] }", "/releases/0/models/0/contextWindow/value", "\"value\" must be a whole number from 0 to 9007199254740991; found \"128K\".")]
    [InlineData("\"contextWindow\": { \"value\": 1.5, \"sources\": [ { \"source\": \"s\" } ] }", "/releases/0/models/0/contextWindow/value", "\"value\" must be a whole number from 0 to 9007199254740991; found the number 1.5.")]
    [InlineData("\"trainingTokens\": { \"value\": \"many\", \"sources\": [ { \"source\": \"s\" } ] }", "/releases/0/models/0/trainingTokens/value", "'many' is not a count. Expected digits, or a number with K, M, B or T, such as 7.61B.")]
    [InlineData("\"licenses\": [ { \"scope\": \"weights\", \"value\": \"MIT AND\", \"sources\": [ { \"source\": \"s\" } ] } ]", "/releases/0/models/0/licenses/0/value", "'MIT AND' is not a licence expression: at character 8, expected a licence id or '('.")]
    [InlineData("\"modalities\": { \"value\": { \"input\": [ \"Text\" ], \"output\": [ \"text\" ] }, \"sources\": [ { \"source\": \"s\" } ] }", "/releases/0/models/0/modalities/value/input", "\"Text\" is not a Modality.")]
    [InlineData("\"baseModels\": [ { \"relation\": \"finetune\", \"sources\": [ { \"source\": \"s\" } ] } ]", "/releases/0/models/0/baseModels/0", "A base model has either \"model\" or \"repository\".")]
    public void A_model_says_what_is_wrong_and_where(string member, string pointer, string message)
    {
        var column = member.IndexOf(pointer.EndsWith("/value", StringComparison.Ordinal) ? "\"value\": " : "[ ", StringComparison.Ordinal);
        column += pointer.EndsWith("/value", StringComparison.Ordinal) ? 10 : 3;
        // In the list of modalities the place is that of the list.
        if (pointer.EndsWith("/input", StringComparison.Ordinal))
            column -= 2;
        Check(
            SeriesFile,
            $"{{ \"schemaVersion\": \"1.0\", \"id\": \"f-1\", \"family\": \"f\", \"releases\": [ {{ \"id\": \"r\", \"name\": \"R\", \"models\": [ {{ \"id\": \"m\", \"name\": \"M\",\n{member} }} ] }} ]{Sources} }}",
            column,
            pointer,
            message);
    }

    [Theory]
    [InlineData(LicenseFile, "{ \"schemaVersion\": \"1.0\",\n\"spdx\": true }", 1, 1, "", "\"id\" is missing.")]
    [InlineData(LicenseFile, "[ ]", 1, 1, "", "The document must be an object; found a list.")]
    [InlineData(LicenseFile, "{ \"id\": \"X\" }", 1, 1, "", "\"schemaVersion\" is missing or not \"major.minor\".")]
    [InlineData(LicenseFile, "{\n  \"schemaVersion\": 1.0 }", 2, 20, "/schemaVersion", "\"schemaVersion\" is missing or not \"major.minor\".")]
    [InlineData(LicenseFile, "{\n  \"schemaVersion\": \"1\" }", 2, 20, "/schemaVersion", "\"schemaVersion\" is missing or not \"major.minor\".")]
    [InlineData(LicenseFile, "{\n  \"schemaVersion\": \"2.0\" }", 2, 20, "/schemaVersion", "Schema version 2.0 cannot be read; this library reads 1.0. Use a newer version of ModelProvenance.")]
    [InlineData(LicenseFile, "{\n  \"schemaVersion\": \"0.9\" }", 2, 20, "/schemaVersion", "Schema version 0.9 cannot be read; this library reads 1.0.")]
    // People edit with the version of the library that checks: a newer minor version could hold what it does not understand.
    [InlineData(LicenseFile, "{\n  \"schemaVersion\": \"1.1\" }", 2, 20, "/schemaVersion", "Schema version 1.1 cannot be read; this library reads 1.0.")]
    [InlineData("families/g/f-1.json", "{ \"schemaVersion\": \"1.0\", \"id\": \"f-1\",\n\"family\": \"f\" }", 2, 11, "/family", "\"family\" is 'f', but the file stands in the folder 'g'.")]
    [InlineData("other/x.json", "{ \"schemaVersion\": \"1.0\" }", 0, 0, "", "No kind of record lives at this place; see docs/catalog/format.md.")]
    [InlineData("retired-ids.json", "{ \"schemaVersion\": \"1.0\" }", 1, 1, "", "\"retired\" is missing.")]
    [InlineData("version.json", "{ \"schemaVersion\": \"1.0\" }", 1, 1, "", "\"catalogVersion\" is missing.")]
    [InlineData(LicenseFile, "{ \"schemaVersion\": \"1.0\", \"id\": \"X\", \"sources\": {\n  \"s\": { \"url\": \"https://a.example/\", \"kind\": \"paper\", \"read\": \"2026-01-01\" } } }", 2, 8, "/sources/s", "No fact cites the document \"s\".")]
    public void A_file_as_a_whole_says_what_is_wrong_and_where(string file, string json, int line, int column, string pointer, string message) =>
        Problems(file, json).Should().ContainSingle().Which.Should().Be(new CatalogProblem(file, pointer, line, column, message));

    [Theory]
    [InlineData("\"url\": \"a\", \"kind\": \"paper\", \"read\": \"2026-01-01\"", "/sources/s/url", "'a' is not an absolute URL (https:, http:) or a urn:.")]
    [InlineData("\"kind\": \"paper\", \"read\": \"2026-01-01\"", "/sources/s", "\"url\" is missing.")]
    [InlineData("\"url\": \"https://a.example/\", \"kind\": \"blog\", \"read\": \"2026-01-01\"", "/sources/s/kind", "\"kind\" must be one of developerRepository, modelCard, licenseText, paper, announcement, filing, artifact, hubSnapshot, database, news, secondary; found \"blog\".")]
    [InlineData("\"url\": \"https://a.example/\", \"kind\": \"paper\", \"read\": \"2026-01\"", "/sources/s/read", "'2026-01' must be a day, yyyy-MM-dd.")]
    [InlineData("\"url\": \"https://a.example/\", \"kind\": \"paper\"", "/sources/s", "\"read\" is missing.")]
    [InlineData("\"url\": \"https://a.example/\", \"kind\": \"paper\", \"read\": \"2026-01-01\", \"sha256\": \"abc\"", "/sources/s/sha256", "'abc' is not a SHA-256 digest: 64 lower-case hex digits.")]
    [InlineData("\"url\": \"https://a.example/\", \"kind\": \"paper\", \"read\": \"2026-01-01\", \"author\": \"x\"", "/sources/s/author", "\"author\" is not a member of this record.")]
    public void A_document_says_what_is_wrong(string members, string pointer, string message)
    {
        var problems = Problems(LicenseFile, $"{{ \"schemaVersion\": \"1.0\", \"id\": \"X\", \"name\": {{ \"value\": \"n\", \"sources\": [ {{ \"source\": \"s\" }} ] }}, \"sources\": {{ \"s\": {{\n{members} }} }} }}");
        (problems[0].Pointer, problems[0].Line, problems[0].Message).Should().Be((pointer, pointer == "/sources/s" ? 1 : 2, message));
    }

    [Fact]
    public void All_problems_of_a_file_are_said_at_once() =>
        Problems(LicenseFile, "{ \"schemaVersion\": \"1.0\", \"id\": \"X\", \"family\": 1, \"version\": 2, \"hubTag\": [], \"colour\": {} }").Select(p => p.Pointer)
            .Should().Equal("/family", "/version", "/hubTag", "/colour");

    private static void Check(string file, string json, int column, string pointer, string message, bool exactColumn = true)
    {
        // What follows from a mistake may be said too, behind it.
        var problem = Problems(file, json)[0];
        (problem.Pointer, problem.Message, problem.Line).Should().Be((pointer, message, 2));
        if (exactColumn)
            problem.Column.Should().Be(column);
    }

    private static List<CatalogProblem> Problems(string file, string json)
    {
        var problems = new List<CatalogProblem>();
        CatalogJson.ReadFile(Encoding.UTF8.GetBytes(json), file, new CatalogContents(), problems);
        return problems;
    }
}
