using ModelProvenance.Licensing;
using ModelProvenance.Resolution;

namespace ModelProvenance.Tests.Licensing;

public class LicenseNamesTests
{
    [Theory]
    [InlineData("Apache-2.0", "Apache-2.0")]
    [InlineData("apache-2.0", "Apache-2.0")]
    [InlineData("Apache 2.0", "Apache-2.0")]
    [InlineData("Apache License, Version 2.0", "Apache-2.0")]
    [InlineData("The MIT License", "MIT")]
    [InlineData("CC BY-NC 4.0", "CC-BY-NC-4.0")]
    [InlineData("llama3.1", "LicenseRef-Llama-3.1-Community")]
    [InlineData("META LLAMA 3 COMMUNITY LICENSE AGREEMENT", "LicenseRef-Llama-3-Community")]
    [InlineData("openrail++", "LicenseRef-CreativeML-OpenRAIL-PP-M")]
    [InlineData("qwen-research", "LicenseRef-Qwen-Research-2024")]
    [InlineData("MIT OR Apache-2.0", "MIT OR Apache-2.0")]
    [InlineData("apache-2.0 with llvm-exception", "Apache-2.0 WITH LLVM-exception")]
    [InlineData("https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0")]
    [InlineData("https://spdx.org/licenses/BSD-3-Clause.html", "BSD-3-Clause")]
    [InlineData("http://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0")]
    public void Names_of_the_data_are_exact(string text, string expression)
    {
        var resolution = LicenseNames.Default.Resolve(text);

        resolution.Expression!.ToString().Should().Be(expression);
        resolution.Confidence.Should().Be(ResolutionConfidence.Exact);
        resolution.Reasons.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("GPL-3.0", "GPL-3.0-only")]
    [InlineData("GPLv3", "GPL-3.0-only")]
    [InlineData("GPL-2.0+", "GPL-2.0-or-later")]
    [InlineData("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("MIT and Apache 2.0", "MIT AND Apache-2.0")]
    [InlineData("LicenseRef-scancode-qwen-2024", "LicenseRef-Qwen-License-2024")]
    public void Names_read_by_a_rule_are_strong_and_say_why(string text, string expression)
    {
        var resolution = LicenseNames.Default.Resolve(text);

        resolution.Expression!.ToString().Should().Be(expression);
        resolution.Confidence.Should().Be(ResolutionConfidence.Strong);
    }

    [Theory]
    [InlineData("openrail", "openrail")]
    [InlineData("gpl", "gpl")]
    [InlineData("cc", "cc")]
    [InlineData("CC BY-NC", "cc by nc")]
    [InlineData("llama", "llama")]
    [InlineData("Gemma", "gemma")]
    [InlineData("Llama community license", "llama community")]
    public void A_family_without_a_version_stays_a_family(string text, string family)
    {
        var resolution = LicenseNames.Default.Resolve(text);

        resolution.Family.Should().Be(family);
        resolution.Expression.Should().BeNull();
        resolution.License.IsEmpty.Should().BeTrue();
        resolution.Confidence.Should().Be(ResolutionConfidence.Weak);
        resolution.Candidates.Should().HaveCountGreaterThan(1);
    }

    [Theory]
    [InlineData("flux-1-dev-non-commercial-license")]
    [InlineData("MIT/Apache-2.0")]
    [InlineData("https://www.gnu.org/licenses/gpl-3.0.html")]
    public void A_name_of_several_licences_stays_ambiguous(string text)
    {
        var resolution = LicenseNames.Default.Resolve(text);

        resolution.Expression.Should().BeNull();
        resolution.Candidates.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("unknown")]
    public void Other_and_unknown_state_nothing(string text) =>
        LicenseNames.Default.Resolve(text).Should().Match<LicenseNameResolution>(r => r.IsUnstated && r.Expression == null);

    [Theory]
    [InlineData("")]
    [InlineData("a licence of our own making")]
    [InlineData("https://huggingface.co/somebody/model/blob/main/LICENSE")]
    [InlineData("LicenseRef-nobody-knows-this")]
    [InlineData("MIT AND nothing-like-this")]
    public void What_the_data_do_not_have_is_none(string text) =>
        LicenseNames.Default.Resolve(text).Should().Match<LicenseNameResolution>(r => r.Confidence == ResolutionConfidence.None && r.Expression == null && !r.IsUnstated);

    [Fact]
    public void Fields_of_a_card_that_name_different_licences_are_a_contradiction()
    {
        var resolution = LicenseNames.Default.ResolveCard("apache-2.0", "qwen-research", null);

        resolution.Expression.Should().BeNull();
        resolution.Candidates.Select(c => c.Value).Should().Equal("Apache-2.0", "LicenseRef-Qwen-Research-2024");
    }

    [Fact]
    public void Other_with_a_name_is_that_name() =>
        LicenseNames.Default.ResolveCard("other", "qwen-research", null).License.Value.Should().Be("LicenseRef-Qwen-Research-2024");
}
