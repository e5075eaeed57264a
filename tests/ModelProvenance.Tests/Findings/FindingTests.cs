using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Findings;

public class FindingTests
{
    private static readonly RuleDescriptor Rule = new(RuleId.FromNumber(1001), "CatalogFormat", Severity.Error, "What it finds.");

    [Theory]
    [InlineData(3, 7, "a/b.json(3,7): error MP1001: Wrong.")]
    [InlineData(3, 0, "a/b.json(3): error MP1001: Wrong.")]
    [InlineData(0, 0, "a/b.json: error MP1001: Wrong.")]
    public void ToString_has_the_form_of_compilers(int line, int column, string expected) =>
        new Finding(Rule, "Wrong.", new FindingLocation("a/b.json") { Line = line, Column = column }).ToString().Should().Be(expected);

    [Fact]
    public void A_finding_has_the_severity_of_its_rule_unless_it_is_given_another()
    {
        new Finding(Rule, "Wrong.", FindingLocation.None).Severity.Should().Be(Severity.Error);
        new Finding(Rule, Severity.Info, "Wrong.", FindingLocation.None).Severity.Should().Be(Severity.Info);
        new Finding(Rule, "Wrong.", FindingLocation.None).Evidence.Should().BeEmpty();
        FluentActions.Invoking(() => new Finding(null!, "Wrong.", FindingLocation.None)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void HelpUri_is_the_base_and_the_id() => Rule.HelpUri.OriginalString.Should().Be("https://modelprovenance.github.io/rules/MP1001");

    [Fact]
    public void Severities_are_ordered() => new[] { Severity.Error, Severity.Info, Severity.Warning }.Order().Should().Equal(Severity.Info, Severity.Warning, Severity.Error);

    [Fact]
    public void A_result_has_errors_when_a_finding_is_one()
    {
        var warning = new Finding(Rule, Severity.Warning, "Odd.", FindingLocation.None);
        new ReadResult<string>("document", [warning]).HasErrors.Should().BeFalse();
        new ReadResult<string>("document", [warning]).HasDocument.Should().BeTrue();
        new ReadResult<string>(null, [warning, warning with { Severity = Severity.Error }]).HasErrors.Should().BeTrue();
        new ReadResult<string>(null, []).HasDocument.Should().BeFalse();
    }

    [Theory]
    [InlineData(999)]
    [InlineData(7000)]
    [InlineData(-1)]
    public void FromNumber_refuses_numbers_outside_the_areas(int number) =>
        FluentActions.Invoking(() => RuleId.FromNumber(number)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void RuleId_is_read_in_any_case() => RuleId.Parse("mp2101").Number.Should().Be(2101);
}
