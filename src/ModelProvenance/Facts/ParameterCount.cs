using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>A number of parameters, tokens or hours with the precision at which its source states it: <c>671B</c>, <c>7.61B</c>, <c>7615616512</c>.</summary>
/// <remarks>Plain digits are exact. With a suffix (K, M, B, T: 10^3, 10^6, 10^9, 10^12) the last digit written is the last one known.
/// <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<ParameterCount>))]
public readonly struct ParameterCount : IEquatable<ParameterCount>, IComparable<ParameterCount>, ISpanParsable<ParameterCount>
{
    private readonly long _value;
    private readonly long _unit;

    private ParameterCount(long value, long unit)
    {
        _value = value;
        _unit = unit;
    }

    /// <summary>An exact count.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exact"/> is negative.</exception>
    public ParameterCount(long exact)
        : this(exact, 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exact);
    }

    /// <summary>The number as stated; at least 0.</summary>
    public long Value => _value;

    /// <summary>The worth of the last digit known: 1 for an exact count, 10,000,000 for <c>7.61B</c>; 0 for <c>default</c>.</summary>
    public long Precision => _unit;

    /// <summary>Whether every digit is known.</summary>
    public bool IsExact => _unit == 1;

    /// <summary>Whether this is no number (<c>default</c>).</summary>
    public bool IsEmpty => _unit == 0;

    /// <summary>The smallest number that rounds to the one stated.</summary>
    public long Low => IsExact ? _value : Math.Max(0, _value - (_unit / 2));

    /// <summary>The largest number that rounds to the one stated.</summary>
    public long High => IsExact ? _value : _value + (_unit / 2);

    /// <summary>Whether both can be the same number, each rounded as it was stated: <c>7.61B</c> agrees with <c>7615616512</c> and with <c>8B</c>, not with <c>7B</c>.</summary>
    public bool Agrees(ParameterCount other) => !IsEmpty && !other.IsEmpty && Low <= other.High && other.Low <= High;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static ParameterCount Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads digits, or a decimal number with K, M, B or T in upper or lower case.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> has another form, or is above 9,223,372,036,854,775,807.</exception>
    public static ParameterCount Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var count) ? count : throw new FormatException($"'{s}' is not a count. Expected digits, or a number with K, M, B or T, such as 7.61B.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ParameterCount result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ParameterCount result)
    {
        result = default;
        if (s.IsEmpty)
            return false;

        var suffix = SuffixOf(s[^1]);
        if (suffix == 0)
        {
            if (!TryDigits(s, 0, out var exact))
                return false;
            result = new ParameterCount(exact, 1);
            return true;
        }

        var digits = s[..^1];
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var decimals = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && decimals.IsEmpty))
            return false;

        var unit = suffix;
        foreach (var _ in decimals)
        {
            // More decimals than the suffix has zeros would state fractions of a parameter.
            if (unit % 10 != 0)
                return false;
            unit /= 10;
        }

        if (unit == 1 && decimals.IsEmpty)
            return false;
        if (!TryDigits(whole, 0, out var digitsRead) || !TryDigits(decimals, digitsRead, out digitsRead) || digitsRead > (long.MaxValue - suffix) / unit)
            return false;

        result = new ParameterCount(digitsRead * unit, unit);
        return true;
    }

    // Reads digits behind those that were read already; false when there is another character, or the number does not fit.
    private static bool TryDigits(ReadOnlySpan<char> s, long before, out long value)
    {
        value = before;
        foreach (var c in s)
        {
            if (!char.IsAsciiDigit(c) || value > (long.MaxValue - (c - '0')) / 10)
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static long SuffixOf(char c) => c switch
    {
        'K' or 'k' => 1_000,
        'M' or 'm' => 1_000_000,
        'B' or 'b' => 1_000_000_000,
        'T' or 't' => 1_000_000_000_000,
        _ => 0,
    };

    /// <inheritdoc/>
    public bool Equals(ParameterCount other) => _value == other._value && _unit == other._unit;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ParameterCount other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _unit);

    /// <summary>Sort order by the number stated, the more exact one first.</summary>
    public int CompareTo(ParameterCount other)
    {
        var byValue = _value.CompareTo(other._value);
        return byValue != 0 ? byValue : _unit.CompareTo(other._unit);
    }

    /// <summary>The canonical spelling: digits for an exact count, otherwise the largest of K, M, B, T that shows exactly the digits that are known.</summary>
    public override string ToString()
    {
        if (IsEmpty)
            return "";
        if (IsExact)
            return _value.ToString(CultureInfo.InvariantCulture);

        var (letter, suffix) = _unit > 1_000_000_000 || (_value >= 1_000_000_000_000 && _unit <= 1_000_000_000_000) ? ('T', 1_000_000_000_000L)
            : _unit > 1_000_000 || _value >= 1_000_000_000 ? ('B', 1_000_000_000L)
            : _unit > 1_000 || _value >= 1_000_000 ? ('M', 1_000_000L)
            : ('K', 1_000L);
        var decimals = 0;
        for (var unit = _unit; unit < suffix; unit *= 10)
            decimals++;
        return ((decimal)_value / suffix).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + letter;
    }

    /// <summary>Equality of number and precision; see <see cref="Agrees"/> for "can be the same".</summary>
    public static bool operator ==(ParameterCount left, ParameterCount right) => left.Equals(right);

    /// <summary>Inequality of number or precision.</summary>
    public static bool operator !=(ParameterCount left, ParameterCount right) => !left.Equals(right);

    /// <summary>Sort order.</summary>
    public static bool operator <(ParameterCount left, ParameterCount right) => left.CompareTo(right) < 0;

    /// <summary>Sort order.</summary>
    public static bool operator >(ParameterCount left, ParameterCount right) => left.CompareTo(right) > 0;

    /// <summary>Sort order.</summary>
    public static bool operator <=(ParameterCount left, ParameterCount right) => left.CompareTo(right) <= 0;

    /// <summary>Sort order.</summary>
    public static bool operator >=(ParameterCount left, ParameterCount right) => left.CompareTo(right) >= 0;
}
