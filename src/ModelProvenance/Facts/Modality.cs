using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>A kind of content that a model takes or gives.</summary>
/// <remarks>An open vocabulary: any slug is allowed, the well-known ones have a name here. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<Modality>))]
public readonly struct Modality : IEquatable<Modality>, IComparable<Modality>, ISpanParsable<Modality>
{
    private readonly string? _value;

    private Modality(string value) => _value = value;

    /// <summary>Text.</summary>
    public static Modality Text { get; } = new("text");

    /// <summary>Still images.</summary>
    public static Modality Image { get; } = new("image");

    /// <summary>Speech or other sound.</summary>
    public static Modality Audio { get; } = new("audio");

    /// <summary>Moving images.</summary>
    public static Modality Video { get; } = new("video");

    /// <summary>Embedding vectors.</summary>
    public static Modality Vector { get; } = new("embedding");

    /// <summary>A number that rates.</summary>
    public static Modality Score { get; } = new("score");

    /// <summary>The word; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no word (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static Modality Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a modality");
    }

    /// <summary>Reads a word such as <c>text</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static Modality Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Modality result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Modality result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(Modality other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Modality other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(Modality other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of words.</summary>
    public static bool operator ==(Modality left, Modality right) => left.Equals(right);

    /// <summary>Inequality of words.</summary>
    public static bool operator !=(Modality left, Modality right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(Modality left, Modality right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(Modality left, Modality right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(Modality left, Modality right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(Modality left, Modality right) => left.CompareTo(right) >= 0;
}
