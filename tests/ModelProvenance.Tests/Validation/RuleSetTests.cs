using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

public class RuleSetTests
{
    public static TheoryData<string> Rules() => [.. RuleSet.All.Select(rule => rule.Id.ToString())];

    [Fact]
    public void Ids_are_unique_and_ascending_and_names_are_unique_words()
    {
        RuleSet.All.Select(rule => rule.Id.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        RuleSet.All.Select(rule => rule.Name).Should().OnlyHaveUniqueItems();
        RuleSet.All.Should().OnlyContain(rule => rule.Name.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(rule.Name[0]));
        RuleSet.All.Should().OnlyContain(rule => rule.Summary.EndsWith('.') && rule.Summary.Length > 20);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_its_page(string id)
    {
        var rule = RuleSet.Find(RuleId.Parse(id))!;
        File.Exists(RulePage.PathOf(rule.Id)).Should().BeTrue($"docs/rules/{id}.md explains the rule");
        var text = File.ReadAllText(RulePage.PathOf(rule.Id));
        text.Should().StartWith($"# {id} {rule.Name}\n").And.Contain($"Severity: {rule.Severity.ToString().ToLowerInvariant()}.");
        rule.HelpUri.OriginalString.Should().EndWith(id);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_page_says_what_the_rule_finds_why_and_how_to_repair(string id) =>
        File.ReadAllText(RulePage.PathOf(RuleId.Parse(id))).Should().ContainAll("## What it finds\n", "## Why\n", "## An example that fails\n", "## An example that passes\n", "## How to repair\n");

    [Fact]
    public void Every_page_is_that_of_a_rule() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(RulePage.PathOf(RuleId.FromNumber(1001)))!, "MP*.md").Select(Path.GetFileNameWithoutExtension)
            .Except(RuleSet.All.Select(rule => rule.Id.ToString())).Should().BeEmpty("a retired rule keeps its page only when it is listed");

    [Fact]
    public void Find_gives_null_for_an_id_that_no_rule_has() => RuleSet.Find(RuleId.FromNumber(6999)).Should().BeNull();
}
