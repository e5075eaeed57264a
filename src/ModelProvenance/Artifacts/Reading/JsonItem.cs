using System.Globalization;

namespace ModelProvenance.Artifacts.Reading;

internal enum JsonKind
{
    Null,
    False,
    True,
    Number,
    Text,
    List,
    Map,
}

/// <summary>One value of a JSON document with its place.</summary>
internal sealed class JsonItem(JsonKind kind, string text, int line, int column)
{
    public static readonly IReadOnlyList<KeyValuePair<string, JsonItem>> NoMembers = [];

    public JsonKind Kind { get; } = kind;

    /// <summary>The string, or the number as written.</summary>
    public string Text { get; } = text;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>From 1, in UTF-16 code units.</summary>
    public int Column { get; } = column;

    /// <summary>In the order of the document; a name that stands twice stands twice here.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonItem>> Members { get; init; } = NoMembers;

    public IReadOnlyList<JsonItem> Items { get; init; } = [];

    /// <summary>The member of that name, the last one as in Python; null when there is none.</summary>
    public JsonItem? Find(string name)
    {
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Members[i].Key, name, StringComparison.Ordinal))
                return Members[i].Value;
        }

        return null;
    }

    /// <summary>The number when it is a whole one that fits, also written as 1e3 or 4096.0; null otherwise.</summary>
    public long? AsInteger()
    {
        if (Kind != JsonKind.Number)
            return null;
        if (long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return integer;
        // 2^53: above it a double no longer tells whole numbers apart.
        return AsNumber() is { } number && Math.Abs(number) <= 9_007_199_254_740_992 && Math.Floor(number) == number ? (long)number : null;
    }

    public double? AsNumber() => Kind != JsonKind.Number ? null : Text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public bool? AsBoolean() => Kind switch
    {
        JsonKind.True => true,
        JsonKind.False => false,
        _ => null,
    };

    /// <summary>A name as it stands in a JSON pointer (RFC 6901, section 3).</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The value at a JSON pointer; null when there is none.</summary>
    public JsonItem? At(string pointer)
    {
        var item = this;
        foreach (var part in pointer.Length == 0 ? [] : pointer[1..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            item = item.Kind switch
            {
                JsonKind.Map => item.Find(name),
                JsonKind.List when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < item.Items.Count => item.Items[index],
                _ => null,
            };
            if (item is null)
                return null;
        }

        return item;
    }
}
