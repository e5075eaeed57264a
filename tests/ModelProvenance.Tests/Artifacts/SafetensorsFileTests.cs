// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Artifacts;

public class SafetensorsFileTests
{
    internal static byte[] File(string json, int dataBytes = 0, ulong? length = null)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes(length ?? (ulong)header.Length), .. header, .. new byte[dataBytes]];
    }

    [Fact]
    public void Read_FileInTheUsualSpelling_GivesTensorsAndMetadata()
    {
        var result = SafetensorsFile.Read(File("""{"__metadata__":{"format":"pt","license":"mit"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"BF16","shape":[],"data_offsets":[24,26]}}""", 26));

        result.Findings.Should().BeEmpty();
        var header = result.Document!;
        header.Tensors.Select(tensor => (tensor.Name, tensor.DataType.Name, tensor.ElementCount, tensor.DataStart, tensor.DataEnd)).Should().Equal(("a", "F32", 6, 0, 24), ("b", "BF16", 1, 24, 26));
        header.Tensors[0].Shape.Should().Equal(2, 3);
        header.FindMetadata("format").Should().Be("pt");
        header.ElementCount.Should().Be(7);
        header.GetClaims("s", "f").Should().Contain(claim => claim.Property == "license" && claim.Value == "mit" && claim.Sources[0].Locator == "__metadata__/license");
    }

    [Fact]
    public void Read_OtherSpellings_GiveTheSame()
    {
        var json = "{ \"\\u0061\" : { \"shape\" : [ 2 , 3 ], \"data_offsets\":[0, 24] ,\n\"dtype\":\"F32\" } }   ";

        foreach (var result in new[] { SafetensorsFile.Read(File(json, 24)), SafetensorsFile.Read(new ForwardStream(File(json, 24))) })
        {
            result.Findings.Should().BeEmpty();
            result.Document!.Tensors.Single().Name.Should().Be("a");
            result.Document.Tensors.Single().Shape.Should().Equal(2, 3);
        }
    }

    [Theory]
    [InlineData("F4", "[3]", 0, 2, "MP3037")]
    [InlineData("F4", "[4]", 0, 2, "")]
    [InlineData("F6_E2M3", "[4]", 0, 3, "")]
    [InlineData("F6_E3M2", "[3]", 0, 3, "MP3037")]
    [InlineData("C64", "[2]", 0, 16, "")]
    [InlineData("F8_E4M3FNUZ", "[2]", 0, 2, "")]
    [InlineData("F99", "[2]", 0, 2, "MP3036")]
    [InlineData("F32", "[0]", 0, 0, "")]
    [InlineData("F32", "[1]", 4, 0, "MP3037")]
    [InlineData("F32", "[18446744073709551615,2]", 0, 4, "MP3037")]
    [InlineData("F32", "[4611686018427387904,4611686018427387904,4294967296]", 0, 4, "MP3037")]
    [InlineData("F32", "[1.0]", 0, 4, "MP3037")]
    [InlineData("F32", "[-1]", 0, 4, "MP3037")]
    [InlineData("F32", "[01]", 0, 4, "MP3037")]
    [InlineData("F32", "[2]", 0, 4, "MP3037")]
    public void Read_TypeShapeAndOffsets_MustFit(string type, string shape, int start, int end, string rule)
    {
        var result = SafetensorsFile.Read(File($$$"""{"a":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[{{{start}}},{{{end}}}]}}""", Math.Max(start, end)));

        string.Join(",", result.Findings.Select(finding => finding.Rule.Id)).Should().Be(rule);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "MP3035")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "MP3035")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "MP3038")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "MP3038")]
    [InlineData("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "MP3039")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "MP3039")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2]}}""", "MP3037")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"dtype":"U8"}}""", "MP3037")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"x":{"y":[1]}}}""", "MP3041")]
    [InlineData("""{"a":[]}""", "MP3037")]
    [InlineData("""{"__metadata__":{"a":1}}""", "MP3040")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}} x""", "MP3033")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},}""", "MP3033")]
    [InlineData(""" {"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "MP3034")]
    [InlineData("[]", "MP3033")]
    [InlineData("", "MP3033")]
    public void Read_EveryRuleOfTheFormat_HasItsFinding(string json, string rule) =>
        string.Join(",", SafetensorsFile.Read(File(json, 2)).Findings.Select(finding => finding.Rule.Id)).Should().Be(rule);

    [Fact]
    public void Read_HeaderAlone_IsAWarning() =>
        SafetensorsFile.Read(File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""")).Findings.Single().Rule.Should().Be(ArtifactReadRules.HeaderOnly);

    [Theory]
    [InlineData(100_000_001UL, "MP3032")]
    [InlineData(ulong.MaxValue, "MP3032")]
    [InlineData(50_000_000UL, "MP3031")]
    public void Read_LengthThatLies_CostsNothing(ulong length, string rule)
    {
        var bytes = File("{}", 0, length);
        _ = SafetensorsFile.Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = SafetensorsFile.Read(bytes);
        var streamed = SafetensorsFile.Read(new ForwardStream(bytes));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
        result.Findings.Single().Rule.Id.ToString().Should().Be(rule);
        streamed.Findings.Single().Rule.Id.ToString().Should().Be(rule);
        result.Findings.Single().Severity.Should().Be(Severity.Error);
    }

    [Fact]
    public void Read_ManyNames_AllAreTold()
    {
        var json = "{" + string.Join(",", Enumerable.Range(0, 5000).Select(i => $$"""n{{i}}":{"dtype":"U8","shape":[1],"data_offsets":[{{i}},{{i + 1}}]}""").Select(part => "\"" + part)) + "}";

        var result = SafetensorsFile.Read(File(json, 5000));

        result.Findings.Should().BeEmpty();
        result.Document!.Tensors.Select(tensor => tensor.Name).Should().OnlyHaveUniqueItems().And.HaveCount(5000);
    }
}
