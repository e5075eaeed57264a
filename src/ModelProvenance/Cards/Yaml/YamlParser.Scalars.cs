using System.Buffers;

namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    private static readonly SearchValues<char> PlainStops = SearchValues.Create(":#\r\n");
    private static readonly SearchValues<char> FlowPlainStops = SearchValues.Create(":#\r\n,[]{}");

    private bool Plain(int flowIndent, bool inFlow)
    {
        if (AtEnd)
            return false;
        var c = _text[_position];
        if (c is ' ' or '\t' or '\r' or '\n' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`')
            return false;
        if (c is '?' or '-' && (IsBlank(_position + 1) || (inFlow && IsFlowIndicator(_text[_position + 1]))))
            return false;

        var start = _position;
        var end = start;
        var lines = 1;
        var stops = inFlow ? FlowPlainStops : PlainStops;
        while (!AtDocumentMarker())
        {
            var from = _position;
            var isLineEnd = PlainLine(stops, inFlow);
            var lineEnd = TrimEnd(_position);
            if (lineEnd > from)
            {
                end = lineEnd;
                _tokenLine = _lineStart;
            }

            if (!isLineEnd || AtEnd)
                break;

            // The next line with text goes on with the scalar when it is deep enough.
            var (lineStart, indent) = (_lineStart, _indent);
            SkipBlankLines();
            if (AtEnd || _indent < flowIndent)
            {
                _position = end;
                _lineStart = lineStart;
                _indent = indent;
                break;
            }

            lines++;
        }

        if (end == start)
            return false;
        var isFolded = lines > 1 && _text[start..end].IndexOfAny('\r', '\n') >= 0;
        Add(YamlNodeKind.Scalar, YamlScalarStyle.Plain, start, end, isFolded ? YamlNodeFlags.Decode : YamlNodeFlags.None);
        return !_stopped;
    }

    // Moves to the end of the line, or to where the scalar ends on it. True at the end of the line.
    private bool PlainLine(SearchValues<char> stops, bool inFlow)
    {
        while (true)
        {
            var next = _text[_position..].IndexOfAny(stops);
            if (next < 0)
            {
                _position = _text.Length;
                return true;
            }

            _position += next;
            switch (_text[_position])
            {
                case '\r' or '\n':
                    return true;
                case ':':
                    if (IsBlank(_position + 1) || (inFlow && IsFlowIndicator(_text[_position + 1])))
                        return false;
                    break;
                case '#':
                    if (_position == _lineStart || IsBlank(_position - 1))
                        return false;
                    break;
                default:
                    return false;
            }

            _position++;
        }
    }

    private readonly int TrimEnd(int end)
    {
        while (end > _lineStart && _text[end - 1] is ' ' or '\t')
            end--;
        return end;
    }

    private bool SingleQuoted()
    {
        var start = _position++;
        var flags = YamlNodeFlags.None;
        while (true)
        {
            var next = _text[_position..].IndexOfAny('\'', '\r', '\n');
            if (next < 0)
                return FailUnclosed(start);
            _position += next;
            if (_text[_position] != '\'')
            {
                flags = YamlNodeFlags.Decode;
                if (!QuotedBreak(start))
                    return false;
            }
            else if (_position + 1 < _text.Length && _text[_position + 1] == '\'')
            {
                flags = YamlNodeFlags.Decode;
                _position += 2;
            }
            else
            {
                return EndQuoted(start, YamlScalarStyle.SingleQuoted, flags);
            }
        }
    }

    private bool DoubleQuoted()
    {
        var start = _position++;
        var flags = YamlNodeFlags.None;
        while (true)
        {
            var next = _text[_position..].IndexOfAny("\"\\\r\n");
            if (next < 0)
                return FailUnclosed(start);
            _position += next;
            switch (_text[_position])
            {
                case '"':
                    return EndQuoted(start, YamlScalarStyle.DoubleQuoted, flags);
                case '\\':
                    flags = YamlNodeFlags.Decode;
                    if (!EscapeSequence(start))
                        return false;
                    break;
                default:
                    flags = YamlNodeFlags.Decode;
                    if (!QuotedBreak(start))
                        return false;
                    break;
            }
        }
    }

    private bool EndQuoted(int start, YamlScalarStyle style, YamlNodeFlags flags)
    {
        _position++;
        _tokenLine = _lineStart;
        Add(YamlNodeKind.Scalar, style, start, _position, flags);
        return !_stopped;
    }

    private bool QuotedBreak(int start)
    {
        SkipBlankLines();
        return !AtDocumentMarker() || FailUnclosed(start);
    }

    private bool FailUnclosed(int start) => Fail(start, $"The quoted text that begins with {Quote(start)} is never closed.");

    private bool EscapeSequence(int start)
    {
        var escape = _position++;
        if (AtEnd)
            return FailUnclosed(start);
        var c = _text[_position];
        if (c is '\r' or '\n')
            return QuotedBreak(start);
        var digits = YamlScalarText.HexDigits(c);
        if (digits == 0)
        {
            if (YamlScalarText.Escape(c) < 0)
                return Fail(escape, $"'\\{c}' is not an escape of a double-quoted text. Write '\\\\{c}', or use single quotes.", 2);
            _position++;
            return true;
        }

        uint code = 0;
        for (var i = 1; i <= digits; i++)
        {
            if (_position + i >= _text.Length || !char.IsAsciiHexDigit(_text[_position + i]))
                return Fail(escape, $"Expected {digits} hexadecimal digits behind '\\{c}'.", 2 + digits);
            code = (code << 4) | (uint)(char.IsAsciiDigit(_text[_position + i]) ? _text[_position + i] - '0' : (_text[_position + i] | 0x20) - 'a' + 10);
        }

        if (digits == 8 && (code > 0x10FFFF || code is >= 0xD800 and <= 0xDFFF))
            return Fail(escape, "The escape names a character beyond Unicode.", 2 + digits);
        _position += 1 + digits;
        return true;
    }

    // | or >, then in any order + or - and a digit, then blanks and a comment.
    private bool BlockScalar(int minimum)
    {
        var start = _position;
        var style = _text[_position++] == '|' ? YamlScalarStyle.Literal : YamlScalarStyle.Folded;
        var indent = -1;
        var hasChomping = false;
        while (Current is '+' or '-' or (>= '0' and <= '9'))
        {
            var c = _text[_position];
            if (char.IsAsciiDigit(c))
            {
                if (c == '0' || indent >= 0)
                    return Fail(_position, "The indentation of a block text is one digit from 1 to 9.");
                indent = minimum + c - '1';
            }
            else if (hasChomping)
            {
                return Fail(_position, "A block text takes one of '+' and '-'.");
            }
            else
            {
                hasChomping = true;
            }

            _position++;
        }

        if (Current is ' ' or '\t')
        {
            while (Current is ' ' or '\t')
                _position++;
            if (Current == '#')
                Comment();
        }

        if (!AtEnd && Current is not ('\r' or '\n'))
            return Fail(_position, $"Only '+', '-', a digit or a comment may stand behind '{_text[start]}'; the text begins on the next line. Quote a value that begins with '{_text[start]}'.");
        return BlockText(start, style, minimum, indent);
    }

    private bool BlockText(int start, YamlScalarStyle style, int minimum, int fixedIndent)
    {
        // Without a digit the first line with text decides, and lines of blanks before it must not be longer.
        var indent = fixedIndent >= 0 ? fixedIndent : minimum;
        var isKnown = fixedIndent >= 0;
        var end = _position;
        while (!AtEnd)
        {
            SkipLineBreak();
            end = _position;
            while (Current == ' ' && (!isKnown || _position - _lineStart < indent))
                _position++;
            _indent = _position - _lineStart;
            if (!isKnown && _indent > indent)
                indent = _indent;
            if (!AtEnd && Current is '\r' or '\n')
                continue;

            if (AtEnd)
            {
                end = _position;
                break;
            }

            if (!isKnown && indent == 0)
                return Fail(_position, "A block text must be indented.");
            if (_indent < indent)
                break;
            isKnown = true;
            var length = _text[_position..].IndexOfAny('\r', '\n');
            _position = length < 0 ? _text.Length : _position + length;
            end = _position;
        }

        _tokenLine = -1;
        Add(YamlNodeKind.Scalar, style, start, end, YamlNodeFlags.Decode, indent);
        return !_stopped;
    }

    private void SkipLineBreak()
    {
        _position += _text[_position] == '\r' && _position + 1 < _text.Length && _text[_position + 1] == '\n' ? 2 : 1;
        _lineStart = _position;
        _tab = -1;
    }
}
