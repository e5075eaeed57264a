using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Cards.Yaml;

public class YamlDocumentFindingsTests
{
    [Theory]
    [InlineData("title: foo: bar", "x(1,11): error MP2005: A second ': ' on the line of a key. Quote the value that holds it.")]
    [InlineData("license: mit:", "x(1,13): error MP2005: A second ': ' on the line of a key. Quote the value that holds it.")]
    [InlineData("author: @foo", "x(1,9): error MP2005: A value cannot begin with '@': '@foo'. Quote the value.")]
    [InlineData("a: `foo`", "x(1,4): error MP2005: A value cannot begin with '`': '`foo`'. Quote the value.")]
    [InlineData("a: %foo", "x(1,4): error MP2005: A value cannot begin with '%': '%foo'. Quote the value.")]
    [InlineData("a: 'it's'", "x(1,8): error MP2005: Unexpected text behind a value: 's''. Quote the whole value.")]
    [InlineData("a: \"foo\nb: bar", "x(1,4): error MP2005: The quoted text that begins with '\"foo' is never closed.")]
    [InlineData("a: [x, y\nb: bar", "x(2,1): error MP2005: Expected ',' or ']' to continue or close the '[', found 'b: bar'.")]
    [InlineData("a: [x, y", "x(1,4): error MP2005: The '[' is never closed with ']'.")]
    [InlineData("a: [x,, y]", "x(1,7): error MP2005: A ',' without a value before it.")]
    [InlineData("a: }", "x(1,4): error MP2005: A '}' that closes nothing: '}'. Quote a value that holds brackets.")]
    [InlineData("a: - b", "x(1,4): error MP2005: A list cannot begin on the line of its key: '- b'. Begin it on the next line, or quote the value.")]
    [InlineData("tags:\n-foo\n-bar", "x(2,1): error MP2005: Expected a key with a ':' behind it, found '-foo'. A list item needs a space behind its '-'.")]
    [InlineData("a: 1\nlicense:mit\n", "x(2,1): error MP2005: Expected a key with a ':' behind it, found 'license:mit'. A space must stand behind the ':'.")]
    [InlineData("license:mit\na: 1", "x(1,1): error MP2005: Expected a key with a ':' behind it, found 'license:mit'. A space must stand behind the ':'.")]
    [InlineData("tags:\n  - a\n - b", "x(3,2): error MP2005: This list item is indented unlike the items before it: '- b'.")]
    [InlineData("a:\n  b: 1\n   c: 2", "x(3,4): error MP2005: This line is indented as if it went on with the value before it: 'c: 2'.")]
    [InlineData("a:\n  'b': '1'\n   c: 2", "x(3,4): error MP2005: This line is indented unlike the lines before it: 'c: 2'.")]
    [InlineData("'a':x", "x(1,5): error MP2005: A blank must stand behind the ':' of a key.")]
    [InlineData(": x", "x(1,1): error MP2005: A ':' without a key before it.")]
    [InlineData("a: \"C:\\models\"", "x(1,7): error MP2005: '\\m' is not an escape of a double-quoted text. Write '\\\\m', or use single quotes.")]
    [InlineData("a: \"\\u12\"", "x(1,5): error MP2005: Expected 4 hexadecimal digits behind '\\u'.")]
    [InlineData("a: |x\n  y", "x(1,5): error MP2005: Only '+', '-', a digit or a comment may stand behind '|'; the text begins on the next line. Quote a value that begins with '|'.")]
    [InlineData("a: |-+\n  y", "x(1,6): error MP2005: A block text takes one of '+' and '-'.")]
    [InlineData("a: |0\n  y", "x(1,5): error MP2005: The indentation of a block text is one digit from 1 to 9.")]
    [InlineData("- *bold*", "x(1,3): error MP2005: '*bold*' is an alias of an anchor that does not exist. Quote a value that begins with '*'.")]
    [InlineData("a: ** x", "x(1,4): error MP2005: '**' is an alias of an anchor that does not exist. Quote a value that begins with '*'.")]
    [InlineData("a: & x", "x(1,4): error MP2005: A '&' must be followed by the name of an anchor. Quote a value that begins with '&'.")]
    [InlineData("a: !foo x", "x(1,4): error MP2005: The tag '!foo' is unknown. Quote a value that begins with '!'.")]
    [InlineData("<<: x", "x(1,1): error MP2005: The merge key '<<' needs a mapping as its value.")]
    [InlineData("? [[a]]\n: b", "x(1,3): error MP2005: A key is a list of lists.")]
    [InlineData("a:\n\tb: 1", "x(2,1): error MP2005: A tab is used as indentation. Use spaces.")]
    [InlineData("license: mit\ntags: []\nlicense: gemma", "x(3,1): error MP2006: The key 'license' stands a second time in this mapping; the first is on line 1. Keep one of them.")]
    [InlineData("a:\n  x: 1\n  'x': 2", "x(3,3): error MP2006: The key ''x'' stands a second time in this mapping; the first is on line 2. Keep one of them.")]
    [InlineData("1: a\n0x1: b", "x(2,1): error MP2006: The key '0x1' stands a second time in this mapping; the first is on line 1. Keep one of them.")]
    [InlineData("a: {b: 1, b: 2}", "x(1,11): error MP2006: The key 'b' stands a second time in this mapping; the first is on line 1. Keep one of them.")]
    [InlineData("a: 1\n---\nb: 2", "x(2,1): error MP2007: A second YAML document begins here. The front matter holds one; what follows is not read.")]
    [InlineData("a: 1\n...\nb: 2", "x(2,1): error MP2007: A second YAML document begins here. The front matter holds one; what follows is not read.")]
    [InlineData("a: &x 1", "x(1,4): error MP2008: The anchor '&x' is not read. Quote a value that begins with '&'.")]
    [InlineData("a: !!str 1", "x(1,4): error MP2008: The tag '!!str' is not needed in a card, and readers disagree about tags. Remove it, or quote the value.")]
    [InlineData("<<: {a: b}", "x(1,1): error MP2008: The merge key '<<' is not followed. Write the keys themselves.")]
    [InlineData("license: {{LICENSE}}", "x(1,11): error MP2008: A key is a collection: '{LICENSE}}'. If it is a placeholder, fill it in or quote it.")]
    [InlineData("%YAML 1.2\n---\na: 1", "x(1,1): error MP2008: A YAML directive is not needed in a card. Remove the line.")]
    [InlineData("a:\tfoo", "x(1,3): warning MP2009: A tab stands where spaces belong; Python readers refuse the card. Use spaces.")]
    [InlineData("-\tfoo", "x(1,2): warning MP2009: A tab stands where spaces belong; Python readers refuse the card. Use spaces.")]
    [InlineData("a: foo\t\nb: c", "x(1,7): warning MP2009: A tab stands where spaces belong; Python readers refuse the card. Use spaces.")]
    [InlineData("a: x\u0007y", "x(1,5): error MP2009: The control character U+0007 is not allowed in YAML. Remove it.")]
    [InlineData("a: 'x\u007fy'", "x(1,6): warning MP2009: The control character U+007F is not allowed in YAML. Remove it.")]
    [InlineData("a: b # \u0001", "x(1,8): warning MP2009: The control character U+0001 is not allowed in YAML. Remove it.")]
    [InlineData("a: x\u2028y", "x(1,5): warning MP2009: U+2028 ends a line for Python readers and is text for others. Remove it.")]
    [InlineData("a:\n\u00a0\u00a0b: 1", "x(2,1): warning MP2009: The blank U+00A0 stands where a space belongs; YAML takes it for text. Use a space.")]
    public void Read_says_what_is_wrong_and_where(string yaml, string first)
    {
        var result = YamlDocument.Read(yaml, "x");
        result.Findings.Should().NotBeEmpty();
        result.Findings[0].ToString().Should().Be(first);
        result.Document.Should().NotBeNull();
    }

    [Fact]
    public void Entries_behind_an_error_are_read()
    {
        var result = YamlDocument.Read("license: mit\nbase_model: a: b\ntags:\n- x\nlanguage: [en\nlibrary_name: peft\n", "x");
        result.Findings.Select(f => (f.Rule.Id.Number, f.Location.Line, f.Location.Column)).Should().Equal((2005, 2, 14), (2005, 6, 1));
        YamlText.Of(result.Document!.Root).Should().Be("{\"license\": \"mit\", \"base_model\": <Unreadable>, \"tags\": [\"x\"], \"language\": <Unreadable>, \"library_name\": \"peft\"}");
        result.Document.Root.Find("base_model").RawText.ToString().Should().Be(" a: b");
    }

    [Fact]
    public void A_line_that_is_no_entry_costs_only_itself()
    {
        var result = YamlDocument.Read("license: mit\n@oops\ntags: [x]\n", "x");
        result.Findings.Should().ContainSingle().Which.Location.Line.Should().Be(2);
        YamlText.Of(result.Document!.Root).Should().Be("{\"license\": \"mit\", \"tags\": [\"x\"]}");
    }

    [Fact]
    public void Aliases_are_reported_and_not_followed()
    {
        var result = YamlDocument.Read("a: &x [1, 2]\nb: *x\n", "x");
        result.Findings.Select(f => f.Rule).Should().Equal(CardReadRules.UnsupportedYaml, CardReadRules.UnsupportedYaml);
        YamlText.Of(result.Document!.Root).Should().Be("{\"a\": [\"1\", \"2\"], \"b\": <Alias>}");
    }

    [Fact]
    public void A_chain_of_aliases_stays_as_small_as_its_text()
    {
        var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        var result = YamlDocument.Read(yaml, "x");
        result.Document!.Root.Count.Should().Be(10);
        result.Document.Nodes.Length.Should().BeLessThan(150);
        result.Findings.Length.Should().BeLessThanOrEqualTo(CardLimits.MaxFindings);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Nesting_is_bounded(char open, char close)
    {
        YamlDocument.Read("a: " + new string(open, 98) + new string(close, 98), "x").Findings.Should().NotContain(f => f.Rule == CardReadRules.YamlSyntax);
        var result = YamlDocument.Read("a: " + new string(open, 100_000) + "\nlicense: mit\n", "x");
        result.Findings[0].Message.Should().Be("Values are nested deeper than 100.");
        result.Document!.Root.Find("license").Value.Should().Be("mit");
    }

    [Fact]
    public void Deep_block_nesting_is_bounded()
    {
        var result = YamlDocument.Read(string.Concat(Enumerable.Repeat("- ", 50_000)), "x");
        result.Findings.Should().ContainSingle(f => f.Message == "Values are nested deeper than 100.");
        result.Document!.Root.Kind.Should().Be(YamlNodeKind.Unreadable);
    }

    [Theory]
    [InlineData("a: [", "x,")]
    [InlineData("a: [", "x: y,")]
    [InlineData("a: [", "[],")]
    [InlineData("a: {", "? ,")]
    [InlineData("", "- \n")]
    [InlineData("", "- x\n")]
    [InlineData("", "k:\n")]
    [InlineData("", "? k\n")]
    [InlineData("", "- a: b\n")]
    [InlineData("", "- !!str\n")]
    [InlineData("&a k: *a\n", "k: *a\n")]
    public void Too_many_values_end_the_reading(string start, string piece)
    {
        var result = YamlDocument.Read(start + string.Concat(Enumerable.Repeat(piece, CardLimits.MaxNodes)), "x");
        result.Findings.Should().ContainSingle(f => f.Rule == CardReadRules.UnreadableCard && f.Severity == Severity.Error);
        result.Document!.Root.Kind.Should().Be(YamlNodeKind.Unreadable);
    }

    [Fact]
    public void A_block_over_the_limit_is_not_read()
    {
        var result = YamlDocument.Read(new string('#', CardLimits.MaxYamlLength + 1), "x");
        result.Document.Should().BeNull();
        result.Findings.Should().ContainSingle().Which.Message.Should().Be("The YAML block has 4,194,305 characters; at most 4,194,304 are read.");
    }

    [Fact]
    public void Findings_are_bounded_and_keep_the_first_of_each_rule()
    {
        var yaml = string.Concat(Enumerable.Range(0, 500).Select(i => $"k{i}:\tv\n")) + "k0: again\n";
        var findings = YamlDocument.Read(yaml, "x").Findings;
        findings.Length.Should().BeInRange(CardLimits.MaxFindings - 20, CardLimits.MaxFindings);
        findings.Should().ContainSingle(f => f.Rule == CardReadRules.DuplicateKey).Which.Location.Line.Should().Be(501);
    }

    [Fact]
    public void Many_keys_are_compared_too()
    {
        var yaml = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: v\n")) + "k19999: again\n\"k3\": again\n";
        YamlDocument.Read(yaml, "x").Findings.Select(f => f.Location.Line).Should().Equal(20_001, 20_002);
    }

    [Fact]
    public void A_long_key_is_a_warning_unless_a_question_mark_stands_before_it()
    {
        var key = new string('k', 1100);
        YamlDocument.Read($"{key}: x", "x").Findings.Should().ContainSingle().Which.Rule.Should().Be(CardReadRules.LongKey);
        YamlDocument.Read($"? {key}\n: x", "x").Findings.Should().BeEmpty();
    }

    [Fact]
    public void Syntax_errors_are_bounded()
    {
        var result = YamlDocument.Read(string.Concat(Enumerable.Range(0, 1000).Select(i => $"k{i}: \"x\n")) + "z: ok", "x");
        result.Findings.Length.Should().BeLessThanOrEqualTo(CardLimits.MaxSyntaxErrors);
    }

    [Theory]
    // What costs the square of its length when a reader looks back, starts again or searches lists: 100,000 pieces of each would take minutes.
    [InlineData("k: \"\n")]
    [InlineData("k: [\n")]
    [InlineData("k:\t\n")]
    [InlineData("# c\n\u0001")]
    [InlineData("'\u0001")]
    [InlineData("a: 'x\u007f' # \u007f\n")]
    [InlineData("\u00a0")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("? a\n")]
    [InlineData("&a ")]
    [InlineData("&a *a\n")]
    [InlineData("{a: b}: c\n")]
    [InlineData("[a, b]: c\n")]
    [InlineData("a: |+\n\n")]
    [InlineData("\n\n  \n")]
    [InlineData("x\n")]
    [InlineData(" a\n")]
    [InlineData("!!str ")]
    [InlineData("[a: ")]
    [InlineData("{a: b, ")]
    [InlineData("'''")]
    [InlineData("\\\n")]
    public void Long_runs_end(string piece)
    {
        var yaml = string.Concat(Enumerable.Repeat(piece, 100_000));
        foreach (var text in new[] { yaml, "a: " + yaml, "a:\n  " + yaml, "a: [" + yaml, "a: \"" + yaml })
        {
            var result = YamlDocument.Read(text, "x");
            result.Findings.Length.Should().BeLessThanOrEqualTo(CardLimits.MaxFindings);
        }
    }

    [Fact]
    public void Duplicates_of_a_late_key_are_not_searched_for_ever()
    {
        var yaml = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"k{i}: v\n")) + string.Concat(Enumerable.Repeat("k59999: v\n", 60_000));
        YamlDocument.Read(yaml, "x").Findings.Should().HaveCount(20).And.OnlyContain(f => f.Rule == CardReadRules.DuplicateKey);
    }
}
