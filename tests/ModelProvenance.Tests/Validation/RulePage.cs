using System.Text.RegularExpressions;

using ModelProvenance.Findings;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Validation;

/// <summary>The page of a rule in <c>docs/rules</c>, with its two examples.</summary>
internal sealed partial record RulePage(string Text, string Fails, string Passes)
{
    public static string PathOf(RuleId rule) => Path.Combine(TinyCatalog.Repository, "docs", "rules", $"{rule}.md");

    public static RulePage Read(string rule) => Read(RuleId.Parse(rule));

    public static RulePage Read(RuleId rule)
    {
        var text = File.ReadAllText(PathOf(rule)).ReplaceLineEndings("\n");
        var blocks = Blocks().Matches(text);
        blocks.Should().HaveCount(2, $"{rule}.md has one example that fails and one that passes");
        return new RulePage(text, blocks[0].Groups[1].Value, blocks[1].Groups[1].Value);
    }

    [GeneratedRegex("^```json\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
