using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class PartialDateTests
{
    [Theory]
    [InlineData("2024", DatePrecision.Year, 2024, null, null, "2024-01-01", "2024-12-31")]
    [InlineData("2024-02", DatePrecision.Month, 2024, 2, null, "2024-02-01", "2024-02-29")]
    [InlineData("2023-02", DatePrecision.Month, 2023, 2, null, "2023-02-01", "2023-02-28")]
    [InlineData("2025-01-20", DatePrecision.Day, 2025, 1, 20, "2025-01-20", "2025-01-20")]
    public void Parts_follow_the_precision(string text, DatePrecision precision, int year, int? month, int? day, string earliest, string latest)
    {
        var date = PartialDate.Parse(text);
        date.Precision.Should().Be(precision);
        (date.Year, date.Month, date.Day).Should().Be((year, month, day));
        date.Earliest.Should().Be(DateOnly.ParseExact(earliest, "yyyy-MM-dd"));
        date.Latest.Should().Be(DateOnly.ParseExact(latest, "yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("2024", "2025", true, false)]
    [InlineData("2024", "2024-12-31", false, true)]
    [InlineData("2024-01", "2024-02-01", true, false)]
    [InlineData("2024-01", "2024-01-31", false, true)]
    [InlineData("2024-01-01", "2024-01-02", true, false)]
    [InlineData("2024-01-01", "2024-01-01", false, true)]
    [InlineData("2025", "2024", false, false)]
    public void IsBefore_and_Overlaps_compare_all_days_that_are_meant(string left, string right, bool before, bool overlaps)
    {
        PartialDate.Parse(left).IsBefore(PartialDate.Parse(right)).Should().Be(before);
        PartialDate.Parse(left).Overlaps(PartialDate.Parse(right)).Should().Be(overlaps);
        PartialDate.Parse(right).Overlaps(PartialDate.Parse(left)).Should().Be(overlaps);
    }

    [Fact]
    public void Nothing_is_before_or_beside_no_date()
    {
        var date = PartialDate.Parse("2024");
        default(PartialDate).IsBefore(date).Should().BeFalse();
        date.IsBefore(default).Should().BeFalse();
        default(PartialDate).Overlaps(date).Should().BeFalse();
        default(PartialDate).Overlaps(default).Should().BeFalse();
        default(PartialDate).Month.Should().BeNull();
        default(PartialDate).Day.Should().BeNull();
    }

    [Fact]
    public void A_day_is_a_date_of_day_precision() => new PartialDate(new DateOnly(2025, 8, 5)).ToString().Should().Be("2025-08-05");
}
