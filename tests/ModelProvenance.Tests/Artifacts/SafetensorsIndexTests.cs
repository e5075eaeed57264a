using System.Text;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Tests.Artifacts;

public class SafetensorsIndexTests
{
    [Fact]
    public void Read_MetadataBehindTheMap_IsRead()
    {
        var result = Read("""{"weight_map":{"a":"model-00000-of-00002.safetensors","b":"model-00001-of-00002.safetensors"},"metadata":{"total_size":12.0,"total_parameters":6,"format":"pt"}}""");

        result.Findings.Should().BeEmpty();
        result.Document!.Shards.Should().Equal("model-00000-of-00002.safetensors", "model-00001-of-00002.safetensors");
        result.Document.TotalSize.Should().Be(12);
        result.Document.TotalParameters.Should().Be(6);
        result.Document.Tensors.Select(pair => pair.Key + "=" + pair.Value).Should().Equal("a=model-00000-of-00002.safetensors", "b=model-00001-of-00002.safetensors");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\x.safetensors")]
    [InlineData("a/../../b.safetensors")]
    [InlineData("..\\\\b.safetensors")]
    [InlineData("https://example.org/x.safetensors")]
    [InlineData("a/.. /b")]
    public void Read_PathThatLeavesTheFolder_IsNotFollowed(string path)
    {
        var result = Read("""{"weight_map":{"a":"PATH"},"metadata":{"total_size":1}}""".Replace("PATH", path, StringComparison.Ordinal));

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.UnsafePath);
        result.Document!.Shards.Should().BeEmpty();
        result.Document.TensorCount.Should().Be(0);
    }

    [Theory]
    [InlineData("""{"metadata":{"total_size":1}}""", "MP3051")]
    [InlineData("""{"weight_map":[],"metadata":{"total_size":1}}""", "MP3051")]
    [InlineData("""{"weight_map":{"a":1},"metadata":{"total_size":1}}""", "MP3051")]
    [InlineData("""{"weight_map":{"a":"x","a":"x"},"metadata":{"total_size":1}}""", "MP3035")]
    [InlineData("""{"weight_map":{"a":"x"}}""", "MP3052")]
    [InlineData("""{"weight_map":{"a":"x"}""", "MP3061")]
    [InlineData("[1]", "MP3051")]
    [InlineData("", "MP3061")]
    public void Read_OtherForms_HaveTheirFinding(string json, string rule) => Read(json).Findings.Single().Rule.Id.ToString().Should().Be(rule);

    private static ModelProvenance.Findings.ReadResult<SafetensorsIndex> Read(string json) => SafetensorsIndex.Read(Encoding.UTF8.GetBytes(json));
}
