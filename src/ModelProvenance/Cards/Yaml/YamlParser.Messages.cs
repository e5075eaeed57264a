using System.Globalization;

namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    // What is quoted of the text in a message.
    private const int MaxExcerpt = 40;

    private readonly int LineOf(int position)
    {
        var line = 1;
        var rest = _text[..position];
        while (true)
        {
            var next = rest.IndexOfAny('\r', '\n');
            if (next < 0)
                return line;
            rest = rest[(rest[next] == '\r' && next + 1 < rest.Length && rest[next + 1] == '\n' ? next + 2 : next + 1)..];
            line++;
        }
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= MaxExcerpt ? text.ToString() : string.Concat(text[..(MaxExcerpt - 3)], "...");

    // The text from the position to the end of its line, in quotes.
    private readonly string Quote(int position)
    {
        var rest = _text[position..];
        var end = rest.IndexOfAny('\r', '\n');
        return $"'{Shorten((end < 0 ? rest : rest[..end]).TrimEnd())}'";
    }

    private readonly string DuplicateMessage(int earlier, int key) => string.Create(
        CultureInfo.InvariantCulture,
        $"The key '{Shorten(_text[_nodes[key].Start.._nodes[key].End])}' stands a second time in this mapping; the first is on line {LineOf(_nodes[earlier].Start)}. Keep one of them.");

    private readonly string MissingColon(int start)
    {
        var line = _text[start..];
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        if (line[0] == '-' && line.Length > 1 && !char.IsWhiteSpace(line[1]))
            return $"Expected a key with a ':' behind it, found {Quote(start)}. A list item needs a space behind its '-'.";
        var colon = line.IndexOf(':');
        return colon > 0 && colon + 1 < line.Length && !char.IsWhiteSpace(line[colon + 1])
            ? $"Expected a key with a ':' behind it, found {Quote(start)}. A space must stand behind the ':'."
            : $"Expected a key with a ':' behind it, found {Quote(start)}.";
    }

    private bool FailUnexpected()
    {
        // A ':' behind a value of several lines: either its first line lacks a colon, or its last line is a key that is indented too far.
        if (Current == ':' && _count > 0 && _nodes[_count - 1] is { Style: YamlScalarStyle.Plain, Flags: YamlNodeFlags.Decode } value)
        {
            var before = value.Start - 1;
            while (before >= 0 && _text[before] is ' ')
                before--;
            if (before < 0 || _text[before] is '\r' or '\n')
                return Fail(value.Start, MissingColon(value.Start));
            var key = _lineStart + _indent;
            return Fail(key, $"This line is indented as if it went on with the value before it: {Quote(key)}.");
        }

        return Fail(_position, Unexpected());
    }

    // What stands where nothing or a new entry was expected, and what the cause often is.
    private readonly string Unexpected()
    {
        var found = Quote(_position);
        switch (Current)
        {
            case '@' or '`' or '%':
                return $"A value cannot begin with '{Current}': {found}. Quote the value.";
            case ':' when _lineStart == _tokenLine:
                return "A second ': ' on the line of a key. Quote the value that holds it.";
            case '-' when IsBlank(_position + 1) && _lineStart == _tokenLine:
                return $"A list cannot begin on the line of its key: {found}. Begin it on the next line, or quote the value.";
            case '-' when IsBlank(_position + 1):
                return $"This list item is indented unlike the items before it: {found}.";
            case '}' or ']':
                return $"A '{Current}' that closes nothing: {found}. Quote a value that holds brackets.";
            default:
                return _lineStart == _tokenLine
                    ? $"Unexpected text behind a value: {found}. Quote the whole value."
                    : $"This line is indented unlike the lines before it: {found}.";
        }
    }
}
