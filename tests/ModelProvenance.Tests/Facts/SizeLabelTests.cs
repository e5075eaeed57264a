using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class SizeLabelTests
{
    [Theory]
    [InlineData("7b", "7B", SizeLabelForm.Total)]
    // bigscience/bloom-7b1 and smallcloudai/Refact-1_6B: how names write 7.1B and 1.6B.
    [InlineData("7b1", "7.1B", SizeLabelForm.Total)]
    [InlineData("1_6B", "1.6B", SizeLabelForm.Total)]
    [InlineData("50k", "50K", SizeLabelForm.Total)]
    [InlineData("161M", "161M", SizeLabelForm.Total)]
    [InlineData("57B-A14B", "57B-A14B", SizeLabelForm.TotalAndActive)]
    [InlineData("235b-a22b", "235B-A22B", SizeLabelForm.TotalAndActive)]
    [InlineData("A2.7B", "A2.7B", SizeLabelForm.Active)]
    [InlineData("8X7b", "8x7B", SizeLabelForm.Experts)]
    [InlineData("17b-16e", "17B-16E", SizeLabelForm.ActiveAndExperts)]
    [InlineData("e4b", "E4B", SizeLabelForm.Effective)]
    public void Parse_reads_the_forms_that_people_write(string text, string canonical, SizeLabelForm form)
    {
        var label = SizeLabel.Parse(text);
        (label.ToString(), label.Form).Should().Be((canonical, form));
    }

    [Theory]
    // label, total, active, effective, experts, size of an expert
    [InlineData("7B", "7B", null, null, null, null)]
    [InlineData("235B-A22B", "235B", "22B", null, null, null)]
    [InlineData("A2.7B", null, "2.7B", null, null, null)]
    [InlineData("8x7B", null, null, null, 8, "7B")]
    [InlineData("17B-16E", null, "17B", null, 16, null)]
    [InlineData("E4B", null, null, "4B", null, null)]
    public void A_label_determines_only_what_it_states(string text, string? total, string? active, string? effective, int? experts, string? expertSize)
    {
        var label = SizeLabel.Parse(text);
        label.Total?.ToString().Should().Be(total);
        label.Active?.ToString().Should().Be(active);
        label.Effective?.ToString().Should().Be(effective);
        label.Experts.Should().Be(experts);
        label.ExpertSize?.ToString().Should().Be(expertSize);
    }

    [Theory]
    [InlineData("7B", 7_500_000_000)]
    [InlineData("235B-A22B", 235_500_000_000)]
    [InlineData("8x7B", 60_000_000_000)]
    public void TotalUpperBound_is_not_exceeded(string text, long bound) => SizeLabel.Parse(text).TotalUpperBound.Should().Be(bound);

    [Theory]
    [InlineData("A3B")]
    [InlineData("17B-16E")]
    [InlineData("E4B")]
    // 65,536 experts of 999 trillion: the product is above every number.
    [InlineData("65536x999T")]
    public void TotalUpperBound_is_null_without_a_bound(string text) => SizeLabel.Parse(text).TotalUpperBound.Should().BeNull();

    [Theory]
    // Llama 3.1 8B holds 8,030,261,248; Gemma 2 9B 9,241,705,984; Phi-3 medium 14B 13,960,238,080; Qwen2.5-7B 7,615,616,512.
    [InlineData("8B", "8030261248", true)]
    [InlineData("9B", "9241705984", true)]
    [InlineData("14B", "13960238080", true)]
    [InlineData("7B", "7615616512", true)]
    [InlineData("7B", "8030261248", false)]
    [InlineData("235B-A22B", "235093634560", true)]
    public void FitsTotal_allows_for_size_classes(string text, string count, bool fits) =>
        SizeLabel.Parse(text).FitsTotal(ParameterCount.Parse(count)).Should().Be(fits);

    [Fact]
    public void FitsTotal_is_null_when_the_label_or_the_count_says_nothing()
    {
        SizeLabel.Parse("8x7B").FitsTotal(ParameterCount.Parse("46.7B")).Should().BeNull();
        SizeLabel.Parse("7B").FitsTotal(default).Should().BeNull();
        default(SizeLabel).FitsTotal(ParameterCount.Parse("7B")).Should().BeNull();
    }
}
