// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

using ModelProvenance.Artifacts;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Artifacts;

public class GgufFileTests
{
    private static GgufBuilder Full(uint version = 3, bool bigEndian = false) => new GgufBuilder(version, bigEndian) { Data = new byte[64 + 32] }
        .Text("general.architecture", "llama")
        .Text("general.type", "model")
        .Text("general.name", "Beispiel 7B")
        .Text("general.author", "A. Author")
        .Text("general.version", "v1.1")
        .Text("general.organization", "Example")
        .Text("general.finetune", "instruct")
        .Text("general.basename", "Beispiel")
        .Text("general.quantized_by", "packer")
        .Text("general.size_label", "7B")
        .Text("general.license", "apache-2.0")
        .Text("general.license.name", "Apache")
        .Text("general.license.link", "https://example.org/l")
        .Text("general.source.repo_url", "https://example.org/src")
        .UInt32("general.file_type", 15)
        .UInt32("general.quantization_version", 2)
        .UInt32("general.base_model.count", 2)
        .Text("general.base_model.0.name", "Base")
        .Text("general.base_model.0.organization", "Org")
        .Text("general.base_model.1.repo_url", "https://example.org/b")
        .UInt32("general.dataset.count", 1)
        .Text("general.dataset.0.name", "Data")
        .Texts("general.tags", "text-generation", "x")
        .Texts("general.languages", "en", "de")
        .Float32("general.sampling.temp", 0.5f)
        .Int32("general.sampling.top_k", 40)
        .UInt64("llama.context_length", 131072)
        .UInt32("llama.block_count", 2)
        .UInt32("llama.embedding_length", 8)
        .Array("llama.attention.head_count_kv", GgufValueType.UInt32, 2, [.. Of(bigEndian, 4), .. Of(bigEndian, 8)])
        .Text("tokenizer.ggml.model", "gpt2")
        .Text("tokenizer.chat_template", "{{ messages }}")
        .Texts("tokenizer.ggml.tokens", "a", "b", "ä")
        .Tensor("a.weight", 0, 0, 8, 2)
        .Tensor("b.weight", 1, 64, 16);

    private static byte[] Of(bool bigEndian, byte value) => bigEndian ? [0, 0, 0, value] : [value, 0, 0, 0];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Read_EveryVersionAndByteOrder_GivesTheSameFigures(int version, bool bigEndian)
    {
        var result = GgufFile.Read(Full((uint)version, bigEndian).Build());

        result.HasErrors.Should().BeFalse();
        result.Findings.Select(finding => finding.Rule).Should().Equal(version == 1 ? [ArtifactReadRules.GgufLegacyVersion] : []);
        var header = result.Document!;
        header.Version.Should().Be(version);
        header.IsBigEndian.Should().Be(bigEndian);
        header.IsComplete.Should().BeTrue();
        header.General.Name.Should().Be("Beispiel 7B");
        header.General.FileType!.Value.Name.Should().Be("Q4_K_M");
        header.General.BaseModels.Should().Equal(
            new GgufReference(0) { Name = "Base", Organization = "Org" },
            new GgufReference(1) { RepositoryUrl = "https://example.org/b" });
        header.General.Datasets.Single().Name.Should().Be("Data");
        header.General.Tags.Should().Equal("text-generation", "x");
        header.General.Languages.Should().Equal("en", "de");
        header.General.Sampling.Temperature.Should().Be(0.5);
        header.General.Sampling.TopK.Should().Be(40);
        header.General.SourceRepositoryUrl.Should().Be("https://example.org/src");
        header.Structure!.ContextLength.Should().Be(131072);
        header.Structure.KeyValueHeadCount.Should().Equal(4, 8);
        header.Tokenizer.Model.Should().Be("gpt2");
        header.Tokenizer.ChatTemplate.Should().Be("{{ messages }}");
        header.Tokenizer.Tokens!.ReadStrings().Should().Equal("a", "b", "ä");
        header.Tensors.Select(tensor => (tensor.Name, tensor.Type.Name, tensor.ElementCount, tensor.DataLength)).Should().Equal(("a.weight", "F32", 16, 64L), ("b.weight", "F16", 16, 32L));
        header.MajorityType!.Value.Name.Should().Be("F32");
    }

    [Fact]
    public void Read_StreamThatCannotSeek_GivesTheSameAsMemory()
    {
        var bytes = Full().Build();

        var result = GgufFile.Read(new ForwardStream(bytes));

        result.Findings.Should().BeEmpty();
        result.Document!.FileLength.Should().BeNull();
        result.Document.Tensors.Should().HaveCount(2);
        result.Document.General.Languages.Should().Equal("en", "de");
    }

    [Fact]
    public void Read_StreamThatSeeks_ReadsFromItsPosition()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Full().Build()]);
        stream.Position = 3;

        var result = GgufFile.Read(stream);

        result.Findings.Should().BeEmpty();
        result.Document!.Metadata[0].ByteOffset.Should().Be(24);
    }

    [Fact]
    public void Read_LargeArray_IsNotKeptButCanBeAskedForAndHashed()
    {
        var bytes = new GgufBuilder().Text("general.architecture", "llama").Texts("tokenizer.ggml.tokens", [.. Enumerable.Range(0, 4000).Select(i => $"token{i}")]).Build();

        GgufFile.Read(new MemoryStream(bytes)).Document!.Tokenizer.Tokens!.IsLoaded.Should().BeFalse();
        var kept = GgufFile.Read(new ForwardStream(bytes, 1000), options: new GgufReadOptions { KeepArrays = key => key == "tokenizer.ggml.tokens", HashArrays = true }).Document!.Tokenizer.Tokens!;

        kept.ReadStrings().Should().HaveCount(4000).And.EndWith("token3999");
        kept.Sha256.Should().Be(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan((int)kept.ByteOffset, (int)kept.ByteLength))).ToLowerInvariant());
    }

    [Fact]
    public void Read_ArrayThatIsNotKept_ThrowsWhenItsElementsAreAskedFor()
    {
        var bytes = new GgufBuilder().Texts("tokenizer.ggml.tokens", new string('x', 20_000)).Build();
        var tokens = GgufFile.Read(new MemoryStream(bytes)).Document!.Tokenizer.Tokens!;

        tokens.Invoking(array => array.ReadStrings()).Should().Throw<InvalidOperationException>().WithMessage("*KeepArrays*");
        tokens.Invoking(array => array.ReadIntegers()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Read_UnknownTensorType_StillGivesEverythingElse()
    {
        var result = GgufFile.Read(new GgufBuilder { Data = new byte[64] }.Text("general.name", "x").Tensor("t", 99, 0, 4).Tensor("u", 0, 32, 8).Build());

        result.Findings.Select(finding => finding.Rule).Should().Equal(ArtifactReadRules.GgufUnknownTensorType);
        result.Document!.Tensors.Should().HaveCount(2);
        result.Document.Tensors[0].DataLength.Should().BeNull();
    }

    [Fact]
    public void Read_SplitNameThatDisagreesWithTheKeys_IsAFinding()
    {
        var bytes = new GgufBuilder().UInt16("split.no", 0).UInt16("split.count", 2).Int32("split.tensors.count", 5).Build();

        GgufFile.Read(bytes, "m-00001-of-00002.gguf").Findings.Should().BeEmpty();
        var result = GgufFile.Read(bytes, "m-00002-of-00003.gguf");

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.GgufSplitMismatch);
        result.Document!.Split.Should().Be(new GgufSplit(0, 2, 5));
    }

    [Fact]
    public void Read_HeaderWithoutItsData_IsAWarningThatTheOptionTurnsOff()
    {
        var bytes = new GgufBuilder().Tensor("t", 0, 0, 8).Build();

        GgufFile.Read(bytes).Findings.Select(finding => finding.Rule).Should().Equal(ArtifactReadRules.HeaderOnly);
        GgufFile.Read(bytes, options: new GgufReadOptions { HeaderOnly = true }).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Read_GapsAndTrailingBytes_AreWarnings() =>
        GgufFile.Read(new GgufBuilder { Data = new byte[256] }.Tensor("a", 0, 0, 8).Tensor("b", 0, 64, 8).Build()).Findings.Select(finding => finding.Rule)
            .Should().BeEquivalentTo([ArtifactReadRules.GgufTensorGap, ArtifactReadRules.GgufTrailingBytes]);

    [Fact]
    public void Read_WellKnownKeyOfAnotherType_IsAFindingAndNoValue()
    {
        var result = GgufFile.Read(new GgufBuilder().UInt32("general.license", 7).Build());

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.GgufUnexpectedType);
        result.Findings.Single().Location.Pointer.Should().Be("general.license");
        result.Findings.Single().Location.ByteOffset.Should().Be(24);
        result.Document!.General.License.Should().BeNull();
    }

    [Fact]
    public void Read_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        var read = () => GgufFile.Read(new ForwardStream(Full().Build()), cancellationToken: source.Token);

        read.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void GetClaims_SeparatesWhatIsSaidFromWhatIsSeen()
    {
        var claims = GgufFile.Read(Full().Build()).Document!.GetClaims("subject", "file.gguf");

        claims.Should().Contain(claim => claim.Property == "license" && claim.Value == "apache-2.0" && claim.Method == ClaimMethod.Declared && claim.Sources[0].Locator == "general.license");
        claims.Should().Contain(claim => claim.Property == "baseModel" && claim.Value == "Org/Base");
        claims.Should().Contain(claim => claim.Property == "parameters.total" && claim.Value == "32" && claim.Method == ClaimMethod.Observed);
        claims.Should().Contain(claim => claim.Property == "quantization" && claim.Value == "F32" && claim.Method == ClaimMethod.Observed);
        claims.Should().Contain(claim => claim.Property == "quantization" && claim.Value == "Q4_K_M" && claim.Method == ClaimMethod.Declared);
        claims.Should().OnlyContain(claim => claim.Subject == "subject" && claim.Sources.Length == 1 && claim.Sources[0].Location == "file.gguf");
    }
}
