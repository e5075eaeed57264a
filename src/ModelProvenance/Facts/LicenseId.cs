using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>The id of a licence text: an SPDX id such as <c>Apache-2.0</c>, or a <c>LicenseRef-</c> id such as <c>LicenseRef-Llama-3.1-Community</c>.</summary>
/// <remarks>Compared ordinally, ignoring case (SPDX 3 annex B). <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<LicenseId>))]
public readonly struct LicenseId : IEquatable<LicenseId>, IComparable<LicenseId>, ISpanParsable<LicenseId>
{
    /// <summary>What every id outside the SPDX list begins with. Case-sensitive in the SPDX grammar.</summary>
    public const string ReferencePrefix = "LicenseRef-";

    private const int MaxLength = 160;

    private readonly string? _value;

    private LicenseId(string value) => _value = value;

    /// <summary>The id as written; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no id (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Whether the id is outside the SPDX list by its form.</summary>
    public bool IsReference => Value.StartsWith(ReferencePrefix, StringComparison.Ordinal);

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static LicenseId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return IsIdString(s)
            ? new(s)
            : throw new FormatException($"'{s}' is not a licence id. Expected letters, digits, '.' and '-', at most {MaxLength} characters, such as Apache-2.0 or LicenseRef-Name-1.0.");
    }

    /// <summary>Reads an id. Whether the SPDX list or the catalog has it is not asked.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is empty, too long, or holds a character other than letters, digits, '.' and '-'.</exception>
    public static LicenseId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LicenseId result)
    {
        result = s is not null && IsIdString(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out LicenseId result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(LicenseId other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LicenseId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(LicenseId other) => string.Compare(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether the text is an <c>idstring</c> of the SPDX grammar: <c>1*(ALPHA / DIGIT / "-" / ".")</c>.</summary>
    internal static bool IsIdString(ReadOnlySpan<char> s)
    {
        if (s.IsEmpty || s.Length > MaxLength)
            return false;
        foreach (var c in s)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
                return false;
        }

        return true;
    }

    /// <summary>Equality of ids.</summary>
    public static bool operator ==(LicenseId left, LicenseId right) => left.Equals(right);

    /// <summary>Inequality of ids.</summary>
    public static bool operator !=(LicenseId left, LicenseId right) => !left.Equals(right);

    /// <summary>Order, ignoring case.</summary>
    public static bool operator <(LicenseId left, LicenseId right) => left.CompareTo(right) < 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator >(LicenseId left, LicenseId right) => left.CompareTo(right) > 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator <=(LicenseId left, LicenseId right) => left.CompareTo(right) <= 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator >=(LicenseId left, LicenseId right) => left.CompareTo(right) >= 0;
}
