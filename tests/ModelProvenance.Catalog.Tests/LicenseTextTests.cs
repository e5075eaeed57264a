using ModelProvenance.Licensing.Texts;

namespace ModelProvenance.Catalog.Tests;

/// <summary>The licence texts that the library recognizes and the licences of the catalog are the same ones.</summary>
public class LicenseTextTests
{
    [Fact]
    public void Every_text_that_is_recognized_is_a_licence_of_the_catalog()
    {
        var licenses = ModelCatalog.Default.Licenses.Select(license => license.Id.Value).ToHashSet();

        FingerprintIndex.Default.Texts.Select(text => text.License).Where(id => !licenses.Contains(id)).Should().BeEmpty();
        FingerprintIndex.Default.Texts.Select(text => text.License).Should().HaveCountGreaterThan(160).And.OnlyHaveUniqueItems();
    }
}
