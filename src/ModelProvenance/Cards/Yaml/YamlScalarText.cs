using System.Globalization;
using System.Text;

namespace ModelProvenance.Cards.Yaml;

/// <summary>Makes the value of a scalar from its text in the document. The parser has checked the text, so nothing can fail here.</summary>
internal static class YamlScalarText
{
    public static string Decode(ReadOnlySpan<char> raw, YamlScalarStyle style, int indent) => style switch
    {
        YamlScalarStyle.SingleQuoted => Quoted(raw[1..^1], isDouble: false),
        YamlScalarStyle.DoubleQuoted => Quoted(raw[1..^1], isDouble: true),
        YamlScalarStyle.Literal or YamlScalarStyle.Folded => Block(raw, indent, style == YamlScalarStyle.Folded),
        _ => Plain(raw),
    };

    /// <summary>Which character an escape behind a backslash stands for; -1 for an escape that does not exist. YAML 1.2.2 section 5.7.</summary>
    public static int Escape(char c) => c switch
    {
        '0' => 0,
        'a' => 7,
        'b' => 8,
        't' or '\t' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        'e' => 27,
        ' ' => ' ',
        '"' => '"',
        '/' => '/',
        '\\' => '\\',
        'N' => 0x85,
        '_' => 0xA0,
        'L' => 0x2028,
        'P' => 0x2029,
        _ => -1,
    };

    /// <summary>How many hexadecimal digits follow the letter of an escape; 0 when it takes none.</summary>
    public static int HexDigits(char c) => c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };

    private static string Plain(ReadOnlySpan<char> raw)
    {
        var value = new StringBuilder(raw.Length);
        var i = 0;
        while (true)
        {
            var end = raw[i..].IndexOfAny('\r', '\n');
            if (end < 0)
                return value.Append(raw[i..]).ToString();
            value.Append(raw.Slice(i, end).TrimEnd(" \t"));
            i = Fold(raw, i + end, value);
        }
    }

    private static string Quoted(ReadOnlySpan<char> raw, bool isDouble)
    {
        var value = new StringBuilder(raw.Length);
        // Blanks before a line break are dropped, but not those that an escape made: they are in the value already, before this mark.
        var kept = 0;
        var i = 0;
        while (i < raw.Length)
        {
            var c = raw[i];
            if (c is '\r' or '\n')
            {
                TrimEnd(value, kept);
                i = Fold(raw, i, value);
                kept = value.Length;
            }
            else if (!isDouble && c == '\'')
            {
                value.Append('\'');
                i += 2;
            }
            else if (isDouble && c == '\\')
            {
                i = Unescape(raw, i + 1, value);
                kept = value.Length;
            }
            else
            {
                value.Append(c);
                i++;
            }
        }

        return value.ToString();
    }

    private static void TrimEnd(StringBuilder value, int kept)
    {
        while (value.Length > kept && value[^1] is ' ' or '\t')
            value.Length--;
    }

    // Reads the escape whose letter stands at i; returns the offset behind it.
    private static int Unescape(ReadOnlySpan<char> raw, int i, StringBuilder value)
    {
        var c = raw[i];
        if (c is '\r' or '\n')
        {
            // An escaped line break vanishes with the blanks of the next line; further line breaks stay.
            i = SkipBreaks(raw, i, out var breaks);
            value.Append('\n', breaks - 1);
            return i;
        }

        var digits = HexDigits(c);
        if (digits == 0)
        {
            value.Append((char)Escape(c));
            return i + 1;
        }

        var code = uint.Parse(raw.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (code <= char.MaxValue)
            value.Append((char)code);
        else
            value.Append(char.ConvertFromUtf32((int)code));
        return i + 1 + digits;
    }

    // One line break is a space, each further one stays.
    private static int Fold(ReadOnlySpan<char> raw, int i, StringBuilder value)
    {
        i = SkipBreaks(raw, i, out var breaks);
        if (breaks == 1)
            value.Append(' ');
        else
            value.Append('\n', breaks - 1);
        return i;
    }

    private static int SkipBreaks(ReadOnlySpan<char> raw, int i, out int breaks)
    {
        breaks = 0;
        while (i < raw.Length && raw[i] is ' ' or '\t' or '\r' or '\n')
        {
            if (raw[i] == '\n' || (raw[i] == '\r' && (i + 1 == raw.Length || raw[i + 1] != '\n')))
                breaks++;
            i++;
        }

        return i;
    }

    // YAML 1.2.2 section 8.1. The header line is skipped; of each line the indentation is cut off.
    private static string Block(ReadOnlySpan<char> raw, int indent, bool folded)
    {
        var header = raw.IndexOfAny('\r', '\n');
        if (header < 0)
            return "";
        var comment = raw[..header].IndexOf('#');
        var indicators = comment < 0 ? raw[..header] : raw[..comment];
        var value = new StringBuilder(raw.Length);
        var blankLines = 0;
        var hasText = false;
        var afterIndented = false;
        var i = SkipBreak(raw, header);
        while (i < raw.Length)
        {
            var length = raw[i..].IndexOfAny('\r', '\n');
            var line = length < 0 ? raw[i..] : raw.Slice(i, length);
            i = length < 0 ? raw.Length : SkipBreak(raw, i + length);
            var text = line.Length > indent ? line[indent..] : [];
            if (text.IsEmpty)
            {
                blankLines++;
                continue;
            }

            var isIndented = text[0] is ' ' or '\t';
            if (!folded || isIndented)
                value.Append('\n', hasText ? 1 + blankLines : blankLines);
            else if (afterIndented)
                value.Append('\n', 1 + blankLines);
            else if (blankLines > 0)
                value.Append('\n', blankLines);
            else if (hasText)
                value.Append(' ');
            afterIndented = isIndented;
            hasText = true;
            blankLines = 0;
            value.Append(text);
        }

        if (indicators.Contains('+'))
            value.Append('\n', hasText ? 1 + blankLines : blankLines);
        else if (!indicators.Contains('-') && hasText)
            value.Append('\n');
        return value.ToString();
    }

    private static int SkipBreak(ReadOnlySpan<char> raw, int i) => raw[i] == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n' ? i + 2 : i + 1;
}
