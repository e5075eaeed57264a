using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;

namespace ModelProvenance.Tests.Inspection;

public class StatedWorkTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly ModelInspector Inspector = new(ModelCatalog.Default);

    private static readonly UsageProfile Product = new() { Activities = [UsageActivity.Product, UsageActivity.Redistribution], IsCommercial = true, SharesTrainedModels = false };

    private const string UnknownText = "You may look at this model on Tuesdays, provided that the door of the room stays open and that nobody whistles while the lights are on.\n";

    private static ObligationReport Of(InspectionFolder folder, IModelMetadataSource? cards = null) =>
        Obligations.Evaluate(ModelCatalog.Default, Inspector.InspectFolder(folder.Path, new InspectionOptions { Cards = cards }, TestContext.Current.CancellationToken).Work!, Product, Day);

    private static string Card(string frontMatter) => $"---\n{frontMatter}---\n# A model\n";

    [Fact]
    public void A_card_brings_its_own_licence_and_the_terms_of_the_base_that_it_names()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: apache-2.0\nbase_model: Qwen/Qwen2.5-3B-Instruct\nbase_model_relation: finetune\n"));

        var report = Of(folder);

        report.Model.IsEmpty.Should().BeTrue("a fine-tune is not its base");
        report.Terms.Select(t => (t.License.Value, t.From, t.Depth)).Distinct().Should().Equal(
            ("Apache-2.0", folder.Path, 0), ("LicenseRef-Qwen-Research-2024", "qwen2.5-3b-instruct", 1), ("LicenseRef-Qwen-Research-2024", "qwen2.5-3b", 2));
        // Qwen Research License 2.a with 1.i: non-commercial purposes only.
        report.Terms.Should().Contain(t => t.Depth == 1 && t.Kind == LicenseTermKind.CommercialUse && t.Status == ObligationStatus.Applies);
    }

    [Fact]
    public void A_text_that_nobody_knows_stays_open_beside_what_the_card_names()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: mit\n")).With("LICENSE", UnknownText);

        var report = Of(folder);

        report.Terms.Should().Contain(t => t.License == LicenseId.Parse("MIT"));
        report.Terms.Should().ContainSingle(t => t.License.IsEmpty).Which.Missing.Should().Equal("a reading of LICENSE: no known licence text");
    }

    [Fact]
    public void A_statement_in_the_licence_file_says_what_other_stands_for()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: other\n")).With("LICENSE", "SPDX-License-Identifier: MIT\n");

        Of(folder).Terms.Should().NotBeEmpty().And.OnlyContain(t => t.License == LicenseId.Parse("MIT"));
    }

    [Fact]
    public void Other_without_more_is_unknown_and_says_where_it_stands()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: other\n"));

        Of(folder).Terms.Should().ContainSingle().Which.Should().Match<Obligation>(t => t.Status == ObligationStatus.Unknown && t.Missing.Single() == "the licence that 'other' (README.md, line 2) stands for");
    }

    [Fact]
    public void A_folder_without_a_word_on_licences_is_unknown()
    {
        using var folder = new InspectionFolder().With("config.json", InspectionFolder.Llama31Config.Replace("128256", "128255", StringComparison.Ordinal));

        Of(folder).Terms.Should().ContainSingle().Which.Missing.Should().Equal($"the licence of {folder.Path}");
    }

    [Fact]
    public void Card_and_licence_file_that_differ_are_both_listed_with_a_note()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: apache-2.0\n")).With("LICENSE", "SPDX-License-Identifier: MIT\n");

        var report = Of(folder);

        report.Terms.Select(t => t.License.Value).Distinct().Should().BeEquivalentTo("Apache-2.0", "MIT");
        report.Notes.Should().ContainSingle().Which.Should().Contain("Apache-2.0").And.Contain("MIT").And.Contain("are listed");
    }

    [Fact]
    public void A_build_of_a_model_of_the_catalog_has_the_terms_of_that_model()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: other\nlicense_name: qwen-research\nbase_model: Qwen/Qwen2.5-3B-Instruct\nbase_model_relation: quantized\n"));

        var report = Of(folder);

        report.Model.Should().Be(ModelId.Parse("qwen2.5-3b-instruct"));
        var own = Obligations.Evaluate(ModelCatalog.Default, ModelCatalog.Default.Models.Get(report.Model), Product, Day);
        report.Terms.Select(t => t.ToString()).Should().Equal(own.Terms.Select(t => t.ToString()));
        report.Notes.Should().BeEmpty();
    }

    [Fact]
    public void A_licence_of_the_card_that_is_not_the_catalogs_is_listed_too()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: mit\nbase_model: Qwen/Qwen2.5-3B-Instruct\nbase_model_relation: quantized\n"));

        var report = Of(folder);

        report.Terms.Where(t => t.Depth == 0).Select(t => t.License.Value).Distinct().Should().BeEquivalentTo("LicenseRef-Qwen-Research-2024", "MIT");
        report.Notes.Should().Equal("README.md, line 2 states MIT, the catalog LicenseRef-Qwen-Research-2024: the terms of both are listed");
    }

    [Fact]
    public void A_merge_brings_the_terms_of_every_part()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: apache-2.0\nbase_model:\n- Qwen/Qwen2.5-3B-Instruct\n- Qwen/Qwen2.5-7B-Instruct\n"));

        var report = Of(folder);

        report.Terms.Where(t => t.Depth == 1).Select(t => (t.From, t.Relation)).Distinct().Should().Equal(("qwen2.5-3b-instruct", RelationKind.Merge), ("qwen2.5-7b-instruct", RelationKind.Merge));
    }

    [Fact]
    public void Bases_outside_the_catalog_are_unknown_unless_their_cards_are_at_hand()
    {
        using var folder = new InspectionFolder().With("README.md", Card("license: mit\nbase_model: zzthornbush/hedges-3b\n"));

        Of(folder).Terms.Should().ContainSingle(t => t.Depth == 1).Which.Missing.Should().Equal("the licence of zzthornbush/hedges-3b");

        // The chain goes round: the walk ends.
        var cards = new Cards(("zzthornbush/hedges-3b", Card("license: cc-by-nc-4.0\nbase_model: zzthornbush/hedges-7b\n")), ("zzthornbush/hedges-7b", Card("license: mit\nbase_model: zzthornbush/hedges-3b\n")));
        var report = Of(folder, cards);
        report.Terms.Select(t => (t.License.Value, t.From, t.Depth)).Distinct().Should().Equal(("MIT", folder.Path, 0), ("CC-BY-NC-4.0", "zzthornbush/hedges-3b", 1), ("MIT", "zzthornbush/hedges-7b", 2));
    }

    [Fact]
    public void A_repository_outside_the_catalog_is_what_its_card_says()
    {
        var cards = new Cards(("zzthornbush/hedges-3b", Card("license: cc-by-nc-4.0\nbase_model: Qwen/Qwen2.5-7B-Instruct\n")));

        Inspector.Inspect("zzthornbush/hedges-3b").Work.Should().BeNull();
        var work = Inspector.Inspect("zzthornbush/hedges-3b", new InspectionOptions { Cards = cards }).Work!;
        var report = Obligations.Evaluate(ModelCatalog.Default, work, Product, Day);
        report.Terms.Select(t => (t.License.Value, t.From)).Distinct().Take(2).Should().Equal(("CC-BY-NC-4.0", "zzthornbush/hedges-3b"), ("Apache-2.0", "qwen2.5-7b-instruct"));
    }

    [Fact]
    public void A_licence_file_alone_is_a_licence_and_no_model()
    {
        using var folder = new InspectionFolder().With("terms.txt", "SPDX-License-Identifier: MIT\n");

        var work = Inspector.InspectFile(Path.Combine(folder.Path, "terms.txt"), null, TestContext.Current.CancellationToken).Work!;

        work.IsLicenseOnly.Should().BeTrue();
        Obligations.Evaluate(ModelCatalog.Default, work, Product, Day).Terms.Should().NotBeEmpty().And.OnlyContain(t => t.License == LicenseId.Parse("MIT") && t.From.Length == 0);
    }

    private sealed class Cards(params (string Repository, string Text)[] cards) : IModelMetadataSource
    {
        public ModelCard? FindCard(RepositoryId repository) => cards.FirstOrDefault(c => c.Repository == repository.Value).Text is { } text ? ModelCard.Read(text).Document : null;
    }
}
