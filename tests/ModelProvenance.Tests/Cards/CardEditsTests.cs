using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards;

public class CardEditsTests
{
    [Theory]
    [InlineData("license: MIT  # ours\n", "license", "mit", "license: mit  # ours\n")]
    [InlineData("license: 'MIT'\n", "license", "it's", "license: 'it''s'\n")]
    [InlineData("license: \"MIT\"\n", "license", "a\"b\\c", "license: \"a\\\"b\\\\c\"\n")]
    [InlineData("license:\ntags: []\n", "license", "mit", "license: mit\ntags: []\n")]
    [InlineData("license: ~\n", "license", "mit", "license: mit\n")]
    [InlineData("license: x\n", "license", "no", "license: 'no'\n")]
    [InlineData("license: x\n", "license", "2.0", "license: '2.0'\n")]
    [InlineData("license: x\n", "license", "1e3", "license: '1e3'\n")]
    [InlineData("license: x\n", "license", "1_000", "license: '1_000'\n")]
    [InlineData("license: x\n", "license", "", "license: ''\n")]
    [InlineData("license: x\n", "license", "a: b", "license: 'a: b'\n")]
    [InlineData("license: x\n", "license", "a #b", "license: 'a #b'\n")]
    [InlineData("license: x\n", "license", "- a", "license: '- a'\n")]
    [InlineData("license: x\n", "license", "a\nb\u00a0\u0007", "license: \"a\\nb\\u00A0\\u0007\"\n")]
    [InlineData("license: x\n", "license", "a, b", "license: a, b\n")]
    [InlineData("{license: x}\n", "license", "a, b", "{license: 'a, b'}\n")]
    [InlineData("license: |\n  x\n  y\n\ntags: []\n", "license", "mit", "license: mit\n\ntags: []\n")]
    [InlineData("license: a\n  b\ntags: []\r\n", "license", "mit", "license: mit\ntags: []\r\n")]
    public void SetText_changes_the_value_alone(string yaml, string key, string value, string expected)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        var text = CardEdit.Apply(yaml, [CardEdits.SetText(root.Find(key), value)!.Value]);
        text.Should().Be(expected);
        YamlDocument.Read(text, "x").Document!.Root.Find(key).Value.Should().Be(value);
    }

    [Fact]
    public void SetText_changes_a_list_item()
    {
        const string Yaml = "language:\n- en\n-\n- [a, 'b']\n";
        var items = YamlDocument.Read(Yaml, "x").Document!.Root.Find("language").Items.ToList();
        CardEdit.Apply(Yaml, [CardEdits.SetText(items[0], "zh")!.Value]).Should().Be("language:\n- zh\n-\n- [a, 'b']\n");
        CardEdit.Apply(Yaml, [CardEdits.SetText(items[1], "zh")!.Value]).Should().Be("language:\n- en\n- zh\n- [a, 'b']\n");
        CardEdit.Apply(Yaml, [CardEdits.SetText(items[2].Items.First(), "x]")!.Value]).Should().Be("language:\n- en\n-\n- ['x]', 'b']\n");
    }

    [Fact]
    public void SetLiteral_writes_numbers_and_truth_values()
    {
        const string Yaml = "inference: 'no'\n";
        var node = YamlDocument.Read(Yaml, "x").Document!.Root.Find("inference");
        CardEdit.Apply(Yaml, [CardEdits.SetLiteral(node, "false")!.Value]).Should().Be("inference: false\n");
        var text = () => CardEdits.SetLiteral(node, "no");
        text.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("a: 1\nlicence: mit # x\n", "licence", "license", "a: 1\nlicense: mit # x\n")]
    [InlineData("'licence': mit\n", "licence", "license", "'license': mit\n")]
    [InlineData("{licence: mit}\n", "licence", "license", "{license: mit}\n")]
    public void RenameKey_changes_the_key_alone(string yaml, string key, string name, string expected) =>
        CardEdit.Apply(yaml, [CardEdits.RenameKey(YamlDocument.Read(yaml, "x").Document!.Root.FindEntry(key), name)!.Value]).Should().Be(expected);

    [Theory]
    [InlineData("a: 1\nb: 2 # two\nc: 3\n", "a: 1\nc: 3\n")]
    [InlineData("a: 1\n# about b\nb:\n- x\n- y\n\n# about c\nc: 3\n", "a: 1\n# about b\n\n# about c\nc: 3\n")]
    [InlineData("a: 1\r\nb: |\r\n  x\r\n\r\n  y\r\nc: 3\r\n", "a: 1\r\nc: 3\r\n")]
    [InlineData("a: 1\nb: {x: [\n1]}\nc: 3\n", "a: 1\nc: 3\n")]
    [InlineData("a: 1\nb:\n", "a: 1\n")]
    [InlineData("a: |+\n  x\nb: 1\n\nc: 2\n", "a: |+\n  x\nc: 2\n")]
    public void RemoveEntry_takes_its_lines(string yaml, string expected)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        CardEdit.Apply(yaml, [CardEdits.RemoveEntry(root, root.FindEntry("b"))!.Value]).Should().Be(expected);
    }

    [Theory]
    [InlineData("b: 1\n")]
    [InlineData("{a: 1, b: 2}\n")]
    [InlineData("a: 1\n? b\n: 2\n")]
    [InlineData("a: 1\nb: c: d\n")]
    public void RemoveEntry_refuses_what_it_cannot_do_cleanly(string yaml)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        CardEdits.RemoveEntry(root, root.FindEntry("b")).Should().BeNull();
    }

    [Fact]
    public void RemoveItem_takes_its_lines()
    {
        const string Yaml = "tags:\n  - a\n  - b # x\n  - c\nd: [e, f]\n";
        var root = YamlDocument.Read(Yaml, "x").Document!.Root;
        var tags = root.Find("tags");
        CardEdit.Apply(Yaml, [CardEdits.RemoveItem(tags, tags.Items.ElementAt(1))!.Value]).Should().Be("tags:\n  - a\n  - c\nd: [e, f]\n");
        CardEdits.RemoveItem(root.Find("d"), root.Find("d").Items.First()).Should().BeNull();
    }

    [Theory]
    [InlineData("a: 1 # one\nb: 2\n", "a: 1 # one\nlicense: mit\nb: 2\n")]
    [InlineData("a:\r\n- x\r\nb: 2\r\n", "a:\r\n- x\r\nlicense: mit\r\nb: 2\r\n")]
    [InlineData("  a: |\n    x\n\n  b: 2", "  a: |\n    x\n  license: mit\n\n  b: 2")]
    [InlineData("a: |+\n  x\n\nb: 2\n", "a: |+\n  x\n\nlicense: mit\nb: 2\n")]
    [InlineData("a:", "a:\nlicense: mit")]
    public void AddEntry_adds_a_line_behind_the_entry(string yaml, string expected)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        CardEdit.Apply(yaml, [CardEdits.AddEntry(root, root.FindEntry("a"), "license", "mit")!.Value]).Should().Be(expected);
    }

    [Theory]
    [InlineData("a: 1\n", "a: 1\nlanguage:\n- en\n- 'no'\n")]
    [InlineData("a:\n  - x\nb: 1\n", "a:\n  - x\nlanguage:\n  - en\n  - 'no'\nb: 1\n")]
    public void AddEntry_indents_a_list_as_the_others(string yaml, string expected)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        CardEdit.Apply(yaml, [CardEdits.AddEntry(root, root.FindEntry("a"), "language", ["en", "no"])!.Value]).Should().Be(expected);
    }

    [Theory]
    [InlineData("---\na: 1\n---\nbody", "---\na: 1\nlicense: mit\n---\nbody")]
    [InlineData("# T\r\nbody", "---\r\nlicense: mit\r\n---\r\n\r\n# T\r\nbody")]
    [InlineData("\ufeff# T", "\ufeff---\nlicense: mit\n---\n\n# T")]
    public void AddEntry_works_on_a_card_with_or_without_front_matter(string text, string expected)
    {
        var edited = CardEdit.Apply(text, [CardEdits.AddEntry(ModelCard.Read(text).Document!, "license", "mit")!.Value]);
        edited.Should().Be(expected);
        ModelCard.Read(edited).Document!.Licenses.First.Value.Should().Be("mit");
    }

    [Fact]
    public void AddEntry_refuses_brackets_and_lists()
    {
        CardEdits.AddEntry(ModelCard.Read("---\n{a: 1}\n---\n").Document!, "license", "mit").Should().BeNull();
        CardEdits.AddEntry(ModelCard.Read("---\n- a\n---\n").Document!, "license", "mit").Should().BeNull();
    }

    [Fact]
    public void SetText_refuses_what_is_no_scalar()
    {
        var root = YamlDocument.Read("a: [x]\nb: &y 1\nc: *y\nd: {e}\n", "x").Document!.Root;
        CardEdits.SetText(root.Find("a"), "x").Should().BeNull();
        CardEdits.SetText(root.Find("c"), "x").Should().BeNull();
        CardEdits.SetText(root.Find("d").Find("e"), "x").Should().BeNull();
        CardEdits.SetText(default, "x").Should().BeNull();
    }

    [Fact]
    public void Apply_takes_edits_in_any_order_and_refuses_overlaps()
    {
        CardEdit.Apply("abc", [new(2, 1, "C"), new(0, 1, "A"), new(1, 0, "-")]).Should().Be("A-bC");
        var overlap = () => CardEdit.Apply("abc", [new(0, 2, ""), new(1, 1, "")]);
        overlap.Should().Throw<ArgumentException>().WithMessage("Two edits overlap at 1.*");
        var outside = () => CardEdit.Apply("abc", [new(2, 2, "")]);
        outside.Should().Throw<ArgumentException>().WithMessage("The edit at 2 of length 2 lies outside the text of 3 characters.*");
    }
}
