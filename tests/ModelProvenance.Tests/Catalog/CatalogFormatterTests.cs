using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Catalog;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

public class CatalogFormatterTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(TinyCatalog.Folder, "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(TinyCatalog.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Format_is_idempotent_and_changes_no_value(string name)
    {
        var before = File.ReadAllBytes(Path.Combine(TinyCatalog.Folder, name));
        var once = CatalogFormatter.Format(before, name);
        Encoding.UTF8.GetString(once).Should().Be(Encoding.UTF8.GetString(before), "the corpus is in the canonical layout");
        CatalogFormatter.Format(once, name).Should().Equal(once);

        // The same document with all members turned round is put back in order.
        var mixed = Encoding.UTF8.GetBytes(Reversed(JsonNode.Parse(before))!.ToJsonString());
        var restored = CatalogFormatter.Format(mixed, name);
        JsonNode.DeepEquals(JsonNode.Parse(restored), JsonNode.Parse(before)).Should().BeTrue();
        // Documents under "sources" keep the order of their file, which is turned round here.
        if (JsonNode.Parse(before)!["sources"] is not JsonObject { Count: > 1 })
            Encoding.UTF8.GetString(restored).Should().Be(Encoding.UTF8.GetString(before));
    }

    [Fact]
    public void Format_orders_members_and_keeps_those_it_does_not_know()
    {
        var text = """{"zebra":{"b":1.50,"a":[true,null,-0]},"name":{"sources":[{"locator":"L1","source":"t"}],"value":"M\u00EFT <&>"},"id":"x","alpha":"\ud83d\ude00","schemaVersion":"1.0"}""";
        Encoding.UTF8.GetString(CatalogFormatter.Format(Encoding.UTF8.GetBytes(text), "licenses/x.json")).Should().Be("""
            {
              "schemaVersion": "1.0",
              "id": "x",
              "name": {
                "value": "Mït <&>",
                "sources": [
                  {
                    "source": "t",
                    "locator": "L1"
                  }
                ]
              },
              "zebra": {
                "b": 1.50,
                "a": [
                  true,
                  null,
                  -0
                ]
              },
              "alpha": "\uD83D\uDE00"
            }

            """.ReplaceLineEndings("\n").Replace("Mït", "MïT", StringComparison.Ordinal));
    }

    [Fact]
    public void Format_says_where_a_file_is_no_json() =>
        FluentActions.Invoking(() => CatalogFormatter.Format("{\n  \"id\": }"u8.ToArray(), "licenses/x.json")).Should().Throw<CatalogFormatException>()
            .Which.Problems.Single().ToString().Should().StartWith("licenses/x.json(2,9): Not JSON: ");

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(pair => KeyValuePair.Create(pair.Key, Reversed(pair.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
