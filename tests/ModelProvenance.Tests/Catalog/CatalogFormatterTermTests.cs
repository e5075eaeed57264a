using System.Text;

using ModelProvenance.Catalog;

namespace ModelProvenance.Tests.Catalog;

public sealed class CatalogFormatterTermTests
{
    [Fact]
    public void The_members_of_a_term_stand_in_the_order_of_its_kind()
    {
        const string Shuffled = """
            {"terms":[{"note":"n","sources":[],"conflicts":[{"sources":[],"value":{"restricts":"licensee","excluded":["EU"],"kind":"territory"}}],"effect":"endsRights","amount":1,"clause":"2","measure":"users","kind":"threshold"}],
             "id":"LicenseRef-Acme","schemaVersion":"1.0"}
            """;

        var text = Encoding.UTF8.GetString(CatalogFormatter.Format(Encoding.UTF8.GetBytes(Shuffled), "licenses/LicenseRef-Acme.json"));

        text.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Be("""
            {"schemaVersion":"1.0","id":"LicenseRef-Acme","terms":[{"kind":"threshold","clause":"2","measure":"users","amount":1,"effect":"endsRights","sources":[],
            "conflicts":[{"value":{"kind":"territory","excluded":["EU"],"restricts":"licensee"},"sources":[]}],"note":"n"}]}
            """.ReplaceLineEndings(""));
    }
}
