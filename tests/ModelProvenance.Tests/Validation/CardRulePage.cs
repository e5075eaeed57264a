using System.Text;
using System.Text.RegularExpressions;

using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Validation;

/// <summary>The page of a rule over cards: a card that fails, what is said of it, and a card that passes.</summary>
/// <remarks>With MODELPROV_UPDATE_GOLDENS=1 what is said is written anew; look at the difference.</remarks>
internal sealed partial record CardRulePage(RuleId Rule, string Text, string Fails, string Says, string Passes)
{
    private const string UpdateVariable = "MODELPROV_UPDATE_GOLDENS";

    /// <summary>The repository whose card the examples are; most pages name none.</summary>
    public RepositoryId Repository => RepositoryName().Match(Text) is { Success: true } match ? RepositoryId.Parse(match.Groups[1].Value) : default;

    /// <summary>The files beside the card that fails, by their names; most pages have none. One without a block is an empty object.</summary>
    public IReadOnlyDictionary<string, string> FilesOfFails => FilesIn("## An example that fails\n", "## An example that passes\n");

    /// <summary>The files beside the card that passes.</summary>
    public IReadOnlyDictionary<string, string> FilesOfPasses => FilesIn("## An example that passes\n", "## How to repair\n");

    public static bool IsUpdating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    public static CardRulePage Read(RuleId rule)
    {
        var text = File.ReadAllText(RulePage.PathOf(rule)).ReplaceLineEndings("\n");
        var blocks = Blocks().Matches(text);
        blocks.Should().HaveCount(3, $"{rule}.md has a card that fails, what is said of it, and a card that passes, each in a block of four backticks");
        return new CardRulePage(rule, text, blocks[0].Groups[1].Value, blocks[1].Groups[1].Value, blocks[2].Groups[1].Value);
    }

    public void Update(string says)
    {
        var block = Blocks().Matches(Text)[1].Groups[1];
        File.WriteAllText(RulePage.PathOf(Rule), new StringBuilder(Text).Remove(block.Index, block.Length).Insert(block.Index, says).ToString());
    }

    private Dictionary<string, string> FilesIn(string from, string to)
    {
        var start = Text.IndexOf(from, StringComparison.Ordinal);
        var blocks = FileBlocks().Matches(Text[start..Text.IndexOf(to, start, StringComparison.Ordinal)]);
        return blocks.Count > 0 ? blocks.ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal)
            : CompanionName().Match(Text) is { Success: true } named && FileBlocks().Count(Text) == 0 ? new(StringComparer.Ordinal) { [named.Groups[1].Value] = "{}" }
            : [];
    }

    [GeneratedRegex("Beside the card stands `([^`]+)`:\n\n```(?:json|yaml)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FileBlocks();

    [GeneratedRegex("The card is that of `([^`]+)`")]
    private static partial Regex RepositoryName();

    [GeneratedRegex("Beside the card stands `([^`]+)`")]
    private static partial Regex CompanionName();

    [GeneratedRegex("^````(?:markdown|text)\n(.*?)^````$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
