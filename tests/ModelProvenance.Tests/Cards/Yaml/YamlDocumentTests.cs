using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards.Yaml;

public class YamlDocumentTests
{
    [Theory]
    // YAML 1.2.2, chapters 6 to 9, in the shapes that cards use.
    [InlineData("license: mit", "{\"license\": \"mit\"}")]
    [InlineData("license: mit # why\nb: mit#no", "{\"license\": \"mit\", \"b\": \"mit#no\"}")]
    [InlineData("tags:\n- a\n- b\nx: y\n", "{\"tags\": [\"a\", \"b\"], \"x\": \"y\"}")]
    [InlineData("tags:\n  - a\n  -   b c\n", "{\"tags\": [\"a\", \"b c\"]}")]
    [InlineData("tags: [a, 'b', \"c\", d e]", "{\"tags\": [\"a\", \"b\", \"c\", \"d e\"]}")]
    [InlineData("tags: [a, b,]", "{\"tags\": [\"a\", \"b\"]}")]
    [InlineData("tags: [\n  a,   # one\n  b\n]\nx: y", "{\"tags\": [\"a\", \"b\"], \"x\": \"y\"}")]
    [InlineData("a: {b: c, d: {e: f}, g}", "{\"a\": {\"b\": \"c\", \"d\": {\"e\": \"f\"}, \"g\": \"\"}}")]
    [InlineData("a: [b: c, d]", "{\"a\": [{\"b\": \"c\"}, \"d\"]}")]
    [InlineData("a: {\"b\":c}", "{\"a\": {\"b\": \"c\"}}")]
    [InlineData("{\"license\": \"mit\", \"tags\": [\"a\"]}", "{\"license\": \"mit\", \"tags\": [\"a\"]}")]
    [InlineData("a:\nb: \nc:", "{\"a\": \"\", \"b\": \"\", \"c\": \"\"}")]
    [InlineData("a:\n-\n- x\n-", "{\"a\": [\"\", \"x\", \"\"]}")]
    [InlineData("a:\n- - x\n  - y\n- z", "{\"a\": [[\"x\", \"y\"], \"z\"]}")]
    [InlineData("a:\n- name: x\n  results:\n  - task:\n      type: t\n- name: y", "{\"a\": [{\"name\": \"x\", \"results\": [{\"task\": {\"type\": \"t\"}}]}, {\"name\": \"y\"}]}")]
    [InlineData("a: foo\n  bar\n\n  baz\nb: c", "{\"a\": \"foo bar\\nbaz\", \"b\": \"c\"}")]
    [InlineData("a: 'it''s\n\n  so'", "{\"a\": \"it's\\nso\"}")]
    [InlineData("a: \"x\\ty\\u00e9\\x41 \\\n   z\"", "{\"a\": \"x\tyéA z\"}")]
    [InlineData("a: \"x  \n  y\\n\n  z\"", "{\"a\": \"x y\\n z\"}")]
    [InlineData("a: \"x\ny\"\nb: c", "{\"a\": \"x y\", \"b\": \"c\"}")]
    [InlineData("a: |\n  x\n   y\n\n  z\n\nb: c", "{\"a\": \"x\\n y\\n\\nz\\n\", \"b\": \"c\"}")]
    [InlineData("a: |-\n  x\n  y\nb: c", "{\"a\": \"x\\ny\", \"b\": \"c\"}")]
    [InlineData("a: |+\n  x\n\nb: c", "{\"a\": \"x\\n\\n\", \"b\": \"c\"}")]
    [InlineData("a: |2\n    x\n  y", "{\"a\": \"  x\\ny\\n\"}")]
    [InlineData("a: >\n  x\n  y\n\n  z\n    w\n  v\n", "{\"a\": \"x y\\nz\\n  w\\nv\\n\"}")]
    [InlineData("a: >-  # folded\n  hello\n  world", "{\"a\": \"hello world\"}")]
    [InlineData("a: |\nb: c", "{\"a\": \"\", \"b\": \"c\"}")]
    [InlineData("? a long key\n: x\n? b\nc: d", "{\"a long key\": \"x\", \"b\": \"\", \"c\": \"d\"}")]
    [InlineData("? |\n  a\n  b\n: text", "{\"a\\nb\\n\": \"text\"}")]
    [InlineData("a: https://x.y/z#frag", "{\"a\": \"https://x.y/z#frag\"}")]
    [InlineData("a: C:\\models", "{\"a\": \"C:\\models\"}")]
    [InlineData("a: b:c -d ?e", "{\"a\": \"b:c -d ?e\"}")]
    [InlineData("a: -1\nb: -x\nc: ?x\nd: :x", "{\"a\": \"-1\", \"b\": \"-x\", \"c\": \"?x\", \"d\": \":x\"}")]
    [InlineData("'a b': c\n\"d\": e", "{\"a b\": \"c\", \"d\": \"e\"}")]
    [InlineData("license: mit\r\ntags:\r\n- a\r\n", "{\"license\": \"mit\", \"tags\": [\"a\"]}")]
    [InlineData("license: mit\rtags:\r- a\r", "{\"license\": \"mit\", \"tags\": [\"a\"]}")]
    [InlineData("\ufefflicense: mit", "{\"license\": \"mit\"}")]
    [InlineData("---\na: 1\n...\n", "{\"a\": \"1\"}")]
    [InlineData("\n# c\n\n  a: 1\n  b: 2", "{\"a\": \"1\", \"b\": \"2\"}")]
    [InlineData("- a\n- b", "[\"a\", \"b\"]")]
    [InlineData("hello", "\"hello\"")]
    [InlineData("", "\"\"")]
    [InlineData("# only\n", "\"\"")]
    [InlineData("a: 🎁\n🎁: x", "{\"a\": \"🎁\", \"🎁\": \"x\"}")]
    public void Read_gives_the_tree_without_findings(string yaml, string tree)
    {
        var result = YamlDocument.Read(yaml, "x.yaml");
        result.Findings.Should().BeEmpty();
        YamlText.Of(result.Document!.Root).Should().Be(tree);
    }

    [Fact]
    public void Nodes_know_line_column_and_bytes()
    {
        const string Yaml = "é: ü\ntags:\n  - 🎁x # c\n  - 'b\n    c'\n";
        var root = YamlDocument.Read(Yaml, "x.yaml").Document!.Root;

        root.Find("é").Span.Should().Be(new SourceSpan(Start: 3, End: 4, Line: 1, Column: 4, EndLine: 1, EndColumn: 5, StartByte: 4, EndByte: 6));
        var items = root.Find("tags").Items.ToList();
        items[0].Span.Should().Be(new SourceSpan(Start: 15, End: 18, Line: 3, Column: 5, EndLine: 3, EndColumn: 8, StartByte: 17, EndByte: 22));
        items[1].Span.Should().Be(new SourceSpan(Start: 27, End: 36, Line: 4, Column: 5, EndLine: 5, EndColumn: 7, StartByte: 31, EndByte: 40));
        items[1].RawText.ToString().Should().Be("'b\n    c'");
        items[1].Location.ToString().Should().Be("x.yaml(4,5)");
        items[1].Pointer.Should().Be("/tags/1");
    }

    [Fact]
    public void Pointers_name_every_step_and_escape_slash_and_tilde()
    {
        var root = YamlDocument.Read("model-index:\n- name: n\n  results:\n  - a/b~c: [x, {y: z}]\n", "x").Document!.Root;
        var value = root.Find("model-index").Items.First().Find("results").Items.First().Find("a/b~c").Items.Last().Find("y");
        value.Value.Should().Be("z");
        value.Pointer.Should().Be("/model-index/0/results/0/a~1b~0c/1/y");
        root.Pointer.Should().BeEmpty();
    }

    [Fact]
    public void Comments_keep_their_text_and_place()
    {
        var document = YamlDocument.Read("# first\na: b # second\nc: 'x # no'\n  # third", "x").Document!;
        document.Comments.Select(c => (c.Text, c.Span.Line, c.Span.Column)).Should().Equal(("# first", 1, 1), ("# second", 2, 6), ("# third", 4, 3));
    }

    [Fact]
    public void Styles_are_kept()
    {
        var root = YamlDocument.Read("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\nf: [x]\ng:\n- x", "x").Document!.Root;
        root.Entries.Select(e => e.Value.Style).Should().Equal(
            YamlScalarStyle.Plain, YamlScalarStyle.SingleQuoted, YamlScalarStyle.DoubleQuoted, YamlScalarStyle.Literal, YamlScalarStyle.Folded, YamlScalarStyle.None, YamlScalarStyle.None);
        root.Find("f").IsFlow.Should().BeTrue();
        root.Find("g").IsFlow.Should().BeFalse();
    }

    [Fact]
    public void Default_node_is_empty()
    {
        var node = default(YamlNode);
        node.Exists.Should().BeFalse();
        node.Kind.Should().Be(YamlNodeKind.None);
        node.Value.Should().BeEmpty();
        node.RawText.ToString().Should().BeEmpty();
        node.IsNull.Should().BeFalse();
        node.Items.Should().BeEmpty();
        node.Entries.Should().BeEmpty();
        node.Find("x").Exists.Should().BeFalse();
        node.Pointer.Should().BeEmpty();
        node.Location.Line.Should().Be(0);
        node.GetHashCode().Should().Be(default(YamlNode).GetHashCode());
    }
}
