using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Catalog;

public class LicenseTermTests
{
    private static ModelLicense Shipped(string id) => ModelCatalog.Default.Licenses.Get(LicenseId.Parse(id));

    [Fact]
    public void The_user_threshold_of_llama_is_fixed_at_the_release_and_counts_affiliates()
    {
        // Llama 3.1 Community License Agreement, section 2.
        var threshold = Shipped("LicenseRef-Llama-3.1-Community").TermsOf<ThresholdTerm>().Should().ContainSingle().Subject;

        threshold.Should().BeEquivalentTo(new
        {
            Measure = ThresholdMeasure.Users,
            Amount = 700_000_000L,
            Effect = ThresholdEffect.RequestLicense,
            Unit = "monthlyActiveUsers",
            Test = ThresholdTest.Release,
            Affiliates = AffiliateCount.Included,
            Scope = ThresholdScope.AllProducts,
            CommercialOnly = false,
            Clause = "2",
        });
        threshold.TestDate.ToString().Should().Be("2024-07-23");
    }

    [Fact]
    public void The_user_threshold_of_qwen_rolls_and_is_about_commercial_use()
    {
        // Qwen LICENSE AGREEMENT of 2024-09-19, section 4.
        var threshold = Shipped("LicenseRef-Qwen-License-2024").TermsOf<ThresholdTerm>().Should().ContainSingle().Subject;

        threshold.Amount.Should().Be(100_000_000);
        threshold.Test.Should().Be(ThresholdTest.Rolling);
        threshold.CommercialOnly.Should().BeTrue();
        threshold.Affiliates.Should().Be(AffiliateCount.Unstated);
    }

    [Fact]
    public void A_notice_sentence_is_stored_word_for_word()
    {
        // Gemma Terms of Use of 2025-03-24, section 3.1.
        Shipped("LicenseRef-Gemma-Terms-2025-03-24").TermsOf<NoticeTerm>().Should().ContainSingle()
            .Which.Sentence.Should().Be("Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms");
    }

    [Fact]
    public void Silent_stated_and_not_read_differ()
    {
        var apache = Shipped("Apache-2.0");

        apache.Reading(LicenseTermKind.Patent).Should().Be(TermReading.Stated);
        apache.Reading(LicenseTermKind.Territory).Should().Be(TermReading.Silent);
        apache.Reading(LicenseTermKind.Other).Should().Be(TermReading.NotRead);
    }

    [Fact]
    public void A_text_that_was_read_for_terms_says_where_it_is_silent()
    {
        // Of one only a part was to be had: what LGPL-3.0 adds to GPL-3.0. What rests on second-hand readings says nothing of silence.
        string[] inPart = ["LGPL-3.0-only"];
        var read = ModelCatalog.Default.Licenses.Where(license => license.Terms.Length > 0 && license.Terms.All(term => term.Sources.Any(source => source.Source.Kind == SourceKind.LicenseText))).ToList();

        read.Should().HaveCountGreaterThan(100);
        read.Where(license => !license.SilentOn.IsKnown).Select(license => license.Id.Value).Should().BeEquivalentTo(inPart);
    }

    [Fact]
    public void The_territory_of_llama_3_3_stands_in_the_policy_and_is_about_multimodal_models()
    {
        // Llama 3.3 Acceptable Use Policy, line 65 of USE_POLICY.md at commit a9c89c47.
        var territory = Shipped("LicenseRef-Llama-3.3-Community").TermsOf<TerritoryTerm>().Should().ContainSingle().Subject;

        territory.InPolicy.Should().BeTrue();
        territory.Excluded.Should().Equal("EU");
        territory.Modality.Should().Be("multimodal");
        territory.ExemptsEndUsers.Should().BeTrue();
    }

    [Fact]
    public void Every_term_of_the_shipped_catalog_has_a_source()
    {
        var terms = ModelCatalog.Default.Licenses.SelectMany(license => license.Terms).ToList();

        terms.Should().HaveCountGreaterThan(70).And.OnlyContain(t => t.IsKnown && t.Sources.Length > 0);
    }

    [Fact]
    public void Terms_with_equal_lists_are_equal()
    {
        var one = new DisplayTerm(["Built with Qwen", "Improved using Qwen"]) { When = [TermTrigger.TrainedModel] };
        var same = new DisplayTerm(["Built with Qwen", "Improved using Qwen"]) { When = [TermTrigger.TrainedModel] };

        one.Should().Be(same);
        one.GetHashCode().Should().Be(same.GetHashCode());
        one.Should().NotBe(same with { When = [TermTrigger.Distribute] });
    }

    [Theory]
    [InlineData("""{ "kind": "territory", "excluded": ["Atlantis"], "restricts": "licensee" """, "*Atlantis*")]
    [InlineData("""{ "kind": "threshold", "measure": "users", "effect": "requestLicense" """, "*amount*")]
    [InlineData("""{ "kind": "naming", "amount": 3, "text": "Llama" """, "*\"amount\" is not a member*")]
    public void A_term_that_is_wrong_is_a_problem_with_a_place(string term, string expected)
    {
        var json = $$"""
            { "schemaVersion": "1.0", "id": "LicenseRef-Test-1",
              "terms": [ {{term}}, "sources": [ { "source": "text", "locator": "1" } ] } ],
              "sources": { "text": { "url": "https://example.org/text", "kind": "licenseText", "read": "2026-11-24" } } }
            """;
        var problems = new List<CatalogProblem>();

        CatalogJson.ReadFile(System.Text.Encoding.UTF8.GetBytes(json), "licenses/LicenseRef-Test-1.json", new CatalogContents(), problems);

        problems.Should().ContainSingle().Which.Message.Should().Match(expected);
        problems[0].Line.Should().BePositive();
    }
}
