using ModelProvenance.Cards;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>The 420 real cards. Every card has a stated outcome: no finding of the reader, or the rules that speak.</summary>
public class CardCorpusTests
{
    private const string Table = "modelcards/oracle.tsv";

    // Numbers of the cards with findings other than "no front matter", with the rules in order. All other cards with front matter have none.
    private static readonly Dictionary<string, int[]> Findings = new(StringComparer.Ordinal)
    {
        ["0001"] = [2008],       // a placeholder in double braces
        ["0050"] = [2006, 2008], // placeholders in braces, two of them one key for JavaScript
        ["0098"] = [2005],       // [text](address) unquoted
        ["0108"] = [2005],       // a quote is not closed
        ["0111"] = [2006, 2008],
        ["0139"] = [2005],
        ["0153"] = [2006],       // thumbnail twice
        ["0214"] = [2006, 2008],
        ["0236"] = [2005],
        ["0294"] = [2005, 2008], // placeholders side by side
        ["0321"] = [2005],       // an HTML comment in the block
        ["0328"] = [2004],       // a byte order mark
        ["0367"] = [2006, 2008],
        ["0374"] = [2006],       // widget three times
        ["0380"] = [2006],
        ["0493"] = [2005],
    };

    // Cards on which our verdict is not js-yaml's, with the reason. There is none.
    private static readonly Dictionary<string, string> OtherVerdicts = new(StringComparer.Ordinal);

    // Cards whose licence is not PyYAML's string, with what we have and why.
    private static readonly Dictionary<string, (string? Ours, string Reason)> OtherLicenses = new(StringComparer.Ordinal)
    {
        ["0104"] = (null, "a mapping is no licence text"),
        ["0329"] = ("bsd-3-clause", "a list of one"),
    };

    [ReferenceFact]
    public void Front_matter_is_found_exactly_where_the_hubs_pattern_matches()
    {
        var rows = ReferenceFiles.Rows(Table).ToList();
        rows.Should().HaveCount(420);
        foreach (var row in rows)
            Read(row[0]).HasFrontMatter.Should().Be(row[1] == "1", "card {0}", row[0]);
    }

    [ReferenceFact]
    public void Every_card_has_the_stated_findings()
    {
        foreach (var row in ReferenceFiles.Rows(Table))
        {
            var expected = Findings.GetValueOrDefault(row[0][..4], row[1] == "1" ? [] : [2002]);
            ModelCard.Read(File.ReadAllBytes(ReferenceFiles.Path("modelcards/" + row[0])), row[0]).Findings.Select(f => f.Rule.Id.Number).Distinct().Order().Should().Equal(expected, "card {0}", row[0]);
        }
    }

    [ReferenceFact]
    public void Every_front_matter_is_accepted_or_refused_as_js_yaml_does()
    {
        var refused = 0;
        foreach (var row in ReferenceFiles.Rows(Table).Where(r => r[1] == "1"))
        {
            var isRefused = HubVerdict.IsRefused(ModelCard.Read(File.ReadAllBytes(ReferenceFiles.Path("modelcards/" + row[0])), row[0]).Findings);
            refused += isRefused ? 1 : 0;
            if (OtherVerdicts.ContainsKey(row[0][..4]))
                isRefused.Should().NotBe(row[3] != "ok", "card {0} is listed as different", row[0]);
            else
                isRefused.Should().Be(row[3] != "ok", "card {0}: {1}", row[0], row[3]);
        }

        refused.Should().Be(14);
    }

    [ReferenceFact]
    public void Licences_are_those_that_PyYAML_reads()
    {
        var compared = 0;
        foreach (var row in ReferenceFiles.Rows(Table).Where(r => r[1] == "1" && r[2] == "ok" && r.Length > 5 && r[5].Length > 0))
        {
            compared++;
            var expected = OtherLicenses.TryGetValue(row[0][..4], out var other) ? other.Ours : row[5] == "null" ? null : row[5];
            Read(row[0]).Licenses.First.Value.Should().Be(expected, "card {0}", row[0]);
        }

        compared.Should().BeGreaterThan(200);
    }

    [ReferenceFact]
    public void Base_models_have_the_form_that_the_table_states()
    {
        var compared = 0;
        foreach (var row in ReferenceFiles.Rows(Table).Where(r => r.Length > 6 && r[6].StartsWith("list:", StringComparison.Ordinal)))
        {
            compared++;
            var items = Read(row[0]).BaseModels;
            items.Node.Count.Should().Be(row[6][5] - '0', "card {0}", row[0]);
            // A "bad" item is a placeholder in braces, which YAML takes for a mapping: no text.
            items.Count.Should().Be(row[6].EndsWith("bad", StringComparison.Ordinal) ? 0 : row[6][5] - '0', "card {0}", row[0]);
        }

        foreach (var row in ReferenceFiles.Rows(Table).Where(r => r.Length > 6 && r[6] is "id" or "name-only" or "path" or "placeholder"))
        {
            compared++;
            Read(row[0]).BaseModels.Count.Should().Be(1, "card {0}", row[0]);
        }

        compared.Should().Be(78);
    }

    [ReferenceFact]
    public void Every_card_gives_sections_claims_and_an_unchanged_text()
    {
        var claims = 0;
        foreach (var row in ReferenceFiles.Rows(Table))
        {
            var bytes = File.ReadAllBytes(ReferenceFiles.Path("modelcards/" + row[0]));
            var card = ModelCard.Read(bytes, row[0]).Document!;
            System.Text.Encoding.UTF8.GetBytes(card.Text).Should().Equal(bytes, "card {0}", row[0]);
            claims += card.Claims.Length;
            foreach (var claim in card.Claims)
                claim.Value.Should().NotBeEmpty();
            if (!card.Sections.IsEmpty)
            {
                card.Sections[0].Start.Should().BeGreaterThanOrEqualTo(card.BodyStart);
                card.Sections[^1].End.Should().Be(card.Text.Length);
            }
        }

        claims.Should().BeGreaterThan(700);
    }

    [ReferenceFact]
    public void Setting_any_value_of_any_card_changes_no_other_byte()
    {
        var edits = 0;
        foreach (var row in ReferenceFiles.Rows(Table))
        {
            var card = Read(row[0]);
            foreach (var entry in card.Metadata.Entries.Where(e => e.Value.IsScalar && !e.Value.IsNull))
            {
                if (CardEdits.SetText(entry.Value, "a new value") is not { } edit)
                    continue;
                edits++;
                var edited = CardEdit.Apply(card.Text, [edit]);
                var after = ModelCard.Read(edited, row[0]).Document!;
                after.Metadata.Count.Should().Be(card.Metadata.Count, "card {0}, key {1}", row[0], entry.Key);
                after.Metadata.Entries.Count(e => e.Value.ValueEquals("a new value")).Should().Be(1, "card {0}, key {1}", row[0], entry.Key);
                edited.Should().StartWith(card.Text[..edit.Start]).And.EndWith(card.Text[edit.End..]);
            }
        }

        edits.Should().BeGreaterThan(500);
    }

    private static ModelCard Read(string file) => ModelCard.Read(File.ReadAllBytes(ReferenceFiles.Path("modelcards/" + file)), file).Document!;
}
