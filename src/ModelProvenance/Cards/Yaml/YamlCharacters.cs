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
        // Comments and nodes stand in the order of the text: the last one that begins before a character is followed along, so that the whole costs one pass.
        var comment = 0;
        var node = 0;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007f' or '\n' or '\r' or '\t')
                continue;
            if (IsForbidden(text, i))
            {
                while (comments is not null && comment + 1 < comments.Count && comments[comment + 1].Start <= i)
                    comment++;
                while (node + 1 < nodes.Length && nodes[node + 1].Start <= i)
                    node++;
                var inComment = comments is { Count: > 0 } && comments[comment].Start <= i && i < comments[comment].End;
                var inQuotes = nodes[node].Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted && i < nodes[node].End;
                Add(ref problems, Control(text[i], i, inComment, inQuotes));
            }
            else if (c is '\u0085' or '\u2028' or '\u2029')
            {
                Add(ref problems, Warning(i, $"U+{(int)c:X4} ends a line for Python readers and is text for others. Remove it."));
            }
            else if (IsUnusualBlank(c) && StandsForSpace(text, start, i))
            {
                Add(ref problems, Warning(i, $"The blank U+{(int)c:X4} stands where a space belongs; YAML takes it for text. Use a space."));
            }

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
        if (before < start || text[before] is '\r' or '\n' or ':' or '-')
            return true;

        // Spaces between the start of the line and the blank; of several unusual blanks the first is enough.
        while (before >= start && text[before] == ' ')
            before--;
        return before < start || text[before] is '\r' or '\n';
    }

    // js-yaml refuses NUL anywhere; other control characters in plain text and block text; in quotes only those below U+0020; in comments none of them.
    private static YamlProblem Control(char c, int i, bool inComment, bool inQuotes)
    {
        var isRefused = c == '\0' || (!inComment && (c < ' ' || !inQuotes));
        var name = char.IsSurrogate(c) ? "half of a surrogate pair" : "control character";
        return new YamlProblem(
            CardReadRules.UnusualCharacter,
            isRefused ? Severity.Error : Severity.Warning,
            i,
            i + 1,
            $"The {name} U+{(int)c:X4} is not allowed in YAML. Remove it.");
    }

    private static YamlProblem Warning(int i, string message) => new(CardReadRules.UnusualCharacter, Severity.Warning, i, i + 1, message);

    // As many as the parser reports at most, but always the first error.
    private static void Add(ref List<YamlProblem>? problems, YamlProblem problem)
    {
        problems ??= [];
        if (problems.Count < CardLimits.MaxFindings || !problems.Exists(p => p.Rule == problem.Rule && p.Severity == problem.Severity))
            problems.Add(problem);
    }
}
