using System.Buffers;

namespace ModelProvenance.Licensing.Texts;

/// <summary>Hashes that two texts have in a row.</summary>
internal readonly record struct AlignedRun(int Query, int Reference, int Length);

/// <summary>Lays a text and a fingerprint side by side: which runs of words they share, in the same order.</summary>
internal static class TextAlignment
{
    // A gap between two shared runs is searched for further ones when it is not larger than this (cells of a table of both lengths): some 200 words on each side.
    private const int MaxGapCells = 40_000;

    // Tables over all hashes, all zero between calls: filling them anew would cost more than a comparison.
    [ThreadStatic]
    private static int[]? _queryPlaces;

    [ThreadStatic]
    private static int[]? _referencePlaces;

    /// <param name="query">Hash positions of the text, -1 where none of the fingerprints has the hash.</param>
    /// <param name="reference">Hash positions of the fingerprint.</param>
    /// <param name="hashCount">How many different hashes there are.</param>
    /// <param name="order">The share of telling hashes that stand in the same order in both, 0 to 1.</param>
    /// <returns>The runs, in order; positions are those of the first of the three words of a hash.</returns>
    public static List<AlignedRun> Align(ReadOnlySpan<int> query, ReadOnlySpan<int> reference, int hashCount, out double order)
    {
        var inQuery = Table(ref _queryPlaces, hashCount);
        var inReference = Table(ref _referencePlaces, hashCount);
        Mark(query, inQuery);
        Mark(reference, inReference);
        var anchors = new List<(int Query, int Reference)>();
        for (var r = 0; r < reference.Length; r++)
        {
            var gram = reference[r];
            if (inReference[gram] == r + 1 && inQuery[gram] > 0)
                anchors.Add((inQuery[gram] - 1, r));
        }

        Clear(query, inQuery);
        Clear(reference, inReference);
        var kept = LongestIncreasing(anchors);
        order = anchors.Count == 0 ? 0 : (double)kept.Count / anchors.Count;

        var runs = new List<AlignedRun>();
        var (q, p) = (0, 0);
        foreach (var (anchorQuery, anchorReference) in kept)
        {
            if (anchorQuery < q || anchorReference < p)
                continue;
            // Back to where the last run ended, then on as far as both agree.
            var (startQuery, startReference) = (anchorQuery, anchorReference);
            while (startQuery > q && startReference > p && query[startQuery - 1] == reference[startReference - 1])
                (startQuery, startReference) = (startQuery - 1, startReference - 1);
            Fill(query, reference, q, startQuery, p, startReference, inQuery, runs);
            var (endQuery, endReference) = (anchorQuery + 1, anchorReference + 1);
            while (endQuery < query.Length && endReference < reference.Length && query[endQuery] == reference[endReference])
                (endQuery, endReference) = (endQuery + 1, endReference + 1);
            Add(runs, new AlignedRun(startQuery, startReference, endQuery - startQuery));
            (q, p) = (endQuery, endReference);
        }

        Fill(query, reference, q, query.Length, p, reference.Length, inQuery, runs);
        return runs;
    }

    private static int[] Table(ref int[]? table, int hashCount) => table is not null && table.Length >= hashCount ? table : table = new int[hashCount];

    /// <summary>For each hash its place + 1 if it occurs once, -1 if more often, 0 if not.</summary>
    private static void Mark(ReadOnlySpan<int> grams, int[] places)
    {
        for (var i = 0; i < grams.Length; i++)
        {
            if (grams[i] >= 0)
                places[grams[i]] = places[grams[i]] == 0 ? i + 1 : -1;
        }
    }

    private static void Clear(ReadOnlySpan<int> grams, int[] places)
    {
        foreach (var gram in grams)
        {
            if (gram >= 0)
                places[gram] = 0;
        }
    }

    /// <summary>The longest part of the anchors whose places grow in both texts.</summary>
    private static List<(int Query, int Reference)> LongestIncreasing(List<(int Query, int Reference)> anchors)
    {
        var tails = new List<int>();
        var previous = new int[anchors.Count];
        for (var i = 0; i < anchors.Count; i++)
        {
            int low = 0, high = tails.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (anchors[tails[middle]].Query < anchors[i].Query)
                    low = middle + 1;
                else
                    high = middle;
            }

            previous[i] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count)
                tails.Add(i);
            else
                tails[low] = i;
        }

        var kept = new (int Query, int Reference)[tails.Count];
        for (int i = tails.Count - 1, at = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i--, at = previous[at])
            kept[i] = anchors[at];
        return [.. kept];
    }

    /// <summary>The longest common subsequence in a gap, for hashes that occur more than once.</summary>
    private static void Fill(ReadOnlySpan<int> query, ReadOnlySpan<int> reference, int q0, int q1, int p0, int p1, int[] inGap, List<AlignedRun> runs)
    {
        var m = p1 - p0;
        if (q1 <= q0 || m <= 0 || (long)(q1 - q0) * m > MaxGapCells)
            return;
        // Most of what stands in a gap is on one side only: a row for each hash of the text that the other side has as well.
        var rented = ArrayPool<int>.Shared.Rent(q1 - q0);
        var n = Shared(query, reference[p0..p1], q0, q1, inGap, rented);
        var places = rented.AsSpan(0, n);
        var width = m + 1;
        var cells = ArrayPool<ushort>.Shared.Rent((n + 1) * width);
        var common = cells.AsSpan(0, (n + 1) * width);
        common[(n * width)..].Clear();
        for (var i = n - 1; i >= 0; i--)
        {
            var gram = query[places[i]];
            var row = common.Slice(i * width, width);
            var below = common.Slice((i + 1) * width, width);
            row[m] = 0;
            for (var j = m - 1; j >= 0; j--)
                row[j] = gram == reference[p0 + j] ? (ushort)(below[j + 1] + 1) : Math.Max(below[j], row[j + 1]);
        }

        for (int i = 0, j = 0; i < n && j < m;)
        {
            if (query[places[i]] == reference[p0 + j])
            {
                Add(runs, new AlignedRun(places[i], p0 + j, 1));
                i++;
                j++;
            }
            else if (common[((i + 1) * width) + j] >= common[(i * width) + j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        ArrayPool<ushort>.Shared.Return(cells);
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>The places of the text in a gap whose hash the gap of the fingerprint has too.</summary>
    private static int Shared(ReadOnlySpan<int> query, ReadOnlySpan<int> reference, int q0, int q1, int[] inGap, int[] places)
    {
        foreach (var gram in reference)
            inGap[gram] = 1;
        var count = 0;
        for (var q = q0; q < q1; q++)
        {
            if (query[q] >= 0 && inGap[query[q]] != 0)
                places[count++] = q;
        }

        Clear(reference, inGap);
        return count;
    }

    private static void Add(List<AlignedRun> runs, AlignedRun run)
    {
        if (runs.Count > 0 && runs[^1] is var last && last.Query + last.Length == run.Query && last.Reference + last.Length == run.Reference)
            runs[^1] = last with { Length = last.Length + run.Length };
        else
            runs.Add(run);
    }
}
