using System.Text;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Tests.Artifacts;

public class ModelManifestTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Read_OllamaManifest_GivesItsParts()
    {
        var result = Read("""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"DIGEST","size":5},"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"DIGEST","size":100},{"mediaType":"application/vnd.ollama.image.license","digest":"DIGEST","size":10}]}""");

        result.Findings.Should().BeEmpty();
        result.Document!.Layers.Select(layer => layer.Kind).Should().Equal(ManifestLayerKind.Model, ManifestLayerKind.License);
        result.Document.Layers[0].BlobName.Should().Be("sha256-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        result.Document.TotalSize.Should().Be(110);
        result.Document.Config!.Size.Should().Be(5);
    }

    [Fact]
    public void Read_DockerManifest_GivesKindsAndAnnotations()
    {
        var manifest = Read("""{"schemaVersion":2,"artifactType":"application/vnd.docker.ai.model.config.v0.1+json","layers":[{"mediaType":"application/vnd.docker.ai.gguf.v3","digest":"DIGEST","size":1},{"mediaType":"application/vnd.docker.ai.mmproj","digest":"DIGEST","size":1}],"annotations":{"org.opencontainers.image.licenses":"Apache-2.0"}}""").Document!;

        manifest.Layers.Select(layer => layer.Kind).Should().Equal(ManifestLayerKind.Model, ManifestLayerKind.Projector);
        manifest.GetClaims("s", "m").Should().Contain(claim => claim.Property == "license" && claim.Value == "Apache-2.0" && claim.Sources[0].Locator == "/annotations/org.opencontainers.image.licenses");
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("md5:00")]
    public void CVE_2024_37032_DigestThatIsNoDigest_IsNeverAFileName(string digest)
    {
        var result = Read("""{"schemaVersion":2,"layers":[{"mediaType":"a","digest":"X","size":1}]}""".Replace("\"X\"", $"\"{digest}\"", StringComparison.Ordinal));

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.InvalidDigest);
        result.Document!.Layers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"layers":[]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("""{"schemaVersion":2,"layers":[{"mediaType":"a","digest":"DIGEST","size":-1}]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[1]}""")]
    public void Read_WhatIsNoManifest_IsAFinding(string json) => Read(json).Findings.Single().Rule.Should().Be(ArtifactReadRules.InvalidManifest);

    [Fact]
    public void ReadConfig_OfBothKinds_GivesTheSameProperties()
    {
        var ollama = ManifestConfig.Read(Utf8("""{"model_format":"gguf","model_family":"llama","model_families":["llama"],"model_type":"8.0B","file_type":"Q4_0","rootfs":{}}""")).Document!;
        var docker = ManifestConfig.Read(Utf8("""{"config":{"format":"gguf","quantization":"IQ2_XXS/Q4_K_M","parameters":"361.82 M","architecture":"llama"},"descriptor":{}}""")).Document!;

        (ollama.Family!.Value, ollama.Size!.Value, ollama.Quantization!.Value).Should().Be(("llama", "8.0B", "Q4_0"));
        (docker.Family!.Value, docker.Size!.Pointer, docker.Format!.Value).Should().Be(("llama", "/config/parameters", "gguf"));
    }

    private static ModelProvenance.Findings.ReadResult<ModelManifest> Read(string json) => ModelManifest.Read(Utf8(json.Replace("DIGEST", Digest, StringComparison.Ordinal)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
