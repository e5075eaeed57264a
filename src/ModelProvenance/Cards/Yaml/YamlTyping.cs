using System.Buffers;
using System.Globalization;

namespace ModelProvenance.Cards.Yaml;

/// <summary>What a plain scalar stands for. The caller passes the folded text of a scalar without quotes and without a tag.</summary>
/// <remarks>Two readings: that of js-yaml's default schema, which the Hugging Face Hub's messages point to (YAML 1.2 core schema, plus binary integers and dates;
/// leading zeros are decimal), and that of YAML 1.1 as PyYAML has it, which Python clients use. Sources: yaml.org/spec/1.2.2 section 10.3.2, yaml.org/type (2005).</remarks>
public static class YamlTyping
{
    private static readonly SearchValues<char> DigitOrUnderscore = SearchValues.Create("0123456789_");
    private static readonly SearchValues<char> OctalOrUnderscore = SearchValues.Create("01234567_");
    private static readonly SearchValues<char> HexOrUnderscore = SearchValues.Create("0123456789abcdefABCDEF_");

    /// <summary>The type by the YAML 1.2 core schema with the dates of js-yaml.</summary>
    public static YamlScalarType Core(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return YamlScalarType.Null;
        switch (text[0])
        {
            case '~':
                return text.Length == 1 ? YamlScalarType.Null : YamlScalarType.String;
            case 'n' or 'N':
                return text is "null" or "Null" or "NULL" ? YamlScalarType.Null : YamlScalarType.String;
            case 't' or 'T':
                return text is "true" or "True" or "TRUE" ? YamlScalarType.Boolean : YamlScalarType.String;
            case 'f' or 'F':
                return text is "false" or "False" or "FALSE" ? YamlScalarType.Boolean : YamlScalarType.String;
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return IsInteger(text) ? YamlScalarType.Integer : IsFloat(text) ? YamlScalarType.Float : IsTimestamp(text) ? YamlScalarType.Timestamp : YamlScalarType.String;
            default:
                return YamlScalarType.String;
        }
    }

    /// <summary>The type by YAML 1.1 as PyYAML 6 resolves it. Where it differs from <see cref="Core"/>, quotes help.</summary>
    public static YamlScalarType Yaml11(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return YamlScalarType.Null;
        switch (text[0])
        {
            case '~':
                return text.Length == 1 ? YamlScalarType.Null : YamlScalarType.String;
            case 'n' or 'N':
                return text is "null" or "Null" or "NULL" ? YamlScalarType.Null : text is "no" or "No" or "NO" ? YamlScalarType.Boolean : YamlScalarType.String;
            case 'y' or 'Y':
                return text is "yes" or "Yes" or "YES" ? YamlScalarType.Boolean : YamlScalarType.String;
            case 't' or 'T':
                return text is "true" or "True" or "TRUE" ? YamlScalarType.Boolean : YamlScalarType.String;
            case 'f' or 'F':
                return text is "false" or "False" or "FALSE" ? YamlScalarType.Boolean : YamlScalarType.String;
            case 'o' or 'O':
                return text is "on" or "On" or "ON" or "off" or "Off" or "OFF" ? YamlScalarType.Boolean : YamlScalarType.String;
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return IsInteger11(text) ? YamlScalarType.Integer : IsFloat11(text) ? YamlScalarType.Float : IsTimestamp(text) ? YamlScalarType.Timestamp : YamlScalarType.String;
            default:
                return YamlScalarType.String;
        }
    }

    /// <summary>The truth value of a text that <see cref="Core"/> calls a boolean.</summary>
    public static bool TryGetBoolean(ReadOnlySpan<char> text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    /// <summary>The number of a text that <see cref="Core"/> calls an integer or a float. Infinity and "no number" are numbers here.</summary>
    public static bool TryGetNumber(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (IsInteger(text))
        {
            var negative = text[0] == '-';
            var digits = text[0] is '-' or '+' ? text[1..] : text;
            var radix = digits.Length > 2 && digits[0] == '0' ? digits[1] switch { 'b' => 2, 'o' => 8, 'x' => 16, _ => 10 } : 10;
            if (radix == 10)
                return double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
            foreach (var c in digits[2..])
                value = (value * radix) + HexDigit(c);
            value = negative ? -value : value;
            return true;
        }

        if (!IsFloat(text))
            return false;
        if (text[^1] is 'f' or 'F')
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (text[^1] is 'n' or 'N')
        {
            value = double.NaN;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number of a text that <see cref="Core"/> calls an integer or a float, exactly as written.</summary>
    /// <returns>False also for numbers that a <see cref="decimal"/> cannot hold, infinity among them.</returns>
    public static bool TryGetNumber(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        if (!IsInteger(text) && !IsFloat(text))
            return false;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            || (TryGetNumber(text, out double number) && number is > -1e15 and < 1e15 && number == Math.Floor(number) && Whole(number, out value));
    }

    /// <summary>The day of a text of the form <c>yyyy-mm-dd</c>, with or without a time of day behind it.</summary>
    /// <returns>False also for days that do not exist, which js-yaml rolls over into the next month and PyYAML fails on.</returns>
    public static bool TryGetDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        value = default;
        if (!IsTimestamp(text))
            return false;
        var month = 5;
        var monthEnd = month + text[month..].IndexOf('-');
        var day = monthEnd + 1;
        var dayEnd = day;
        while (dayEnd < text.Length && char.IsAsciiDigit(text[dayEnd]))
            dayEnd++;
        var y = int.Parse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture);
        var m = int.Parse(text[month..monthEnd], NumberStyles.None, CultureInfo.InvariantCulture);
        var d = int.Parse(text[day..dayEnd], NumberStyles.None, CultureInfo.InvariantCulture);
        if (y < 1 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m))
            return false;
        value = new DateOnly(y, m, d);
        return true;
    }

    private static bool Whole(double number, out decimal value)
    {
        value = (decimal)number;
        return true;
    }

    private static int HexDigit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        var i = text[0] is '-' or '+' ? 1 : 0;
        if (i == text.Length)
            return false;
        if (text[i] == '0' && text.Length > i + 2)
        {
            switch (text[i + 1])
            {
                case 'b':
                    return text[(i + 2)..].IndexOfAnyExceptInRange('0', '1') < 0;
                case 'o':
                    return text[(i + 2)..].IndexOfAnyExceptInRange('0', '7') < 0;
                case 'x':
                    return AllHex(text[(i + 2)..]);
            }
        }

        return text[i..].IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool AllHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }

    // [-+]? digits [. digits*] [e[-+]digits], or . digits [e...] without a sign (js-yaml), or [-+]?.inf, .nan. A number too large for a double is a text there.
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        var i = text[0] is '-' or '+' ? 1 : 0;
        if (i == text.Length)
            return false;
        if (text[i] == '.')
        {
            var word = text[(i + 1)..];
            if (word is "inf" or "Inf" or "INF" || (i == 0 && word is "nan" or "NaN" or "NAN"))
                return i == 0 || word[0] is 'i' or 'I';
            if (i > 0 || word.IsEmpty || !char.IsAsciiDigit(word[0]))
                return false;
        }
        else if (!char.IsAsciiDigit(text[i]))
        {
            return false;
        }

        i = SkipDigits(text, i);
        if (i < text.Length && text[i] == '.')
            i = SkipDigits(text, i + 1);
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '-' or '+')
                i++;
            var digits = i;
            i = SkipDigits(text, i);
            if (i == digits)
                return false;
        }

        return i == text.Length && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i;
    }

    // yyyy-mm-dd, or yyyy-m?m-d?d followed by T, t or blanks, h?h:mm:ss, a fraction, and a zone.
    private static bool IsTimestamp(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || SkipDigits(text, 0) != 4 || text[4] != '-')
            return false;
        var month = SkipDigits(text, 5);
        if (month - 5 is < 1 or > 2 || month >= text.Length || text[month] != '-')
            return false;
        var day = SkipDigits(text, month + 1);
        if (day - month - 1 is < 1 or > 2)
            return false;
        if (day == text.Length)
            return text.Length == 10;

        var i = day;
        if (text[i] is 'T' or 't')
        {
            i++;
        }
        else
        {
            i = SkipBlanks(text, i);
            if (i == day)
                return false;
        }

        var hour = SkipDigits(text, i);
        if (hour - i is < 1 or > 2 || !TwoDigits(text, hour) || !TwoDigits(text, hour + 3))
            return false;
        i = hour + 6;
        if (i < text.Length && text[i] == '.')
            i = SkipDigits(text, i + 1);
        return i == text.Length || IsZone(text[SkipBlanks(text, i)..]);
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        return i;
    }

    // A colon and exactly two digits, or as many as stand there before the next sign.
    private static bool TwoDigits(ReadOnlySpan<char> text, int i) =>
        i + 2 < text.Length && text[i] == ':' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]) && (i + 3 == text.Length || !char.IsAsciiDigit(text[i + 3]));

    private static bool IsZone(ReadOnlySpan<char> zone)
    {
        if (zone is "Z")
            return true;
        if (zone.Length < 2 || zone[0] is not ('+' or '-'))
            return false;
        var hour = SkipDigits(zone, 1);
        return hour - 1 is 1 or 2 && (hour == zone.Length || (hour + 3 == zone.Length && TwoDigits(zone, hour)));
    }

    // 0b..., 0..., [1-9]..., 0x..., sexagesimal; underscores anywhere behind the first digit.
    private static bool IsInteger11(ReadOnlySpan<char> text)
    {
        var i = text[0] is '-' or '+' ? 1 : 0;
        if (i == text.Length || !char.IsAsciiDigit(text[i]))
            return false;
        if (text[i] == '0')
        {
            var rest = text[(i + 1)..];
            if (rest.Length > 1 && rest[0] == 'b')
                return rest[1..].IndexOfAnyExcept('0', '1', '_') < 0;
            if (rest.Length > 1 && rest[0] == 'x')
                return rest[1..].IndexOfAnyExcept(HexOrUnderscore) < 0;
            return rest.IndexOfAnyExcept(OctalOrUnderscore) < 0;
        }

        var colon = text[i..].IndexOf(':');
        return colon < 0 ? text[i..].IndexOfAnyExcept(DigitOrUnderscore) < 0 : text.Slice(i, colon).IndexOfAnyExcept(DigitOrUnderscore) < 0 && IsSexagesimal(text[(i + colon)..]);
    }

    // (:[0-5]?[0-9])+
    private static bool IsSexagesimal(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] != ':')
                return false;
            var digits = SkipDigits(text, i + 1) - i - 1;
            if (digits is < 1 or > 2 || (digits == 2 && text[i + 1] > '5'))
                return false;
            i += digits + 1;
        }

        return i > 0;
    }

    // A dot is needed, and an exponent needs a sign. [-+]?digits_*.digits_*([eE][-+]digits+)? | .digits_+(...)? | sexagesimal with a fraction | inf | nan.
    private static bool IsFloat11(ReadOnlySpan<char> text)
    {
        var i = text[0] is '-' or '+' ? 1 : 0;
        if (i == text.Length)
            return false;
        if (text[i] == '.' && text[(i + 1)..] is "inf" or "Inf" or "INF")
            return true;
        if (text is ".nan" or ".NaN" or ".NAN")
            return true;
        var dot = text.IndexOf('.');
        if (dot < 0 || (dot == i && (i > 0 || dot + 1 == text.Length || !char.IsAsciiDigit(text[dot + 1]))))
            return false;
        var whole = text[i..dot];
        if (!whole.IsEmpty && !char.IsAsciiDigit(whole[0]))
            return false;
        var colon = whole.IndexOf(':');
        if (colon >= 0)
            return whole[..colon].IndexOfAnyExcept(DigitOrUnderscore) < 0 && IsSexagesimal(whole[colon..]) && text[(dot + 1)..].IndexOfAnyExcept(DigitOrUnderscore) < 0;
        if (whole.IndexOfAnyExcept(DigitOrUnderscore) >= 0)
            return false;
        var fraction = text[(dot + 1)..];
        var exponent = fraction.IndexOfAny('e', 'E');
        if (exponent < 0)
            return fraction.IndexOfAnyExcept(DigitOrUnderscore) < 0;
        var power = fraction[(exponent + 1)..];
        return fraction[..exponent].IndexOfAnyExcept(DigitOrUnderscore) < 0 && power.Length > 1 && power[0] is '+' or '-' && SkipDigits(power, 1) == power.Length;
    }
}
