using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>What a model was trained to do last: base, instruct, reasoning and so on.</summary>
/// <remarks>An open vocabulary: any slug is allowed, the well-known ones have a name here. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<ModelVariant>))]
public readonly struct ModelVariant : IEquatable<ModelVariant>, IComparable<ModelVariant>, ISpanParsable<ModelVariant>
{
    private readonly string? _value;

    private ModelVariant(string value) => _value = value;

    /// <summary>Pretrained only.</summary>
    public static ModelVariant Base { get; } = new("base");

    /// <summary>Tuned to follow instructions or to chat.</summary>
    public static ModelVariant Instruct { get; } = new("instruct");

    /// <summary>Tuned to reason before it answers.</summary>
    public static ModelVariant Reasoning { get; } = new("reasoning");

    /// <summary>Reasons or not, as the request asks.</summary>
    public static ModelVariant HybridReasoning { get; } = new("hybrid-reasoning");

    /// <summary>Gives vectors.</summary>
    public static ModelVariant Embedding { get; } = new("embedding");

    /// <summary>Scores a passage against a query.</summary>
    public static ModelVariant Reranker { get; } = new("reranker");

    /// <summary>Scores an answer for training.</summary>
    public static ModelVariant Reward { get; } = new("reward");

    /// <summary>Classifies content as safe or not.</summary>
    public static ModelVariant Guard { get; } = new("guard");

    /// <summary>Proposes tokens for a larger model.</summary>
    public static ModelVariant Draft { get; } = new("draft");

    /// <summary>Generates images, video or audio.</summary>
    public static ModelVariant Generator { get; } = new("generator");

    /// <summary>The word; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no word (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static ModelVariant Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a variant");
    }

    /// <summary>Reads a word such as <c>instruct</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static ModelVariant Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelVariant result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ModelVariant result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(ModelVariant other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelVariant other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(ModelVariant other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of words.</summary>
    public static bool operator ==(ModelVariant left, ModelVariant right) => left.Equals(right);

    /// <summary>Inequality of words.</summary>
    public static bool operator !=(ModelVariant left, ModelVariant right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(ModelVariant left, ModelVariant right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(ModelVariant left, ModelVariant right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(ModelVariant left, ModelVariant right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(ModelVariant left, ModelVariant right) => left.CompareTo(right) >= 0;
}
