using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Catalog;

namespace ModelProvenance.Tests.Artifacts;

/// <summary>Digests: computed apart with Python's struct and hashlib over length (8 bytes, little-endian) and UTF-8 of each token.</summary>
public class TokenFingerprintTests
{
    // a, é, <s>
    private const string Three = "9cc514646c03180dde69604ab39a6160c8daaffddc20c5be7b996431ce3c8f44";

    // a, é, [PAD2], <s>
    private const string WithHole = "662ddd9359129e52f0ad1cd6d525cdb12a357cb8cc99d21fbc81c3321ac75d02";

    [Theory]
    [InlineData(3u, false)]
    [InlineData(3u, true)]
    [InlineData(2u, false)]
    [InlineData(1u, false)]
    public void Tokens_of_GGUF_have_one_digest_in_every_version_and_byte_order(uint version, bool bigEndian)
    {
        var file = new GgufBuilder(version, bigEndian).Texts("tokenizer.ggml.tokens", "a", "é", "<s>", "[PAD3]", "[PAD4]").Build();

        var header = GgufFile.Read(file, "", new GgufReadOptions { FingerprintTokens = true }).Document!;

        header.Tokenizer.Tokens!.Fingerprint.Should().Be(new TokenFingerprint(3, Three), "fillers at the end do not count");
        header.Tokenizer.Tokens.Count.Should().Be(5);
        header.GetClaims("x", "x").Should().Contain(c => c.Property == "vocabulary" && c.Value == "3 tokens, sha256:" + Three);
        GgufFile.Read(file).Document!.Tokenizer.Tokens!.Fingerprint.Should().BeNull("nobody asked");
    }

    [Fact]
    public void Tokens_that_look_like_fillers_of_other_ids_count()
    {
        GgufFile.Read(new GgufBuilder().Texts("tokenizer.ggml.tokens", "a", "é", "[PAD2]", "<s>", "[PAD4]").Build(), "", new GgufReadOptions { FingerprintTokens = true })
            .Document!.Tokenizer.Tokens!.Fingerprint.Should().Be(new TokenFingerprint(4, WithHole));
        GgufFile.Read(new GgufBuilder().Texts("tokenizer.ggml.tokens", "a", "[PAD7]").Build(), "", new GgufReadOptions { FingerprintTokens = true })
            .Document!.Tokenizer.Tokens!.Fingerprint!.Count.Should().Be(2);
        GgufFile.Read(new GgufBuilder().Texts("tokenizer.ggml.tokens").Build(), "", new GgufReadOptions { FingerprintTokens = true })
            .Document!.Tokenizer.Tokens!.Fingerprint.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"added_tokens":[{"id":2,"content":"<s>","special":true}],"model":{"type":"BPE","vocab":{"\u00e9":1,"a":0},"merges":["a b"]}}""", 3, Three)]
    [InlineData("""{"model":{"type":"Unigram","unk_id":0,"vocab":[["a",0.0],["é",-1.5],["<s>",-2]]},"added_tokens":[]}""", 3, Three)]
    [InlineData("""{"added_tokens":[{"content":"<s>","id":3}],"model":{"vocab":{"a":0,"é":1}}}""", 4, WithHole)]
    [InlineData("""{"added_tokens":[{"id":2,"content":"<s>"}],"model":{"vocab":{"a":0,"é":1,"<unused>":2}}}""", 3, Three)]
    public void Tokenizer_json_has_the_digest_of_the_same_tokens_in_GGUF(string json, long tokens, string digest)
    {
        var read = TokenizerFile.Read(Encoding.UTF8.GetBytes(json), "tokenizer.json");

        read.Findings.Should().BeEmpty();
        read.Document!.Tokens.Should().Be(new TokenFingerprint(tokens, digest));
        TokenizerFile.Read(new ForwardStream(Encoding.UTF8.GetBytes(json)), cancellationToken: TestContext.Current.CancellationToken).Document!.Tokens.Should().Be(read.Document.Tokens);
    }

    [Theory]
    [InlineData("""{"model":{"vocab":{"a":0""", "MP3061", false)]
    [InlineData("""["model"]""", "MP3061", false)]
    [InlineData("""{"model":{}} x""", "MP3061", false)]
    [InlineData("""{"model":{"vocab":{"\ud800":0}}}""", "MP3061", false)]
    [InlineData("""{"model":{"vocab":{"a":-1}}}""", "MP3064", true)]
    [InlineData("""{"model":{"vocab":{"a":4194304}}}""", "MP3064", true)]
    [InlineData("""{"model":{"vocab":{"a":0.5}}}""", "MP3064", true)]
    [InlineData("""{"model":{"vocab":{"a":{"id":0}}}}""", "MP3064", true)]
    [InlineData("""{"model":{"vocab":["a"]}}""", "MP3064", true)]
    public void What_is_no_tokenizer_is_a_finding(string json, string rule, bool hasDocument)
    {
        var read = TokenizerFile.Read(Encoding.UTF8.GetBytes(json), "tokenizer.json");

        read.Findings.Select(f => f.Rule.Id.ToString()).Should().Equal(rule);
        read.HasDocument.Should().Be(hasDocument);
        read.Document?.Tokens.Should().BeNull("half a vocabulary is none");
    }

    [Fact]
    public void Nesting_without_end_is_a_finding() =>
        TokenizerFile.Read(Encoding.UTF8.GetBytes("{\"model\":" + new string('[', 100_000)), "").Findings.Should().ContainSingle().Which.Rule.Should().Be(ArtifactReadRules.InvalidJson);

    [Fact]
    public void Catalog_and_files_write_a_vocabulary_alike() => new TokenFingerprint(3, Three).ToString().Should().Be(new ModelVocabulary(3, Three).ToString());
}
