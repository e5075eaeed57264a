using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>The rules over cards, on the examples of their pages.</summary>
public class CardRuleTests
{
    public static TheoryData<string> Rules() => [.. RuleSet.CardRules.Select(rule => rule.Descriptor.Id.ToString())];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_examples_of_the_page_fail_and_pass(string id)
    {
        var rule = RuleSet.Find(RuleId.Parse(id))!;
        var page = CardRulePage.Read(rule.Id);
        var says = string.Concat(Findings(rule, page, page.Fails, page.FilesOfFails).Select(f => f.ToString() + "\n"));
        if (CardRulePage.IsUpdating)
            page.Update(says);
        else
            says.Should().NotBeEmpty().And.Be(page.Says);
        Findings(rule, page, page.Passes, page.FilesOfPasses).Select(f => f.ToString()).Should().BeEmpty();
    }

    // A build made from GGUF files carries their tag and is loaded by something else.
    [Theory]
    [InlineData("acme/Hedge-27B-GGUF", 0)]
    [InlineData("acme/Hedge-27B", 1)]
    public void A_library_among_the_tags_may_be_that_of_the_base(string repository, int found) =>
        new Validator().Validate($"---\nlicense: mit\nbase_model: {repository}\nbase_model_relation: quantized\ntags:\n- gguf\n---\n").Findings.Count(f => f.Rule.Id.Number == 2304).Should().Be(found);

    // One fault, one finding: the reader names a blank that is a key.
    [Theory]
    [InlineData("license: {license}", 2011)]
    [InlineData("license: {{license}}", 2008)]
    [InlineData("license: mit\nargs:\n  {name}: {value}", 2008, 2011)]
    [InlineData("license: mit\ntags:\n- {{tag}}\n- {tag}", 2008, 2011)]
    public void A_blank_of_a_template_is_named_once(string lines, params int[] rules) =>
        new Validator().Validate($"---\n{lines}\n---\n").Findings.Select(f => f.Rule.Id.Number).Where(n => n is 2008 or 2011).Should().BeEquivalentTo(rules);

    // In the profile in which the rule runs.
    private static List<ReportedFinding> Findings(RuleDescriptor rule, CardRulePage page, string card, IReadOnlyDictionary<string, string> files)
    {
        var validator = new Validator(new ValidatorOptions { Profile = rule.Profiles.Contains("provenance") && !page.Text.Contains("Runs in the profile `strict`", StringComparison.Ordinal) ? ValidationProfile.Provenance : ValidationProfile.Strict, Repository = page.Repository });
        return [.. (files.Count > 0 ? InFolder(validator, card, files) : validator.Validate(card)).Findings.Where(f => f.Rule == rule)];
    }

    private static ValidationReport InFolder(Validator validator, string card, IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("card-").FullName;
        try
        {
            foreach (var (name, text) in files.Append(new("README.md", card)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
                File.WriteAllText(Path.Combine(folder, name), text);
            }

            return validator.Validate(new ValidationInput(Path.Combine(folder, "README.md"), "README.md", ValidationInputKind.Card));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
