using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class PackageUrlTests
{
    [Fact]
    public void A_repository_on_the_hub_and_its_purl_name_each_other()
    {
        var repository = RepositoryId.Parse("Qwen/Qwen2.5-7B");
        var purl = PackageUrl.ForHuggingFace(repository, "D149729398750B98C0AF14EB82C78CFE92750796", "model.safetensors");
        // The commit is lower-cased, the names are not: huggingface-definition.json of package-url/purl-spec.
        purl.Value.Should().Be("pkg:huggingface/Qwen/Qwen2.5-7B@d149729398750b98c0af14eb82c78cfe92750796#model.safetensors");
        purl.HuggingFaceRepository.Should().Be(repository);
        PackageUrl.Parse("pkg:huggingface/a/b?repository_url=https://example.org").HuggingFaceRepository.IsEmpty.Should().BeTrue();
        PackageUrl.Parse("pkg:github/Qwen/Qwen2.5").HuggingFaceRepository.IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData("pkg://huggingface/Qwen/Qwen2.5-7B", "pkg:huggingface/Qwen/Qwen2.5-7B")]
    [InlineData("PKG:HuggingFace/Qwen/Qwen2.5-7B", "pkg:huggingface/Qwen/Qwen2.5-7B")]
    [InlineData("pkg:npm/@scope/name@1.0", "pkg:npm/%40scope/name@1.0")]
    [InlineData("pkg:generic/a?z=1&b=&a=2", "pkg:generic/a?a=2&z=1")]
    [InlineData("pkg:generic/%E6%99%BA%E8%B0%B1", "pkg:generic/%E6%99%BA%E8%B0%B1")]
    [InlineData("pkg:mlflow/creditfraud@3", "pkg:mlflow/creditfraud@3")]
    public void Other_spellings_are_read(string text, string canonical) => PackageUrl.Parse(text).Value.Should().Be(canonical);

    [Theory]
    [InlineData("pkg:huggingface/gpt2", "*requires a namespace*")]
    [InlineData("pkg:mlflow/a/b", "*has no namespace*")]
    [InlineData("huggingface/a/b", "*does not begin with 'pkg:'*")]
    public void What_is_wrong_is_said(string text, string message) => FluentActions.Invoking(() => PackageUrl.Parse(text)).Should().Throw<FormatException>().WithMessage(message);

    [Fact]
    public void A_purl_that_was_built_is_read_back() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements("aZ0 /%@?#&=+:~.\u667A\U0001F600".EnumerateRunes().ToArray())).Select(runes => string.Concat(runes)).ToArbitrary(), version =>
        {
            var purl = PackageUrl.Create("huggingface", "a", "b", version, [new("k", version)]);
            var read = PackageUrl.Parse(purl.Value);
            return read == purl && string.Equals(read.Version, version, StringComparison.OrdinalIgnoreCase) && (version.Length == 0 || read.Qualifiers["k"] == version);
        }).QuickCheckThrowOnFailure();
}
