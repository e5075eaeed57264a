using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Findings;

// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

namespace ModelProvenance.Tests.Artifacts;

public class OnnxFileTests
{
    [Fact]
    public void Read_Model_GivesProducerMetadataAndTensors()
    {
        var constant = Message(1, [.. Text(2, "const_out"), .. Message(5, [.. Text(1, "value"), .. Message(5, [.. Varint(1, 4), .. Varint(2, 1), .. Message(9, new byte[16])])])]);
        var bytes = Model(
            [.. Message(1, Text(2, "y")), .. constant,
            .. Text(2, "main"), .. Message(5, [.. Packed(1, 2, 3), .. Varint(2, 10), .. Text(8, "w"), .. Message(9, new byte[12])])],
            Message(14, [.. Text(1, "model_license"), .. Text(2, "MIT")]));

        foreach (var result in new[] { OnnxFile.Read(bytes), OnnxFile.Read(new ForwardStream(bytes)), OnnxFile.Read(new MemoryStream(bytes)) })
        {
            result.Findings.Should().BeEmpty();
            var model = result.Document!;
            (model.IrVersion, model.ProducerName, model.GraphName, model.NodeCount).Should().Be((8, "exporter", "main", 2));
            model.OperatorSets.Select(set => $"{set.Key}:{set.Value}").Should().Equal("ai.onnx:17");
            model.Tensors.Select(tensor => (tensor.Name, tensor.DataType, tensor.ElementCount, tensor.IsInitializer)).Should().Equal(("const_out", "FLOAT", 4, false), ("w", "FLOAT16", 6, true));
            model.GetClaims("s", "f").Should().Contain(claim => claim.Property == "license" && claim.Value == "MIT");
        }
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("..\\..\\b")]
    [InlineData("C:\\b")]
    public void CVE_2022_25882_and_CVE_2024_27318_external_data_outside_the_folder(string path)
    {
        var result = OnnxFile.Read(WithExternal(path));

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.UnsafePath);
        result.Document!.Tensors.Single().ExternalData.Should().BeNull();
    }

    // The later ones of the series go through hard and symbolic links: the reader opens no file at all, so it follows none.
    [Fact]
    public void CVE_2026_34446_and_CVE_2026_34447_external_data_is_never_opened()
    {
        var result = OnnxFile.Read(WithExternal("weights.bin"), "/nowhere/model.onnx");

        result.Findings.Should().BeEmpty();
        result.Document!.Tensors.Single().ExternalData.Should().Be(new OnnxExternalData("weights.bin", 0, null));
    }

    // The location is sound by its letters; a folder in it is a link that leads out.
    [Fact]
    public void CVE_2026_27489_external_data_behind_a_link_in_a_parent_folder_is_never_opened()
    {
        using var folder = new Inspection.InspectionFolder();
        var secret = Path.Combine(folder.Outside, "secret");
        Directory.CreateDirectory(secret);
        File.WriteAllText(Path.Combine(secret, "real.bin"), "PRIVATE");
        folder.With("model.onnx", WithExternal("link/real.bin"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), secret);

        OnnxFile.Read(Path.Combine(folder.Path, "model.onnx")).Document!.Tensors.Single().ExternalData.Should().Be(new OnnxExternalData("link/real.bin", 0, null));
        var report = new ModelInspector(ModelCatalog.Default).InspectFolder(folder.Path, new ModelProvenance.Inspection.InspectionOptions { ComputeDigests = true }, TestContext.Current.CancellationToken);
        report.Findings.Should().Contain(f => f.Rule.Id == RuleId.FromNumber(3112), "the link is reported, not followed");
        report.Properties.SelectMany(p => p.Claims).SelectMany(c => c.Sources).Should().NotContain(s => s.Location.Contains("real.bin", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_GraphsInsideGraphs_StopAtTheLimit()
    {
        var graph = Text(2, "inner");
        for (var i = 0; i < 200; i++)
            graph = Message(1, Message(5, Message(6, graph)));

        OnnxFile.Read(Model(graph)).Findings.Single().Rule.Should().Be(ArtifactReadRules.OnnxLimitExceeded);
    }

    [Fact]
    public void Read_NegativeOrWrappingDimensions_AreLeftOut()
    {
        var negative = Message(5, [.. Varint(1, ulong.MaxValue), .. Text(8, "n")]);
        var wrapping = Message(5, [.. Varint(1, 1UL << 62), .. Varint(1, 1UL << 62), .. Text(8, "w")]);

        var result = OnnxFile.Read(Model([.. negative, .. wrapping]));

        result.Findings.Should().HaveCount(2).And.OnlyContain(finding => finding.Rule == ArtifactReadRules.OnnxInvalidTensor);
        result.Document!.Tensors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, this is text")]
    [InlineData("{\"a\":1}")]
    public void Read_OtherBytes_AreNoModel(string text)
    {
        var result = OnnxFile.Read(Encoding.UTF8.GetBytes(text));

        result.HasDocument.Should().BeFalse();
        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.InvalidOnnx);
    }

    private static byte[] WithExternal(string path) =>
        Model(Message(5, [.. Varint(1, 4), .. Varint(2, 1), .. Text(8, "w"), .. Message(13, [.. Text(1, "location"), .. Text(2, path)]), .. Varint(14, 1)]));

    internal static byte[] Model(byte[] graph, byte[]? more = null) =>
        [.. Varint(1, 8), .. Text(2, "exporter"), .. Message(7, graph), .. Message(8, Varint(2, 17)), .. more ?? []];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Number((ulong)(field << 3 | 2)), .. Number((ulong)content.Length), .. content];

    private static byte[] Varint(int field, ulong value) => [.. Number((ulong)(field << 3)), .. Number(value)];

    private static byte[] Packed(int field, params ulong[] values) => Message(field, [.. values.SelectMany(Number)]);

    private static byte[] Number(ulong value)
    {
        var result = new List<byte>();
        while (value >= 0x80)
        {
            result.Add((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        result.Add((byte)value);
        return [.. result];
    }
}
