using System.Collections.Immutable;
using System.Runtime.InteropServices;

using ModelProvenance.Facts;

namespace ModelProvenance.Licensing.Texts;

/// <summary>Finds out what one text is.</summary>
internal sealed class TextMatcher
{
    // Below this share of a known text, nothing is said; from it on the text resembles that licence. Measured on the reference texts: unrelated licences share under 0.3.
    private const double Resembles = 0.5;

    // From this share on a text is a changed copy of the known one, and not only similar to it.
    private const double IsCopy = 0.8;

    // Texts of one family share up to 0.99 of each other's words: enough of the list must be laid side by side to find the right one.
    private const int MaxAligned = 12;

    // When one of them explains everything, no more than these are looked at, for the list of candidates.
    private const int MaxBesideComplete = 5;

    // The share of a text that a known one must explain for the text to be a part of it.
    private const double IsPart = 0.97;

    private const int MaxCandidates = 5;

    // A file with more texts than this is a collection; the rest is residue.
    private const int MaxParts = 16;

    // The longest text that can be a mere statement, in words and in characters (words may stand among any number of marks).
    private const int LongestStatement = 300;
    private const int LongestStatementText = 10_000;

    // Fewer words of residue are not searched for another text: the shortest licence has some 150.
    private const int ShortestText = 60;

    private readonly FingerprintIndex _index;
    private readonly string _text;
    private readonly TextToken[] _tokens;
    private readonly int[] _grams;
    private readonly bool _isDocument;
    private int[]? _lineStarts;

    public TextMatcher(FingerprintIndex index, string text, LicenseTextContext context)
    {
        _index = index;
        _text = text;
        var tokens = CopyrightStatements.Without(TextTokens.Read(text, out var isCard));
        _tokens = [.. tokens];
        _grams = index.Grams(_tokens);
        _isDocument = context == LicenseTextContext.Document || (context == LicenseTextContext.Auto && isCard);
    }

    public LicenseTextMatch Match()
    {
        var found = Search(0, _tokens.Length);
        if (found.Count == 0 || found[0].Coverage < Resembles)
            return Unknown(found);

        // The text that leaves least unexplained; a file may hold more than one.
        var best = found[0];
        var parts = new List<TextJudgement>();
        var bestCost = Cost(best, parts);
        foreach (var other in found.Skip(1))
        {
            // What stands complete beside something else is worth a look: the rest may be another known text.
            if (!other.IsClean)
                continue;
            var otherParts = new List<TextJudgement>();
            var cost = Cost(other, otherParts);
            if (cost < bestCost)
                (best, bestCost, parts) = (other, cost, otherParts);
        }

        // Half of a text, and nothing else, is that text with a part missing.
        return best.Coverage >= IsCopy || Share(best) >= IsPart ? Verdict(best, parts, found) : Unknown(found);
    }

    /// <summary>The known texts that a range resembles, best first.</summary>
    private List<TextJudgement> Search(int start, int end)
    {
        var found = new List<TextJudgement>();
        if (end - start < 3)
            return found;
        var isComplete = false;
        foreach (var (text, share) in _index.Candidates(_grams.AsSpan(start..(end - 2)), MaxAligned))
        {
            if (share <= Resembles / 2 || (isComplete && found.Count >= MaxBesideComplete))
                break;
            var judgement = TextJudgement.Of(text, _index, _tokens, _grams, start, end);
            isComplete |= judgement.IsClean && judgement.Explained == end - start;
            found.Add(judgement);
        }

        found.Sort((x, y) => Rank(y, start, end).CompareTo(Rank(x, start, end)) is not 0 and var order ? order : x.Index.CompareTo(y.Index));
        return found;
    }

    /// <summary>How well both sides explain each other; complete texts first among those that explain the same.</summary>
    private double Rank(TextJudgement judgement, int start, int end)
    {
        var (from, to) = _isDocument ? Block(judgement.Span, start, end) : (start, end);
        return to == from ? 0 : judgement.Coverage * judgement.Explained / (to - from);
    }

    /// <summary>The share of the text that a known one explains.</summary>
    private double Share(TextJudgement judgement)
    {
        var (from, to) = _isDocument ? Block(judgement.Span, 0, _tokens.Length) : (0, _tokens.Length);
        return to == from ? 0 : (double)judgement.Explained / (to - from);
    }

    /// <summary>The words that stay unexplained on either side when the text, and others in what is left, are taken out.</summary>
    private int Cost(TextJudgement judgement, List<TextJudgement> parts)
    {
        parts.Clear();
        parts.Add(judgement);
        var (from, to) = _isDocument ? Block(judgement.Span, 0, _tokens.Length) : (0, _tokens.Length);
        return judgement.Missing + judgement.Extra + Rest(from, judgement.Span.Start, parts) + Rest(judgement.Span.End, to, parts);
    }

    private int Rest(int start, int end, List<TextJudgement> parts)
    {
        if (end - start < ShortestText || parts.Count >= MaxParts)
            return end - start;
        var found = Search(start, end);
        if (found.Count == 0 || found[0].Coverage < IsCopy)
            return end - start;
        // Complete texts first: a longer one that is nearly the same must not hide two short ones.
        var best = found.Find(static f => f.IsClean) ?? found[0];
        parts.Add(best);
        return best.Missing + best.Extra + Rest(start, best.Span.Start, parts) + Rest(best.Span.End, end, parts);
    }

    private LicenseTextMatch Verdict(TextJudgement best, List<TextJudgement> parts, List<TextJudgement> found)
    {
        parts.Sort(static (x, y) => x.Span.Start.CompareTo(y.Span.Start));
        var (from, to) = _isDocument ? Block(best.Span, 0, _tokens.Length) : (0, _tokens.Length);
        var differences = new List<TextGap>();
        var isExact = !parts.Exists(static p => p.HasHarmlessGaps) && parts.Count == 1;
        var residue = 0;
        var at = from;
        foreach (var part in parts)
        {
            residue += AddResidue(at, part.Span.Start, differences, ref isExact) + part.Extra;
            differences.AddRange(part.Gaps);
            at = part.Span.End;
        }

        residue += AddResidue(at, to, differences, ref isExact);
        differences = Joined(differences);
        var (phrasesFound, phrasesExpected, isOtherPhrase) = Phrases(best.Fingerprint, from, to);

        var licenses = parts.Where(static p => !IsPolicy(p.Fingerprint)).Select(static p => p.Index).Distinct().Count();
        var isModified = differences.Count > 0;
        var result = Describe(best, found) with
        {
            License = licenses > 1 && !isModified ? default : LicenseId.Parse(best.Fingerprint.License),
            Verdict = isModified ? LicenseTextVerdict.Modified : isExact ? LicenseTextVerdict.Exact : LicenseTextVerdict.Same,
            Residue = to == from ? 0 : (double)residue / (to - from),
            PhrasesFound = phrasesFound,
            PhrasesExpected = phrasesExpected,
            Differences = [.. differences.Select(Difference)],
            Parts = [.. parts.Select(Part)],
        };
        return result with
        {
            Detail = parts.Count > 1 ? LicenseTextDetail.Composite
                : !isModified ? LicenseTextDetail.None
                : isOtherPhrase && !best.IsClean ? LicenseTextDetail.OtherVersion
                : best.Missing == 0 ? LicenseTextDetail.Additions
                : LicenseTextDetail.Altered,
        };
    }

    private LicenseTextMatch Unknown(List<TextJudgement> found)
    {
        var result = found.Count == 0 ? new LicenseTextMatch() : Describe(found[0], found);
        result = result with { Residue = found.Count == 0 ? 1 : 1 - Share(found[0]), IsTruncated = _text.Length > TextTokens.MaxLength };
        if (_tokens.Length is 0 or > LongestStatement || _text.Length > LongestStatementText || LicenseNames.Default.FindStatement(_text) is not { } statement)
            return result;
        return result with
        {
            Detail = LicenseTextDetail.Statement,
            Statement = statement,
            License = statement.License,
        };
    }

    private LicenseTextMatch Describe(TextJudgement best, List<TextJudgement> found) => new()
    {
        Version = best.Fingerprint.Version,
        Score = Score(best),
        Coverage = best.Coverage,
        Order = best.Order,
        IsTruncated = _text.Length > TextTokens.MaxLength,
        Candidates = [.. found.Where(static f => f.Explained > 0).Select(f => new LicenseTextCandidate(LicenseId.Parse(f.Fingerprint.License), Score(f)))
            .OrderByDescending(c => c.License == LicenseId.Parse(best.Fingerprint.License)).ThenByDescending(static c => c.Score).Take(MaxCandidates)],
    };

    private double Score(TextJudgement judgement)
    {
        var (from, to) = _isDocument ? Block(judgement.Span, 0, _tokens.Length) : (0, _tokens.Length);
        // Optional words that are there count on both sides.
        var optional = Math.Max(0, judgement.Explained - (judgement.Mandatory - judgement.Missing));
        var all = to - from + judgement.Mandatory + optional;
        return all == 0 ? 0 : Math.Min(1, 2.0 * judgement.Explained / all);
    }

    /// <summary>What stands beside the known text: a remark, or words that count.</summary>
    private int AddResidue(int start, int end, List<TextGap> differences, ref bool isExact)
    {
        if (end <= start)
            return 0;
        isExact = false;
        var words = _tokens.AsSpan(start..end);
        if (!OperativeWords.IsStatementOrPageNumber(words) && !OperativeWords.IsRemark(_text, words))
            differences.Add(new TextGap(start, end, 0));
        return end - start;
    }

    /// <summary>Places that touch are one: other words in front of, or behind, what is missing at an end of the known text.</summary>
    private static List<TextGap> Joined(List<TextGap> gaps)
    {
        gaps.Sort(static (x, y) => x.QueryStart != y.QueryStart ? x.QueryStart.CompareTo(y.QueryStart) : x.QueryEnd.CompareTo(y.QueryEnd));
        var joined = new List<TextGap>();
        foreach (var gap in gaps)
        {
            if (joined.Count > 0 && joined[^1].QueryEnd >= gap.QueryStart)
                joined[^1] = new TextGap(joined[^1].QueryStart, Math.Max(gap.QueryEnd, joined[^1].QueryEnd), joined[^1].Missing + gap.Missing);
            else
                joined.Add(gap);
        }

        return joined;
    }

    /// <summary>Counts the deciding phrases; says whether one that must occur does not.</summary>
    private (int Found, int Expected, bool IsOther) Phrases(Fingerprint fingerprint, int start, int end)
    {
        var found = 0;
        var isOther = false;
        foreach (var marker in fingerprint.Markers)
        {
            var occurs = false;
            for (var i = start; i + marker.Length <= end && !occurs; i++)
                occurs = TextTokens.Hash(_tokens.AsSpan(i, marker.Length)) == marker.Hash;
            if (occurs != marker.IsAbsent)
                found++;
            else
                isOther |= !marker.IsAbsent;
        }

        return (found, fingerprint.Markers.Length, isOther);
    }

    private LicenseTextDifference Difference(TextGap gap)
    {
        var kind = gap.Missing == 0 ? LicenseTextDifferenceKind.Added : gap.QueryEnd > gap.QueryStart ? LicenseTextDifferenceKind.Changed : LicenseTextDifferenceKind.Removed;
        var text = "";
        if (gap.QueryEnd > gap.QueryStart)
        {
            var (from, to) = (_tokens[gap.QueryStart].Start, _tokens[gap.QueryEnd - 1].End);
            text = _text.AsSpan(from, Math.Min(to - from, LicenseTextDifference.MaxText)).ToString();
        }

        return new LicenseTextDifference(Line(gap.QueryStart), kind, text, gap.Missing);
    }

    private LicenseTextPart Part(TextJudgement part) => new(
        LicenseId.Parse(part.Fingerprint.License),
        !part.IsClean ? LicenseTextVerdict.Modified : part.HasHarmlessGaps ? LicenseTextVerdict.Same : LicenseTextVerdict.Exact,
        Line(part.Span.Start),
        Line(part.Span.End - 1));

    private static bool IsPolicy(Fingerprint fingerprint) =>
        fingerprint.License.EndsWith("-AUP", StringComparison.Ordinal) || fingerprint.License.Contains("Use-Policy", StringComparison.Ordinal);

    /// <summary>The section of a document around a text: from behind the last heading or fence in front of it to the next one.</summary>
    private (int Start, int End) Block((int Start, int End) span, int start, int end)
    {
        if (span.End <= span.Start)
            return (start, end);
        var (from, to) = span;
        while (from > start && !IsBoundaryBetween(from - 1, from))
            from--;
        while (to < end && !IsBoundaryBetween(to - 1, to))
            to++;
        return (from, to);
    }

    /// <summary>Whether a line between two words, or that of the second one, is a heading, a fence or a rule; or that of the first one is a heading.</summary>
    private bool IsBoundaryBetween(int first, int second)
    {
        if ((_tokens[second].Place & TokenPlace.Line) == 0)
            return false;
        var between = _text.AsSpan(_tokens[first].End, _tokens[second].Start - _tokens[first].End);
        var end = between.IndexOf('\n');
        if (end < 0)
            return false;
        // The line of the first word, up to its beginning.
        var lineStart = _text.LastIndexOf('\n', _tokens[first].End - 1) + 1;
        if (_text.AsSpan(lineStart).TrimStart(" \t").StartsWith("#"))
            return true;
        foreach (var line in between[end..].EnumerateLines())
        {
            var mark = line.Trim();
            if (mark.StartsWith("#") || mark.StartsWith("```") || mark.StartsWith("~~~") || mark.StartsWith("---") || mark.StartsWith("***") || mark.StartsWith("<details") || mark.StartsWith("</details"))
                return true;
        }

        return false;
    }

    /// <summary>The line of a word, from 1; of the last word when there is none.</summary>
    private int Line(int token)
    {
        if (_tokens.Length == 0)
            return 1;
        _lineStarts ??= LineStarts();
        var place = Array.BinarySearch(_lineStarts, _tokens[Math.Clamp(token, 0, _tokens.Length - 1)].Start);
        return place >= 0 ? place + 1 : ~place;
    }

    private int[] LineStarts()
    {
        var starts = new List<int> { 0 };
        for (var at = _text.IndexOf('\n'); at >= 0; at = _text.IndexOf('\n', at + 1))
            starts.Add(at + 1);
        return CollectionsMarshal.AsSpan(starts).ToArray();
    }
}
