using ModelProvenance.Catalog;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog;

public class FamilyCoverageTests
{
    [Fact]
    public void A_family_is_counted()
    {
        var acme = FamilyCoverage.Of(TinyCatalog.Catalog).Single();
        (acme.Family.Value, acme.Series, acme.Models).Should().Be(("acme", 1, 3));
        acme.Known.Select(pair => pair.Key).Should().Equal(FamilyCoverage.Properties);
        acme.Known.Should().OnlyContain(pair => pair.Value <= acme.Models);
        acme.Known.First(pair => pair.Key == "licenses.weights").Value.Should().Be(3);
    }

    [Fact]
    public void The_numbers_are_those_of_the_statistics()
    {
        var families = FamilyCoverage.Of(ModelCatalog.Default).ToList();
        var statistics = ModelCatalog.Default.GetStatistics();
        families.Sum(f => f.Models).Should().Be(statistics.Models);
        families.Sum(f => f.ModelsComplete).Should().Be(statistics.ModelsComplete);
        families.Sum(f => f.Series).Should().Be(statistics.Series);
        families.Sum(f => f.Releases).Should().Be(statistics.Releases);
    }
}
