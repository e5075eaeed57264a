using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Cards;

/// <summary>Where the front matter of a card stands.</summary>
/// <param name="Fence">Offset of the opening <c>---</c>.</param>
/// <param name="Start">Offset of the first character of the YAML, behind the line break of the opening fence.</param>
/// <param name="End">Offset behind the last character of the YAML, before the line break in front of the closing fence.</param>
/// <param name="CloseEnd">Offset behind the closing <c>---</c> and the blanks that follow it.</param>
/// <param name="BodyStart">Offset of the first character behind the closing fence and its line break.</param>
internal readonly record struct FrontMatterRange(int Fence, int Start, int End, int CloseEnd, int BodyStart);

/// <summary>Finds the front matter as the Hugging Face Hub does.</summary>
/// <remarks>The Hub's client publishes the pattern (huggingface_hub, src/huggingface_hub/repocard.py, as changed in July 2026):
/// blanks, <c>---</c>, a line break, the shortest text that a line break, <c>---</c>, blanks and a line break or the end follow. Its white space is taken as JavaScript has it,
/// with the byte order mark. The lines are searched by hand: the pattern costs the cube of a run of line breaks.</remarks>
internal static class FrontMatter
{
    private const string Fence = "---";

    public static FrontMatterRange? Find(ReadOnlySpan<char> text)
    {
        var fence = SkipWhiteSpace(text);
        if (!text[fence..].StartsWith(Fence, StringComparison.Ordinal))
            return null;
        var afterFence = fence + Fence.Length;
        var start = SkipBreak(text, afterFence);
        if (start == afterFence)
            return null;
        for (var from = start; ;)
        {
            var next = text[from..].IndexOf(Fence, StringComparison.Ordinal);
            if (next < 0)
                break;
            var close = from + next;
            if (close > start && text[close - 1] is '\n' or '\r' && ClosingFence(text, close) is { } end)
            {
                var yamlEnd = close - 1;
                if (text[yamlEnd] == '\n' && yamlEnd > start && text[yamlEnd - 1] == '\r')
                    yamlEnd--;
                return new FrontMatterRange(fence, start, yamlEnd, end, SkipBreak(text, end));
            }

            from = close + 1;
        }

        // --- CR LF --- is an empty block to the pattern, whose line break can be the CR alone; --- LF --- is none.
        return start == afterFence + 2 && text[start..].StartsWith(Fence, StringComparison.Ordinal) && ClosingFence(text, start) is { } closeEnd
            ? new FrontMatterRange(fence, afterFence + 1, afterFence + 1, closeEnd, SkipBreak(text, closeEnd))
            : null;
    }

    /// <summary>What is unusual about the fences and line ends of a front matter that was found.</summary>
    public static void Check(ReadOnlySpan<char> text, FrontMatterRange range, ref List<YamlProblem>? problems)
    {
        if (text[0] == '\ufeff')
            Add(ref problems, CardReadRules.FragileFence, 0, 1, "A byte order mark stands before the front matter; Python clients then see no front matter. Remove it.");
        var close = text[..range.CloseEnd].TrimEnd(" \t").Length;
        if (close < range.CloseEnd)
            Add(ref problems, CardReadRules.FragileFence, close, range.CloseEnd, "Blanks stand behind the closing ---; some readers then do not see the end of the front matter. Remove them.");

        var head = text[..range.BodyStart];
        if (head.Contains('\r'))
            CheckLineEnds(head, ref problems);
    }

    /// <summary>Why no front matter was found.</summary>
    public static YamlProblem Missing(ReadOnlySpan<char> text)
    {
        var fence = SkipWhiteSpace(text);
        if (text[fence..].StartsWith(Fence, StringComparison.Ordinal))
        {
            var lineEnd = LineEnd(text, fence);
            var next = SkipBreak(text, lineEnd);
            if (text[(fence + Fence.Length)..lineEnd].Trim(" \t").IsEmpty)
            {
                if (lineEnd > fence + Fence.Length)
                    return new YamlProblem(CardReadRules.MissingFrontMatter, Severity.Warning, fence + Fence.Length, lineEnd, "Blanks stand behind the opening ---, so the hub sees no front matter. Remove them.");
                if (IsKeyLine(text, next))
                    return Unclosed(text, fence, next);
            }
        }

        return LaterBlock(text, fence);
    }

    // The block ends where the text no longer looks like YAML: at a blank line, a heading or a line without a key, a dash or an indentation.
    private static YamlProblem Unclosed(ReadOnlySpan<char> text, int fence, int position)
    {
        var line = 2;
        while (position < text.Length && (IsKeyLine(text, position) || text[position] is ' ' or '-' or '\t'))
        {
            position = SkipBreak(text, LineEnd(text, position));
            line++;
        }

        var skipped = text[..fence].Count('\n');
        return new YamlProblem(
            CardReadRules.UnclosedFrontMatter,
            Severity.Error,
            fence,
            fence + Fence.Length,
            $"The front matter that begins here is never closed, so the hub sees none. Put a line --- before line {line + skipped}.");
    }

    private static YamlProblem LaterBlock(ReadOnlySpan<char> text, int first)
    {
        var position = 0;
        var line = 0;
        while (position < text.Length)
        {
            var end = LineEnd(text, position);
            var next = SkipBreak(text, end);
            line++;
            var trimmed = text[position..end].Trim(" \t\ufeff");
            if (trimmed is Fence or "```yaml" or "```yml" or "```" && position > first && IsKeyLine(text, next) && StartsWithCardKey(text[next..]))
            {
                return new YamlProblem(
                    CardReadRules.MissingFrontMatter,
                    Severity.Warning,
                    first,
                    Math.Min(first + 1, text.Length),
                    $"The card has no front matter: the block on line {line} is not at the start of the file. Move it there, between two lines ---.");
            }

            if (next == end)
                break;
            position = next;
        }

        return new YamlProblem(CardReadRules.MissingFrontMatter, Severity.Warning, first, Math.Min(first + 1, text.Length), "The card has no front matter. Begin the file with a YAML block between two lines ---.");
    }

    private static bool StartsWithCardKey(ReadOnlySpan<char> line) => CardKeys.Index(line[..line.IndexOf(':')]) >= 0;

    private static void CheckLineEnds(ReadOnlySpan<char> head, ref List<YamlProblem>? problems)
    {
        var (lf, crlf, cr, first) = (0, 0, 0, -1);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == '\n')
            {
                lf++;
            }
            else if (head[i] == '\r')
            {
                if (i + 1 < head.Length && head[i + 1] == '\n')
                {
                    crlf++;
                    i++;
                }
                else
                {
                    cr++;
                    first = first < 0 ? i : first;
                }
            }
        }

        if (cr > 0)
            Add(ref problems, CardReadRules.FragileFence, first, first + 1, "A carriage return without a line feed ends a line of the front matter; readers disagree about it. Use line feeds.");
        else if (lf > 0 && crlf > 0)
            Add(ref problems, CardReadRules.FragileFence, 0, 1, $"The front matter mixes {lf} line ends of one character with {crlf} of two. Use one kind.");
    }

    private static int? ClosingFence(ReadOnlySpan<char> text, int fence)
    {
        var i = fence + Fence.Length;
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        return i == text.Length || text[i] == '\n' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') ? i : null;
    }

    private static bool IsKeyLine(ReadOnlySpan<char> text, int position)
    {
        var line = text[position..LineEnd(text, position)];
        var colon = line.IndexOf(':');
        return colon > 0 && (char.IsLetter(line[0]) || line[0] is '_' or '"' or '\'') && (colon + 1 == line.Length || line[colon + 1] is ' ' or '\t');
    }

    private static int LineEnd(ReadOnlySpan<char> text, int position)
    {
        var length = text[position..].IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : position + length;
    }

    private static int SkipBreak(ReadOnlySpan<char> text, int position)
    {
        if (position >= text.Length || text[position] is not ('\r' or '\n'))
            return position;
        return text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? position + 2 : position + 1;
    }

    // \s of JavaScript (ECMA-262, WhiteSpace and LineTerminator).
    private static int SkipWhiteSpace(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && (text[i] is ' ' or (>= '\t' and <= '\r') or '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff'))
            i++;
        return i;
    }

    private static void Add(ref List<YamlProblem>? problems, RuleDescriptor rule, int start, int end, string message)
    {
        problems ??= [];
        problems.Add(new YamlProblem(rule, rule.Severity, start, end, message));
    }
}
