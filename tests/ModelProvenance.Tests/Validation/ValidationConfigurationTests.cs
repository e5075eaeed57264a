using System.Text;

using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

public class ValidationConfigurationTests
{
    private const string Card = "---\nlicense: cc\n---\n# Short\n";

    [Fact]
    public void Severities_are_set_by_rule_then_by_path()
    {
        const string Json = """{ "rules": { "MP2400": "error" }, "overrides": [ { "files": ["old/**"], "rules": { "MP2400": "info", "MP2108": "off" } } ] }""";
        Check(Json, "README.md").Should().Equal("MP2400 Error", "MP2108 Warning");
        Check(Json, "old/a/README.md").Should().Equal("MP2400 Info");
    }

    [Fact]
    public void A_waiver_holds_until_its_last_day_and_for_its_files()
    {
        const string Json = """{ "waivers": [ { "rule": "MP2108", "files": ["a/*.md"], "reason": "r", "author": "j.doe", "expires": "2026-06-30" } ] }""";
        Waived(Json, "a/README.md", new DateOnly(2026, 6, 30)).Should().Equal("r (j.doe, until 2026-06-30)");
        Waived(Json, "a/README.md", new DateOnly(2026, 7, 1)).Should().BeEmpty();
        Waived(Json, "b/README.md", new DateOnly(2026, 6, 30)).Should().BeEmpty();
        var configuration = Read(Json).Document!;
        configuration.Expired(new DateOnly(2026, 6, 30)).Should().BeEmpty();
        configuration.Expired(new DateOnly(2026, 7, 1)).Single().ToString().Should().Be("modelprov.json: warning MP6902: The waiver of MP2108 by j.doe ended on 2026-06-30: r. Renew it, or repair what it covered.");
    }

    [Theory]
    [InlineData("{ \"rule\": {} }", "/rule: There is no member 'rule'. Expected profile, failOn, rules, overrides, waivers, ignore, cards or baseline.")]
    [InlineData("{ \"rules\": { \"MP2999\": \"off\" } }", "/rules/MP2999: There is no rule 'MP2999'. 'modelprov rules' lists them.")]
    [InlineData("{ \"rules\": { \"MP2400\": \"loud\" } }", "/rules/MP2400: 'loud' is none of off, info, warning, error.")]
    [InlineData("{ \"overrides\": [ { \"rules\": {} } ] }", "/overrides/0: An override needs 'files'; what holds for every file stands under 'rules'.")]
    [InlineData("{ \"waivers\": [ { \"rule\": \"MP2400\", \"reason\": \"r\" } ] }", "/waivers/0: A waiver needs 'rule', 'reason' and 'author': who reads it later must know why it is there and whom to ask.")]
    [InlineData("{ \"waivers\": [ { \"rule\": \"MP2400\", \"reason\": \"r\", \"author\": \"a\", \"expires\": \"2026-06\" } ] }", "/waivers/0/expires: '2026-06' is not a day. Expected yyyy-MM-dd.")]
    [InlineData("{ \"profile\": 7 }", "/profile: A text is expected here.", "/profile: There is no profile '7'. Expected hub, provenance, strict.")]
    [InlineData("[]", ": An object is expected here.")]
    public void What_is_wrong_is_named_with_its_place(string json, params string[] findings)
    {
        var result = Read(json);
        result.Document.Should().BeNull();
        result.Findings.Select(f => $"{f.Location.Pointer}: {f.Message}").Should().Equal(findings);
        result.Findings.Should().OnlyContain(f => f.Rule == ConfigurationRules.InvalidConfiguration);
    }

    [Fact]
    public void Broken_JSON_has_a_line()
    {
        var finding = Read("{\n  \"rules\": \n}").Findings.Single();
        finding.Location.Line.Should().Be(3);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_read() => Read("{ // why\n \"failOn\": \"warning\", }").Document!.FailOn.Should().Be("warning");

    [Theory]
    [InlineData("*.md", "a/b/README.md", true)]
    [InlineData("a/*.md", "a/README.md", true)]
    [InlineData("a/*.md", "a/b/README.md", false)]
    [InlineData("a/**", "a/b/README.md", true)]
    [InlineData("**/README.md", "README.md", true)]
    [InlineData("a/**/README.md", "a/README.md", true)]
    [InlineData("a/**/c/*.md", "a/b/x/c/d.md", true)]
    [InlineData("a/**/c/*.md", "a/b/x/c/e/d.md", false)]
    [InlineData("READM?.md", "README.md", true)]
    [InlineData("READM?.md", "READMEE.md", false)]
    [InlineData("**/*a*b*c*", "x/aXbYcZ", true)]
    public void Patterns_match_as_documented(string pattern, string path, bool matches) => PathPattern.Matches(pattern, path).Should().Be(matches);

    [Fact]
    public void A_baseline_waives_what_was_there_and_nothing_else()
    {
        var before = new Validator().Validate(Card, "a/README.md");
        var text = new StringWriter();
        ValidationBaseline.Write(text, before.Findings);
        var baseline = ValidationBaseline.Read(new StringReader(text.ToString()));
        baseline.Count.Should().Be(2);
        var validator = new Validator(new ValidatorOptions { Baseline = baseline });
        // A line more above does not matter; another value is another finding.
        validator.Validate("\n" + Card, "a/README.md").Summary.Should().Be(new ValidationSummary(0, 0, 0, 2));
        validator.Validate(Card.Replace("cc", "gpl", StringComparison.Ordinal), "a/README.md").Summary.Should().Be(new ValidationSummary(0, 1, 0, 1));
        validator.Validate(Card, "b/README.md").Summary.Waived.Should().Be(0);
    }

    [Fact]
    public void Annotations_escape_what_would_end_them()
    {
        var finding = new ReportedFinding(new Finding(ConfigurationRules.ExpiredWaiver, "50% done\nsecond: line", new FindingLocation("a,b:c.md") { Line = 2, Column = 3, EndLine = 2, EndColumn = 9 }));
        ModelProvenance.Export.GitHubAnnotations.Line(finding).Should().Be("::warning file=a%2Cb%3Ac.md,line=2,col=3,endLine=2,endColumn=9,title=MP6902 ExpiredWaiver::50%25 done%0Asecond: line");
    }

    private static ReadResult<ValidationConfiguration> Read(string json) => ValidationConfiguration.Read(Encoding.UTF8.GetBytes(json), "modelprov.json", Directory.GetCurrentDirectory());

    private static IEnumerable<string> Check(string json, string path) =>
        new Validator(new ValidatorOptions { Configuration = Read(json).Document! }).Validate(Card, path).Findings.Select(f => $"{f.Rule.Id} {f.Severity}");

    private static IEnumerable<string?> Waived(string json, string path, DateOnly day) =>
        new Validator(new ValidatorOptions { Configuration = Read(json).Document!, AsOf = day }).Validate(Card, path).Findings.Select(f => f.Waiver).Where(waiver => waiver is not null);
}
