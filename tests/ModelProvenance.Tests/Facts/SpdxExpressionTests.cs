using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class SpdxExpressionTests
{
    [Theory]
    // Examples of SPDX 3.0.1, annex "SPDX license expressions".
    [InlineData("CDDL-1.0+", "CDDL-1.0+")]
    [InlineData("LicenseRef-23", "LicenseRef-23")]
    [InlineData("LicenseRef-MIT-Style-1", "LicenseRef-MIT-Style-1")]
    [InlineData("DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2")]
    [InlineData("LGPL-2.1-only OR MIT", "LGPL-2.1-only OR MIT")]
    [InlineData("LGPL-2.1-only OR MIT OR BSD-3-Clause", "LGPL-2.1-only OR MIT OR BSD-3-Clause")]
    [InlineData("LGPL-2.1-only AND MIT AND BSD-2-Clause", "LGPL-2.1-only AND MIT AND BSD-2-Clause")]
    [InlineData("GPL-2.0-or-later WITH Bison-exception-2.2", "GPL-2.0-or-later WITH Bison-exception-2.2")]
    [InlineData("LGPL-2.1-only OR BSD-3-Clause AND MIT", "LGPL-2.1-only OR BSD-3-Clause AND MIT")]
    [InlineData("MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)", "MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)")]
    // Both spellings of operators, no meaningless parentheses.
    [InlineData("(mit and apache-2.0)", "mit AND apache-2.0")]
    [InlineData("((MIT)) or (Apache-2.0 or ISC)", "MIT OR Apache-2.0 OR ISC")]
    [InlineData("GPL-2.0-only WITH AdditionRef-mine", "GPL-2.0-only WITH AdditionRef-mine")]
    [InlineData("GPL-2.0-only WITH DocumentRef-a:AdditionRef-b", "GPL-2.0-only WITH DocumentRef-a:AdditionRef-b")]
    public void Parse_prints_the_canonical_form(string text, string canonical) => SpdxExpression.Parse(text).ToString().Should().Be(canonical);

    [Theory]
    [InlineData("", "at character 1, expected a licence id or '('.")]
    [InlineData("MIT Apache-2.0", "at character 5, expected AND, OR, WITH or the end.")]
    [InlineData("MIT And Apache-2.0", "at character 5, expected AND, OR, WITH or the end.")]
    [InlineData("MIT AND", "at character 8, expected a licence id or '('.")]
    [InlineData("AND MIT", "at character 1, expected a licence id, found the operator AND.")]
    [InlineData("(MIT", "at character 5, expected ')'.")]
    [InlineData("MIT)", "at character 4, expected AND, OR, WITH or the end.")]
    [InlineData("MIT +", "at character 5, expected AND, OR, WITH or the end.")]
    [InlineData("LicenseRef-", "at character 12, LicenseRef- needs a name.")]
    [InlineData("licenseref-x", "at character 13, LicenseRef- is case-sensitive.")]
    [InlineData("LicenseRef-x+", "at character 13, '+' does not follow a LicenseRef-.")]
    [InlineData("DocumentRef-a", "at character 14, expected DocumentRef-name:LicenseRef-name.")]
    [InlineData("MIT WITH", "at character 9, expected an exception id behind WITH.")]
    [InlineData("(MIT OR ISC) WITH x", "at character 14, expected AND, OR, WITH or the end.")]
    [InlineData("openrail++", "at character 10, expected a space behind '+'.")]
    [InlineData("cc_by", "at character 3, expected AND, OR, WITH or the end.")]
    public void TryParse_refuses_and_says_where(string text, string error)
    {
        SpdxExpression.TryParse(text, out var expression, out var actual).Should().BeFalse();
        expression.Should().BeNull();
        actual.Should().Be(error);
    }

    [Fact]
    public void Parse_bounds_length_and_depth()
    {
        var deep = new string('(', 65) + "MIT" + new string(')', 65);
        var parseDeep = () => SpdxExpression.Parse(deep);
        parseDeep.Should().Throw<FormatException>().WithMessage("*nested deeper than 64*");
        var parseLong = () => SpdxExpression.Parse(new string('a', 20_000));
        parseLong.Should().Throw<FormatException>().WithMessage("*longer than 16384 characters*");
    }

    [Fact]
    public void Equality_ignores_the_case_of_ids() => SpdxExpression.Parse("mit OR apache-2.0").Should().Be(SpdxExpression.Parse("MIT OR Apache-2.0"));

    [Fact]
    public void And_flattens_and_names_a_licence_once() =>
        SpdxExpression.And(SpdxExpression.Parse("MIT AND ISC"), SpdxExpression.Parse("mit")).ToString().Should().Be("MIT AND ISC");

    [Fact]
    public void Licenses_lists_each_once_in_order() =>
        SpdxExpression.Parse("(MIT OR ISC) AND GPL-2.0+ AND mit").Licenses.Select(l => l.ToString()).Should().Equal("MIT", "ISC", "GPL-2.0+");
}
