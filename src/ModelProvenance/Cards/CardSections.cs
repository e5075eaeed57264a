using System.Collections.Immutable;

namespace ModelProvenance.Cards;

/// <summary>Cuts the body of a card at its headings: <c># Title</c> and a title underlined with = or -. CommonMark 0.31, sections 4.2, 4.3 and 4.5, without nesting in quotes and lists.</summary>
internal static class CardSections
{
    public static ImmutableArray<CardSection> Read(LineIndex lines, int bodyStart)
    {
        var text = lines.Text;
        var sections = ImmutableArray.CreateBuilder<CardSection>();
        var line = lines.Position(bodyStart).Line;
        var open = (Level: 0, Title: "", Line: line, Start: bodyStart, ContentStart: bodyStart);
        var fence = '\0';
        var fenceLength = 0;
        var paragraph = -1; // start of the one line of text above, which an underline makes a heading
        var position = bodyStart;
        while (position < text.Length)
        {
            var length = text.AsSpan(position).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : position + length;
            var next = end == text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            // Most lines begin with a letter: no heading, no fence, perhaps the title above an underline.
            if (fence == '\0' && char.IsLetterOrDigit(text[position]))
            {
                paragraph = paragraph < 0 ? position : -1;
                if (next == end)
                    break;
                position = next;
                line++;
                continue;
            }

            var content = text.AsSpan(position, end - position).TrimStart(' ');
            var indented = end - position - content.Length > 3;
            if (fence != '\0')
            {
                if (!indented && RunLength(content, fence) >= fenceLength && content.Trim(fence).Trim(" \t").IsEmpty)
                    fence = '\0';
            }
            else if (!indented && content.Length > 2 && content[0] is '`' or '~' && RunLength(content, content[0]) >= 3)
            {
                fence = content[0];
                fenceLength = RunLength(content, fence);
                paragraph = -1;
            }
            else if (!indented && AtxLevel(content) is var level and > 0)
            {
                Close(sections, text, open, position);
                open = (level, content.TrimStart('#').Trim(" \t").TrimEnd('#').TrimEnd(" \t").ToString(), line, position, next);
                paragraph = -1;
            }
            else if (!indented && paragraph >= 0 && UnderlineLevel(content) is var underlined and > 0)
            {
                Close(sections, text, open, paragraph);
                open = (underlined, text.AsSpan(paragraph, position - paragraph).Trim(" \t\r\n").ToString(), line - 1, paragraph, next);
                paragraph = -1;
            }
            else
            {
                paragraph = paragraph < 0 && IsParagraph(content) && !indented ? position : -1;
            }

            if (next == end)
                break;
            position = next;
            line++;
        }

        Close(sections, text, open, text.Length);
        return sections.ToImmutable();
    }

    private static void Close(ImmutableArray<CardSection>.Builder sections, string text, (int Level, string Title, int Line, int Start, int ContentStart) open, int end)
    {
        if (open.Level > 0 || !text.AsSpan(open.Start, end - open.Start).IsWhiteSpace())
            sections.Add(new CardSection(open.Level, open.Title, open.Line, open.Start, Math.Min(open.ContentStart, end), end));
    }

    private static int RunLength(ReadOnlySpan<char> line, char c)
    {
        var end = line.IndexOfAnyExcept(c);
        return end < 0 ? line.Length : end;
    }

    private static int AtxLevel(ReadOnlySpan<char> line)
    {
        var level = RunLength(line, '#');
        return level is >= 1 and <= 6 && (level == line.Length || line[level] is ' ' or '\t') ? level : 0;
    }

    private static int UnderlineLevel(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd(" \t");
        if (line.Length < 2)
            return 0;
        return line.IndexOfAnyExcept('=') < 0 ? 1 : line.IndexOfAnyExcept('-') < 0 ? 2 : 0;
    }

    private static bool IsParagraph(ReadOnlySpan<char> line) => !line.IsWhiteSpace() && line[0] is not ('|' or '>' or '-' or '*' or '+' or '<' or '=');
}
