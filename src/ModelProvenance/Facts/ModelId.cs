using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>The id of a model (one checkpoint) in the catalog, such as <c>qwen2.5-7b-instruct</c>: its developer's repository name as a slug, without the owner.</summary>
/// <remarks>A slug, compared ordinally; stable for ever. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<ModelId>))]
public readonly struct ModelId : IEquatable<ModelId>, IComparable<ModelId>, ISpanParsable<ModelId>
{
    private readonly string? _value;

    private ModelId(string value) => _value = value;

    /// <summary>The slug; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no id (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static ModelId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a model");
    }

    /// <summary>Reads an id such as <c>qwen2.5-7b-instruct</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static ModelId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelId result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ModelId result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(ModelId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(ModelId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of ids.</summary>
    public static bool operator ==(ModelId left, ModelId right) => left.Equals(right);

    /// <summary>Inequality of ids.</summary>
    public static bool operator !=(ModelId left, ModelId right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(ModelId left, ModelId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(ModelId left, ModelId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(ModelId left, ModelId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(ModelId left, ModelId right) => left.CompareTo(right) >= 0;
}
