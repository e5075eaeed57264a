using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>How the weights of a distribution are stored.</summary>
/// <remarks>An open vocabulary: any slug is allowed, the well-known ones have a name here. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<ModelFormat>))]
public readonly struct ModelFormat : IEquatable<ModelFormat>, IComparable<ModelFormat>, ISpanParsable<ModelFormat>
{
    private readonly string? _value;

    private ModelFormat(string value) => _value = value;

    /// <summary>safetensors.</summary>
    public static ModelFormat Safetensors { get; } = new("safetensors");

    /// <summary>GGUF.</summary>
    public static ModelFormat Gguf { get; } = new("gguf");

    /// <summary>MLX.</summary>
    public static ModelFormat Mlx { get; } = new("mlx");

    /// <summary>ONNX.</summary>
    public static ModelFormat Onnx { get; } = new("onnx");

    /// <summary>PyTorch pickle files.</summary>
    public static ModelFormat PyTorch { get; } = new("pytorch");

    /// <summary>PaddlePaddle.</summary>
    public static ModelFormat Paddle { get; } = new("paddle");

    /// <summary>The word; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no word (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static ModelFormat Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return SlugText.IsSlug(s) ? new(s) : throw SlugText.NotASlug(s, "a format");
    }

    /// <summary>Reads a word such as <c>gguf</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not a slug.</exception>
    public static ModelFormat Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelFormat result)
    {
        result = s is not null && SlugText.IsSlug(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ModelFormat result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(ModelFormat other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(ModelFormat other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equality of words.</summary>
    public static bool operator ==(ModelFormat left, ModelFormat right) => left.Equals(right);

    /// <summary>Inequality of words.</summary>
    public static bool operator !=(ModelFormat left, ModelFormat right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(ModelFormat left, ModelFormat right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(ModelFormat left, ModelFormat right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(ModelFormat left, ModelFormat right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(ModelFormat left, ModelFormat right) => left.CompareTo(right) >= 0;
}
