using ModelProvenance.Licensing;

namespace ModelProvenance.Reference.Tests.Licensing;

public class LicenseTextTests
{
    private static readonly Dictionary<string, string> Texts = ReferenceFiles.Root is null
        ? []
        : ReferenceFiles.Rows("license-texts/SOURCES.tsv").ToDictionary(row => row[1], row => File.ReadAllText(ReferenceFiles.Path("license-texts/" + row[0])));

    [ReferenceFact]
    public void Every_text_is_itself_under_every_change_of_form()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (id, text) in Texts)
        {
            foreach (var (name, variant) in LicenseTextVariants.Of(id, text))
            {
                count++;
                var match = LicenseText.Match(variant);
                if (match.Verdict is not (LicenseTextVerdict.Exact or LicenseTextVerdict.Same) || match.License.Value != id)
                    wrong.Add($"{id} / {name}: {match.Verdict} {match.Detail} {match.License} coverage {match.Coverage:F3} {string.Join(" | ", match.Differences.Take(3).Select(d => $"L{d.Line} {d.Kind} -{d.MissingWords} '{d.Text.ReplaceLineEndings(" ")}'"))}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} forms of {Texts.Count} texts");
        wrong.Should().BeEmpty();
    }

    /// <summary>Changes of one word or number that change what the terms mean.</summary>
    private static readonly (string From, string To)[] OperativeChanges =
    [
        ("shall not", "shall"), ("must not", "must"), ("may not", "may"), ("700 million", "900 million"), ("100 million", "10 million"), ("1,000,000", "2,000,000"), ("10,000,000", "100,000,000"),
        ("20 million", "200 million"), ("30 million", "300 million"), ("European Union", "European Economic"), ("non-exclusive", "exclusive"), ("royalty-free", "royalty-bearing"), ("irrevocable", "revocable"),
        ("NonCommercial", "Commercial"), ("non-commercial", "commercial"), ("Non-Commercial", "Commercial"), ("worldwide", "national"), ("including", "excluding"), ("must", "may"), ("shall", "may"),
        ("without", "with"), ("不得", "可以"), ("非商业", "商业"), ("必须", "可以"), ("不可撤销", "可撤销"), ("免费", "收费"),
    ];

    [ReferenceFact]
    public void One_operative_word_or_number_makes_every_text_modified_at_its_line()
    {
        var wrong = new List<string>();
        var changes = 0;
        var texts = 0;
        foreach (var (id, text) in Texts)
        {
            var used = 0;
            foreach (var (from, to) in OperativeChanges)
            {
                var at = Middle(text, from);
                if (at < 0 || IsOutsideTheTerms(id, text, at))
                    continue;
                used++;
                var line = text.AsSpan(0, at).Count('\n') + 1;
                var match = LicenseText.Match(string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
                if (match.Verdict != LicenseTextVerdict.Modified || match.License.Value != id || !match.Differences.Any(d => Math.Abs(d.Line - line) <= 1))
                    wrong.Add($"{id} / {from} -> {to} in line {line}: {match.Verdict} {match.Detail} {match.License} {string.Join(" | ", match.Differences.Take(3).Select(d => $"L{d.Line} {d.Kind} -{d.MissingWords} '{d.Text}'"))}");
            }

            changes += used;
            texts += used > 0 ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{changes} changes in {texts} texts");
        wrong.Should().BeEmpty();
        texts.Should().BeGreaterThan(100);
    }

    /// <summary>Of all places of a phrase the one in the middle: titles and prefaces come first.</summary>
    private static int Middle(string text, string phrase)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
            places.Add(at);
        return places.Count == 0 ? -1 : places[places.Count / 2];
    }

    // Preambles, titles and appendices are no terms (see LicenseTextVariants): a change there does not count.
    private static bool IsOutsideTheTerms(string id, string text, int at) =>
        (id.StartsWith("CC-BY", StringComparison.Ordinal) && at < text.IndexOf("By exercising the Licensed Rights", StringComparison.Ordinal))
        || (LicenseTextVariants.AppendixStart(id) is { } start && at > text.IndexOf(start, StringComparison.Ordinal));

    [ReferenceFact]
    public void Look_alikes_never_cross_whole_or_damaged()
    {
        var wrong = new List<string>();
        var pairs = 0;
        var words = Texts.ToDictionary(t => t.Key, t => Bigrams(t.Value));
        foreach (var (id, text) in Texts)
        {
            foreach (var other in Texts.Keys.Where(key => string.CompareOrdinal(key, id) > 0))
            {
                if (Dice(words[id], words[other]) >= 0.90)
                    pairs++;
            }

            // A paragraph cut out, and a word doubled, in the middle: never another licence, whole.
            foreach (var damaged in (string[])[text.Remove(text.Length / 2, Math.Min(120, text.Length / 4)), text.Insert(text.IndexOf(' ', text.Length / 2), " except"), text[..(text.Length * 9 / 10)], Upper(text)])
            {
                var match = LicenseText.Match(damaged);
                // The CoreNet text is the Ferret text with a heading and a last paragraph: without that paragraph it is the Ferret text, word for word.
                if (match.Verdict is LicenseTextVerdict.Exact or LicenseTextVerdict.Same && match.License.Value != id && (id, match.License.Value) != ("LicenseRef-Apple-ASCL-CoreNet", "LicenseRef-Apple-ML-Ferret"))
                    wrong.Add($"{id} -> {match.License} {match.Verdict}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{pairs} pairs with a bigram Dice of 0.90 and more");
        wrong.Should().BeEmpty();
        pairs.Should().BeGreaterThan(100);
    }

    private static string Upper(string text) => text.ToUpperInvariant();

    private static HashSet<string> Bigrams(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '\n', '\r', '\t', '.', ',', ';', ':', '"', '(', ')', '*', '#'], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Zip(words.Skip(1), (a, b) => a + " " + b)];
    }

    private static double Dice(HashSet<string> a, HashSet<string> b) => 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
}
