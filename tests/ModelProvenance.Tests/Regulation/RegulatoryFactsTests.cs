using ModelProvenance.Facts;
using ModelProvenance.Origin;
using ModelProvenance.Regulation;

namespace ModelProvenance.Tests.Regulation;

public class RegulatoryFactsTests
{
    private static readonly DateOnly Day = new(2026, 11, 28);

    [Fact]
    public void The_product_of_parameters_and_tokens_is_six_for_each_and_an_interval()
    {
        // DeepSeek-V3: 14.8T tokens (README, L50: "14.8 trillion"), 36.7B active parameters without the module for prediction of several tokens. 6 x 36.7e9 x 14.8e12 = 3.259e24.
        var estimate = Of("deepseek-v3").Estimates.Single(e => e.Method == TrainingComputeMethod.ParametersTokens);
        Math.Sqrt(estimate.Low * estimate.High / (0.7 * 1.3)).Should().BeApproximately(6 * 36.7e9 * 14.8e12, 0.01e24);
        estimate.Low.Should().BeLessThan(0.7 * 3.26e24).And.BeGreaterThan(0.69 * 3.26e24);
        estimate.High.Should().BeGreaterThan(1.3 * 3.25e24).And.BeLessThan(1.31 * 3.27e24);
        estimate.Sources.Should().NotBeEmpty();
    }

    [Fact]
    public void Hours_of_hardware_are_taken_from_a_fifth_of_the_peak_to_all_of_it()
    {
        // DeepSeek-V3: "2.788M H800 GPU hours" (README). 2.788e6 h x 3600 s x 989.4e12 = 9.93e24.
        var estimate = Of("deepseek-v3").Estimates.Single(e => e.Method == TrainingComputeMethod.HardwareTime);
        estimate.High.Should().BeApproximately(9.93e24, 0.01e24);
        (estimate.High / estimate.Low).Should().BeApproximately(5, 0.01);
    }

    [Theory]
    // By every method: DeepSeek-V3 stays below 1e25 and above 1e23; Llama 3.1 405B (15T tokens, 30.84M hours of H100) is above 1e25, and its hours reach over 1e26.
    [InlineData("deepseek-v3", 1e23, ThresholdState.Exceeded)]
    [InlineData("deepseek-v3", 1e25, ThresholdState.NotExceeded)]
    [InlineData("llama-3.1-405b", 1e25, ThresholdState.Exceeded)]
    // "3.8 x 10^25 FLOPs" (arXiv:2407.21783, section 1) decides where the hours would reach over the amount.
    [InlineData("llama-3.1-405b", 1e26, ThresholdState.NotExceeded)]
    [InlineData("llama-3.1-8b", 1e26, ThresholdState.NotExceeded)]
    // Qwen3-8B-Base: 8.2B x 36T x 6 = 1.8e24. What training was added to it for Qwen3-8B nobody says: surely above 1e23, and against 1e25 nothing can be said.
    [InlineData("qwen3-8b", 1e23, ThresholdState.Exceeded)]
    [InlineData("qwen3-8b", 1e25, ThresholdState.Unknown)]
    public void A_threshold_is_exceeded_or_not_when_all_methods_agree(string model, double operations, ThresholdState state) => Of(model).Against(operations).Should().Be(state);

    [Fact]
    public void The_developers_figure_decides_alone()
    {
        var own = new TrainingComputeEstimate(default, TrainingComputeMethod.Reported, 3.75e25, 3.85e25, "38K ZFLOP", "");
        var hours = new TrainingComputeEstimate(default, TrainingComputeMethod.HardwareTime, 2.2e25, 1.1e26, "", "");
        var compute = new TrainingCompute(default, [own, hours], [], []);
        compute.Against(1e26).Should().Be(ThresholdState.NotExceeded);
        compute.Against(3.8e25).Should().Be(ThresholdState.Unknown, "the amount lies in the interval");
        (compute with { Estimates = [hours] }).Against(1e26).Should().Be(ThresholdState.Unknown);
    }

    [Fact]
    public void Nothing_known_is_unknown_and_says_what_is_missing()
    {
        var compute = new TrainingCompute(default, [], [], ["x"]);
        compute.Against(1).Should().Be(ThresholdState.Unknown);
        (compute.Low, compute.High).Should().Be((null, null));
    }

    [Fact]
    public void What_went_into_a_base_is_in_the_sum()
    {
        var of = new TrainingComputeEstimate(ModelId.Parse("x-base"), TrainingComputeMethod.ParametersTokens, 2e25, 3e25, "", "");
        var own = new TrainingComputeEstimate(ModelId.Parse("x"), TrainingComputeMethod.ParametersTokens, 1e22, 2e22, "", "");
        new TrainingCompute(ModelId.Parse("x"), [own], [of], []).Against(1e25).Should().Be(ThresholdState.Exceeded);
        new TrainingCompute(ModelId.Parse("x"), [own], [of], []).Against(3.001e25).Should().Be(ThresholdState.Unknown, "3e25 and 2e22 are more");
        new TrainingCompute(ModelId.Parse("x"), [own], [of], []).Against(3.1e25).Should().Be(ThresholdState.NotExceeded);
    }

    [Theory]
    // Art. 51(2) of Regulation (EU) 2024/1689; Executive Order 14110, section 4.2(b)(i), until Executive Order 14148 of 20 January 2025; SB 53, section 22757.11(i).
    [InlineData("eu-systemic-risk/1", 1e25, "2025-08-01", false)]
    [InlineData("eu-systemic-risk/1", 1e25, "2025-08-02", true)]
    [InlineData("eu-gpai-indicative/1", 1e23, "2026-11-28", true)]
    [InlineData("us-eo-14110/1", 1e26, "2025-01-20", true)]
    [InlineData("us-eo-14110/1", 1e26, "2025-01-21", false)]
    [InlineData("us-ca-sb-53/1", 1e26, "2025-12-31", false)]
    [InlineData("us-ca-sb-53/1", 1e26, "2026-01-01", true)]
    public void Thresholds_have_amounts_and_days(string id, double operations, string day, bool isInForce)
    {
        var threshold = RegulatoryThreshold.Find(id)!;
        threshold.Operations.Should().Be(operations);
        threshold.IsInForce(DateOnly.Parse(day, null)).Should().Be(isInForce);
        threshold.Source.Source.Url.Scheme.Should().Be("https");
    }

    [Fact]
    public void A_modification_is_held_against_a_third_of_the_original()
    {
        var threshold = RegulatoryThreshold.Find("eu-modifier-third")!;
        var compute = Of("deepseek-v3");
        var answer = RegulatoryFacts.Against(threshold, compute, Day);
        answer.Low.Should().BeApproximately(compute.Low!.Value / 3, 1e20);
        answer.High.Should().BeApproximately(compute.High!.Value / 3, 1e20);
        answer.State.Should().BeNull();
        var unknown = RegulatoryFacts.Against(threshold, new TrainingCompute(default, [], [], []), Day);
        unknown.Low.Should().BeApproximately(1e23 / 3, 1e18);
        unknown.High.Should().BeApproximately(1e25 / 3, 1e20);
    }

    [Theory]
    [InlineData("qwen3-8b", "licenseUse", FactAnswer.Yes)]
    [InlineData("qwen3-8b", "weightsPublic", FactAnswer.Yes)]
    [InlineData("qwen2.5-3b", "licenseUse", FactAnswer.No)]
    [InlineData("llama-3.1-405b", "licenseUse", FactAnswer.No)]
    [InlineData("llama-3.1-405b", "weightsPublic", FactAnswer.Unknown)]
    [InlineData("llama-3.1-405b", "noSystemicRiskCompute", FactAnswer.No)]
    [InlineData("deepseek-v3", "noSystemicRiskCompute", FactAnswer.Yes)]
    [InlineData("qwen3-8b", "usageInformationPublic", FactAnswer.Unknown)]
    public void The_facts_of_the_exemption_for_open_models(string model, string id, FactAnswer answer)
    {
        var facts = Facts(model).OpenModel;
        facts.Select(f => f.Id).Should().Equal(RegulatoryFacts.OpenModelIds);
        var fact = facts.Single(f => f.Id == id);
        fact.Answer.Should().Be(answer, fact.Fact);
        if (answer != FactAnswer.Unknown)
            fact.Sources.Should().NotBeEmpty();
    }

    [Theory]
    // DeepSeek's head office is in Hangzhou, Mistral's in Paris; DeepSeek-R1-Distill-Llama-8B has Llama weights of Meta and answers of DeepSeek-R1.
    [InlineData("deepseek-v3", "developer-headquarters/1", FactAnswer.Yes)]
    [InlineData("mistral-7b-v0.1", "developer-headquarters/1", FactAnswer.No)]
    [InlineData("deepseek-r1-distill-llama-8b", "root-ancestor-headquarters/1", FactAnswer.No)]
    [InlineData("deepseek-r1-distill-llama-8b", "developer-headquarters/1", FactAnswer.Yes)]
    public void A_covered_nation_is_a_fact_by_a_rule(string model, string rule, FactAnswer answer)
    {
        var answers = Facts(model).CountryGroups;
        answers.Should().HaveCount(CountryGroup.All.Length * AttributionRule.All.Length);
        var one = answers.Single(a => a.Group.Id == "us-covered-nation/1" && a.Rule.Id == rule);
        one.Answer.Should().Be(answer);
        if (answer == FactAnswer.Yes)
            one.Path.Should().StartWith(model);
    }

    [Fact]
    public void A_country_that_nobody_knows_is_never_outside_a_group()
    {
        foreach (var model in ModelCatalog.Default.Models.Where((_, i) => i % 40 == 0))
        {
            var origin = ModelOrigin.Of(ModelCatalog.Default, model);
            foreach (var answer in RegulatoryFacts.Of(ModelCatalog.Default, model, Day).CountryGroups.Where(a => a.Answer == FactAnswer.No))
                origin.Where(o => o.Rule == answer.Rule).Should().OnlyContain(o => o.State == FactState.Known, "{0} by {1}", model.Id, answer.Rule.Id);
        }
    }

    private static TrainingCompute Of(string model) => TrainingCompute.Of(ModelCatalog.Default, ModelCatalog.Default.Models.Get(ModelId.Parse(model)));

    private static RegulatoryFacts Facts(string model) => RegulatoryFacts.Of(ModelCatalog.Default, ModelCatalog.Default.Models.Get(ModelId.Parse(model)), Day);
}
