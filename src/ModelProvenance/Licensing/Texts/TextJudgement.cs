namespace ModelProvenance.Licensing.Texts;

/// <summary>A place where a text and a fingerprint part.</summary>
/// <param name="QueryStart">The first word of the text there.</param>
/// <param name="QueryEnd">Behind the last one.</param>
/// <param name="Missing">How many mandatory words of the known text are not there.</param>
internal readonly record struct TextGap(int QueryStart, int QueryEnd, int Missing);

/// <summary>What comes of laying a text beside a fingerprint. Words are counted within the range of the text that was looked at.</summary>
internal sealed class TextJudgement
{
    private TextJudgement(int index, Fingerprint fingerprint)
    {
        Index = index;
        Fingerprint = fingerprint;
    }

    public int Index { get; }

    public Fingerprint Fingerprint { get; }

    /// <summary>The range of the text from the first to behind the last shared word; empty when nothing is shared.</summary>
    public (int Start, int End) Span { get; private set; }

    /// <summary>What differs inside the range, or is missing at its ends.</summary>
    public List<TextGap> Gaps { get; } = [];

    /// <summary>Whether something differs that does not count: a statement of a copyright holder, an optional part.</summary>
    public bool HasHarmlessGaps { get; private set; }

    /// <summary>Words of the known text without its optional parts.</summary>
    public int Mandatory { get; private set; }

    /// <summary>Mandatory words that are missing.</summary>
    public int Missing { get; private set; }

    /// <summary>Words in the range that the known text does not have.</summary>
    public int Extra { get; private set; }

    /// <summary>Words of the text that the known text explains.</summary>
    public int Explained { get; private set; }

    public double Order { get; private set; }

    /// <summary>Whether the known text is all there, and nothing stands in between that counts.</summary>
    public bool IsClean => Gaps.Count == 0;

    public double Coverage => Mandatory == 0 ? 0 : 1 - ((double)Missing / Mandatory);

    /// <param name="index">The number of the fingerprint.</param>
    /// <param name="all">All fingerprints.</param>
    /// <param name="tokens">The text.</param>
    /// <param name="grams">Its hash positions.</param>
    /// <param name="start">The first word to look at.</param>
    /// <param name="end">Behind the last one.</param>
    public static TextJudgement Of(int index, FingerprintIndex all, ReadOnlySpan<TextToken> tokens, ReadOnlySpan<int> grams, int start, int end)
    {
        var fingerprint = all.Texts[index];
        var judgement = new TextJudgement(index, fingerprint) { Mandatory = Mandatories(fingerprint, 0, fingerprint.Words) };
        var range = grams[start..Math.Max(start, end - 2)];
        var (from, length) = Densest(range, fingerprint, all.HashCount);
        var runs = TextAlignment.Align(range.Slice(from, length), fingerprint.Grams, all.HashCount, out var order);
        judgement.Order = order;
        if (runs.Count == 0)
        {
            judgement.Missing = judgement.Mandatory;
            return judgement;
        }

        var offset = start + from;
        judgement.Span = (runs[0].Query + offset, runs[^1].Query + runs[^1].Length + 2 + offset);
        judgement.AddEnd(0, runs[0].Reference, judgement.Span.Start);
        for (var i = 1; i < runs.Count; i++)
            judgement.AddGap(runs[i - 1], runs[i], offset, tokens);
        judgement.AddEnd(runs[^1].Reference + runs[^1].Length + 2, fingerprint.Words, judgement.Span.End);
        judgement.Explained = judgement.Span.End - judgement.Span.Start - judgement.Extra;
        return judgement;
    }

    /// <summary>Mandatory words before the first or behind the last shared word.</summary>
    private void AddEnd(int referenceStart, int referenceEnd, int at)
    {
        if (referenceEnd <= referenceStart)
            return;
        var missing = Mandatories(Fingerprint, referenceStart, referenceEnd);
        if (missing == 0)
        {
            HasHarmlessGaps = true;
            return;
        }

        Missing += missing;
        Gaps.Add(new TextGap(at, at, missing));
    }

    private void AddGap(AlignedRun before, AlignedRun after, int offset, ReadOnlySpan<TextToken> tokens)
    {
        int queryStart = before.Query + before.Length + 2, queryEnd = after.Query, referenceStart = before.Reference + before.Length + 2, referenceEnd = after.Reference;
        // Repeated words at the seam belong to both runs: give them back to one, and allow for the doubt about which.
        var overlap = Math.Max(0, Math.Max(queryStart - queryEnd, referenceStart - referenceEnd));
        queryStart -= overlap;
        referenceStart -= overlap;
        var missing = int.MaxValue;
        for (var shift = 0; shift <= overlap && missing > 0; shift++)
            missing = Math.Min(missing, Mandatories(Fingerprint, referenceStart + shift, referenceEnd + shift));
        var words = tokens[(queryStart + offset)..(queryEnd + offset)];
        // "copyright" itself may be shared, and only year and holder differ.
        var statement = queryStart + offset > 0 && tokens[queryStart + offset - 1].Hash == TextTokens.CopyrightHash ? tokens[(queryStart + offset - 1)..(queryEnd + offset)] : words;
        var isInsideOptional = Fingerprint.IsOptional(referenceStart - 1) && Fingerprint.IsOptional(referenceEnd);
        // The address of a link may be missing, or be there besides; another address is a difference.
        var isAddedLink = referenceEnd == referenceStart && AreLinks(words);
        if (missing == 0 && (words.IsEmpty || isAddedLink || (isInsideOptional && !AreLinks(words)) || OperativeWords.IsStatementOrPageNumber(statement)))
        {
            HasHarmlessGaps = true;
            if (!isInsideOptional && !isAddedLink)
                Extra += words.Length;
            return;
        }

        Missing += missing;
        Extra += words.Length;
        Gaps.Add(new TextGap(queryStart + offset, queryEnd + offset, missing));
    }

    private static bool AreLinks(ReadOnlySpan<TextToken> words)
    {
        foreach (var word in words)
        {
            if ((word.Place & TokenPlace.Link) == 0)
                return false;
        }

        return !words.IsEmpty;
    }

    private static int Mandatories(Fingerprint fingerprint, int start, int end)
    {
        var count = end - start;
        foreach (var part in fingerprint.Optional)
            count -= Math.Max(0, Math.Min(part.End, end) - Math.Max(part.Start, start));
        return count;
    }

    /// <summary>The part of a long text in which most of the known text stands: a file may hold it twice, or hold much else.</summary>
    private static (int Start, int Length) Densest(ReadOnlySpan<int> grams, Fingerprint fingerprint, int hashCount)
    {
        var window = fingerprint.Grams.Length + (fingerprint.Grams.Length / 4) + 64;
        if (grams.Length <= window)
            return (0, grams.Length);
        var isIn = new bool[hashCount];
        foreach (var gram in fingerprint.Grams)
            isIn[gram] = true;
        int count = 0, best = -1, at = 0;
        for (var i = 0; i < grams.Length; i++)
        {
            if (grams[i] >= 0 && isIn[grams[i]])
                count++;
            if (i >= window && grams[i - window] >= 0 && isIn[grams[i - window]])
                count--;
            if (i >= window - 1 && count > best)
                (best, at) = (count, i - window + 1);
        }

        return (at, window);
    }
}
