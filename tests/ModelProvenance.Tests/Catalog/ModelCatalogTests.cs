using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

public class ModelCatalogTests
{
    private static readonly ModelCatalog Catalog = TinyCatalog.Catalog;

    [Fact]
    public void Evidence_of_a_property_comes_in_one_call()
    {
        var claims = Catalog.Evidence(EntityKind.Model, "acme-1-7b", "parameters.total");
        claims.Select(c => (c.Subject, c.Property, c.Value, c.IsPreferred, c.Ruling, c.Note)).Should().Equal(
            ("acme-1-7b", "parameters.total", "7.6B", true, null, "embeddings included"),
            ("acme-1-7b", "parameters.total", "7.7B", false, null, null));
        claims[0].Method.Should().Be(ClaimMethod.Curated);
        claims[0].Sources.Should().Equal(new ClaimSource("https://huggingface.co/acme-ai/Acme-1-7B") { Kind = SourceKind.ModelCard, Literal = "7.6B", Read = new DateOnly(2026, 1, 1) });
        claims[1].Sources.Single().Locator.Should().Be("row 3");
    }

    [Theory]
    [InlineData("acme-1-7b", "parameters", "parameters.total=7.6B, parameters.total=7.7B, parameters.active=notApplicable")]
    [InlineData("acme-1-7b", "dates", "dates.announced=2025-03-01, dates.weightsPublished=2025-03")]
    [InlineData("acme-1-7b-instruct", "dates", "dates.weightsPublished=2025-04-02, dates.repositoryCreated=notEstablished, dates.announced=2025-03-01")]
    [InlineData("acme-1-7b", "licenses.weights", "licenses.weights=LicenseRef-Acme-1.0")]
    [InlineData("acme-1-distill", "licenses", "licenses.weights=MIT, licenses.code=MIT OR LicenseRef-Acme-1.0")]
    [InlineData("acme-1-7b", "contextWindow", "contextWindow=131072, contextWindow=32768")]
    [InlineData("acme-1-7b", "trainingCompute", "trainingCompute.hardwareTime=2.788M")]
    [InlineData("acme-1-7b", "modalities", "modalities=text, image -> text")]
    [InlineData("acme-1-7b-instruct", "developers", "developers=acme, omega")]
    [InlineData("acme-1-distill", "baseModels", "baseModels=Distilled of acme-1-7b-instruct, baseModels=Finetune of other/Base-1.5B")]
    [InlineData("acme-1-7b", "context", "")]
    [InlineData("acme-1-7b", "headquarters", "")]
    public void Evidence_names_properties_with_their_qualifier(string model, string property, string expected) =>
        string.Join(", ", Catalog.Evidence(EntityKind.Model, model, property).Select(c => $"{c.Property}={c.Value}")).Should().Be(expected);

    [Fact]
    public void Evidence_of_other_entities()
    {
        Catalog.Evidence(EntityKind.Organization, "acme").Select(c => $"{c.Property}={c.Value}").Should().Equal(
            "names=Acme", "names=\u827E\u514B\u7C73", "kind=company", "legalSeat=Paris, \u00CEle-de-France, FR", "headquarters=notPublished", "founded=2020-05", "founded=2019",
            "dissolved=notApplicable", "parent=omega", "holders=omega 51.0 %", "listings=XPAR:ACM", "handles=huggingface:acme-ai", "handles=github:acme", "website=https://acme.example/");
        Catalog.Evidence(EntityKind.Statement, "acme-share-2025").Select(c => (c.Value, c.IsPreferred, c.Note)).Should().Equal(("7%", true, "The dump says less."), ("6.4%", false, "another window"));
        Catalog.Evidence(EntityKind.License, "MIT", "name").Single().Value.Should().Be("MIT License");
        Catalog.Evidence(EntityKind.Family, "acme", "developers").Single().Value.Should().Be("acme");
        Catalog.Evidence(EntityKind.Series, "acme-1", "names").Single().Value.Should().Be("Acme 1");
        Catalog.Evidence(EntityKind.Release, "acme-1", "dates.announced").Single().Value.Should().Be("2025-03-01");
        FluentActions.Invoking(() => Catalog.Evidence(EntityKind.Model, "acme-1-7")).Should().Throw<KeyNotFoundException>().WithMessage("There is no model 'acme-1-7' in catalog 2026.01.01. Near: acme-1-7b, acme-1-7b-instruct.");
        FluentActions.Invoking(() => Catalog.Evidence((EntityKind)99, "x")).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_list_of_ids_can_be_unknown()
    {
        var catalog = TinyCatalog.Load(TinyCatalog.Changed(d => d["families"]![0]!["developers"] = System.Text.Json.Nodes.JsonNode.Parse("""{"unknown":"notEstablished","sources":[{"source":"families/acme/family#site"}]}""")));
        catalog.Evidence(EntityKind.Family, "acme", "developers").Single().Value.Should().Be("notEstablished");
        catalog.GetStatistics().Unknown["notEstablished"].Should().Be(4);
        TinyCatalog.Load(TinyCatalog.Save(catalog)).Families[0].Developers.State.Should().Be(FactState.NotEstablished);
    }

    [Fact]
    public void Retired_ids_lead_to_their_successors()
    {
        Catalog.Models.Get(ModelId.Parse("acme-one-7b")).Id.Value.Should().Be("acme-1-7b");
        Catalog.Evidence(EntityKind.Model, "acme-one-7b", "variant").Single().Value.Should().Be("base");
        Catalog.Models.Find(ModelId.Parse("acme-0-1b")).Should().BeNull("it was removed and has no successor");
        Catalog.Series.Find(SeriesId.Parse("acme-one-7b")).Should().BeNull("the id was one of a model");
    }

    [Fact]
    public void A_retired_id_leads_to_the_last_successor()
    {
        var twice = TinyCatalog.Load(TinyCatalog.Changed(d => d["retired"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"kind":"model","id":"acme-uno","successor":"acme-one-7b","reason":"renamed","on":"2025"}"""))));
        twice.Models.Get(ModelId.Parse("acme-uno")).Id.Value.Should().Be("acme-1-7b");
        var circle = TinyCatalog.Load(TinyCatalog.Changed(d =>
        {
            d["retired"]![0]!["successor"] = "acme-uno";
            d["retired"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"kind":"model","id":"acme-uno","successor":"acme-one-7b","reason":"renamed","on":"2025"}"""));
        }));
        circle.Models.Find(ModelId.Parse("acme-uno")).Should().BeNull();
    }

    [Fact]
    public void Sets_are_ordered_lists_with_lookups()
    {
        Catalog.Models.Select(m => m.Id.Value).Should().Equal("acme-1-7b", "acme-1-7b-instruct", "acme-1-distill");
        Catalog.Models.Count.Should().Be(3);
        Catalog.Models[1].Name.Should().Be("Acme-1-7B-Instruct");
        Catalog.Models[ModelId.Parse("acme-1-7b")].Should().BeSameAs(Catalog.Models[0]);
        Catalog.Models.TryGet(ModelId.Parse("nothing"), out var none).Should().BeFalse();
        none.Should().BeNull();
        Catalog.Models.Contains(ModelId.Parse("acme-1-distill")).Should().BeTrue();
        Catalog.Models.Find(default).Should().BeNull();
        Catalog.Licenses.Get(LicenseId.Parse("licenseref-ACME-1.0")).Id.Value.Should().Be("LicenseRef-Acme-1.0");
        Catalog.Licenses.Select(l => l.Id.Value).Should().Equal("LicenseRef-Acme-1.0", "MIT");
        FluentActions.Invoking(() => Catalog.Models[3]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Catalog.Models[-1]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Every_shipped_id_is_found_and_nothing_beside_it()
    {
        foreach (var entity in ModelCatalog.Default.Entities())
            FluentActions.Invoking(() => ModelCatalog.Default.Evidence(entity.Kind, entity.Id)).Should().NotThrow();
        foreach (var model in ModelCatalog.Default.Models)
        {
            ModelCatalog.Default.Models.Get(model.Id).Should().BeSameAs(model);
            ModelCatalog.Default.Models.Find(ModelId.Parse(model.Id.Value + "x")).Should().BeNull();
        }
    }

    [Theory]
    [InlineData("acme-1-7b-instuct", "acme-1-7b-instruct")]
    [InlineData("ACME-1-7B", "acme-1-7b, acme-1-7b-instruct")]
    [InlineData("distill", "acme-1-distill")]
    [InlineData("something-else", "")]
    public void Suggest_gives_the_nearest_ids(string text, string expected) => string.Join(", ", Catalog.Models.Suggest(text)).Should().Be(expected);

    [Fact]
    public void Get_suggests_and_licences_keep_their_case()
    {
        FluentActions.Invoking(() => Catalog.Licenses.Get(LicenseId.Parse("LicenseRef-Acme-1.1"))).Should().Throw<KeyNotFoundException>()
            .WithMessage("There is no license 'LicenseRef-Acme-1.1' in catalog 2026.01.01. Near: LicenseRef-Acme-1.0.");
        FluentActions.Invoking(() => Catalog.Organizations.Get(OrganizationId.Parse("zeta-nine"))).Should().Throw<KeyNotFoundException>()
            .WithMessage("There is no organization 'zeta-nine' in catalog 2026.01.01.");
    }

    [Theory]
    // The whole name first, then names that begin so, then the rest; shorter ones first.
    [InlineData("acme", "organization/acme, family/acme, series/acme-1, model/acme-1-7b, model/acme-1-distill, license/LicenseRef-Acme-1.0, model/acme-1-7b-instruct")]
    [InlineData("INSTRUCT acme", "model/acme-1-7b-instruct")]
    [InlineData("acme one", "model/acme-1-7b")]
    [InlineData("\u827E\u514B\u7C73", "organization/acme")]
    [InlineData("expat", "license/MIT")]
    [InlineData("gguf", "model/acme-1-7b")]
    [InlineData("", "")]
    [InlineData(" - ", "")]
    [InlineData("zebra", "")]
    public void Search_finds_entities_whose_names_hold_every_word(string text, string expected) =>
        string.Join(", ", Catalog.Search(text).Select(m => $"{EnumText<EntityKind>.Of(m.Entity.Kind)}/{m.Entity.Id}")).Should().Be(expected);

    [Fact]
    public void Search_says_in_which_name_the_words_were_found()
    {
        Catalog.Search("acme one").Single().Should().Be(new CatalogMatch(new EntityReference(EntityKind.Model, "acme-1-7b"), "Acme-1-7B", "acme-one"));
        Catalog.Search("expat").Single().Should().Be(new CatalogMatch(new EntityReference(EntityKind.License, "MIT"), "MIT License", "expat"));
    }

    [Fact]
    public void Statistics_are_those_counted_by_hand()
    {
        // Counted in the files of tests/corpus/catalog-tiny. Facts: acme 11, omega 1, MIT 2, LicenseRef-Acme-1.0 3, family 2, series 2, release 3, the models 13, 9 and 5.
        var statistics = Catalog.GetStatistics();
        (statistics.CatalogVersion, statistics.SchemaVersion).Should().Be(("2026.01.01", "1.0"));
        (statistics.Organizations, statistics.Licenses, statistics.Families, statistics.Series, statistics.Releases, statistics.Models, statistics.Distributions).Should().Be((2, 2, 1, 1, 1, 3, 1));
        statistics.Facts.Should().Be(51);
        statistics.FactsWithoutSource.Should().Be(0);
        statistics.Disputed.Should().Be(3);
        // Of three documents only statements and conflicts speak.
        statistics.Sources.Should().Be(14);
        statistics.Unknown.Should().Equal(new Dictionary<string, int> { ["notApplicable"] = 2, ["notEstablished"] = 3, ["notPublished"] = 1 });
        statistics.SourcesByKind.Should().Equal(new Dictionary<string, int>
        {
            ["announcement"] = 7, ["artifact"] = 2, ["database"] = 3, ["developerRepository"] = 12, ["filing"] = 7, ["hubSnapshot"] = 5, ["licenseText"] = 5, ["modelCard"] = 10,
        });
        // The distilled model has no parameter figure.
        statistics.ModelsComplete.Should().Be(2);
    }

    [Fact]
    public void Models_are_found_by_release_series_family_and_base()
    {
        Catalog.ModelsOf(ReleaseId.Parse("acme-1")).Should().HaveCount(3);
        Catalog.ModelsOf(SeriesId.Parse("acme-1")).Should().HaveCount(3);
        Catalog.ModelsOf(FamilyId.Parse("acme")).Should().HaveCount(3);
        Catalog.ModelsOf(FamilyId.Parse("other")).Should().BeEmpty();
        Catalog.ChildrenOf(ModelId.Parse("acme-1-7b")).Select(m => m.Id.Value).Should().Equal("acme-1-7b-instruct");
        Catalog.ChildrenOf(ModelId.Parse("acme-1-distill")).Should().BeEmpty();
    }

    [Fact]
    public void Entities_answer_by_name_date_figure_and_licence()
    {
        var model = Catalog.Models.Get(ModelId.Parse("acme-1-7b-instruct"));
        model.Repository.Value.Should().Be("acme-ai/Acme-1-7B-Instruct");
        // The figure that counts everything comes before the one of a vendor's own way.
        model.Total!.Count.Value.ToString().Should().Be("7615616512");
        model.Total.Figure!.Convention.Should().BeNull();
        model.Active.Should().BeNull();
        model.Date(DateKind.PaperPublished).Should().BeNull();
        var distill = Catalog.Models.Get(ModelId.Parse("acme-1-distill"));
        distill.Repository.IsEmpty.Should().BeTrue();
        distill.License(LicenseScope.Code, new DateOnly(2025, 4, 30)).Should().BeNull("it is in force since May 2025");
        distill.License(LicenseScope.Code, new DateOnly(2025, 5, 1))!.Expression.Value.Licenses.Should().HaveCount(2);
        distill.License(LicenseScope.Outputs).Should().BeNull();
        Catalog.Organizations.Get(OrganizationId.Parse("acme")).Name.Should().Be("Acme");
        Catalog.Families[0].Coverage!.Note.Should().Be("drafts are left out");
    }

    [Fact]
    public void A_first_name_that_is_unknown_gives_way_to_the_id()
    {
        var contents = TinyCatalog.Contents();
        var omega = contents.Organizations[1];
        contents.Organizations[1] = new Organization
        {
            Id = omega.Id,
            Names = [Fact<EntityName>.Unknown(FactState.NotPublished, FactEvidence<EntityName>.None)],
            Kind = omega.Kind, Roles = omega.Roles, LegalSeat = omega.LegalSeat, Headquarters = omega.Headquarters, Founded = omega.Founded, Dissolved = omega.Dissolved,
            Parent = omega.Parent, Holders = omega.Holders, Listings = omega.Listings, Handles = omega.Handles, Website = omega.Website,
        };
        contents.Organizations[1].Name.Should().Be("omega");
    }

    [Fact]
    public async Task Threads_may_share_a_catalog()
    {
        var catalog = TinyCatalog.Load(TinyCatalog.Exchange);
        var expected = CatalogWalk.Claims(TinyCatalog.Catalog).ToList();
        var walks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CatalogWalk.Claims(catalog).ToList())));
        walks.Should().AllSatisfy(walk => walk.Should().Equal(expected));
    }

    [Fact]
    public void The_shipped_catalog_opens()
    {
        ModelCatalog.Default.Should().BeSameAs(ModelCatalog.Default);
        ModelCatalog.Default.CatalogVersion.Should().MatchRegex("^[0-9]{4}\\.[0-9]{2}\\.[0-9]{2}$");
        ModelCatalog.Default.SchemaVersion.Should().Be("1.0");
        FluentActions.Invoking(() => ModelCatalog.Load(Path.Combine(TinyCatalog.Folder, "no-such-file.json"))).Should().Throw<FileNotFoundException>();
        FluentActions.Invoking(() => ModelCatalog.Load((string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ModelCatalog.Load((Stream)null!)).Should().Throw<ArgumentNullException>();
    }
}
