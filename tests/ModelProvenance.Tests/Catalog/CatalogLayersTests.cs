using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

public class CatalogLayersTests
{
    private const string Source = """ "sources": [ { "source": "local-note", "locator": "p. 1" } ] """;

    private static readonly ModelId Base = ModelId.Parse("acme-1-7b");

    [Fact]
    public void The_value_of_the_layer_is_preferred_and_the_one_below_stays_visible()
    {
        var layer = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "contextLimit": { "value": 65536, {{Source}}, "note": "as we run it" } } ], """);
        var both = TinyCatalog.Catalog.With(layer);
        both.CatalogVersion.Should().Be("2026.01.01+local.1");
        var fact = both.Models.Get(Base).ContextLimit;
        (fact.Value, fact.Note, fact.IsDisputed).Should().Be((65536, "as we run it", true));
        fact.Sources.Single().Source.Url.OriginalString.Should().Be("https://intranet.example/models");
        var below = fact.Conflicts.Single();
        (below.Value, below.Ruling).Should().Be((32768, "A layer on top states another value."));
        below.Sources.Single().Locator.Should().Be("/max_position_embeddings");
        // What the layer does not state is as below.
        both.Models.Get(Base).Name.Should().Be("Acme-1-7B");
        both.Models.Get(Base).Architecture.Value.Should().Be("AcmeForCausalLM");
        CatalogWalk.Claims(both).Except(CatalogWalk.Claims(TinyCatalog.Catalog)).Should().HaveCount(2);
        TinyCatalog.Catalog.Models.Get(Base).ContextLimit.Value.Should().Be(32768, "the catalog below is as it was");
    }

    [Fact]
    public void Conflicts_of_both_stay_visible()
    {
        var layer = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "contextWindow": { "value": 1000, {{Source}}, "conflicts": [ { "value": 2000, {{Source}} } ] } } ], """);
        TinyCatalog.Catalog.With(layer).Models.Get(Base).ContextWindow.Conflicts.Select(c => c.Value).Should().Equal(2000, 32768, 131072);
    }

    [Fact]
    public void The_same_value_unites_the_sources()
    {
        var layer = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "contextLimit": { "value": 32768, {{Source}} } } ], """);
        var fact = TinyCatalog.Catalog.With(layer).Models.Get(Base).ContextLimit;
        fact.IsDisputed.Should().BeFalse();
        fact.Sources.Select(s => s.Locator).Should().Equal("p. 1", "/max_position_embeddings");
    }

    [Fact]
    public void An_unknown_of_the_layer_keeps_the_value_below_as_a_conflict()
    {
        var layer = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "architecture": { "unknown": "notEstablished", {{Source}} } } ], """);
        var fact = TinyCatalog.Catalog.With(layer).Models.Get(Base).Architecture;
        (fact.IsKnown, fact.State).Should().Be((false, FactState.NotEstablished));
        fact.Conflicts.Single().Value.Should().Be("AcmeForCausalLM");
    }

    [Fact]
    public void Lists_are_paired_by_what_they_count_and_united()
    {
        var layer = TinyCatalog.Layer($$"""
            "models": [ { "id": "acme-1-7b",
              "parameters": [ { "counts": "total", "value": "7615616512", {{Source}} }, { "counts": "effective", "value": "4B", {{Source}} } ],
              "dates": [ { "kind": "announced", "value": "2025-02-28", {{Source}} } ],
              "licenses": [ { "scope": "outputs", "value": "MIT", {{Source}} } ],
              "aliases": [ { "text": "our-model", "scheme": "name", "kind": "name", {{Source}} }, { "text": "Acme One", "scheme": "name", "kind": "name", {{Source}} } ] } ],
            "organizations": [ { "id": "acme", "roles": [ "hub", "developer" ] } ],
            """);
        var both = TinyCatalog.Catalog.With(layer);
        var model = both.Models.Get(Base);
        model.Parameters.Select(p => $"{p.Counts} {p.Count}").Should().Equal("Total 7615616512", "Effective 4B", "Active NotApplicable");
        model.Total!.Count.Conflicts.Select(c => c.Value.ToString()).Should().Equal("7.7B", "7.6B");
        model.Dates.Select(d => $"{d.Kind} {d.Date}").Should().Equal("Announced 2025-02-28", "WeightsPublished 2025-03");
        model.Licenses.Select(l => $"{l.Scope} {l.Expression}").Should().Equal("Outputs MIT", "Weights LicenseRef-Acme-1.0");
        model.Aliases.Select(a => a.Value.Text).Should().Equal("our-model", "Acme One", "acme1:7b");
        both.Organizations.Get(OrganizationId.Parse("acme")).Roles.Should().Equal(OrganizationRole.Hub, OrganizationRole.Developer, OrganizationRole.Publisher);
        new ModelResolver(both).Resolve("our-model").Model!.Id.Should().Be(Base);
    }

    [Fact]
    public void Removed_hides_the_record_below()
    {
        var both = TinyCatalog.Catalog.With(TinyCatalog.Layer(""" "models": [ { "id": "acme-1-distill", "removed": true } ], "statements": [ { "id": "acme-share-2025", "removed": true } ], """));
        both.Models.Find(ModelId.Parse("acme-1-distill")).Should().BeNull();
        both.Statements.Should().BeEmpty();
        both.Models.Should().HaveCount(2);
        both.Search("distill").Should().BeEmpty();
    }

    [Fact]
    public void Private_ids_stand_beside_the_others()
    {
        var layer = TinyCatalog.Layer($$"""
            "organizations": [ { "id": "local.us", "names": [ { "text": "Us", {{Source}} } ] } ],
            "releases": [ { "id": "local.release", "series": "acme-1", "name": "Ours" } ],
            "models": [ { "id": "local.acme-tuned", "name": "Acme-Tuned", "family": "acme", "series": "acme-1", "release": "local.release",
              "developers": { "value": [ "local.us", "acme" ], {{Source}} },
              "baseModels": [ { "model": "acme-1-7b", "relation": "finetune", {{Source}} } ] } ],
            """);
        var both = TinyCatalog.Catalog.With(layer);
        both.Models.Get(ModelId.Parse("local.acme-tuned")).Developers.Value.Select(d => d.Value).Should().Equal("local.us", "acme");
        both.ChildrenOf(Base).Select(m => m.Id.Value).Should().Equal("acme-1-7b-instruct", "local.acme-tuned");
        new ModelResolver(both).Resolve("Acme Tuned").Model!.Id.Value.Should().Be("local.acme-tuned");
    }

    [Theory]
    [InlineData(""" "developers": { "value": [ "nobody" ], "sources": [ { "source": "local-note" } ] } """, "families/acme/acme-1.json model acme-1-7b: There is no organization 'nobody'.")]
    [InlineData(""" "baseModels": [ { "model": "nothing", "relation": "merge", "sources": [ { "source": "local-note" } ] } ] """, "families/acme/acme-1.json model acme-1-7b: There is no model 'nothing'.")]
    [InlineData(""" "licenses": [ { "scope": "code", "value": "MIT AND LicenseRef-Nothing", "sources": [ { "source": "local-note" } ] } ] """, "families/acme/acme-1.json model acme-1-7b: There is no licence 'LicenseRef-Nothing'.")]
    [InlineData(""" "release": "nothing" """, "families/acme/acme-1.json model acme-1-7b: There is no release 'nothing'.")]
    public void A_layer_that_refers_to_nothing_is_refused(string member, string problem)
    {
        var layer = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", {{member}} } ], """);
        FluentActions.Invoking(() => TinyCatalog.Catalog.With(layer)).Should().Throw<CatalogFormatException>().Which.Problems.Single().ToString().Should().Be(problem);
    }

    [Fact]
    public void Removing_what_others_need_is_refused() =>
        FluentActions.Invoking(() => TinyCatalog.Catalog.With(TinyCatalog.Layer(""" "licenses": [ { "id": "MIT", "removed": true } ], """)))
            .Should().Throw<CatalogFormatException>().WithMessage("*model acme-1-distill: There is no licence 'MIT'.*");

    [Fact]
    public void Documents_of_two_layers_with_one_key_stay_apart()
    {
        var first = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "contextLimit": { "value": 1, {{Source}} } } ], """, "local.1", "https://one.example/");
        var second = TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b-instruct", "contextLimit": { "value": 2, {{Source}} } } ], """, "local.2", "https://two.example/");
        var all = TinyCatalog.Catalog.With(first).With(second);
        all.CatalogVersion.Should().Be("2026.01.01+local.1+local.2");
        all.Models.Get(Base).ContextLimit.Sources.Single().Source.Url.Host.Should().Be("one.example");
        all.Models.Get(ModelId.Parse("acme-1-7b-instruct")).ContextLimit.Sources.Single().Source.Url.Host.Should().Be("two.example");
        // So they do after writing and reading.
        var again = TinyCatalog.Load(TinyCatalog.Save(all));
        CatalogWalk.Claims(again).Should().Equal(CatalogWalk.Claims(all));
    }

    [Fact]
    public void A_whole_catalog_can_be_a_layer()
    {
        var both = TinyCatalog.Catalog.With(TinyCatalog.Load(TinyCatalog.Exchange));
        CatalogWalk.Claims(both).Select(Value).Should().Equal(CatalogWalk.Claims(TinyCatalog.Catalog).Select(Value));
        static string Value(string claim) => claim[..claim.IndexOf(" preferred=", StringComparison.Ordinal)];
    }
}
