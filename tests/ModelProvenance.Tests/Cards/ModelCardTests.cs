using System.Text;

using ModelProvenance.Cards;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Cards;

public class ModelCardTests
{
    private const string Card = """
        ---
        # made by hand
        license: other
        license_name: acme-open-1.0
        license_link: LICENSE.md
        base_model:
        - acme/base-7b
        - acme/math-7b   # the second parent
        base_model_relation: merge
        language: en
        tags:
        - merge
        - null
        - 7
        pipeline_tag: text-generation
        library_name: transformers
        datasets: [acme/a, acme/b]
        metrics:
        - accuracy
        new_version: acme/next-7b
        thumbnail: https://acme.example/t.png
        model-index:
        - name: Next 7B
          results: []
        extra_gated_prompt: |-
          Do you agree?
          Say so.
        extra_gated_fields:
          Name: text
        extra_gated_eu_disallowed: true
        x-vendor: 1
        ---
        # Next 7B

        Text.
        """;

    [Fact]
    public void Fields_are_typed_and_located()
    {
        var result = ModelCard.Read(Card);
        result.Findings.Should().BeEmpty();
        var card = result.Document!;
        card.Path.Should().Be("README.md");
        card.Licenses.Select(l => l.Value).Should().Equal("other");
        card.Licenses.First.Location.ToString().Should().Be("README.md(3,10)");
        card.Licenses.First.Location.Pointer.Should().Be("/license");
        card.LicenseName.Value.Should().Be("acme-open-1.0");
        card.LicenseLink.Value.Should().Be("LICENSE.md");
        card.BaseModels.Select(b => (b.Value, b.Location.Line, b.Location.Column, b.Location.Pointer)).Should().Equal(("acme/base-7b", 7, 3, "/base_model/0"), ("acme/math-7b", 8, 3, "/base_model/1"));
        card.BaseModels.Count.Should().Be(2);
        card.BaseModelRelation.Value.Should().Be("merge");
        card.Relation.Should().Be(RelationKind.Merge);
        card.Languages.Select(l => l.Value).Should().Equal("en");
        card.Tags.Select(t => t.Value).Should().Equal("merge", "7");
        card.Tags.Node.Count.Should().Be(3);
        card.PipelineTag.Value.Should().Be("text-generation");
        card.LibraryName.Value.Should().Be("transformers");
        card.Datasets.Select(d => d.Value).Should().Equal("acme/a", "acme/b");
        card.Metrics.First.Value.Should().Be("accuracy");
        card.NewVersion.Value.Should().Be("acme/next-7b");
        card.Thumbnail.Value.Should().Be("https://acme.example/t.png");
        card.ModelIndex.Items.First().Find("name").Value.Should().Be("Next 7B");
        card.GatedPrompt.Value.Should().Be("Do you agree?\nSay so.");
        card.GatedFields.Find("Name").Value.Should().Be("text");
        card.GatedEuDisallowed.Value.Should().BeTrue();
        card.ModelName.Exists.Should().BeFalse();
        card.ModelName.Location.Should().Be(FindingLocation.None);
        card.UnknownEntries.Select(e => e.Key.Value).Should().Equal("x-vendor");
        card.Find("x-vendor").Value.Value.Should().Be("1");
        card.Find("license").Key.Span.Line.Should().Be(3);
        card.Dialect.Should().Be(CardDialect.HuggingFace);
        card.FrontMatter!.Comments.Select(c => c.Text).Should().Equal("# made by hand", "# the second parent");
        card.Body.ToString().Should().StartWith("# Next 7B");
    }

    [Fact]
    public void Texts_keep_the_spelling_of_the_document()
    {
        var card = ModelCard.Read("---\nlicense: 2.0\nlanguage: no\nlibrary_name: 007\nlicense_name:\nlicense_link: {a: b}\n---\n").Document!;
        card.Licenses.First.Value.Should().Be("2.0");
        card.Languages.First.Value.Should().Be("no");
        card.LibraryName.Value.Should().Be("007");
        card.LicenseName.Exists.Should().BeFalse();
        card.LicenseLink.Exists.Should().BeFalse();
        card.Find("license_link").Value.Find("a").Value.Should().Be("b");
    }

    [Fact]
    public void A_ModelScope_card_is_told_apart()
    {
        var card = ModelCard.Read("---\ntasks:\n- text-generation\ndomain:\n- nlp\nframeworks: Pytorch\nlicense: Apache License 2.0\n---\n").Document!;
        card.Dialect.Should().Be(CardDialect.ModelScope);
        card.Tasks.First.Value.Should().Be("text-generation");
        card.Domains.First.Value.Should().Be("nlp");
        card.Frameworks.First.Value.Should().Be("Pytorch");
        card.Licenses.First.Value.Should().Be("Apache License 2.0");
        ModelCard.Read("---\ntasks:\n- x\npipeline_tag: y\n---\n").Document!.Dialect.Should().Be(CardDialect.HuggingFace);
    }

    [Fact]
    public void A_card_without_front_matter_has_no_fields()
    {
        var card = ModelCard.Read("# Title\n\nText", "x.md").Document!;
        card.Metadata.Exists.Should().BeFalse();
        card.Licenses.IsEmpty.Should().BeTrue();
        card.Licenses.Count.Should().Be(0);
        card.PipelineTag.Exists.Should().BeFalse();
        card.Find("anything").Exists.Should().BeFalse();
        card.Claims.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("\ufeff")]
    public void An_empty_card_is_an_error(string text)
    {
        var result = ModelCard.Read(text, "x.md");
        result.HasDocument.Should().BeFalse();
        result.Findings.Should().ContainSingle().Which.ToString().Should().Be("x.md: error MP2001: The card is empty.");
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_with_their_place()
    {
        byte[] latin1 = [.. "---\nlicense: mit\n"u8, (byte)'n', 0xE9, .. "e: x\n---\n"u8];
        var finding = ModelCard.Read(latin1).Findings.Should().ContainSingle().Subject;
        finding.ToString().Should().Be("README.md(3,2): error MP2001: The byte 0xE9 at offset 18 is not UTF-8. Save the file as UTF-8.");
        ModelCard.Read([0xFF, 0xFE, 0x2D, 0x00]).Findings[0].Message.Should().Contain("UTF-16");
    }

    [Fact]
    public void A_card_over_the_limit_is_an_error()
    {
        ModelCard.Read(new string('x', CardLimits.MaxLength + 1)).HasDocument.Should().BeFalse();
        ModelCard.Read(new byte[CardLimits.MaxLength + 1]).Findings[0].Message.Should().Be("The card has 8,388,609 bytes; at most 8,388,608 are read.");
    }

    [Fact]
    public async Task Streams_bytes_and_text_give_the_same_card()
    {
        var bytes = Encoding.UTF8.GetBytes(Card + string.Concat(Enumerable.Repeat("\né 🎁", 20_000)));
        var cancellationToken = TestContext.Current.CancellationToken;
        using var stream = new TrickleStream(bytes);
        var fromStream = (await ModelCard.ReadAsync(stream, cancellationToken: cancellationToken)).Document!;
        fromStream.Text.Should().Be(ModelCard.Read(bytes).Document!.Text).And.Be(Encoding.UTF8.GetString(bytes));
        fromStream.Licenses.First.Value.Should().Be("other");
    }

    [Fact]
    public async Task A_stream_over_the_limit_is_not_read_to_its_end()
    {
        using var stream = new EndlessStream();
        var result = await ModelCard.ReadAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        result.Findings.Should().ContainSingle().Which.Rule.Should().Be(CardReadRules.UnreadableCard);
        stream.BytesRead.Should().BeLessThanOrEqualTo(CardLimits.MaxLength + 1);
    }

    [Fact]
    public async Task Cancellation_passes_through()
    {
        using var stream = new EndlessStream();
        var read = () => ModelCard.ReadAsync(stream, cancellationToken: new CancellationToken(canceled: true));
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Sections_know_level_title_and_line()
    {
        const string Text = "---\na: b\n---\nintro\n\n# One #\ntext\n```sh\n# no heading\n```\n## Two\n\nThree\n-----\nx\n\n| a |\n---\n    # code\n~~~\n# x\n~~~~\n#hash\n######\n";
        var sections = ModelCard.Read(Text).Document!.Sections;
        sections.Select(s => (s.Level, s.Title, s.Line)).Should().Equal((0, "", 4), (1, "One", 6), (2, "Two", 11), (2, "Three", 13), (6, "", 24));
        Text[sections[1].ContentStart..sections[1].End].Should().Be("text\n```sh\n# no heading\n```\n");
        ModelCard.Read("# T\r\nx\r\n").Document!.Sections.Select(s => (s.Title, s.Line)).Should().Equal(("T", 1));
    }

    [Fact]
    public void Claims_name_value_and_line()
    {
        var claims = ModelCard.Read(Card).Document!.Claims;
        claims.Select(c => (c.Property, c.Value, c.Sources[0].Locator)).Should().Equal(
            ("name", "Next 7B", "line 23, /model-index/0/name"),
            ("license", "acme-open-1.0", "line 4, /license_name"),
            ("licenseLink", "LICENSE.md", "line 5, /license_link"),
            ("baseModel", "acme/base-7b", "line 7, /base_model/0"),
            ("baseModel", "acme/math-7b", "line 8, /base_model/1"),
            ("dataset", "acme/a", "line 17, /datasets/0"),
            ("dataset", "acme/b", "line 17, /datasets/1"),
            ("language", "en", "line 10, /language"));
        claims.Should().OnlyContain(c => c.Subject == "README.md" && c.Method == ClaimMethod.Declared && c.Sources[0].Location == "README.md");
        claims[1].Note.Should().Be("license: other");
        claims[3].Note.Should().Be("base_model_relation: merge");
        ModelCard.Read(Card).Document!.GetClaims("acme/next", "https://hub.example/acme/next")[0].Sources[0].Location.Should().Be("https://hub.example/acme/next");
    }

    [Theory]
    [InlineData("| Parameters | 7B |", "7B")]
    [InlineData("| **Total parameters** | `235B-A22B` |", "235B-A22B")]
    [InlineData("| Params | 7B |\n\n| Parameters: | 7B |", "7B")]
    [InlineData("| Params | 7B |\n| Parameters | 8B |", null)]
    [InlineData("| Parameters | 7B | 8B |", null)]
    [InlineData("| Parameters | many |", null)]
    [InlineData("| Layers | 32 |", null)]
    [InlineData("Parameters: 7B", null)]
    public void The_size_of_a_table_is_claimed_when_only_one_is_stated(string body, string? label)
    {
        var claims = ModelCard.Read("---\nx: y\n---\n" + body).Document!.Claims;
        claims.Where(c => c.Property == "parameters.label").Select(c => c.Value).Should().Equal(label is null ? [] : [label]);
    }

    [Fact]
    public void Rules_of_the_reader_have_their_numbers()
    {
        CardReadRules.All.Select(r => r.Id.Number).Should().Equal(2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2016);
        CardReadRules.All.Should().OnlyContain(r => r.Summary.EndsWith('.') && r.Name.Length > 0);
    }

    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 777)], cancellationToken);
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            buffer.AsSpan(offset, count).Fill((byte)'x');
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BytesRead += buffer.Length;
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
