using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;

namespace ModelProvenance.Tests.Licensing;

public class ObligationsTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly UsageProfile Product = new()
    {
        Activities = [UsageActivity.Product, UsageActivity.HostedService],
        IsCommercial = true,
        SharesTrainedModels = false,
        Seat = CountryCode.Parse("DE"),
        PlacesOfUse = [CountryCode.Parse("DE"), CountryCode.Parse("US")],
        Fields = [],
        Businesses = [],
    };

    private static List<Obligation> Of(string license, UsageProfile usage, LicenseTermKind kind) =>
        [.. Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse(license), usage, Day).Terms.Where(t => t.Kind == kind)];

    private static Obligation One(string license, UsageProfile usage, LicenseTermKind kind) => Of(license, usage, kind).Should().ContainSingle().Subject;

    [Fact]
    public void A_product_with_llama_shows_the_text_and_carries_the_licence()
    {
        const string Llama = "LicenseRef-Llama-3.1-Community";

        One(Llama, Product, LicenseTermKind.Display).Should().BeEquivalentTo(new { Status = ObligationStatus.Applies, Text = "Built with Llama", Clause = "1.b.i (B)" });
        One(Llama, Product, LicenseTermKind.LicenseCopy).Status.Should().Be(ObligationStatus.Applies);
        One(Llama, Product, LicenseTermKind.Naming).Status.Should().Be(ObligationStatus.DoesNotApply);
        One(Llama, Product, LicenseTermKind.Display).Sources.Should().NotBeEmpty();
    }

    [Fact]
    public void Who_shares_a_fine_tune_of_llama_names_it()
    {
        var usage = Product with { Activities = [UsageActivity.FineTuning], SharesTrainedModels = true, ModelName = "Example-Chat-8B" };

        var naming = One("LicenseRef-Llama-3.1-Community", usage, LicenseTermKind.Naming);

        naming.Status.Should().Be(ObligationStatus.Applies);
        naming.Text.Should().Be("Llama");
        naming.Fact.Should().EndWith("the name 'Example-Chat-8B' does not");
    }

    // The threshold of Llama 3.1: more than 700 million monthly active users of all products, affiliates included, in June 2024.
    [Theory]
    [InlineData(800_000_000, "2024-06", true, ObligationStatus.Applies)]
    [InlineData(800_000_000, "2024-06", false, ObligationStatus.Applies)]
    [InlineData(700_000_000, "2024-06", true, ObligationStatus.DoesNotApply)]
    [InlineData(700_000_000, "2024-06", false, ObligationStatus.Unknown)]
    [InlineData(800_000_000, "2026-10", true, ObligationStatus.Unknown)]
    [InlineData(5, "2026-10", true, ObligationStatus.Unknown)]
    public void A_threshold_fixed_at_the_release_needs_the_figure_of_that_time(long count, string month, bool affiliates, ObligationStatus status)
    {
        var usage = Product with { Users = [new UserFigure(count, PartialDate.Parse(month)) { IncludesAffiliates = affiliates }] };

        var threshold = One("LicenseRef-Llama-3.1-Community", usage, LicenseTermKind.Threshold);

        threshold.Status.Should().Be(status);
        threshold.Missing.Should().HaveCount(status == ObligationStatus.Unknown ? 1 : 0);
    }

    [Fact]
    public void Who_was_founded_after_the_release_is_below_a_threshold_fixed_at_it() =>
        One("LicenseRef-Llama-3.1-Community", Product with { Founded = PartialDate.Parse("2025") }, LicenseTermKind.Threshold).Status.Should().Be(ObligationStatus.DoesNotApply);

    // The threshold of the Qwen licence: more than 100 million monthly active users of the product that uses it, commercial use, at any time.
    [Theory]
    [InlineData(150_000_000, "2026-10", ThresholdScope.ProductsUsingModel, true, ObligationStatus.Applies)]
    [InlineData(150_000_000, "2026-10", ThresholdScope.AllProducts, true, ObligationStatus.Unknown)]
    [InlineData(90_000_000, "2026-10", ThresholdScope.AllProducts, true, ObligationStatus.DoesNotApply)]
    [InlineData(150_000_000, "2024-10", ThresholdScope.ProductsUsingModel, true, ObligationStatus.Unknown)]
    [InlineData(150_000_000, "2026-10", ThresholdScope.ProductsUsingModel, false, ObligationStatus.DoesNotApply)]
    [InlineData(150_000_000, "2026-10", ThresholdScope.ProductsUsingModel, null, ObligationStatus.Unknown)]
    public void A_rolling_threshold_takes_a_recent_figure_of_the_right_products(long count, string month, ThresholdScope scope, bool? commercial, ObligationStatus status)
    {
        var usage = Product with { IsCommercial = commercial, Users = [new UserFigure(count, PartialDate.Parse(month)) { Scope = scope }] };

        One("LicenseRef-Qwen-License-2024", usage, LicenseTermKind.Threshold).Status.Should().Be(status);
    }

    [Theory]
    [InlineData(true, ObligationStatus.Applies)]
    [InlineData(false, ObligationStatus.DoesNotApply)]
    [InlineData(null, ObligationStatus.Unknown)]
    public void Commercial_use_that_a_text_excludes_depends_on_the_use(bool? commercial, ObligationStatus status) =>
        One("LicenseRef-Qwen-Research-2024", Product with { IsCommercial = commercial }, LicenseTermKind.CommercialUse).Status.Should().Be(status);

    [Fact]
    public void Training_on_outputs_of_gemma_may_make_the_student_a_derived_model()
    {
        var terms = Of("LicenseRef-Gemma-Terms-2025-03-24", Product with { Activities = [UsageActivity.TrainingOnOutputs] }, LicenseTermKind.Outputs);

        terms.Single(t => t.Clause == "1.1(e)").Should().Match<Obligation>(t => t.Status == ObligationStatus.Unknown && t.Missing.Contains("whether the trained model is meant to perform similarly"));
        Of("LicenseRef-Gemma-Terms-2025-03-24", Product with { Activities = [UsageActivity.Distillation] }, LicenseTermKind.Outputs)
            .Single(t => t.Clause == "1.1(e)").Status.Should().Be(ObligationStatus.Applies);
    }

    [Fact]
    public void An_empty_profile_gives_no_permission()
    {
        var report = Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse("LicenseRef-Llama-3.3-Community"), new UsageProfile(), Day);

        report.Terms.Single(t => t.Kind == LicenseTermKind.Display).Should().Match<Obligation>(t => t.Status == ObligationStatus.Unknown && t.Missing.Contains("activities"));
        report.Terms.Single(t => t.Kind == LicenseTermKind.Territory).Status.Should().Be(ObligationStatus.Unknown);
        report.Terms.Single(t => t.Kind == LicenseTermKind.Threshold).Status.Should().Be(ObligationStatus.Unknown);
        report.Terms.Where(t => t.Status == ObligationStatus.Unknown).Should().OnlyContain(t => t.Missing.Length > 0);
    }

    [Fact]
    public void A_text_that_nobody_has_read_is_unknown_for_every_kind_of_term()
    {
        var report = Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse("LicenseRef-Nobody-Knows-This"), Product, Day);

        report.Terms.Should().HaveCount(19).And.OnlyContain(t => t.Status == ObligationStatus.Unknown && t.Term == null && t.Missing.Contains("a reading of the text of LicenseRef-Nobody-Knows-This"));
    }

    [Fact]
    public void A_choice_of_licences_is_marked()
    {
        var report = Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse("MIT OR Apache-2.0"), Product, Day);

        report.Terms.Should().OnlyContain(t => t.IsAlternative);
        report.Terms.Select(t => t.License.Value).Distinct().Should().Equal("MIT", "Apache-2.0");
    }

    [Fact]
    public void The_licence_of_a_base_comes_along_with_its_distance()
    {
        // Qwen2.5-3B-Instruct is a fine-tune of Qwen2.5-3B; both are under the research licence (model cards of 2024-09).
        var catalog = ModelCatalog.Default;
        var report = Obligations.Evaluate(catalog, catalog.Models.Get(ModelId.Parse("qwen2.5-3b-instruct")), Product, Day);

        report.Terms.Where(t => t.Kind == LicenseTermKind.CommercialUse).Select(t => (t.From, t.Depth, t.Relation, t.License.Value, t.Status)).Should().Equal(
            ("qwen2.5-3b-instruct", 0, null, "LicenseRef-Qwen-Research-2024", ObligationStatus.Applies),
            ("qwen2.5-3b", 1, RelationKind.Finetune, "LicenseRef-Qwen-Research-2024", ObligationStatus.Applies));
    }

    [Fact]
    public void The_same_question_gets_the_same_answer()
    {
        string Print() => string.Join('\n', Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse("LicenseRef-Gemma-Terms-2025-03-24"), Product, Day).Terms.Select(t => t.ToString()));

        Print().Should().Be(Print());
    }
}
