using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>The id of a statement in the catalog, such as <c>chinese-share-of-downloads-2025</c>.</summary>
/// <remarks>A slug, compared ordinally; stable for ever. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<StatementId>))]
public readonly struct StatementId : IEquatable<StatementId>, IComparable<StatementId>, ISpanParsable<StatementId>
{
    private readonly string? _value;

    private StatementId(string value) => _value = value;

    /// <summary>The slug; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no id (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static StatementId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a statement");
    }

    /// <summary>Reads an id such as <c>chinese-share-of-downloads-2025</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static StatementId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StatementId result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out StatementId result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(StatementId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StatementId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(StatementId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of ids.</summary>
    public static bool operator ==(StatementId left, StatementId right) => left.Equals(right);

    /// <summary>Inequality of ids.</summary>
    public static bool operator !=(StatementId left, StatementId right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(StatementId left, StatementId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(StatementId left, StatementId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(StatementId left, StatementId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(StatementId left, StatementId right) => left.CompareTo(right) >= 0;
}
