using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>Reads JSON (RFC 8259) as Python's reader takes it, because Python writes these files: NaN and Infinity are allowed, of two equal names the last counts.</summary>
/// <remarks>System.Text.Json is not used here: it refuses Infinity, which real config.json files hold (time_step_limit of Mamba2), and gives no columns.</remarks>
internal sealed class JsonParser
{
    private readonly byte[] _text;
    private readonly FindingSink _findings;
    private int _position;
    private int _values;
    private int _line = 1;
    private int _column = 1;
    private int _placed;
    private bool _failed;

    private JsonParser(byte[] text, FindingSink findings)
    {
        _text = text;
        _findings = findings;
    }

    /// <summary>The document; null when it is not JSON, and then there is a finding.</summary>
    public static JsonItem? Parse(byte[] text, FindingSink findings) => new JsonParser(text, findings).ParseDocument();

    private JsonItem? ParseDocument()
    {
        if (_text.AsSpan().StartsWith("\uFEFF"u8))
            _position = _placed = 3;
        if (!Utf8.IsValid(_text))
        {
            Place(FirstInvalidByte());
            _findings.Add(ArtifactReadRules.InvalidJson, "The document is not UTF-8 from here on. Save it as UTF-8.", line: _line, column: _column);
            return null;
        }

        var root = ParseValue("", 0);
        if (root is null)
            return null;
        SkipSpace();
        if (_position < _text.Length)
            Fail("The document goes on behind its end.");
        return _failed ? null : root;
    }

    private int FirstInvalidByte()
    {
        var index = 0;
        while (index < _text.Length && Rune.DecodeFromUtf8(_text.AsSpan(index), out _, out var used) == System.Buffers.OperationStatus.Done)
            index += used;
        return index;
    }

    private JsonItem? ParseValue(string pointer, int depth)
    {
        SkipSpace();
        Place(_position);
        var (line, column) = (_line, _column);
        if (_position == _text.Length)
            return Fail("The document ends where a value is expected.");
        if (depth > ArtifactLimits.MaxJsonDepth)
            return Fail($"Objects and arrays are nested deeper than {ArtifactLimits.MaxJsonDepth} levels.");
        if (++_values > ArtifactLimits.MaxJsonValues)
            return Fail($"The document holds more than {FindingSink.Number(ArtifactLimits.MaxJsonValues)} values.");
        switch (_text[_position])
        {
            case (byte)'{':
                return ParseMap(pointer, depth, line, column);
            case (byte)'[':
                return ParseList(pointer, depth, line, column);
            case (byte)'"':
                return ParseString(pointer) is { } text ? new JsonItem(JsonKind.Text, text, line, column) : null;
            case (byte)'t':
                return Word("true"u8) ? new JsonItem(JsonKind.True, "", line, column) : Unexpected();
            case (byte)'f':
                return Word("false"u8) ? new JsonItem(JsonKind.False, "", line, column) : Unexpected();
            case (byte)'n':
                return Word("null"u8) ? new JsonItem(JsonKind.Null, "", line, column) : Unexpected();
            default:
                return ParseNumber(pointer, line, column);
        }
    }

    private JsonItem? ParseMap(string pointer, int depth, int line, int column)
    {
        _position++;
        var members = new List<KeyValuePair<string, JsonItem>>();
        HashSet<string>? names = null;
        SkipSpace();
        if (Take('}'))
            return new JsonItem(JsonKind.Map, "", line, column);
        do
        {
            SkipSpace();
            Place(_position);
            var (nameLine, nameColumn) = (_line, _column);
            if (_position == _text.Length || _text[_position] != '"')
                return Fail("A name in quotes is expected.");
            if (ParseString(pointer) is not { } name)
                return null;
            SkipSpace();
            if (!Take(':'))
                return Fail("A ':' is expected behind the name.");
            var inner = pointer + "/" + JsonItem.Escape(name);
            if (!(names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
                _findings.Add(ArtifactReadRules.JsonDuplicateKey, $"The name {FindingSink.Quote(name)} stands a second time in its object; Python takes the last.", pointer: inner, line: nameLine, column: nameColumn);
            if (ParseValue(inner, depth + 1) is not { } value)
                return null;
            members.Add(new(name, value));
            SkipSpace();
        }
        while (Take(','));
        return Take('}') ? new JsonItem(JsonKind.Map, "", line, column) { Members = members } : Fail("A ',' or '}' is expected.");
    }

    private JsonItem? ParseList(string pointer, int depth, int line, int column)
    {
        _position++;
        var items = new List<JsonItem>();
        SkipSpace();
        if (Take(']'))
            return new JsonItem(JsonKind.List, "", line, column);
        do
        {
            if (ParseValue(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{items.Count}"), depth + 1) is not { } value)
                return null;
            items.Add(value);
            SkipSpace();
        }
        while (Take(','));
        return Take(']') ? new JsonItem(JsonKind.List, "", line, column) { Items = items } : Fail("A ',' or ']' is expected.");
    }

    private JsonItem? ParseNumber(string pointer, int line, int column)
    {
        var start = _position;
        if (Word("NaN"u8) || Word("Infinity"u8) || Word("-Infinity"u8))
        {
            var text = Encoding.ASCII.GetString(_text, start, _position - start);
            _findings.Add(ArtifactReadRules.JsonNonFiniteNumber, $"{text} is no JSON number; strict readers refuse the whole document.", pointer: pointer, line: line, column: column);
            return new JsonItem(JsonKind.Number, text, line, column);
        }

        _ = Take('-');
        var whole = Digits();
        if (whole == 0 || (whole > 1 && _text[_position - whole] == '0'))
            return Unexpected();
        if (Take('.') && Digits() == 0)
            return Fail("Digits are expected behind the '.'.");
        if (Take('e') || Take('E'))
        {
            if (!Take('+'))
                _ = Take('-');
            if (Digits() == 0)
                return Fail("Digits are expected in the exponent.");
        }

        return new JsonItem(JsonKind.Number, Encoding.ASCII.GetString(_text, start, _position - start), line, column);
    }

    private string? ParseString(string pointer)
    {
        var start = ++_position;
        var rest = _text.AsSpan(start);
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && rest[end] == '"' && !rest[..end].ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            _position += end + 1;
            return Encoding.UTF8.GetString(rest[..end]);
        }

        var builder = new StringBuilder();
        while (_position < _text.Length)
        {
            rest = _text.AsSpan(_position);
            end = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
                break;
            if (rest[..end].ContainsAnyInRange((byte)0, (byte)0x1F))
            {
                Fail("A string holds a control character that is not escaped.");
                return null;
            }

            builder.Append(Encoding.UTF8.GetString(rest[..end]));
            _position += end + 1;
            if (rest[end] == '"')
                return Sound(builder, pointer);
            if (!TryEscape(builder))
            {
                Fail("A string holds an escape that JSON does not have.");
                return null;
            }
        }

        _position = start - 1;
        Fail("The document ends inside the string that begins here.");
        return null;
    }

    private string Sound(StringBuilder builder, string pointer)
    {
        var text = builder.ToString();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                Place(_position);
                _findings.Add(ArtifactReadRules.JsonLoneSurrogate, "A string ends here that holds half a surrogate pair; it is read as U+FFFD.", pointer: pointer, line: _line, column: _column);
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }

    private bool TryEscape(StringBuilder builder)
    {
        if (_position == _text.Length)
            return false;
        var letter = _text[_position++];
        if (letter == 'u')
        {
            if (_position + 4 > _text.Length || !ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                return false;
            builder.Append((char)unit);
            _position += 4;
            return true;
        }

        var index = "\"\\/bfnrt".IndexOf((char)letter, StringComparison.Ordinal);
        if (index < 0)
            return false;
        builder.Append("\"\\/\b\f\n\r\t"[index]);
        return true;
    }

    private int Digits()
    {
        var start = _position;
        while (_position < _text.Length && _text[_position] is >= (byte)'0' and <= (byte)'9')
            _position++;
        return _position - start;
    }

    private bool Word(ReadOnlySpan<byte> word)
    {
        if (!_text.AsSpan(_position).StartsWith(word))
            return false;
        _position += word.Length;
        return true;
    }

    private bool Take(char c)
    {
        if (_position == _text.Length || _text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _position++;
    }

    private JsonItem? Unexpected() => Fail($"{FindingSink.Quote(Encoding.UTF8.GetString(_text, _position, Math.Min(12, _text.Length - _position)))} is no JSON value.");

    private JsonItem? Fail(string message)
    {
        if (!_failed)
        {
            Place(_position);
            _findings.Add(ArtifactReadRules.InvalidJson, message, line: _line, column: _column);
        }

        _failed = true;
        return null;
    }

    /// <summary>Moves line and column forward to an offset; each byte is looked at once in all.</summary>
    private void Place(int offset)
    {
        for (; _placed < offset; _placed++)
        {
            var b = _text[_placed];
            if (b == '\n')
            {
                _line++;
                _column = 1;
            }
            else if ((b & 0xC0) != 0x80)
            {
                // A character of four bytes is two UTF-16 code units.
                _column += b >= 0xF0 ? 2 : 1;
            }
        }
    }
}
