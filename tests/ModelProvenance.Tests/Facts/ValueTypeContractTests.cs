using FsCheck.Fluent;

using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Facts;

public class ValueTypeContractTests
{
    private static readonly string[] Slugs = ["0", "01-ai", "a", "a-b", "a.b", "deepseek-r1", "llama-3.1", "qwen", "qwen2.5-coder"];

    private static readonly string[] NoSlugs = [" ", "Qwen", "qwen_2", "-a", "a-", ".a", "a.", "a--b", "a..b", "a.-b", "a b", "q/w", "\u667A\u8C31", "\u00E9", "a\n", new('a', 121)];

    private const string SlugLetters = "abz019.-A_ ";

    [Fact]
    public void OrganizationId_holds_the_contract() => ValueContract.Holds<OrganizationId>(Slugs, NoSlugs);

    [Fact]
    public void FamilyId_holds_the_contract() => ValueContract.Holds<FamilyId>(Slugs, NoSlugs);

    [Fact]
    public void SeriesId_holds_the_contract() => ValueContract.Holds<SeriesId>(Slugs, NoSlugs);

    [Fact]
    public void ReleaseId_holds_the_contract() => ValueContract.Holds<ReleaseId>(Slugs, NoSlugs);

    [Fact]
    public void ModelId_holds_the_contract() => ValueContract.Holds<ModelId>(Slugs, NoSlugs);

    [Fact]
    public void StatementId_holds_the_contract() => ValueContract.Holds<StatementId>(Slugs, NoSlugs);

    [Fact]
    public void ModelVariant_holds_the_contract() => ValueContract.Holds<ModelVariant>(Slugs, NoSlugs);

    [Fact]
    public void Modality_holds_the_contract() => ValueContract.Holds<Modality>(Slugs, NoSlugs);

    [Fact]
    public void HubName_holds_the_contract() => ValueContract.Holds<HubName>(Slugs, NoSlugs);

    [Fact]
    public void ModelFormat_holds_the_contract() => ValueContract.Holds<ModelFormat>(Slugs, NoSlugs);

    [Fact]
    public void LicenseId_holds_the_contract() => ValueContract.Holds<LicenseId>(
        ["0BSD", "Apache-2.0", "CC-BY-4.0", "LicenseRef-Llama-3.1-Community", "MIT"],
        [" ", "Apache 2.0", "cc_by", "GPL-2.0+", "DocumentRef-a:LicenseRef-b", "MIT\n", "\u00C9", new('a', 161)]);

    [Fact]
    public void RepositoryId_holds_the_contract() => ValueContract.Holds<RepositoryId>(
        ["0/0", "a-b/c.d", "meta-llama/Llama-3.1-8B", "Qwen/Qwen2.5-7B", "x_y/z"],
        ["/", "a/", "/b", "a", "a/b/c", "a b/c", "a/b c", "a\\b", "Qwen/\u667A", new string('a', 199) + "/b"]);

    [Fact]
    public void CountryCode_holds_the_contract() => ValueContract.Holds<CountryCode>(
        ["AD", "CN", "FR", "GB", "US", "ZW"],
        // UK and EU are reserved codes, not assigned ones; XK is a user-assigned one (ISO 3166-1, decoding table).
        ["UK", "EU", "XK", "A", "USA", "  ", "D ", " D", "12", "\u00C9E", "\u0131S"]);

    [Fact]
    public void PackageUrl_holds_the_contract() => ValueContract.Holds<PackageUrl>(
        ["pkg:generic/a", "pkg:generic/a%20b", "pkg:generic/a@1?k=v", "pkg:generic/a@1?k=v#x/y", "pkg:huggingface/Qwen/Qwen2.5-7B", "pkg:huggingface/Qwen/Qwen2.5-7B@0123abcd"],
        [" ", "pkg:", "pkg:huggingface/gpt2", "pkg:3d/x", "pkg:generic/", "pkg:generic/@1", "pkg:generic/%", "pkg:generic/%F", "pkg:generic/%FF", "pkg:oci/space/name", "pkg:generic/a?1=2", "pkg:generic/a?k=1&K=2",
            "pkg:generic/a#../b", "pkg%3Ageneric/a", "http://example.org/a"]);

    [Fact]
    public void PartialDate_holds_the_contract() => ValueContract.Holds<PartialDate>(
        ["0001", "2024", "2024-01", "2024-01-01", "2024-01-20", "2024-02-29", "2024-12", "2025", "9999-12-31"],
        ["2024-02-30", "2023-02-29", "2024-13", "2024-00", "2024-01-00", "2024-04-31", "0000", "24", "2024-1-1", "2024/01/01", "20240101", "2024-01-01T", " 2024", "+024", "\u0662\u0660\u0662\u0664"]);

    [Fact]
    public void ParameterCount_holds_the_contract() => ValueContract.Holds<ParameterCount>(
        ["0", "7", "999", "1.5K", "2K", "500M", "0.5B", "7.6B", "7.61B", "7.615616B", "7615616512", "671B", "14.8T", "9223372036854775807"],
        [" ", "B", ".5B", "7.B", "7,6B", "7.6.1B", "-7B", "+7B", "7 B", "7BB", "1e9", "0x7", "7G", "1.23456789012K", "9223372036854775808", "9223373T", "\u0667B"]);

    [Fact]
    public void SizeLabel_holds_the_contract() => ValueContract.Holds<SizeLabel>(
        ["7B", "0.5B", "270M", "1.6B", "7.1B", "235B-A22B", "A2.7B", "8x7B", "17B-16E", "E4B", "1.8T"],
        [" ", "7", "7000000000", "B", "0B", "x7B", "8x", "0x7B", "70000x7B", "7B-A8B", "7B-", "7B-A", "-A3B", "7B-16", "7B-B16", "7B-0E", "A", "E", "AB", "mini", "4k-instruct", "7b1x", "b7", "1.2.3B",
            "7B-A3B-A1B", "123456789012345678901234B"]);

    [Fact]
    public void RuleId_holds_the_contract() => ValueContract.Holds<RuleId>(
        ["MP1000", "MP1001", "MP2101", "MP6999"],
        ["MP0999", "MP7000", "MP999", "MP10000", "XX1001", "MP 101", "MP+101", "1001", "MP100A"]);

    [Fact]
    public void Parsing_ids_and_printing_them_gives_the_same_for_any_text()
    {
        Texts.ParseNeverThrows<OrganizationId>(Texts.Of(SlugLetters));
        Texts.ParseNeverThrows<ModelId>(Texts.Of(SlugLetters));
        Texts.ParseNeverThrows<HubName>(Texts.Of(SlugLetters));
        Texts.ParseNeverThrows<LicenseId>(Texts.Of("aZ0.-+ _"));
        Texts.ParseNeverThrows<RepositoryId>(Texts.Of("aZ0./-_ "));
        Texts.ParseNeverThrows<CountryCode>(Texts.Of("ACDENSUacus ", 3));
        Texts.ParseNeverThrows<RuleId>(Texts.Of("MPmp0123456789", 6).Select(text => "MP" + text));
    }

    [Fact]
    public void Parsing_values_and_printing_them_gives_the_same_for_any_text()
    {
        Texts.ParseNeverThrows<PartialDate>(Texts.Of("0123-", 10), Texts.Of("0123456789", 2).Select(text => "2024-0" + text));
        Texts.ParseNeverThrows<ParameterCount>(Texts.Of("0123456789.KMBTkmbt", 22), Texts.Of("0123456789.", 20).Select(text => text + "B"), Texts.Of("09.", 20).Select(text => text + "T"), Texts.Of("0123456789", 20));
        Texts.ParseNeverThrows<SizeLabel>(
            Texts.Of("0123456789.xX-_AaEeKMBTb", 24),
            Texts.Of("0123456789._", 11).Select(text => text + "K"),
            Texts.Of("19", 12).Select(text => text + "k"),
            Texts.Of("19", 11).Select(text => $"{text}K-A1{text}K"),
            Texts.Of("01.", 11).Select(text => $"{text}T-A{text}B"),
            Texts.Of("0123456789b", 6),
            Texts.Of("0123456789x", 6).Select(text => text + "B"),
            Texts.Of("0123456789.", 3).Select(text => $"{text}B-{text}E"));
    }

    [Fact]
    public void Well_known_words_are_those_of_the_catalog_format()
    {
        // docs/catalog/format.md, "Model" and "Organization".
        new[] { ModelVariant.Base, ModelVariant.Instruct, ModelVariant.Reasoning, ModelVariant.HybridReasoning, ModelVariant.Embedding, ModelVariant.Reranker, ModelVariant.Reward, ModelVariant.Guard, ModelVariant.Draft, ModelVariant.Generator }
            .Select(v => v.Value).Should().Equal("base", "instruct", "reasoning", "hybrid-reasoning", "embedding", "reranker", "reward", "guard", "draft", "generator");
        new[] { Modality.Text, Modality.Image, Modality.Audio, Modality.Video, Modality.Vector, Modality.Score }.Select(v => v.Value).Should().Equal("text", "image", "audio", "video", "embedding", "score");
        new[] { HubName.HuggingFace, HubName.ModelScope, HubName.GitHub, HubName.Ollama, HubName.OpenRouter, HubName.Ngc }.Select(v => v.Value).Should().Equal("huggingface", "modelscope", "github", "ollama", "openrouter", "ngc");
        new[] { ModelFormat.Safetensors, ModelFormat.Gguf, ModelFormat.Mlx, ModelFormat.Onnx, ModelFormat.PyTorch, ModelFormat.Paddle }.Select(v => v.Value).Should().Equal("safetensors", "gguf", "mlx", "onnx", "pytorch", "paddle");
    }

    [Fact]
    public void LicenseId_and_RepositoryId_ignore_case_in_equality_hash_and_order()
    {
        LicenseId.Parse("mit").Should().Be(LicenseId.Parse("MIT"));
        LicenseId.Parse("mit").GetHashCode().Should().Be(LicenseId.Parse("MIT").GetHashCode());
        LicenseId.Parse("mit").CompareTo(LicenseId.Parse("MIT")).Should().Be(0);
        LicenseId.Parse("LicenseRef-X").IsReference.Should().BeTrue();
        LicenseId.Parse("licenseref-x").IsReference.Should().BeFalse("the prefix is case-sensitive in SPDX 3");
        RepositoryId.Parse("qwen/QWEN2.5-7b").Should().Be(RepositoryId.Parse("Qwen/Qwen2.5-7B"));
        RepositoryId.Parse("qwen/QWEN2.5-7b").GetHashCode().Should().Be(RepositoryId.Parse("Qwen/Qwen2.5-7B").GetHashCode());
        RepositoryId.Parse("Qwen/Qwen2.5-7B").Owner.ToString().Should().Be("Qwen");
        RepositoryId.Parse("Qwen/Qwen2.5-7B").Name.ToString().Should().Be("Qwen2.5-7B");
        default(RepositoryId).Owner.ToString().Should().Be("");
        default(RepositoryId).Name.ToString().Should().Be("");
    }

    [Theory]
    [InlineData("cn", "CN")]
    [InlineData("uS", "US")]
    public void CountryCode_is_read_in_any_case(string text, string code) => CountryCode.Parse(text).Value.Should().Be(code);

    [Fact]
    public void CountryCode_knows_the_249_assigned_codes()
    {
        var letters = Enumerable.Range('A', 26).Select(c => (char)c).ToList();
        (from a in letters from b in letters where CountryCode.TryParse($"{a}{b}", null, out _) select $"{a}{b}").Should().HaveCount(249);
    }
}
