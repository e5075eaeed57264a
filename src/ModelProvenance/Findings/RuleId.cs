using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Findings;

/// <summary>The number of a rule: <c>MP</c> and four digits, of which the first names the area.</summary>
/// <remarks>1 catalog, 2 model cards, 3 artifacts, 4 licences and lineage, 5 BOMs, 6 policy and manifest. An id is never reused.
/// <c>default</c> prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<RuleId>))]
public readonly struct RuleId : IEquatable<RuleId>, IComparable<RuleId>, ISpanParsable<RuleId>
{
    private readonly int _number;

    private RuleId(int number) => _number = number;

    /// <summary>The four digits, 1000 to 6999; 0 for <c>default</c>.</summary>
    public int Number => _number;

    /// <summary>Makes the id of a rule from its digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is below 1000 or above 6999.</exception>
    public static RuleId FromNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 6999);
        return new RuleId(number);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static RuleId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads <c>MPnnnn</c>, in upper or lower case.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not <c>MP</c> and four digits from 1000 to 6999.</exception>
    public static RuleId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a rule id. Expected MP and four digits, MP1000 to MP6999.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RuleId result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RuleId result)
    {
        if (s.Length == 6 && s.StartsWith("MP", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(s[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1000 and <= 6999)
        {
            result = new RuleId(number);
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(RuleId other) => _number == other._number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RuleId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _number;

    /// <inheritdoc/>
    public int CompareTo(RuleId other) => _number.CompareTo(other._number);

    /// <inheritdoc/>
    public override string ToString() => _number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"MP{_number:D4}");

    /// <summary>Equality of ids.</summary>
    public static bool operator ==(RuleId left, RuleId right) => left.Equals(right);

    /// <summary>Inequality of ids.</summary>
    public static bool operator !=(RuleId left, RuleId right) => !left.Equals(right);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(RuleId left, RuleId right) => left._number < right._number;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(RuleId left, RuleId right) => left._number > right._number;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(RuleId left, RuleId right) => left._number <= right._number;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(RuleId left, RuleId right) => left._number >= right._number;
}
