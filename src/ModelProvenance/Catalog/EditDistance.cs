using System.Numerics;

namespace ModelProvenance.Catalog;

/// <summary>How many letters two words differ by.</summary>
internal static class EditDistance
{
    private const int Longest = 120;

    /// <summary>Whether two words differ by no more than some letters, counted as <see cref="Between"/> does. Most words are told apart by their lengths and by the letters that they have.</summary>
    public static bool IsWithin(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most) =>
        Math.Abs(a.Length - b.Length) <= most && BitOperations.PopCount(Letters(a) ^ Letters(b)) <= 2 * most && Between(a, b) <= most;

    // A bit for each character that occurs, of several characters the same: a change of one letter takes one bit away and brings another at most.
    private static ulong Letters(ReadOnlySpan<char> word)
    {
        var letters = 0UL;
        foreach (var c in word[..Math.Min(word.Length, Longest)])
            letters |= 1UL << (c & 63);
        return letters;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Words longer than 120 characters are cut.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[b.Length];
    }
}
