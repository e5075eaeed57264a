using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class SpdxListTests
{
    // spdx/license-list-XML at commit e4c1f27 (2026-07-16): 733 licences, 32 of them deprecated, 86 exceptions.
    [Fact]
    public void The_list_is_that_of_its_commit()
    {
        SpdxList.SourceCommit.Should().StartWith("e4c1f27");
        SpdxList.Licenses.Should().HaveCount(733);
        SpdxList.Licenses.Where(l => l.IsDeprecated).Should().HaveCount(32);
        SpdxList.Exceptions.Should().HaveCount(86);
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("mit", true)]
    [InlineData("0BSD", true)]
    [InlineData("ZPL-2.1", true)]
    [InlineData("GPL-2.0+", true)]
    [InlineData("OpenMDW-1.0", true)]
    [InlineData("OpenMDW-1.1", false)]
    [InlineData("Apache", false)]
    [InlineData("", false)]
    public void IsKnown_ignores_case(string id, bool known) => SpdxList.IsKnown(id).Should().Be(known);

    [Fact]
    public void A_deprecated_id_names_its_successor()
    {
        SpdxList.Find("gpl-3.0")!.Should().Be(new SpdxListEntry("GPL-3.0", "GNU General Public License v3.0 only") { IsOsiApproved = true, IsFsfLibre = true, IsDeprecated = true, ObsoletedBy = "GPL-3.0-only" });
        SpdxList.FindException("nokia-qt-exception-1.1")!.IsDeprecated.Should().BeTrue();
    }

    [Theory]
    [InlineData("MIT AND (Apache-2.0 WITH LLVM-exception OR LicenseRef-Own)", "")]
    [InlineData("MIT AND Apache", "Apache")]
    [InlineData("MIT WITH No-Such-exception", "No-Such-exception")]
    public void UnknownIn_names_what_is_not_on_the_list(string expression, string unknown) =>
        string.Join(" ", SpdxList.UnknownIn(SpdxExpression.Parse(expression))).Should().Be(unknown);
}
