using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>The rules over cards, on the examples of their pages.</summary>
public class CardRuleTests
{
    // Pages show what a card in a repository of this name is told.
    private static readonly Validator Strict = new(new ValidatorOptions { Profile = ValidationProfile.Strict, Repository = RepositoryId.Parse("acme/acme-1-7b") });

    private static readonly Validator Provenance = new(new ValidatorOptions { Repository = RepositoryId.Parse("acme/acme-1-7b") });

    public static TheoryData<string> Rules() => [.. RuleSet.CardRules.Select(rule => rule.Descriptor.Id.ToString())];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_examples_of_the_page_fail_and_pass(string id)
    {
        var rule = RuleSet.Find(RuleId.Parse(id))!;
        var page = CardRulePage.Read(rule.Id);
        var says = string.Concat(Findings(rule, page.Fails).Select(f => f.ToString() + "\n"));
        if (CardRulePage.IsUpdating)
            page.Update(says);
        else
            says.Should().NotBeEmpty().And.Be(page.Says);
        Findings(rule, page.Passes).Select(f => f.ToString()).Should().BeEmpty();
    }

    // In the profile in which the rule runs.
    private static IEnumerable<ReportedFinding> Findings(RuleDescriptor rule, string card) =>
        (rule.Profiles.Contains("provenance") ? Provenance : Strict).Validate(card).Findings.Where(f => f.Rule == rule);
}
