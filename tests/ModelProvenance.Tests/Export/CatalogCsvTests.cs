using ModelProvenance.Export;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Export;

public class CatalogCsvTests
{
    [Fact]
    public void Models_have_a_line_each()
    {
        var lines = Table("models").Split("\r\n");
        lines[0].Should().StartWith("id,name,family,series,release,developers,repository,variant,availability,license,parametersTotal,");
        lines[1].Should().StartWith("acme-1-7b,Acme-1-7B,acme,acme-1,");
        lines.Should().HaveCount(TinyCatalog.Catalog.Models.Count + 2).And.EndWith("");
    }

    [Fact]
    public void Every_table_has_as_many_cells_in_each_line_as_its_header()
    {
        foreach (var table in CatalogCsv.Tables)
        {
            var lines = Cells(Table(table));
            lines.Should().HaveCountGreaterThan(table == "distributions" ? 0 : 1, table).And.OnlyContain(line => line.Count == lines[0].Count, table);
        }
    }

    [Fact]
    public void Claims_hold_every_claim_with_its_sources()
    {
        var claims = (from entity in TinyCatalog.Catalog.Entities() from claim in TinyCatalog.Catalog.Evidence(entity.Kind, entity.Id) select Math.Max(1, claim.Sources.Length)).Sum();
        Cells(Table("claims")).Should().HaveCount(claims + 1);
    }

    [Theory]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \\\"a\\\"", "\"say \"\"a\"\"\"")]
    [InlineData("=SUM(A1)", "'=SUM(A1)")]
    [InlineData("plain", "plain")]
    public void Cells_are_quoted_where_they_must_be(string name, string cell)
    {
        var catalog = TinyCatalog.Catalog.With(TinyCatalog.Layer($$""" "models": [ { "id": "acme-1-7b", "name": "{{name}}" } ], """));
        Table("models", catalog).Split("\r\n")[1].Should().StartWith($"acme-1-7b,{cell},acme,");
    }

    [Fact]
    public void An_unknown_table_is_refused_by_name() =>
        FluentActions.Invoking(() => Table("weights")).Should().Throw<ArgumentException>().WithMessage("There is no table 'weights'. Tables: models, *");

    private static string Table(string table, ModelCatalog? catalog = null)
    {
        using var text = new StringWriter();
        CatalogCsv.Write(catalog ?? TinyCatalog.Catalog, table, text);
        return text.ToString();
    }

    // A second reader of RFC 4180, by its grammar.
    private static List<List<string>> Cells(string text)
    {
        var lines = new List<List<string>>();
        var line = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\r')
            {
                line.Add(cell.ToString());
                cell.Clear();
                if (c != '\r')
                    continue;
                lines.Add(line);
                line = [];
                i++;
            }
            else
            {
                cell.Append(c);
            }
        }

        return lines;
    }
}
