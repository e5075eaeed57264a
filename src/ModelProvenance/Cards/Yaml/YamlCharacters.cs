using System.Buffers;

using ModelProvenance.Findings;

namespace ModelProvenance.Cards.Yaml;

/// <summary>Looks for characters that YAML does not allow, or that readers take for different things. Two vector scans say at once that a block has none.</summary>
internal static class YamlCharacters
{
    // YAML 1.2.2 section 5.1: tab, LF, CR, x20-x7E, x85, xA0-xD7FF, xE000-xFFFD without FEFF at the start, and what lies above.
    private static readonly SearchValues<char> Controls = SearchValues.Create("\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    public static void Check(ReadOnlySpan<char> text, int start, ReadOnlySpan<YamlNodeData> nodes, List<(int Start, int End)>? comments, ref List<YamlProblem>? problems)
    {
        var block = text[start..];
        var hasControls = block.IndexOfAny(Controls) >= 0;
        if (!hasControls && block.IndexOfAnyExceptInRange('\0', '\u007e') < 0)
            return;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007f' or '\n' or '\r' or '\t')
                continue;
            if (IsForbidden(text, i))
                Add(ref problems, Control(text, i, nodes, comments));
            else if (c is '\u0085' or '\u2028' or '\u2029')
                Add(ref problems, Warning(i, $"U+{(int)c:X4} ends a line for Python readers and is text for others. Remove it."));
            else if (IsUnusualBlank(c) && StandsForSpace(text, start, i))
                Add(ref problems, Warning(i, $"The blank U+{(int)c:X4} stands where a space belongs; YAML takes it for text. Use a space."));
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
        }
    }

    private static bool IsForbidden(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (c < ' ' || c is >= '\u007f' and <= '\u009f' and not '\u0085' or '\ufffe' or '\uffff')
            return true;
        return char.IsHighSurrogate(c) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]) : char.IsLowSurrogate(c);
    }

    private static bool IsUnusualBlank(char c) => c is '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200b') or '\u202f' or '\u205f' or '\u3000' or '\ufeff';

    // At the start of a line or behind ':' or '-', where a space would separate.
    private static bool StandsForSpace(ReadOnlySpan<char> text, int start, int i)
    {
        if (i == start && text[i] == '\ufeff')
            return false;
        var before = i - 1;
        while (before >= start && (text[before] == ' ' || IsUnusualBlank(text[before])))
            before--;
        return before < start || text[before] is '\r' or '\n' || (text[before] is ':' or '-' && before == i - 1);
    }

    // js-yaml refuses NUL anywhere; other control characters in plain text and block text; in quotes only those below U+0020; in comments none of them.
    private static YamlProblem Control(ReadOnlySpan<char> text, int i, ReadOnlySpan<YamlNodeData> nodes, List<(int Start, int End)>? comments)
    {
        var c = text[i];
        var inComment = comments is not null && comments.Exists(comment => comment.Start <= i && i < comment.End);
        var isRefused = c == '\0' || (!inComment && (c < ' ' || !InQuotes(nodes, i)));
        var name = char.IsSurrogate(c) ? "half of a surrogate pair" : "control character";
        return new YamlProblem(
            CardReadRules.UnusualCharacter,
            isRefused ? Severity.Error : Severity.Warning,
            i,
            i + 1,
            $"The {name} U+{(int)c:X4} is not allowed in YAML. Remove it.");
    }

    private static bool InQuotes(ReadOnlySpan<YamlNodeData> nodes, int position)
    {
        foreach (ref readonly var node in nodes)
        {
            if (node.Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted && node.Start <= position && position < node.End)
                return true;
        }

        return false;
    }

    private static YamlProblem Warning(int i, string message) => new(CardReadRules.UnusualCharacter, Severity.Warning, i, i + 1, message);

    // As many as the parser reports at most; InQuotes is not asked more often than that.
    private static void Add(ref List<YamlProblem>? problems, YamlProblem problem)
    {
        problems ??= [];
        if (problems.Count < CardLimits.MaxFindings || !problems.Exists(p => p.Rule == problem.Rule && p.Severity == problem.Severity))
            problems.Add(problem);
    }
}
