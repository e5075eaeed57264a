using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class ParameterCountTests
{
    [Theory]
    [InlineData("7.60B", 7_600_000_000, 10_000_000, "7.60B")]
    [InlineData("7.6b", 7_600_000_000, 100_000_000, "7.6B")]
    [InlineData("0.5B", 500_000_000, 100_000_000, "0.5B")]
    [InlineData("500M", 500_000_000, 1_000_000, "500M")]
    [InlineData("14.8T", 14_800_000_000_000, 100_000_000_000, "14.8T")]
    [InlineData("671b", 671_000_000_000, 1_000_000_000, "671B")]
    [InlineData("1000B", 1_000_000_000_000, 1_000_000_000, "1.000T")]
    [InlineData("0.001B", 1_000_000, 1_000_000, "1M")]
    [InlineData("1.234K", 1_234, 1, "1234")]
    [InlineData("0B", 0, 1_000_000_000, "0B")]
    [InlineData("007B", 7_000_000_000, 1_000_000_000, "7B")]
    [InlineData("7615616512", 7_615_616_512, 1, "7615616512")]
    [InlineData("9223372036854775807", long.MaxValue, 1, "9223372036854775807")]
    [InlineData("9223371T", 9_223_371_000_000_000_000, 1_000_000_000_000, "9223371T")]
    public void Parse_keeps_the_digits_that_were_stated(string text, long value, long precision, string printed)
    {
        var count = ParameterCount.Parse(text);
        (count.Value, count.Precision, count.ToString()).Should().Be((value, precision, printed));
        count.IsExact.Should().Be(precision == 1);
        ParameterCount.Parse(printed).Should().Be(count);
    }

    [Theory]
    [InlineData("7.61B", 7_605_000_000, 7_615_000_000)]
    [InlineData("7B", 6_500_000_000, 7_500_000_000)]
    [InlineData("0B", 0, 500_000_000)]
    [InlineData("1234", 1234, 1234)]
    public void Low_and_High_are_what_rounds_to_the_number(string text, long low, long high)
    {
        var count = ParameterCount.Parse(text);
        (count.Low, count.High).Should().Be((low, high));
    }

    [Theory]
    // Qwen2.5-7B: 7,615,616,512 stored parameters; its README says 7.61B.
    [InlineData("7.61B", "7615616512", false)]
    [InlineData("7.62B", "7615616512", true)]
    [InlineData("7.6B", "7615616512", true)]
    [InlineData("8B", "7615616512", true)]
    [InlineData("7B", "7615616512", false)]
    [InlineData("7.6B", "7.61B", true)]
    [InlineData("671B", "685B", false)]
    [InlineData("1234", "1234", true)]
    [InlineData("1234", "1235", false)]
    public void Agrees_asks_whether_both_can_be_one_number(string left, string right, bool agrees)
    {
        ParameterCount.Parse(left).Agrees(ParameterCount.Parse(right)).Should().Be(agrees);
        ParameterCount.Parse(right).Agrees(ParameterCount.Parse(left)).Should().Be(agrees);
    }

    [Fact]
    public void No_number_agrees_with_nothing()
    {
        default(ParameterCount).Agrees(default).Should().BeFalse();
        default(ParameterCount).Agrees(new ParameterCount(0)).Should().BeFalse();
        default(ParameterCount).Should().NotBe(new ParameterCount(0));
    }

    [Fact]
    public void An_exact_count_is_not_negative() =>
        FluentActions.Invoking(() => new ParameterCount(-1)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Figures_compare_only_when_they_count_the_same()
    {
        var total = new ParameterFigure(ParameterScope.Total, ParameterCount.Parse("671B"));
        total.IsComparableTo(total with { Count = ParameterCount.Parse("685B") }).Should().BeTrue();
        total.IsComparableTo(total with { Counts = ParameterScope.Active }).Should().BeFalse();
        total.IsComparableTo(total with { Mtp = PartInclusion.Excluded }).Should().BeFalse();
        total.IsComparableTo(total with { Embeddings = PartInclusion.Included }).Should().BeFalse();
        total.IsComparableTo(total with { Vision = PartInclusion.Included }).Should().BeFalse();
        total.IsComparableTo(total with { Convention = "main model" }).Should().BeFalse();
        FluentActions.Invoking(() => total.IsComparableTo(null!)).Should().Throw<ArgumentNullException>();
    }
}
