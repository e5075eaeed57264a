using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Cadence;

/// <summary>The numbers of definition <c>release-gaps/1</c>, counted by hand.</summary>
public class ReleaseCadenceTests
{
    private static readonly FamilyId Acme = FamilyId.Parse("acme");
    private static readonly DateOnly AsOf = new(2026, 1, 31);

    [Fact]
    public void Gaps_are_the_days_between_events()
    {
        // January has 31 days, February 2025 has 28.
        var cadence = Of("2025-01-01", "2025-01-11", "2025-02-01", "2025-03-01");
        cadence.GapsDays.Should().Equal(10, 21, 28);
        (cadence.MedianGapDays, cadence.Trailing3MedianDays, cadence.LongestGapDays).Should().Be((21.0, 21.0, 28));
        cadence.OpenGapDays.Should().Be(336);
        (cadence.Class, cadence.IsEstablished).Should().Be((CadenceClass.Biweekly, false));
    }

    [Fact]
    public void An_even_number_of_gaps_has_the_mean_of_the_middle_two()
    {
        var cadence = Of("2025-01-01", "2025-01-05", "2025-01-12");
        cadence.GapsDays.Should().Equal(4, 7);
        cadence.MedianGapDays.Should().Be(5.5);
        cadence.Trailing3MedianDays.Should().BeNull("there are only two gaps");
        cadence.Class.Should().Be(CadenceClass.Unknown, "fewer than three gaps say nothing");
    }

    [Theory]
    // The window counts from the first day of an event: a chain of days does not become one event.
    [InlineData(0, "2025-01-01, 2025-01-02, 2025-01-03")]
    [InlineData(1, "2025-01-01, 2025-01-03")]
    [InlineData(2, "2025-01-01")]
    public void Releases_within_the_window_are_one_event(int window, string days) =>
        string.Join(", ", Of(["2025-01-01", "2025-01-02", "2025-01-03"], window).Events.Select(e => e.Date.ToString("yyyy-MM-dd", null))).Should().Be(days);

    [Fact]
    public void What_has_no_day_is_left_out_and_counted()
    {
        var cadence = Of("2025-01-01", "2025-02", "2025");
        cadence.Events.Should().ContainSingle();
        cadence.ReleasesWithoutDay.Should().Be(2);
    }

    [Fact]
    public void What_comes_after_the_day_does_not_count() => Of("2025-01-01", "2026-02-01").Events.Should().ContainSingle();

    [Fact]
    public void Nothing_gives_no_numbers()
    {
        var cadence = Of("2025");
        cadence.Events.Should().BeEmpty();
        (cadence.MedianGapDays, cadence.LongestGapDays, cadence.OpenGapDays, cadence.VariantsPerRelease).Should().Be((null, null, null, null));
        cadence.Class.Should().Be(CadenceClass.Unknown);
    }

    [Theory]
    [InlineData(10, CadenceClass.Weekly)]
    [InlineData(11, CadenceClass.Biweekly)]
    [InlineData(21, CadenceClass.Biweekly)]
    [InlineData(22, CadenceClass.Monthly)]
    [InlineData(45, CadenceClass.Monthly)]
    [InlineData(46, CadenceClass.Quarterly)]
    [InlineData(135, CadenceClass.Quarterly)]
    [InlineData(136, CadenceClass.HalfYearly)]
    [InlineData(270, CadenceClass.HalfYearly)]
    [InlineData(271, CadenceClass.Yearly)]
    [InlineData(450, CadenceClass.Yearly)]
    [InlineData(451, CadenceClass.Irregular)]
    public void The_median_decides_the_class(int gap, CadenceClass expected) =>
        Of([.. Enumerable.Range(0, 4).Select(i => new DateOnly(2020, 1, 1).AddDays(i * gap).ToString("yyyy-MM-dd", null))], 1).Class.Should().Be(expected);

    [Fact]
    public void A_gap_of_more_than_five_medians_is_irregular() => Of("2025-01-01", "2025-01-11", "2025-01-21", "2025-03-13").Class.Should().Be(CadenceClass.Irregular);

    [Theory]
    [InlineData("2025-01-01", true)]
    [InlineData("2024", true)]
    [InlineData("2025-01-02", false)]
    public void Only_a_coverage_statement_that_reaches_back_establishes_a_class(string since, bool established)
    {
        var catalog = Catalog(["2025-01-01", "2025-01-11", "2025-01-21", "2025-01-31"], $$""", "coverage": { "completeSince": "{{since}}", "checkedAgainst": "the developer's list", "checkedOn": "2025-06-01" }""");
        ReleaseCadence.Of(catalog, Acme, AsOf, DateKind.WeightsPublished).IsEstablished.Should().Be(established);
    }

    [Fact]
    public void Models_are_counted_for_an_event()
    {
        var cadence = ReleaseCadence.Of(TinyCatalog.Catalog, Acme, AsOf, DateKind.Announced);
        cadence.Events.Sum(e => e.Models).Should().BePositive();
        cadence.VariantsPerRelease.Should().Be(cadence.Events.Average(e => e.Models));
    }

    [Fact]
    public void A_negative_window_is_refused() => FluentActions.Invoking(() => Of(["2025-01-01"], -1)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Events_of_the_catalog_come_by_day_within_their_bounds()
    {
        var catalog = Catalog(["2025-03-01", "2025-01-01", "2025-02"]);
        ReleaseCadence.EventsOf(catalog, DateKind.WeightsPublished).Select(e => e.Release.Id.Value).Should().Equal("acme-r1", "acme-r0");
        ReleaseCadence.EventsOf(catalog, DateKind.WeightsPublished, new DateOnly(2025, 1, 2), new DateOnly(2025, 3, 1)).Select(e => e.Release.Id.Value).Should().Equal("acme-r0");
        ReleaseCadence.EventsOf(catalog, DateKind.Announced).Should().BeEmpty();
    }

    private static ReleaseCadence Of(params string[] dates) => Of(dates, 1);

    private static ReleaseCadence Of(string[] dates, int window) => ReleaseCadence.Of(Catalog(dates), Acme, AsOf, DateKind.WeightsPublished, window);

    private static ModelCatalog Catalog(string[] dates, string familyMembers = "") => TinyCatalog.Load($$"""
        {
          "schemaVersion": "1.0",
          "catalogVersion": "example",
          "families": [ { "id": "acme"{{familyMembers}} } ],
          "series": [ { "id": "acme-1", "family": "acme" } ],
          "releases": [ {{string.Join(", ", dates.Select((date, i) => $$"""
            { "id": "acme-r{{i}}", "series": "acme-1", "name": "R{{i}}", "dates": [ { "kind": "weightsPublished", "value": "{{date}}", "sources": [ { "source": "card" } ] } ] }
            """))}} ],
          "sources": { "card": { "url": "https://example.org/card", "kind": "modelCard", "read": "2026-01-01" } }
        }
        """);
}
