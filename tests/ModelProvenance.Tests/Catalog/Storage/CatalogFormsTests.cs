using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog.Storage;

/// <summary>The three forms of a catalog say the same.</summary>
public class CatalogFormsTests
{
    [Fact]
    public void Folder_binary_and_exchange_form_of_the_shipped_catalog_make_the_same_claims()
    {
        var folder = ModelCatalog.Load(Path.Combine(TinyCatalog.Repository, "catalog"), TestContext.Current.CancellationToken);
        SayTheSame(folder);
        CatalogWalk.Claims(ModelCatalog.Default).Should().Equal(CatalogWalk.Claims(folder), "the build compiled this folder");
    }

    [Fact]
    public void Folder_binary_and_exchange_form_of_the_tiny_catalog_make_the_same_claims() => SayTheSame(TinyCatalog.Catalog);

    [Fact]
    public void Binary_form_is_the_same_bytes_each_time()
    {
        var first = BinaryCatalogWriter.Write(TinyCatalog.Contents());
        BinaryCatalogWriter.Write(TinyCatalog.Contents()).Should().Equal(first);
        BinaryCatalogWriter.Write(BinaryCatalog.Open(first).ToContents()).Should().Equal(BinaryCatalogWriter.Write(BinaryCatalog.Open(first).ToContents()));
    }

    [Fact]
    public void Exchange_form_of_the_tiny_catalog_states_every_member()
    {
        // A look at the whole of what programs get, once: the places where members stand, and what is left out.
        TinyCatalog.ExchangeText.Should().StartWith("""
            {
              "$schema": "https://modelprovenance.github.io/schema/v1/catalog.schema.json",
              "schemaVersion": "1.0",
              "catalogVersion": "2026.01.01",
              "organizations": [
                {
                  "id": "acme",
            """.ReplaceLineEndings("\n"));
        TinyCatalog.ExchangeText.Should().EndWith("}\n").And.NotContain("\r").And.NotContain("\"releases\": [],");
        TinyCatalog.ExchangeText.Should().Contain("\"families/acme/acme-1#readme\": {").And.Contain("\"text\": \"\u827E\u514B\u7C73\"");
    }

    [Fact]
    public void Models_of_the_exchange_form_state_what_they_take_over()
    {
        var model = TinyCatalog.Load(TinyCatalog.Exchange).Models.Get(ModelProvenance.Facts.ModelId.Parse("acme-1-7b"));
        model.Date(DateKind.WeightsPublished)!.Value.ToString().Should().Be("2025-03");
        model.License(LicenseScope.Weights)!.Expression.Value.ToString().Should().Be("LicenseRef-Acme-1.0");
        model.Developers.Value.Should().Equal(ModelProvenance.Facts.OrganizationId.Parse("acme"));
    }

    private static void SayTheSame(ModelCatalog folder)
    {
        var claims = CatalogWalk.Claims(folder).ToList();
        claims.Should().NotBeEmpty();

        var exchange = TinyCatalog.Save(folder);
        var read = TinyCatalog.Load(exchange);
        CatalogWalk.Claims(read).Should().Equal(claims);
        read.Entities().Should().Equal(folder.Entities());
        read.CatalogVersion.Should().Be(folder.CatalogVersion);

        // Records have members beside their facts; the exchange form states them all.
        Encoding.UTF8.GetString(TinyCatalog.Save(read)).Should().Be(Encoding.UTF8.GetString(exchange));
        read.Sources.OrderBy(s => s.Key, StringComparer.Ordinal).Should().Equal(folder.Sources.OrderBy(s => s.Key, StringComparer.Ordinal));

        var binary = ModelCatalog.FromContents(read.Binary.ToContents());
        CatalogWalk.Claims(binary).Should().Equal(claims);
        TinyCatalog.Save(binary).Should().Equal(exchange);
    }
}
