// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Artifacts;

/// <summary>Inputs of the kinds that broke other readers, each made here; the name of the test says which.</summary>
public class HostileGgufTests
{
    // What a refusal may allocate: the 256 KiB window of a stream, and little else.
    private const long MaxRefusalBytes = 2 << 20;

    // Four tensors of 2^62 bytes, each where the sum so far puts it: in 64 bits the sum of all is 0, and a fifth begins at 0 again.
    [Fact]
    public void CVE_2025_53630_sizes_that_wrap_when_summed() =>
        Expect(
            new GgufBuilder { Data = new byte[64] }.Tensor("a", 24, 0, 1UL << 62).Tensor("b", 24, 1UL << 62, 1UL << 62).Tensor("c", 24, 1UL << 63, 1UL << 62).Tensor("d", 24, 3UL << 62, 1UL << 62).Tensor("e", 24, 0, 64),
            ArtifactReadRules.GgufTensorOutsideFile);

    // The sum stays below 2^64; what a loader adds for its own records to it does not.
    [Fact]
    public void CVE_2026_27940_sum_that_wraps_with_what_the_loader_adds() =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 24, 0, long.MaxValue - 31).Tensor("b", 24, (1UL << 63) - 32, long.MaxValue - 31), ArtifactReadRules.GgufTensorOutsideFile);

    // The offset is near 2^64, so that offset and size wrap.
    [Fact]
    public void CVE_2026_27940_offset_that_wraps_with_the_size() =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 0, 0, 8).Tensor("b", 24, ulong.MaxValue - 31, 31), ArtifactReadRules.GgufTensorOutsideFile);

    [Theory]
    [InlineData(1UL << 32, 1UL << 32)] // 2^64 elements: 0 in 64 bits
    [InlineData(1UL << 32, (1UL << 32) + 1)] // 2^64 + 2^32: 4 GiB in 64 bits
    [InlineData(1UL << 62, 5UL)] // 5 * 2^62: 2^62 in 64 bits
    [InlineData(ulong.MaxValue, ulong.MaxValue)] // 1 in 64 bits
    public void CVE_2026_33298_dimensions_that_wrap_when_multiplied(ulong rows, ulong columns) =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 0, 0, rows, columns), ArtifactReadRules.GgufInvalidTensor);

    // 2^62 elements of F32 are 2^64 bytes.
    [Fact]
    public void CVE_2026_33298_elements_that_wrap_when_made_bytes() =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 0, 0, 1UL << 31, 1UL << 31), ArtifactReadRules.GgufInvalidTensor);

    [Fact]
    public void GHSA_vgg9_87g3_85w8_size_and_padding_that_wrap()
    {
        // 2^63 - 1 bytes: rounding up to the alignment wraps a signed sum, and the file does not hold them.
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 24, 0, long.MaxValue).Tensor("b", 0, 0, 8), ArtifactReadRules.GgufTensorOutsideFile);
    }

    // llama.cpp, pull request 24759: the check of the sum was passed by by a padding that wraps itself.
    [Theory]
    [InlineData(1u << 20)]
    [InlineData(8u)]
    public void GHSA_vgg9_87g3_85w8_padding_that_wraps_with_an_alignment_of_the_file(uint alignment) =>
        Expect(new GgufBuilder { Data = new byte[64], Alignment = alignment }.UInt32("general.alignment", alignment).Tensor("a", 24, 0, long.MaxValue).Tensor("b", 24, 1UL << 63, long.MaxValue), ArtifactReadRules.GgufTensorOutsideFile);

    [Fact]
    public void CVE_2024_21802_and_its_series_count_of_entries_that_no_file_can_hold() =>
        Expect(new GgufBuilder { StatedEntries = 1UL << 40 }.Text("a", "b"), ArtifactReadRules.GgufCountExceedsFile);

    [Fact]
    public void CVE_2024_21802_and_its_series_count_of_tensors_that_no_file_can_hold() =>
        Expect(new GgufBuilder { StatedTensors = 1UL << 62 }.Text("a", "b"), ArtifactReadRules.GgufCountExceedsFile);

    [Fact]
    public void CVE_2024_21802_and_its_series_string_longer_than_the_file() =>
        Expect(new GgufBuilder().Entry("a", GgufValueType.Text, BitConverter.GetBytes(1UL << 63)), ArtifactReadRules.GgufCountExceedsFile);

    [Fact]
    public void CVE_2024_21802_and_its_series_array_whose_length_wraps() =>
        Expect(new GgufBuilder().Array("a", GgufValueType.UInt32, 1UL << 62, new byte[16]), ArtifactReadRules.GgufCountExceedsFile);

    [Fact]
    public void CVE_2024_21802_and_its_series_string_whose_length_wraps_with_its_zero() =>
        Expect(new GgufBuilder().Entry("a", GgufValueType.Text, BitConverter.GetBytes(ulong.MaxValue)), ArtifactReadRules.GgufCountExceedsFile);

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    public void CVE_2024_21802_and_its_series_more_dimensions_than_four(int dimensions) =>
        Expect(new GgufBuilder().Tensor("a", 0, 0, [.. Enumerable.Repeat(1UL, dimensions)]), ArtifactReadRules.GgufInvalidTensor);

    [Fact]
    public void CVE_2024_21802_and_its_series_array_longer_than_the_file() =>
        Expect(new GgufBuilder().Array("a", GgufValueType.UInt64, ulong.MaxValue / 8, new byte[16]), ArtifactReadRules.GgufCountExceedsFile);

    [Fact]
    public void Openvino_genai_4170_more_dimensions_than_the_array_for_them_holds() =>
        Expect(new GgufBuilder().Tensor("a", 0, 0, [.. Enumerable.Repeat(1UL, 200)]), ArtifactReadRules.GgufInvalidTensor);

    [Fact]
    public void CVE_2026_7482_tensor_that_begins_in_the_file_and_ends_behind_it() =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 0, 32, 1_000_000), ArtifactReadRules.GgufTensorOutsideFile);

    [Theory]
    [InlineData("{{ ''.__class__.__mro__[1].__subclasses__() }}")]
    [InlineData("{% for x in cycler.__init__.__globals__ %}{% endfor %}")]
    public void CVE_2024_34359_and_CVE_2026_5760_templates_are_text_and_reported(string template)
    {
        var result = GgufFile.Read(new GgufBuilder().Text("tokenizer.chat_template", template).Build());

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.TemplateReachesInternals);
        result.Document!.Tokenizer.ChatTemplate.Should().Be(template);
    }

    [Fact]
    public void Arrays_nested_without_end_stop_at_the_fourth()
    {
        var builder = new GgufBuilder();
        var content = Enumerable.Repeat(builder.Number(9, 4).Concat(builder.Number(1, 8)), 5000).SelectMany(level => level).ToArray();

        Expect(builder.Array("a", GgufValueType.Array, 1, content), ArtifactReadRules.GgufInvalidValueType);
    }

    [Fact]
    public void Base_model_count_of_four_billion_costs_nothing() =>
        Expect(new GgufBuilder().UInt32("general.base_model.count", uint.MaxValue), ArtifactReadRules.GgufNumberedListGap);

    [Fact]
    public void Duplicate_key_is_an_error_and_the_first_value_stands()
    {
        var result = GgufFile.Read(new GgufBuilder().Text("general.name", "first").Text("general.name", "second").Build());

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.GgufDuplicateKey);
        result.Document!.General.Name.Should().Be("first");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(1u << 31)]
    public void Alignment_that_is_no_power_of_two_or_absurd_is_refused(uint alignment) =>
        Expect(new GgufBuilder().UInt32("general.alignment", alignment), ArtifactReadRules.GgufInvalidAlignment);

    [Fact]
    public void Tensors_that_share_bytes_are_refused() =>
        Expect(new GgufBuilder { Data = new byte[64] }.Tensor("a", 0, 0, 16).Tensor("b", 0, 32, 8), ArtifactReadRules.GgufTensorLayout);

    // The first string ends inside a character, and the length of the next, 0x81, would end that character: together they are UTF-8, the string is not.
    [Theory]
    [InlineData(0x81, 1)]
    [InlineData(0x01, 1)]
    [InlineData(0x80, 1)]
    public void A_character_that_reaches_over_a_length_is_no_character(int next, int invalid)
    {
        byte[] cut = [.. "ab"u8, 0xE2, 0x96];
        var builder = new GgufBuilder();
        byte[] content = [.. builder.Length((ulong)cut.Length), .. cut, .. builder.Length((ulong)next), .. Enumerable.Repeat((byte)'x', next), .. builder.Length(3), .. "\u2581"u8];

        var finding = GgufFile.Read(builder.Array("tokenizer.ggml.tokens", GgufValueType.Text, 3, content).Build()).Findings.Should().ContainSingle(f => f.Rule == ArtifactReadRules.GgufInvalidUtf8).Subject;

        finding.Message.Should().StartWith($"{invalid} strings in the array");
    }

    [Fact]
    public void File_cut_at_every_byte_ends_in_findings()
    {
        var bytes = new GgufBuilder { Data = new byte[64] }.Text("general.name", "x").Texts("general.tags", "a", "b").UInt32("u", 1).Tensor("t", 0, 0, 16).Build();
        for (var length = 0; length < bytes.Length; length++)
        {
            var result = GgufFile.Read(bytes.AsMemory(0, length));
            result.Findings.Should().NotBeEmpty($"{length} bytes are there");
            result.HasDocument.Should().Be(length >= 24, $"{length} bytes are there");
            GgufFile.Read(new ForwardStream(bytes[..length])).HasDocument.Should().Be(length >= 24);
        }
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_messages()
    {
        var result = GgufFile.Read(new GgufBuilder().Raw([8, 0, 0, 0, 0, 0, 0, 0, .. "a\u001b[31m\r\n"u8, 77, 0, 0, 0, 1]).Build());

        result.Findings.Single().Message.Should().NotContainAny("\u001b", "\r", "\n");
    }

    private static void Expect(GgufBuilder builder, RuleDescriptor rule)
    {
        var bytes = builder.Build();
        _ = GgufFile.Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = GgufFile.Read(bytes, "x.gguf");
        var streamed = GgufFile.Read(new MemoryStream(bytes), "x.gguf");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        result.Findings.Select(finding => finding.Rule).Should().Contain(rule, string.Join(" | ", result.Findings));
        streamed.Findings.Should().BeEquivalentTo(result.Findings);
        allocated.Should().BeLessThan(MaxRefusalBytes);
        Encoding.UTF8.GetByteCount(string.Concat(result.Findings)).Should().BeLessThan(10_000);
    }
}
