using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>The id of a series in the catalog, such as <c>qwen2.5-coder</c>.</summary>
/// <remarks>A slug, compared ordinally; stable for ever. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<SeriesId>))]
public readonly struct SeriesId : IEquatable<SeriesId>, IComparable<SeriesId>, ISpanParsable<SeriesId>
{
    private readonly string? _value;

    private SeriesId(string value) => _value = value;

    /// <summary>The slug; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no id (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static SeriesId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a model series");
    }

    /// <summary>Reads an id such as <c>qwen2.5-coder</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static SeriesId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SeriesId result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SeriesId result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(SeriesId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SeriesId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(SeriesId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of ids.</summary>
    public static bool operator ==(SeriesId left, SeriesId right) => left.Equals(right);

    /// <summary>Inequality of ids.</summary>
    public static bool operator !=(SeriesId left, SeriesId right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(SeriesId left, SeriesId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(SeriesId left, SeriesId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(SeriesId left, SeriesId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(SeriesId left, SeriesId right) => left.CompareTo(right) >= 0;
}
