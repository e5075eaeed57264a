using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision
{
    /// <summary>Not a date (<c>default</c>).</summary>
    None = 0,

    /// <summary>Only the year.</summary>
    Year = 1,

    /// <summary>Year and month.</summary>
    Month = 2,

    /// <summary>The day.</summary>
    Day = 3,
}

/// <summary>A calendar date (proleptic Gregorian, UTC) known to the day, the month or the year; never a made-up day.</summary>
/// <remarks>Written as ISO 8601: <c>2025-01-20</c>, <c>2025-01</c>, <c>2025</c>. Sorted by the first day it can mean, the vaguer one first.
/// <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<PartialDate>))]
public readonly struct PartialDate : IEquatable<PartialDate>, IComparable<PartialDate>, ISpanParsable<PartialDate>
{
    private readonly DateOnly _earliest;
    private readonly DatePrecision _precision;

    private PartialDate(DateOnly earliest, DatePrecision precision)
    {
        _earliest = earliest;
        _precision = precision;
    }

    /// <summary>A date known to the day.</summary>
    public PartialDate(DateOnly day)
        : this(day, DatePrecision.Day)
    {
    }

    /// <summary>How exactly the date is known.</summary>
    public DatePrecision Precision => _precision;

    /// <summary>Whether this is no date (<c>default</c>).</summary>
    public bool IsEmpty => _precision == DatePrecision.None;

    /// <summary>The year, 1 to 9999; 1 for <c>default</c>.</summary>
    public int Year => _earliest.Year;

    /// <summary>The month, 1 to 12; null when it is not known.</summary>
    public int? Month => _precision >= DatePrecision.Month ? _earliest.Month : null;

    /// <summary>The day of the month; null when it is not known.</summary>
    public int? Day => _precision == DatePrecision.Day ? _earliest.Day : null;

    /// <summary>The first day that is meant.</summary>
    public DateOnly Earliest => _earliest;

    /// <summary>The last day that is meant.</summary>
    public DateOnly Latest => _precision switch
    {
        DatePrecision.Year => new DateOnly(_earliest.Year, 12, 31),
        DatePrecision.Month => new DateOnly(_earliest.Year, _earliest.Month, DateTime.DaysInMonth(_earliest.Year, _earliest.Month)),
        _ => _earliest,
    };

    /// <summary>Whether every day meant here lies before every day meant by the other.</summary>
    public bool IsBefore(PartialDate other) => !IsEmpty && !other.IsEmpty && Latest < other.Earliest;

    /// <summary>Whether both can mean the same day.</summary>
    public bool Overlaps(PartialDate other) => !IsEmpty && !other.IsEmpty && Earliest <= other.Latest && other.Earliest <= Latest;

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static PartialDate Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> has another form or is not a date of the calendar.</exception>
    public static PartialDate Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException($"'{s}' is not a date. Expected yyyy-MM-dd, yyyy-MM or yyyy.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PartialDate result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PartialDate result)
    {
        result = default;
        if (s.Length is not (4 or 7 or 10) || (s.Length >= 7 && s[4] != '-') || (s.Length == 10 && s[7] != '-'))
            return false;

        if (!TryDigits(s[..4], out var year) || year < 1)
            return false;
        var month = 1;
        if (s.Length >= 7 && (!TryDigits(s[5..7], out month) || month is < 1 or > 12))
            return false;
        var day = 1;
        if (s.Length == 10 && (!TryDigits(s[8..10], out day) || day < 1 || day > DateTime.DaysInMonth(year, month)))
            return false;

        result = new PartialDate(new DateOnly(year, month, day), s.Length switch { 4 => DatePrecision.Year, 7 => DatePrecision.Month, _ => DatePrecision.Day });
        return true;
    }

    // At most four digits; int.TryParse would cost more than the rest at start.
    private static bool TryDigits(ReadOnlySpan<char> s, out int value)
    {
        value = 0;
        foreach (var c in s)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(PartialDate other) => _earliest == other._earliest && _precision == other._precision;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PartialDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_earliest, _precision);

    /// <inheritdoc/>
    public int CompareTo(PartialDate other)
    {
        var byDay = _earliest.CompareTo(other._earliest);
        return byDay != 0 ? byDay : _precision.CompareTo(other._precision);
    }

    /// <inheritdoc/>
    public override string ToString() => _precision switch
    {
        DatePrecision.Year => _earliest.ToString("yyyy", CultureInfo.InvariantCulture),
        DatePrecision.Month => _earliest.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Day => _earliest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Equality of date and precision.</summary>
    public static bool operator ==(PartialDate left, PartialDate right) => left.Equals(right);

    /// <summary>Inequality of date or precision.</summary>
    public static bool operator !=(PartialDate left, PartialDate right) => !left.Equals(right);

    /// <summary>Sort order; see <see cref="IsBefore"/> for time.</summary>
    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    /// <summary>Sort order; see <see cref="IsBefore"/> for time.</summary>
    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    /// <summary>Sort order; see <see cref="IsBefore"/> for time.</summary>
    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    /// <summary>Sort order; see <see cref="IsBefore"/> for time.</summary>
    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;
}
