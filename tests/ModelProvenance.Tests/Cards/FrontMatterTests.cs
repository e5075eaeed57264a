namespace ModelProvenance.Tests.Cards;

public class FrontMatterTests
{
    [Theory]
    // The pattern of huggingface_hub's repocard.py (July 2026), read by hand: what stands between its first and third group.
    [InlineData("---\na: 1\n---\nbody", "a: 1", "body")]
    [InlineData("---\na: 1\n---", "a: 1", "")]
    [InlineData("\n \n---\na: 1\n---\nbody", "a: 1", "body")]
    [InlineData("  ---\na: 1\n---\nbody", "a: 1", "body")]
    [InlineData("\ufeff---\na: 1\n---\nbody", "a: 1", "body")]
    [InlineData("---\r\na: 1\r\n---\r\nbody", "a: 1", "body")]
    [InlineData("---\ra: 1\r---\nbody", "a: 1", "body")]
    [InlineData("---\na: 1\n--- \t\nbody", "a: 1", "body")]
    [InlineData("---\n\n---\nbody", "", "body")]
    [InlineData("---\r\n---\r\nbody", "", "body")]
    [InlineData("---\n---\na: 1\n---\nbody", "---\na: 1", "body")]
    [InlineData("---\na: 1\n---x\nb: 2\n---\nbody", "a: 1\n---x\nb: 2", "body")]
    [InlineData("---\na: 1\n ---\n---\nbody", "a: 1\n ---", "body")]
    [InlineData("---\na: x---\n---\nbody", "a: x---", "body")]
    public void Front_matter_is_found_where_the_hub_finds_it(string text, string yaml, string body)
    {
        var card = ModelCard.Read(text).Document!;
        card.HasFrontMatter.Should().BeTrue();
        text[card.FrontMatter!.Start..card.FrontMatter.End].Should().Be(yaml);
        card.Body.ToString().Should().Be(body);
    }

    [Theory]
    [InlineData("# Title\n---\na: 1\n---\n", "README.md(1,1): warning MP2002: The card has no front matter. Begin the file with a YAML block between two lines ---.")]
    [InlineData("<!-- x -->\n\n---\nlicense: mit\n---\n", "README.md(1,1): warning MP2002: The card has no front matter: the block on line 3 is not at the start of the file. Move it there, between two lines ---.")]
    [InlineData("# T\n```yaml\ntags:\n- a\n```\n", "README.md(1,1): warning MP2002: The card has no front matter: the block on line 2 is not at the start of the file. Move it there, between two lines ---.")]
    [InlineData("--- \na: 1\n---\n", "README.md(1,4): warning MP2002: Blanks stand behind the opening ---, so the hub sees no front matter. Remove them.")]
    [InlineData("---\n---\nbody", "README.md(1,1): warning MP2002: The card has no front matter. Begin the file with a YAML block between two lines ---.")]
    [InlineData("---\nlicense: mit\ntags:\n- a\n\n# Title\n", "README.md(1,1): error MP2003: The front matter that begins here is never closed, so the hub sees none. Put a line --- before line 5.")]
    [InlineData("\n---\nlicense: mit\n# Title\n", "README.md(2,1): error MP2003: The front matter that begins here is never closed, so the hub sees none. Put a line --- before line 4.")]
    [InlineData("---\na: 1\n---\rbody", "README.md(1,1): error MP2003: The front matter that begins here is never closed, so the hub sees none. Put a line --- before line 4.")]
    public void Missing_front_matter_is_explained(string text, string finding)
    {
        var result = ModelCard.Read(text);
        result.Findings.Should().ContainSingle().Which.ToString().Should().Be(finding);
        result.Document!.HasFrontMatter.Should().BeFalse();
        result.Document.FrontMatter.Should().BeNull();
        result.Document.BodyStart.Should().Be(0);
    }

    [Theory]
    [InlineData("\ufeff---\na: 1\n---\n", "README.md(1,1): warning MP2004: A byte order mark stands before the front matter; Python clients then see no front matter. Remove it.")]
    [InlineData("---\na: 1\n--- \nb", "README.md(3,4): warning MP2004: Blanks stand behind the closing ---; some readers then do not see the end of the front matter. Remove them.")]
    [InlineData("---\na: 1\r\n---\nb", "README.md(1,1): warning MP2004: The front matter mixes 2 line ends of one character with 1 of two. Use one kind.")]
    [InlineData("---\na: 1\rb: 2\n---\n", "README.md(2,5): warning MP2004: A carriage return without a line feed ends a line of the front matter; readers disagree about it. Use line feeds.")]
    [InlineData("---\n- a\n---\n", "README.md(2,1): error MP2007: The front matter is a list; expected keys with values, such as 'license: mit'.")]
    [InlineData("---\nlicense:mit\n---\n", "README.md(2,1): error MP2007: The front matter is one text without a key; expected keys with values, such as 'license: mit'. A space must stand behind the ':' of a key.")]
    [InlineData("---\n# none\n---\n", "README.md(1,1): error MP2007: The front matter is empty; expected keys with values, such as 'license: mit'.")]
    public void Unusual_front_matter_is_reported(string text, string finding) =>
        ModelCard.Read(text).Findings.Should().ContainSingle().Which.ToString().Should().Be(finding);

    [Fact]
    public void A_run_of_line_breaks_and_dashes_is_read_in_one_pass()
    {
        // The client's earlier pattern needed the cube of the number of line breaks here; a million of them would not end.
        var result = ModelCard.Read("---\n" + new string('\n', 1_000_000) + "x: y" + string.Concat(Enumerable.Repeat("\n--- -", 100_000)));
        result.Document!.HasFrontMatter.Should().BeFalse();
        result.Findings.Should().ContainSingle();
    }
}
