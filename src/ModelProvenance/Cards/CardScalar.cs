using System.Buffers;
using System.Globalization;
using System.Text;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Cards;

/// <summary>Writes a text as a YAML scalar that every reader takes for that text.</summary>
internal static class CardScalar
{
    private static readonly SearchValues<char> FlowSigns = SearchValues.Create(",[]{}:");

    /// <param name="value">The text.</param>
    /// <param name="style">The style to keep if it can hold the text.</param>
    /// <param name="inFlow">Whether the scalar stands in brackets.</param>
    public static string Write(string value, YamlScalarStyle style, bool inFlow)
    {
        var isPrintable = IsPrintable(value);
        if (style == YamlScalarStyle.DoubleQuoted || !isPrintable)
            return DoubleQuoted(value);
        return style != YamlScalarStyle.SingleQuoted && IsPlain(value, inFlow) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // Narrower than YAML allows: a letter, digit or one of a few harmless signs first, and no other type by either version of YAML.
    private static bool IsPlain(string value, bool inFlow)
    {
        if (value.Length == 0 || (!char.IsLetterOrDigit(value[0]) && value[0] is not ('_' or '/' or '.' or '(' or '+' or '$')))
            return false;
        if (char.IsWhiteSpace(value[^1]) || value[^1] == ':' || value.Contains(": ", StringComparison.Ordinal) || value.Contains(" #", StringComparison.Ordinal))
            return false;
        if (inFlow && value.AsSpan().IndexOfAny(FlowSigns) >= 0)
            return false;
        return value is not "..." && YamlTyping.Core(value) == YamlScalarType.String && YamlTyping.Yaml11(value) == YamlScalarType.String;
    }

    private static bool IsPrintable(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                i++;
            else if (char.IsControl(c) || char.IsSurrogate(c) || (c != ' ' && char.IsWhiteSpace(c)) || c is '\ufeff' or '\ufffe' or '\uffff')
                return false;
        }

        return true;
    }

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (c == '\n')
                text.Append("\\n");
            else if (c == '\t')
                text.Append("\\t");
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                text.Append(c).Append(value[++i]);
            else if (c == ' ' || IsPrintable(value.AsSpan(i, 1)))
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return text.Append('"').ToString();
    }
}
