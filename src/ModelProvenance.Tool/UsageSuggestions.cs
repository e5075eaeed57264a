using System.CommandLine;

namespace ModelProvenance.Tool;

/// <summary>What a mistyped command or option may have meant.</summary>
internal static class UsageSuggestions
{
    // Words above this length are no mistyped command; the bound keeps the work small.
    private const int LongestWord = 40;

    public static IEnumerable<string> For(Command command, IEnumerable<string> words)
    {
        var known = command.Subcommands.Select(c => c.Name)
            .Concat(command.Options.Select(o => o.Name))
            .Concat(command.Options.SelectMany(o => o.Aliases))
            .ToList();
        foreach (var word in words.Where(word => word.Length is > 1 and <= LongestWord))
        {
            var near = known.Select(name => (Name: name, Distance: Distance(word, name)))
                .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 3))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(candidate => $"'{candidate.Name}'")
                .ToList();
            if (near.Count > 0)
                yield return $"'{word}': did you mean {string.Join(" or ", near)}?";
        }
    }

    // Insertions, deletions, changes and swaps of neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
