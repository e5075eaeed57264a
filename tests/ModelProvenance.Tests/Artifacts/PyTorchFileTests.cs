using System.IO.Compression;
using System.Text;

using ModelProvenance.Artifacts;

// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

namespace ModelProvenance.Tests.Artifacts;

/// <summary>Pickles made here by hand; none is ever loaded. The imports that stand for an attack name nothing that exists.</summary>
public class PyTorchFileTests
{
    private static byte[] Global(string module, string name) => [0x80, 2, .. Encoding.ASCII.GetBytes($"c{module}\n{name}\n"), (byte)'.'];

    [Fact]
    public void Read_PlainPickle_ListsItsImports()
    {
        var result = PyTorchFile.Read(Global("evil.module", "run"));

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.PickleImport);
        result.Document!.Imports.Should().Equal(new PickleImport("evil.module", "run", "", 2));
        result.Document.Container.Should().Be(PickleContainer.Plain);
    }

    [Fact]
    public void Read_ImportsThatWeightsNeed_AreNoFinding()
    {
        byte[] pickle = [0x80, 2, .. "ccollections\nOrderedDict\nctorch._utils\n_rebuild_tensor_v2\nctorch\nBFloat16Storage\n."u8];

        var result = PyTorchFile.Read(pickle);

        result.Findings.Should().BeEmpty();
        result.Document!.Imports.Should().HaveCount(3).And.OnlyContain(import => import.IsExpected);
    }

    [Fact]
    public void Read_StackGlobalWithNamesFromTheMemo_IsResolved()
    {
        // "evil" memoized as 0 and dropped, "run" memoized as 1 and dropped; both taken back for STACK_GLOBAL.
        byte[] pickle = [0x80, 4, 0x8C, 4, .. "evil"u8, 0x94, (byte)'0', 0x8C, 3, .. "run"u8, 0x94, (byte)'0', (byte)'h', 0, (byte)'h', 1, 0x93, (byte)'.'];

        PyTorchFile.Read(pickle).Document!.Imports.Single().ToString().Should().Be("evil.run");
    }

    [Fact]
    public void Read_StackGlobalWithComputedNames_IsReportedAsUnresolved()
    {
        byte[] pickle = [0x80, 4, (byte)'N', 0x8C, 3, .. "run"u8, 0x93, (byte)'.'];

        PyTorchFile.Read(pickle).Findings.Single().Rule.Should().Be(ArtifactReadRules.PickleUnresolvedImport);
    }

    [Fact]
    public void Read_TruncatedBehindTheImport_StillListsIt()
    {
        var result = PyTorchFile.Read(Global("evil", "run").AsMemory(..^1));

        result.Findings.Select(finding => finding.Rule).Should().BeEquivalentTo([ArtifactReadRules.PickleImport, ArtifactReadRules.InvalidPickle]);
        result.Document!.Imports.Should().HaveCount(1);
    }

    [Fact]
    public void Read_SecondPickleInTheStream_IsRead() =>
        PyTorchFile.Read((byte[])[0x80, 2, (byte)'N', (byte)'.', .. Global("evil", "run")]).Document!.Should().BeEquivalentTo(new { PickleCount = 2 });

    [Fact]
    public void Read_LegacyFile_StopsBeforeTheBytesOfTensors()
    {
        byte[] magic = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];
        byte[] none = [0x80, 2, (byte)'N', (byte)'.'];

        var result = PyTorchFile.Read((byte[])[.. magic, .. none, .. none, .. Global("collections", "OrderedDict"), .. none, 1, 2, 3, 0xFF, 0xFE]);

        result.Findings.Should().BeEmpty();
        result.Document!.PickleCount.Should().Be(5);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_Archive_LooksIntoEveryEntryThatIsAPickle(CompressionLevel level)
    {
        var bytes = Zip(level, ("archive/data.pkl", Global("torch._utils", "_rebuild_tensor_v2")), ("archive/data/0", new byte[64]), ("archive/innocent.txt", Global("evil", "run")), ("inner.zip", Zip(level, ("x", Global("evil2", "run")))));

        foreach (var result in new[] { PyTorchFile.Read(bytes), PyTorchFile.Read(new ForwardStream(bytes, 1000)) })
        {
            result.Document!.Container.Should().Be(PickleContainer.Zip);
            result.Document.Imports.Select(import => import.ToString()).Should().BeEquivalentTo("torch._utils._rebuild_tensor_v2", "evil.run", "evil2.run");
            result.Document.PickleEntries.Should().Equal("archive/data.pkl", "archive/innocent.txt", "inner.zip!x");
        }
    }

    [Fact]
    public void CVE_2025_10156_WrongChecksum_KeepsNoPickleFromBeingRead()
    {
        var bytes = Zip(CompressionLevel.NoCompression, ("data.pkl", Global("evil", "run")));
        // The checksum stands at byte 14 of the local header and at byte 16 of the directory's entry.
        bytes[14] ^= 0xFF;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 16] ^= 0xFF;

        PyTorchFile.Read(bytes).Document!.Imports.Should().HaveCount(1);
    }

    [Fact]
    public void Read_ArchiveWithoutDirectory_IsSearchedEntryByEntry()
    {
        var bytes = Zip(CompressionLevel.NoCompression, ("data.pkl", Global("evil", "run")));
        var cut = bytes[..bytes.AsSpan().IndexOf("PK\u0001\u0002"u8)];

        var result = PyTorchFile.Read(cut);

        result.Findings.Select(finding => finding.Rule).Should().Contain(ArtifactReadRules.DamagedArchive);
        result.Document!.Imports.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"a\": 1}")]
    public void Read_OtherBytes_AreNoPickle(string text) =>
        PyTorchFile.Read(Encoding.UTF8.GetBytes(text)).Findings.Select(finding => finding.Rule).Should().Equal(ArtifactReadRules.NotPyTorch);

    internal static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
