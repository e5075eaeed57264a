using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Catalog;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog.Storage;

/// <summary>What a document in the exchange form may look like, and how others are refused.</summary>
public class ExchangeFormTests
{
    [Fact]
    public void Every_truncation_is_refused_with_its_place()
    {
        for (var length = 0; length < TinyCatalog.Exchange.Length - 2; length += 11)
        {
            var problem = Refused(TinyCatalog.Exchange[..length]);
            problem.Line.Should().BePositive($"{length} bytes are there");
            problem.Column.Should().BePositive();
            problem.Message.Should().StartWith("Not JSON: ");
        }
    }

    [Fact]
    public void Ten_thousand_damaged_bytes_end_in_the_exception_or_in_a_catalog()
    {
        var random = new Random(20260102);
        var bytes = TinyCatalog.Exchange.ToArray();
        for (var i = 0; i < 10_000; i++)
        {
            var at = random.Next(bytes.Length);
            var before = bytes[at];
            bytes[at] ^= (byte)random.Next(1, 256);
            try
            {
                TinyCatalog.Load(bytes).Models.Count.Should().BeInRange(0, 3);
            }
            catch (CatalogFormatException e)
            {
                e.Problems.Should().NotBeEmpty();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Byte {at} as 0x{bytes[at]:X2}: {Encoding.UTF8.GetString(bytes, Math.Max(0, at - 40), 80)}", e);
            }

            bytes[at] = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"catalog\"")]
    [InlineData("{}")]
    public void What_is_no_catalog_at_all_is_refused(string text)
    {
        var problem = Refused(Encoding.UTF8.GetBytes(text));
        problem.Line.Should().BePositive();
        problem.Message.Should().NotBeEmpty();
    }

    [Fact]
    public void Deep_nesting_is_refused() => Refused(Encoding.UTF8.GetBytes("{\"schemaVersion\":\"1.0\",\"x\":" + new string('[', 500_000))).Message.Should().StartWith("Not JSON: ");

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        TinyCatalog.Save(TinyCatalog.Load([0xEF, 0xBB, 0xBF, .. TinyCatalog.Exchange])).Should().Equal(TinyCatalog.Exchange);

    [Fact]
    public void Another_encoding_is_refused() => Refused(Encoding.Unicode.GetBytes(TinyCatalog.ExchangeText)).Message.Should().StartWith("Not JSON: ");

    [Fact]
    public void A_newer_major_version_is_refused()
    {
        var problem = Refused(Encoding.UTF8.GetBytes(TinyCatalog.Changed(d => d["schemaVersion"] = "2.0")));
        problem.Pointer.Should().Be("/schemaVersion");
        problem.Message.Should().Be("Schema version 2.0 cannot be read; this library reads 1.0. Use a newer version of ModelProvenance.");
    }

    [Fact]
    public void Unknown_members_of_a_newer_minor_version_are_passed_over()
    {
        void Extend(JsonObject d)
        {
            d["futures"] = JsonNode.Parse("""{ "a": [ 1, { "b": null } ] }""");
            d["models"]![0]!["colour"] = "blue";
            d["models"]![0]!["contextLimit"]!["unit"] = "token";
            d["models"]![0]!["contextLimit"]!["sources"]![0]!["page"] = 3;
            d["sources"]!["families/acme/acme-1#card"]!["author"] = "Acme";
        }

        var newer = TinyCatalog.Load(TinyCatalog.Changed(d =>
        {
            d["schemaVersion"] = "1.7";
            Extend(d);
        }));
        TinyCatalog.Save(newer).Should().Equal(TinyCatalog.Exchange);

        var e = FluentActions.Invoking(() => TinyCatalog.Load(TinyCatalog.Changed(Extend))).Should().Throw<CatalogFormatException>("the same members in this version are mistakes").Which;
        e.Problems.Select(p => p.Pointer).Should().BeEquivalentTo(
            "/futures", "/models/0/colour", "/models/0/contextLimit/unit", "/models/0/contextLimit/sources/0/page", "/sources/families~1acme~1acme-1#card/author");
        e.Message.Should().EndWith("(and 4 more)");
    }

    [Fact]
    public void Names_that_stand_twice_are_refused()
    {
        var text = TinyCatalog.ExchangeText.Replace("\"catalogVersion\": \"2026.01.01\",", "\"catalogVersion\": \"2026.01.01\",\n  \"catalogVersion\": \"2026.01.02\",", StringComparison.Ordinal);
        Refused(Encoding.UTF8.GetBytes(text)).ToString().Should().Be("(5,3) /catalogVersion: The name \"catalogVersion\" stands twice in this object.");
    }

    [Fact]
    public void Ids_that_stand_twice_are_refused()
    {
        FluentActions.Invoking(() => TinyCatalog.Load(TinyCatalog.Changed(d => d["models"]!.AsArray().Add(d["models"]![0]!.DeepClone())))).Should().Throw<CatalogFormatException>()
            .WithMessage("*Two records are the model 'acme-1-7b'.*");
        FluentActions.Invoking(() => TinyCatalog.Load(TinyCatalog.Changed(d => d["licenses"]![1]!["id"] = "licenseref-acme-1.0"))).Should().Throw<CatalogFormatException>("ids of licences differ by more than case")
            .WithMessage("*Two records are the licence 'LICENSEREF-ACME-1.0'.*");
    }

    [Theory]
    [InlineData("organizations", 0, "parent", "{\"value\":\"nobody\",\"sources\":[{\"source\":\"organizations/acme#site\"}]}", "organizations/acme.json: There is no organization 'nobody'.")]
    [InlineData("licenses", 0, "issuer", "{\"value\":\"nobody\",\"sources\":[{\"source\":\"organizations/acme#site\"}]}", "licenses/LicenseRef-Acme-1.0.json: There is no organization 'nobody'.")]
    [InlineData("families", 0, "developers", "{\"value\":[\"acme\",\"nobody\"],\"sources\":[{\"source\":\"organizations/acme#site\"}]}", "families/acme/family.json: There is no organization 'nobody'.")]
    [InlineData("series", 0, "family", "\"none\"", "families/none/acme-1.json: There is no family 'none'.")]
    [InlineData("releases", 0, "series", "\"none\"", "There is no series 'none'.")]
    [InlineData("models", 0, "release", "\"none\"", "families/acme/acme-1.json model acme-1-7b: There is no release 'none'.")]
    [InlineData("models", 0, "licenses", "[{\"scope\":\"weights\",\"value\":\"ISC\",\"sources\":[{\"source\":\"organizations/acme#site\"}]}]", "families/acme/acme-1.json model acme-1-7b: There is no licence 'ISC'.")]
    [InlineData("models", 2, "baseModels", "[{\"model\":\"none\",\"relation\":\"merge\",\"sources\":[{\"source\":\"organizations/acme#site\"}]}]", "families/acme/acme-1.json model acme-1-distill: There is no model 'none'.")]
    [InlineData("statements", 0, "about", "[{\"kind\":\"release\",\"id\":\"none\"}]", "statements/acme-share-2025.json: There is no release 'none'.")]
    public void A_reference_to_nothing_is_refused(string kind, int index, string member, string value, string problem) =>
        FluentActions.Invoking(() => TinyCatalog.Load(TinyCatalog.Changed(d => d[kind]![index]![member] = JsonNode.Parse(value)))).Should().Throw<CatalogFormatException>()
            .Which.Problems.Select(p => p.ToString()).Should().Contain(p => p.EndsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void A_file_of_the_exchange_form_is_named_in_its_problems()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "catalog.json");
        File.WriteAllText(path, "{\n  \"schemaVersion\": 1 }");
        FluentActions.Invoking(() => ModelCatalog.Load(path)).Should().Throw<CatalogFormatException>().WithMessage($"{path}(2,20) /schemaVersion: \"schemaVersion\" is missing or not \"major.minor\".");
        File.WriteAllBytes(path, TinyCatalog.Exchange);
        CatalogWalk.Claims(ModelCatalog.Load(path, TestContext.Current.CancellationToken)).Should().Equal(CatalogWalk.Claims(TinyCatalog.Catalog));
    }

    [Fact]
    public void A_folder_says_all_problems_of_all_files()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "licenses"));
        File.WriteAllText(Path.Combine(folder, "licenses", "A.json"), "{");
        File.WriteAllText(Path.Combine(folder, "licenses", "B.json"), "");
        FluentActions.Invoking(() => ModelCatalog.Load(folder)).Should().Throw<CatalogFormatException>().Which.Problems.Select(p => p.Path).Should().Equal("licenses/A.json", "licenses/B.json");
        FluentActions.Invoking(() => ModelCatalog.Load(Path.Combine(folder, "none"))).Should().Throw<FileNotFoundException>();
    }

    private static CatalogProblem Refused(byte[] bytes) =>
        FluentActions.Invoking(() => TinyCatalog.Load(bytes)).Should().Throw<CatalogFormatException>().Which.Problems[0];
}
