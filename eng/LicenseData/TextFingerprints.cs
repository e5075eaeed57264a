using System.Security.Cryptography;

using ModelProvenance.Licensing.Texts;

namespace LicenseData;

/// <summary>Turns the licence texts of the reference folder into fingerprints.</summary>
internal static class TextFingerprints
{
    // Texts that the reference names otherwise than its own table and the catalog do.
    private static readonly Dictionary<string, string> Renamed = new() { ["LicenseRef-Apple-ASCL-CoreNet"] = "LicenseRef-Apple-ASCL" };

    public static void Write(string reference, string output, string optionalParts)
    {
        var texts = new List<(Fingerprint Text, List<TextToken> Tokens)>();
        var families = Rows(Path.Combine(reference, "facts", "licenses.tsv")).ToDictionary(row => row["id"]);
        var markers = Rows(Path.Combine(reference, "facts", "license-markers.tsv")).ToLookup(row => row["id"]);
        var optional = Rows(optionalParts).ToLookup(row => row["id"]);
        var sources = Rows(Path.Combine(reference, "license-texts", "SOURCES.tsv")).OrderBy(row => row["id"], StringComparer.Ordinal).ToList();
        foreach (var source in sources)
        {
            var path = Path.Combine(reference, "license-texts", source["file"]);
            var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            if (digest != source["sha256"])
                throw new InvalidOperationException($"{source["file"]} is not the text that SOURCES.tsv names.");
            var id = Renamed.GetValueOrDefault(source["id"], source["id"]);
            var tokens = CopyrightStatements.Without(TextTokens.Read(File.ReadAllText(path), out _));
            var facts = families.GetValueOrDefault(id);
            var parts = optional[id].Select(row => Part(id, tokens, row["from"], row["to"])).ToList();
            parts.AddRange(OptionalPart.LinksOf(tokens).Where(link => !parts.Exists(part => link.Start < part.End && part.Start < link.End)).ToList());
            parts.Sort((x, y) => x.Start.CompareTo(y.Start));
            texts.Add((new Fingerprint(id, facts?["family"] ?? "", facts?["version"] ?? "", $"{source["repo"]} {source["path"]} {source["commit"]}")
            {
                Optional = [.. parts],
                Markers = [.. markers[id].SelectMany(row => Markers(id, row["decisive_phrases"], tokens))],
            }, tokens));
        }

        var hashes = texts.SelectMany(text => Grams(text.Tokens)).Distinct().Order().ToArray();
        var set = new FingerprintSet(hashes, [.. texts.Select(text => text.Text with { Grams = [.. Grams(text.Tokens).Select(gram => Array.BinarySearch(hashes, gram))] })]);
        var bytes = FingerprintFile.Write(set);
        File.WriteAllBytes(output, bytes);

        using var table = new StreamWriter(Path.ChangeExtension(output, ".tsv")) { NewLine = "\n" };
        table.WriteLine("# The texts behind license-texts.bin, written by eng/LicenseData. sha256 is that of the text as it was read; how: what was done to it before.");
        table.WriteLine("id\trepository\tpath\tcommit\tsha256\thow\twords");
        foreach (var (source, text) in sources.Zip(texts))
            table.WriteLine(string.Join('\t', text.Text.License, source["repo"], source["path"], source["commit"], source["sha256"], source["how"], text.Tokens.Count));
        Console.WriteLine($"{texts.Count} texts, {texts.Sum(t => t.Tokens.Count)} words, {hashes.Length} different hashes, {bytes.Length} bytes, {texts.Sum(t => t.Text.Markers.Length)} phrases");
    }

    private static IEnumerable<uint> Grams(List<TextToken> tokens) => Enumerable.Range(0, tokens.Count - 2).Select(i => TextTokens.Gram(tokens[i], tokens[i + 1], tokens[i + 2]));

    /// <summary>The words from one phrase (^ = the beginning) up to another ($ = the end), which is not part of it.</summary>
    private static OptionalPart Part(string id, List<TextToken> tokens, string from, string to)
    {
        var start = from == "^" ? 0 : Find(tokens, from, 0);
        var end = to == "$" ? tokens.Count : start < 0 ? -1 : Find(tokens, to, start);
        return start >= 0 && end > start ? new OptionalPart(start, end) : throw new InvalidOperationException($"{id}: no part from '{from}' to '{to}'.");
    }

    private static int Find(List<TextToken> tokens, string phrase, int start)
    {
        var words = TextTokens.Read(phrase, out _).Select(token => token.Hash).ToArray();
        for (var i = start; i + words.Length <= tokens.Count; i++)
        {
            var same = true;
            for (var j = 0; j < words.Length && same; j++)
                same = tokens[i + j].Hash == words[j];
            if (same)
                return i;
        }

        return -1;
    }

    private static IEnumerable<TextMarker> Markers(string id, string phrases, List<TextToken> tokens)
    {
        foreach (var part in phrases.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var isAbsent = part.StartsWith("absent:", StringComparison.Ordinal);
            var phrase = isAbsent ? part["absent:".Length..].Trim() : part;
            var words = TextTokens.Read(phrase, out _);
            if (words.Count == 0)
                continue;
            // Phrases may begin or end within a word; only those of whole words can be looked for.
            if (Find(tokens, phrase, 0) >= 0 == isAbsent)
                Console.Error.WriteLine($"note: {id}: '{part}' does not hold for the text in whole words; left out.");
            else
                yield return new TextMarker(isAbsent, words.Count, TextTokens.Hash([.. words]));
        }
    }

    private static List<Dictionary<string, string>> Rows(string path)
    {
        var table = File.ReadAllLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToList();
        return [.. table.Skip(1).Select(row => table[0].Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i < row.Length ? row[p.i] : ""))];
    }
}
