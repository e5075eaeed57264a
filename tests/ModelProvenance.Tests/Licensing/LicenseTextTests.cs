using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Licensing;

namespace ModelProvenance.Tests.Licensing;

public class LicenseTextTests
{
    [Theory]
    [InlineData("SPDX-License-Identifier: Apache-2.0", "Apache-2.0")]
    [InlineData("// SPDX-License-Identifier: MIT OR Apache-2.0\n", "MIT OR Apache-2.0")]
    [InlineData("The weights are released under the Apache License 2.0, see https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0")]
    [InlineData("Our model is under the Llama 3.1 Community License.", "LicenseRef-Llama-3.1-Community")]
    public void A_short_text_that_names_a_licence_is_a_statement(string text, string expression)
    {
        var match = LicenseText.Match(text);

        match.Verdict.Should().Be(LicenseTextVerdict.Unknown);
        match.Detail.Should().Be(LicenseTextDetail.Statement);
        match.Statement!.Expression!.ToString().Should().Be(expression);
    }

    [Fact]
    public void A_text_that_names_two_licences_is_no_statement() =>
        LicenseText.Match("Code under Apache-2.0, weights under CC-BY-NC-4.0.").Detail.Should().Be(LicenseTextDetail.None);

    [Fact]
    public void A_text_beyond_the_bound_is_read_in_part_and_says_so() =>
        LicenseText.Match(new string('a', LicenseText.MaxLength) + " b").IsTruncated.Should().BeTrue();

    [Fact]
    public void Null_is_a_mistake_of_the_caller() =>
        FluentActions.Invoking(() => LicenseText.Match(null!)).Should().Throw<ArgumentNullException>();

    [Fact]
    public void Any_text_gives_a_result_within_bounds() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>().MapFilter(static text => text ?? "", static _ => true),
            static text =>
            {
                var match = LicenseText.Match("permission is hereby granted " + text + " the software is provided as is <" + text + "> &amp; [" + text + "](" + text + ")");
                return match.Score is >= 0 and <= 1 && match.Coverage is >= 0 and <= 1 && match.Residue is >= 0 and <= 1 && match.Differences.All(static d => d.Line >= 1);
            }).QuickCheckThrowOnFailure();
}
