using ModelProvenance.Catalog;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

public class CatalogDiffTests
{
    private const string Source = """ "sources": [ { "source": "local-note", "locator": "p. 1" } ] """;

    [Fact]
    public void A_catalog_does_not_differ_from_itself() =>
        CatalogDiff.Between(TinyCatalog.Catalog, TinyCatalog.Load(TinyCatalog.Exchange)).Should().BeEmpty();

    [Theory]
    [InlineData(""" "contextLimit": { "value": 65536, SOURCE } """, "Changed contextLimit 32768 -> 65536")]
    [InlineData(""" "trainingTokens": { "value": "2T", SOURCE } """, "Changed trainingTokens 14.8T -> 2T")]
    [InlineData(""" "aliases": [ { "text": "our-model", "scheme": "name", "kind": "name", SOURCE } ] """, "Added aliases  -> our-model")]
    [InlineData(""" "contextLimit": { "value": 32768, SOURCE } """, "Evidence contextLimit 32768 -> 32768")]
    [InlineData(""" "name": "Acme-1-7B-v2" """, "Changed name Acme-1-7B -> Acme-1-7B-v2")]
    public void Every_fact_is_compared(string member, string change)
    {
        var after = TinyCatalog.Catalog.With(TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", {{member.Replace("SOURCE", Source, StringComparison.Ordinal)}} } ], """));
        Print(TinyCatalog.Catalog, after).Should().Equal($"Model/acme-1-7b {change}");
    }

    [Fact]
    public void The_way_back_is_the_mirror_image()
    {
        var after = TinyCatalog.Catalog.With(TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "aliases": [ { "text": "our-model", "scheme": "name", "kind": "name", {{Source}} } ] } ], """));
        Print(after, TinyCatalog.Catalog).Should().Equal("Model/acme-1-7b Removed aliases our-model -> ");
    }

    [Fact]
    public void Entities_come_and_go_as_a_whole()
    {
        var after = TinyCatalog.Catalog.With(TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-distill", "removed": true } ], "organizations": [ { "id": "local.us", "names": [ { "text": "Us", {{Source}} } ] } ], """));
        Print(TinyCatalog.Catalog, after).Should().Equal("Organization/local.us Added", "Model/acme-1-distill Removed");
    }

    [Fact]
    public void One_entity_alone()
    {
        var after = TinyCatalog.Catalog.With(TinyCatalog.Layer($$"""
            "models": [ { "id": "acme-1-7b", "contextLimit": { "value": 65536, {{Source}} } }, { "id": "acme-1-7b-instruct", "contextLimit": { "value": 65536, {{Source}} } } ],
            """));
        CatalogDiff.Of(TinyCatalog.Catalog, after, new EntityReference(EntityKind.Model, "acme-1-7b")).Should().ContainSingle().Which.After.Should().Be("65536");
        CatalogDiff.Of(TinyCatalog.Catalog, after, new EntityReference(EntityKind.Model, "nothing")).Should().BeEmpty();
    }

    private static IEnumerable<string> Print(ModelCatalog before, ModelCatalog after) =>
        CatalogDiff.Between(before, after).Select(change => change.Property.Length == 0
            ? $"{change.Entity.Kind}/{change.Entity.Id} {change.Kind}"
            : $"{change.Entity.Kind}/{change.Entity.Id} {change.Kind} {change.Property} {change.Before} -> {change.After}");
}
