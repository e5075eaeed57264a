using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>A place where models are published or served under handles and names.</summary>
/// <remarks>An open vocabulary: any slug is allowed, the well-known ones have a name here. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<HubName>))]
public readonly struct HubName : IEquatable<HubName>, IComparable<HubName>, ISpanParsable<HubName>
{
    private readonly string? _value;

    private HubName(string value) => _value = value;

    /// <summary>Hugging Face Hub.</summary>
    public static HubName HuggingFace { get; } = new("huggingface");

    /// <summary>ModelScope.</summary>
    public static HubName ModelScope { get; } = new("modelscope");

    /// <summary>GitHub.</summary>
    public static HubName GitHub { get; } = new("github");

    /// <summary>The Ollama registry.</summary>
    public static HubName Ollama { get; } = new("ollama");

    /// <summary>OpenRouter, a router over hosted endpoints.</summary>
    public static HubName OpenRouter { get; } = new("openrouter");

    /// <summary>NVIDIA NGC.</summary>
    public static HubName Ngc { get; } = new("ngc");

    /// <summary>The word; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no word (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static HubName Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a hub");
    }

    /// <summary>Reads a word such as <c>huggingface</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static HubName Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HubName result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out HubName result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(HubName other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HubName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(HubName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of words.</summary>
    public static bool operator ==(HubName left, HubName right) => left.Equals(right);

    /// <summary>Inequality of words.</summary>
    public static bool operator !=(HubName left, HubName right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(HubName left, HubName right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(HubName left, HubName right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(HubName left, HubName right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(HubName left, HubName right) => left.CompareTo(right) >= 0;
}
