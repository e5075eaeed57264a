using System.Security.Cryptography;

using ModelProvenance.Artifacts;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;
using ModelProvenance.Tests.Artifacts;

namespace ModelProvenance.Tests.Inspection;

public class DigestTests
{
    // SHA-256 of tiny.pt in whisper/__init__.py of openai/whisper, which loads the file by it.
    private const string WhisperTiny = "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9";

    private static readonly InspectionOptions WithDigests = new() { ComputeDigests = true };

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")] // FIPS 180-4, the empty message; NIST CAVP SHA256ShortMsg.rsp
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")] // NIST, SHA-256 example of one block
    public void Digests_are_those_of_the_standard(string content, string expected)
    {
        using var folder = new InspectionFolder().With("f", content);

        FileDigests.Sha256(Path.Combine(folder.Path, "f"), TestContext.Current.CancellationToken).Should().Be(expected);
    }

    [Fact]
    public void Several_files_keep_their_order_report_all_bytes_and_name_what_cannot_be_read()
    {
        var large = new byte[700_001];
        Random.Shared.NextBytes(large);
        using var folder = new InspectionFolder().With("a", "abc").With("b", large);
        var seen = new Collector();

        var digests = FileDigests.Sha256([Path.Combine(folder.Path, "a"), Path.Combine(folder.Path, "none"), Path.Combine(folder.Path, "b")], seen, TestContext.Current.CancellationToken);

        digests.Select(d => d.Sha256).Should().Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "", Convert.ToHexString(SHA256.HashData(large)).ToLowerInvariant());
        digests[1].Problem.Should().NotBeEmpty();
        seen.Largest.Should().Be(new DigestProgress(700_004, 700_004));
    }

    [Fact]
    public void A_manifest_by_itself_is_read_and_its_weights_are_known_by_their_digest()
    {
        using var folder = new InspectionFolder().With("latest", $$"""
            {
              "schemaVersion": 2,
              "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
              "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "digest": "sha256:{{new string('0', 64)}}", "size": 85},
              "layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:{{WhisperTiny}}", "size": 75572083}]
            }
            """);

        var report = new ModelInspector(ModelCatalog.Default).InspectFile(Path.Combine(folder.Path, "latest"), cancellationToken: TestContext.Current.CancellationToken);

        report.FilesRead.Should().Be(1);
        report.Findings.Should().BeEmpty();
        report.Identification.Model!.Id.Value.Should().Be("whisper-tiny");
        report.Property(ArtifactProperties.Format)!.Value.Should().Be("gguf");
    }

    [Theory]
    [InlineData("{\"layers\": []}")]
    [InlineData("{\"schemaVersion\": 2, \"layers\": \"none\"}")]
    [InlineData("{\"name\": \"a\"}")]
    public void Other_json_is_no_manifest(string json)
    {
        using var folder = new InspectionFolder().With("latest", json);

        var report = new ModelInspector(ModelCatalog.Default).InspectFile(Path.Combine(folder.Path, "latest"), cancellationToken: TestContext.Current.CancellationToken);

        report.FilesRead.Should().Be(0);
        report.Findings.Should().Contain(f => f.Rule == InspectionRules.UnknownFileKind);
    }

    [Fact]
    public void A_cancelled_digest_ends()
    {
        using var folder = new InspectionFolder().With("a", "abc");
        var act = () => FileDigests.Sha256([Path.Combine(folder.Path, "a")], null, new CancellationToken(true));

        act.Should().Throw<OperationCanceledException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    public void A_digest_of_the_catalog_is_the_model(string prefix)
    {
        var found = ModelResolver.Default.ResolveDigest(prefix + WhisperTiny);

        found.Confidence.Should().Be(ResolutionConfidence.Exact);
        found.Model!.Id.Value.Should().Be("whisper-tiny");
        found.Reasons.Should().ContainSingle().Which.Rule.Should().Contain("SHA-256");
        ModelResolver.Default.ResolveDigest(new string('0', 64)).Confidence.Should().Be(ResolutionConfidence.None);
    }

    [Fact]
    public void Every_file_has_one_claim_with_its_digest()
    {
        using var folder = new InspectionFolder().With("config.json", InspectionFolder.Llama31Config).With("tokenizer.json", "abc").With("inner/x.bin", "abc");
        var inspector = new ModelInspector(ModelCatalog.Default);

        var report = inspector.InspectFolder(folder.Path, WithDigests, TestContext.Current.CancellationToken);

        report.Properties.Where(p => p.Name.StartsWith("files.", StringComparison.Ordinal)).Select(p => p.Name)
            .Should().BeEquivalentTo("files.config.json.sha256", "files.tokenizer.json.sha256", "files.inner/x.bin.sha256");
        var claim = report.Property("files.tokenizer.json.sha256")!.Claims.Should().ContainSingle().Subject;
        (claim.Value, claim.Method).Should().Be(("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ClaimMethod.Observed));
        inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Properties.Should().NotContain(p => p.Name.StartsWith("files.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zzqx", false)]
    [InlineData("whisper-tiny", false)]
    [InlineData("Llama-3.1-8B", true)]
    public void A_file_of_the_catalog_is_known_under_any_name(string folderName, bool isAnother)
    {
        var weights = SafetensorsFileTests.File("""{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", 24);
        using var folder = new InspectionFolder(folderName).With("neutral.safetensors", weights);
        var catalog = CatalogWith(Convert.ToHexString(SHA256.HashData(weights)).ToLowerInvariant());

        var report = new ModelInspector(catalog).InspectFolder(folder.Path, WithDigests, TestContext.Current.CancellationToken);

        report.Identification.Confidence.Should().Be(ResolutionConfidence.Exact);
        report.Identification.Model!.Id.Value.Should().Be("whisper-tiny");
        report.Property("files.neutral.safetensors.sha256")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        report.Findings.Any(f => f.Rule.Id == RuleId.FromNumber(3104)).Should().Be(isAnother);
        report.Findings.Should().NotContain(f => f.Rule.Id == RuleId.FromNumber(3105));
    }

    // The file of whisper-tiny with another digest, so that a small file can be it.
    private static ModelCatalog CatalogWith(string sha256)
    {
        using var exported = new MemoryStream();
        ModelCatalog.Default.Save(exported);
        var text = System.Text.Encoding.UTF8.GetString(exported.ToArray()).Replace(WhisperTiny, sha256, StringComparison.Ordinal);
        return ModelCatalog.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private sealed class Collector : IProgress<DigestProgress>
    {
        private readonly object _lock = new();

        public DigestProgress Largest { get; private set; }

        public void Report(DigestProgress value)
        {
            lock (_lock)
                Largest = value.BytesDone > Largest.BytesDone ? value : Largest;
        }
    }
}
