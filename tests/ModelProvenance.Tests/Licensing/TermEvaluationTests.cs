using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Licensing.Terms;

namespace ModelProvenance.Tests.Licensing;

public class TermEvaluationTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static TermOutcome Of(LicenseTerm term, UsageProfile usage) => TermEvaluation.Evaluate(term, usage, null, Day);

    [Theory]
    [InlineData("FR", "US", ObligationStatus.Applies)]
    [InlineData("US", "FR", ObligationStatus.Applies)]
    [InlineData("US", "NO", ObligationStatus.DoesNotApply)]
    [InlineData("KR", "US", ObligationStatus.Applies)]
    [InlineData("", "US", ObligationStatus.Unknown)]
    [InlineData("", "FR", ObligationStatus.Applies)]
    [InlineData("US", "", ObligationStatus.Unknown)]
    public void A_territory_meets_seat_or_place_of_use(string seat, string place, ObligationStatus status)
    {
        var usage = new UsageProfile
        {
            Seat = seat.Length > 0 ? CountryCode.Parse(seat) : default,
            PlacesOfUse = place.Length > 0 ? [CountryCode.Parse(place)] : default,
        };

        Of(new TerritoryTerm(["EU", "GB", "KR"], TerritoryRestriction.LicenseeAndPlaceOfUse), usage).Status.Should().Be(status);
    }

    [Fact]
    public void A_territory_of_multimodal_models_is_unknown_without_the_model() =>
        Of(new TerritoryTerm(["EU"], TerritoryRestriction.Licensee) { Modality = "multimodal" }, new UsageProfile { Seat = CountryCode.Parse("FR") })
            .Should().Match<TermOutcome>(o => o.Status == ObligationStatus.Unknown && o.Missing.Contains("whether the model is multimodal"));

    [Fact]
    public void End_users_are_exempt_where_the_text_says_so() =>
        Of(new TerritoryTerm(["EU"], TerritoryRestriction.Licensee) { ExemptsEndUsers = true }, new UsageProfile { Seat = CountryCode.Parse("FR"), IsEndUser = true }).Status.Should().Be(ObligationStatus.DoesNotApply);

    [Theory]
    [InlineData(25_000_000, "USD", ThresholdPeriod.Month, ObligationStatus.Applies)]
    [InlineData(20_000_000, "USD", ThresholdPeriod.Month, ObligationStatus.DoesNotApply)]
    [InlineData(25_000_000, "EUR", ThresholdPeriod.Month, ObligationStatus.Unknown)]
    [InlineData(25_000_000, "USD", ThresholdPeriod.Year, ObligationStatus.Unknown)]
    [InlineData(20_000_000, "USD", ThresholdPeriod.Year, ObligationStatus.DoesNotApply)]
    [InlineData(25_000_000, "USD", ThresholdPeriod.Day, ObligationStatus.Applies)]
    [InlineData(5, "USD", ThresholdPeriod.Day, ObligationStatus.Unknown)]
    [InlineData(5, "USD", ThresholdPeriod.Unstated, ObligationStatus.Unknown)]
    public void A_revenue_threshold_needs_currency_and_period(long amount, string currency, ThresholdPeriod period, ObligationStatus status)
    {
        var term = new ThresholdTerm(ThresholdMeasure.Revenue, 20_000_000, ThresholdEffect.DisplayText) { Currency = "USD", Period = ThresholdPeriod.Month, Test = ThresholdTest.Rolling, Display = "Heron" };

        var outcome = Of(term, new UsageProfile { Revenue = [new RevenueFigure(amount, currency, period, PartialDate.Parse("2026-10"))] });

        outcome.Status.Should().Be(status);
        outcome.Text.Should().Be(status == ObligationStatus.Applies ? "Heron" : "");
    }

    // Chemical weapons are weapons; who says "weapons" has not said whether they are chemical ones.
    [Theory]
    [InlineData("weapons", "chemicalWeapons", ObligationStatus.Applies)]
    [InlineData("chemicalWeapons", "weapons", ObligationStatus.Unknown)]
    [InlineData("chemicalWeapons", "chemicalWeapons", ObligationStatus.Applies)]
    [InlineData("chemicalWeapons", "biologicalWeapons", ObligationStatus.DoesNotApply)]
    [InlineData("military", "weapons", ObligationStatus.DoesNotApply)]
    public void A_field_of_use_meets_itself_and_what_lies_within_it(string excluded, string said, ObligationStatus status)
    {
        var outcome = Of(new FieldOfUseTerm([excluded]), new UsageProfile { Fields = [said] });

        outcome.Status.Should().Be(status);
        outcome.Missing.Should().Equal(status == ObligationStatus.Unknown ? [$"fields (whether {excluded} is among them)"] : []);
    }

    [Theory]
    [InlineData(UsageActivity.TrainingOnOutputs, ObligationStatus.Applies)]
    [InlineData(UsageActivity.Distillation, ObligationStatus.Applies)]
    [InlineData(UsageActivity.HostedService, ObligationStatus.DoesNotApply)]
    public void An_output_rule_meets_training(UsageActivity activity, ObligationStatus status) =>
        Of(new OutputTerm(OutputRule.NoTraining), new UsageProfile { Activities = [activity] }).Status.Should().Be(status);

    [Fact]
    public void A_recommendation_is_called_one() =>
        Of(new DisplayTerm(["Powered by Heron"]) { When = [TermTrigger.Product], Recommended = true }, new UsageProfile { Activities = [UsageActivity.Product] }).Action.Should().StartWith("recommended, not required");

    [Fact]
    public void A_business_gate_asks_for_the_businesses() =>
        Of(new CompetingUseTerm(CommercialUse.Conditional, "modelAsAService"), new UsageProfile()).Missing.Should().Equal("businesses");

    [Theory]
    [InlineData("EU", "DE", true)]
    [InlineData("EU", "GB", false)]
    [InlineData("EU", "NO", false)]
    [InlineData("EEA", "NO", true)]
    [InlineData("GB", "GB", true)]
    public void Regions_hold_their_members(string area, string country, bool holds) => Regions.Holds(area, CountryCode.Parse(country)).Should().Be(holds);
}
