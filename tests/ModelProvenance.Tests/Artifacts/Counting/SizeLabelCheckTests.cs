using ModelProvenance.Artifacts.Counting;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Artifacts.Counting;

public class SizeLabelCheckTests
{
    // Figures: total, active, embedding (vocabulary times width), tied, MTP. Labels: the developers' own names and cards.
    [Theory]
    [InlineData("117B-A5.1B", 116_829_156_672, 5_711_982_912, 579_133_440, false, 0, ActiveConvention.WithoutInputEmbedding)] // gpt-oss-120b
    [InlineData("456B-A45.9B", 456_089_655_296, 48_403_306_496, 1_229_193_216, false, 0, ActiveConvention.WithoutEmbeddingAndHead)] // MiniMax-M1
    [InlineData("46.7B-A12.9B", 46_702_792_704, 12_879_925_248, 131_072_000, false, 0, ActiveConvention.Everything)] // Mixtral 8x7B
    [InlineData("106B-A12B", 106_852_251_264, 13_424_129_664, 620_756_992, false, 0, ActiveConvention.WithoutEmbeddingAndHead)] // GLM-4.5-Air
    [InlineData("132B-A36B", 131_596_523_520, 36_469_708_800, 616_562_688, false, 0, ActiveConvention.WithoutInputEmbedding)] // DBRX: 36.47 and 35.85 billion both round to it, the second is closer
    public void Check_LabelsOfDevelopers_SayWhichConventionTheyFollow(string label, long total, long active, long embedding, bool tied, long mtp, ActiveConvention convention)
    {
        var result = SizeLabelCheck.Check(SizeLabel.Parse(label), new ParameterBreakdown(total, active, embedding, tied) { Mtp = mtp });

        result.Fits.Should().BeTrue();
        result.MatchedActive.Should().Be(convention);
        result.FittingActive.Should().Contain(convention);
        result.MatchedTotal.Should().Be(TotalConvention.Main);
    }

    [Fact]
    public void Check_ActiveThatDropsItsDigits_IsTruncated()
    {
        // Qwen3-30B-A3B: 3.35 billion with everything, 3.04 without the input embedding, which rounds: the closer match wins.
        var rounded = SizeLabelCheck.Check(SizeLabel.Parse("30B-A3B"), new ParameterBreakdown(30_532_122_624, 3_353_032_704, 311_164_928, false));
        // Qwen3-Next-80B-A3B: 3.87, 3.56 and 3.25 billion.
        var next = SizeLabelCheck.Check(SizeLabel.Parse("80B-A3B"), new ParameterBreakdown(79_674_391_296, 3_874_929_408, 311_164_928, false));

        rounded.ActiveMatch.Should().Be(SizeLabelMatch.Rounded);
        next.ActiveMatch.Should().Be(SizeLabelMatch.Rounded);
        next.MatchedActive.Should().Be(ActiveConvention.WithoutEmbeddingAndHead);
        SizeLabelCheck.Check(SizeLabel.Parse("37B-A37B"), new ParameterBreakdown(37_000_000_000, 37_990_000_000, 1, false)).ActiveMatch.Should().Be(SizeLabelMatch.Truncated);
    }

    [Theory]
    [InlineData("8B", 8_030_261_248, SizeLabelMatch.Rounded)] // Llama 3.1
    [InlineData("7B", 7_615_616_512, SizeLabelMatch.Truncated)] // Qwen2.5-7B
    [InlineData("7B", 8_030_261_248, SizeLabelMatch.None)] // Llama 3.1 8B under another label
    [InlineData("115B", 113_282_916_352, SizeLabelMatch.Rounded)] // TeleChat2, 1.5 percent above
    [InlineData("230B", 228_689_748_992, SizeLabelMatch.Rounded)] // MiniMax-M2
    [InlineData("39M", 37_760_640, SizeLabelMatch.SizeClass)] // Whisper-tiny, 3.3 percent above
    [InlineData("7B", 8_537_680_896, SizeLabelMatch.None)] // Gemma-7B: the known exception, 22 percent off
    public void CheckTotal_AgainstCounts(string label, long total, SizeLabelMatch match) => SizeLabelCheck.CheckTotal(SizeLabel.Parse(label), total).Should().Be(match);

    [Fact]
    public void Check_ProductOfExperts_OnlyBoundsTheTotal()
    {
        var mixtral = new ParameterBreakdown(46_702_792_704, 12_879_925_248, 131_072_000, false) { Experts = 8, ExpertsPerToken = 2 };

        SizeLabelCheck.Check(SizeLabel.Parse("8x7B"), mixtral).Fits.Should().BeTrue();
        SizeLabelCheck.Check(SizeLabel.Parse("8x22B"), mixtral).Fits.Should().BeFalse();
        SizeLabelCheck.Check(SizeLabel.Parse("4x14B"), mixtral).ExpertsMatch.Should().BeFalse();
    }

    [Fact]
    public void Check_TotalWithMtp_IsRecognized()
    {
        // DeepSeek-V3 on the Hub: 671.03 billion and 11.61 billion of its MTP module; "683B" means both.
        var result = SizeLabelCheck.Check(SizeLabel.Parse("683B"), new ParameterBreakdown(671_026_419_200, 37_552_297_472, 926_679_040, false) { Mtp = 11_610_068_224 });

        result.MatchedTotal.Should().Be(TotalConvention.WithMtp);
    }

    [Fact]
    public void Check_EffectiveLabel_StatesNothingThatCanBeCounted() =>
        SizeLabelCheck.Check(SizeLabel.Parse("E4B"), new ParameterBreakdown(1, 1, 1, true)).Fits.Should().BeNull();
}
