using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>The rules and their repairs on the 420 real cards.</summary>
public class CardRulesCorpusTests
{
    private static readonly Validator Provenance = new();

    [ReferenceFact]
    public void At_least_60_cards_are_repaired_without_a_new_finding_and_a_second_run_finds_nothing_to_do()
    {
        var repaired = 0;
        foreach (var (name, text) in Cards())
        {
            var before = Counts(Provenance.Validate(text, name));
            var result = CardFixer.Fix(Provenance, text, name, TestContext.Current.CancellationToken);
            if (result.Fixed.IsEmpty)
            {
                result.Text.Should().BeSameAs(text, name);
                continue;
            }

            repaired++;
            var after = Counts(result.Remaining);
            foreach (var (rule, count) in after)
                count.Should().BeLessThanOrEqualTo(before.GetValueOrDefault(rule), "{0} in {1}", rule, name);
            (before.Values.Sum() - after.Values.Sum()).Should().BeGreaterThanOrEqualTo(result.Fixed.Length, name);
            CardFixer.Fix(Provenance, result.Text, name, TestContext.Current.CancellationToken).Fixed.Should().BeEmpty(name);
            BodyOf(result.Text).Should().Be(BodyOf(text), "repairs of {0} are in the front matter", name);
        }

        repaired.Should().BeGreaterThanOrEqualTo(60);
    }

    [ReferenceFact]
    public void What_js_yaml_refuses_the_profile_hub_refuses()
    {
        var hub = new Validator(new ValidatorOptions { Profile = ValidationProfile.Hub });
        var verdicts = ReferenceFiles.Rows("modelcards/oracle.tsv").Where(row => row.Length > 3 && row[1] == "1").ToDictionary(row => row[0], row => row[3]);
        foreach (var (name, text) in Cards())
        {
            if (!verdicts.TryGetValue(name, out var verdict))
                continue;
            var yaml = hub.Validate(text, name).Findings.Any(f => f.Message.StartsWith("Invalid YAML in README.md: ", StringComparison.Ordinal));
            yaml.Should().Be(verdict.Length > 0 && verdict != "ok", "{0}: js-yaml says {1}", name, verdict);
        }
    }

    private static Dictionary<RuleId, int> Counts(ValidationReport report) => report.Findings.GroupBy(f => f.Rule.Id).ToDictionary(group => group.Key, group => group.Count());

    private static string BodyOf(string text) => ModelCard.Read(text).Document!.Body.ToString();

    private static IEnumerable<(string Name, string Text)> Cards() =>
        Directory.EnumerateFiles(ReferenceFiles.Path("modelcards"), "0*.md").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
}
