using System.Globalization;

namespace ModelProvenance.Boms.Shapes;

/// <summary>The forms of texts that the tables name.</summary>
internal static class BomTextForms
{
    /// <summary>Whether a text has a form; a form that is not known here has every text.</summary>
    public static bool Has(string form, string text) => form switch
    {
        "filled" => text.Length > 0,
        "serial" => text.StartsWith("urn:uuid:", StringComparison.Ordinal) && IsUuid(text.AsSpan(9)),
        "bomlink" => IsBomLink(text, element: false),
        "bomlink-element" => IsBomLink(text, element: true),
        "mime" => text.Split('/') is [var kind, var sub] && IsMimePart(kind) && IsMimePart(sub),
        "media-type" => text.Split('/') is [{ Length: > 0 }, { Length: > 0 }],
        "hash" => text.Length is 32 or 40 or 64 or 96 or 128 && text.All(char.IsAsciiHexDigit),
        "locale" => (text.Length == 2 || (text.Length == 5 && text[2] == '-' && char.IsAsciiLetterUpper(text[3]) && char.IsAsciiLetterUpper(text[4]))) && char.IsAsciiLetterLower(text[0]) && char.IsAsciiLetterLower(text[1]),
        "jurisdiction" => text.Length == 2 && text.All(char.IsAsciiLetterUpper),
        "cre" => text.StartsWith("CRE:", StringComparison.Ordinal) && text[4..].Split('-') is [{ Length: > 0 } a, { Length: > 0 } b] && a.All(char.IsAsciiDigit) && b.All(char.IsAsciiDigit),
        "patent-number" => text.Length is >= 2 and <= 30 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.' or '(' or ')' || char.IsWhiteSpace(c)),
        "date-time" => IsDateTime(text),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "utc-time" => DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "iri-reference" => IsIriReference(text),
        "idn-email" => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1,
        "iri" => !text.StartsWith("_:", StringComparison.Ordinal) && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1,
        "blank" => text.StartsWith("_:", StringComparison.Ordinal) && text.Length > 2,
        "node" => Has("iri", text) || Has("blank", text),
        "decimal" => IsDecimal(text),
        "semver" => IsSemanticVersion(text),
        _ => true,
    };

    /// <summary>What is expected, for messages.</summary>
    public static string Describe(string form) => form switch
    {
        "filled" => "a text that is not empty",
        "serial" => "urn:uuid: and a UUID in lower case",
        "bomlink" or "bomlink-element" => "a BOM-Link (urn:cdx:...)",
        "mime" or "media-type" => "a media type such as application/json",
        "hash" => "32, 40, 64, 96 or 128 hexadecimal digits",
        "locale" => "a language such as en or en-US",
        "jurisdiction" => "two capital letters",
        "cre" => "a CRE id such as CRE:764-507",
        "patent-number" => "the number of a patent",
        "date-time" => "a time such as 2026-01-02T03:04:05Z (RFC 3339)",
        "date" => "a day such as 2026-01-02",
        "utc-time" => "a time in UTC as 2026-01-02T03:04:05Z",
        "iri-reference" => "an address",
        "idn-email" => "an e-mail address",
        "iri" => "an IRI",
        "blank" => "a blank node (_:...)",
        "node" => "an IRI or a blank node (_:...)",
        "decimal" => "a decimal number",
        "semver" => "a version such as 3.0.1",
        _ => "a text",
    };

    /// <summary>RFC 3339: date, T or a space, time with an optional fraction, Z or an offset. A leap second is allowed.</summary>
    internal static bool IsDateTime(string text)
    {
        if (text.Length < 20 || !DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || text[10] is not ('T' or 't' or ' '))
            return false;
        if (!IsClock(text.AsSpan(11, 5)) || text[16] != ':' || !char.IsAsciiDigit(text[17]) || !char.IsAsciiDigit(text[18]) || text[17] > '6' || (text[17] == '6' && text[18] != '0'))
            return false;
        var rest = text.AsSpan(19);
        if (rest.Length > 1 && rest[0] == '.')
        {
            var digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (digits == 1)
                return false;
            rest = rest[digits..];
        }

        return rest is "Z" or "z" || (rest.Length == 6 && rest[0] is '+' or '-' && IsClock(rest[1..]));
    }

    private static bool IsClock(ReadOnlySpan<char> text) => text.Length == 5 && text[2] == ':' && int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24
        && int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 60;

    private static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length != 36)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigitLower(text[i]))
                return false;
        }

        return true;
    }

    private static bool IsBomLink(string text, bool element)
    {
        if (!text.StartsWith("urn:cdx:", StringComparison.Ordinal) || text.Length < 46 || !IsUuid(text.AsSpan(8, 36)) || text[44] != '/')
            return false;
        var end = 45;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end == 45 || text[45] == '0')
            return false;
        return element ? end < text.Length - 1 && text[end] == '#' : end == text.Length;
    }

    private static bool IsMimePart(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '+' or '.');

    // RFC 3987 in what can be told without a table: no spaces, no characters that it excludes, percent signs with two digits.
    private static bool IsIriReference(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c <= ' ' || c is '<' or '>' or '"' or '{' or '}' or '|' or '\\' or '^' or '`' or '\u007F')
                return false;
            if (c == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])))
                return false;
        }

        return true;
    }

    private static bool IsDecimal(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        return whole.Length > 0 && !whole.ContainsAnyExceptInRange('0', '9') && (point < 0 || !digits[(point + 1)..].ContainsAnyExceptInRange('0', '9'));
    }

    private static bool IsSemanticVersion(string text)
    {
        var build = text.IndexOf('+', StringComparison.Ordinal);
        var body = build < 0 ? text : text[..build];
        var pre = body.IndexOf('-', StringComparison.Ordinal);
        var core = (pre < 0 ? body : body[..pre]).Split('.');
        return core.Length == 3 && core.All(part => part.Length > 0 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'))
            && (pre < 0 || body[(pre + 1)..].Split('.').All(IsPart)) && (build < 0 || text[(build + 1)..].Split('.').All(IsPart));

        static bool IsPart(string part) => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
