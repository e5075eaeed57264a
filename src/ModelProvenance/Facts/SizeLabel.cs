using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>Which size labels people write.</summary>
public enum SizeLabelForm
{
    /// <summary>Not a label (<c>default</c>).</summary>
    None = 0,

    /// <summary><c>7B</c>: about so many parameters in all.</summary>
    Total,

    /// <summary><c>235B-A22B</c>: in all, and active for a token.</summary>
    TotalAndActive,

    /// <summary><c>A2.7B</c>: active for a token; nothing about the total.</summary>
    Active,

    /// <summary><c>8x7B</c>: so many experts of a size class; the total is smaller than the product, because the experts share layers.</summary>
    Experts,

    /// <summary><c>17B-16E</c>: active for a token, and the number of experts; nothing about the total.</summary>
    ActiveAndExperts,

    /// <summary><c>E4B</c>: effective (the memory footprint of so many parameters); nothing about the total.</summary>
    Effective,
}

/// <summary>The size as it stands in a name: <c>7B</c>, <c>235B-A22B</c>, <c>8x7B</c>, <c>E4B</c>, <c>17B-16E</c>. A label is a claim of whoever wrote it, never a count.</summary>
/// <remarks>Prints canonically (upper case, <c>x</c> between experts). <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<SizeLabel>))]
public readonly struct SizeLabel : IEquatable<SizeLabel>, ISpanParsable<SizeLabel>
{
    // Digits of one number. Names have at most five; the bound holds for the printed form too, so that every label that is read prints as one that is read.
    private const int MaxDigits = 11;

    // Digits, point and suffix.
    private const int MaxNumber = MaxDigits + 2;

    // Two numbers with "-A" between them.
    private const int MaxLength = (2 * MaxNumber) + 2;

    // The number that stands first: total, active, size of an expert, or effective, as the form says.
    private readonly ParameterCount _first;
    private readonly ParameterCount _active;
    private readonly int _experts;

    private SizeLabel(SizeLabelForm form, ParameterCount first, ParameterCount active, int experts)
    {
        Form = form;
        _first = first;
        _active = active;
        _experts = experts;
    }

    /// <summary>Which form the label has.</summary>
    public SizeLabelForm Form { get; }

    /// <summary>Whether this is no label (<c>default</c>).</summary>
    public bool IsEmpty => Form == SizeLabelForm.None;

    /// <summary>About so many parameters in all; null when the label does not determine the total.</summary>
    public ParameterCount? Total => Form is SizeLabelForm.Total or SizeLabelForm.TotalAndActive ? _first : null;

    /// <summary>About so many parameters active for a token; null when the label does not determine it.</summary>
    public ParameterCount? Active => Form switch
    {
        SizeLabelForm.TotalAndActive => _active,
        SizeLabelForm.Active or SizeLabelForm.ActiveAndExperts => _first,
        _ => null,
    };

    /// <summary>The vendor's effective count; null when the label does not state one.</summary>
    public ParameterCount? Effective => Form == SizeLabelForm.Effective ? _first : null;

    /// <summary>The number of experts, at least 1; null when the label does not state it.</summary>
    public int? Experts => Form is SizeLabelForm.Experts or SizeLabelForm.ActiveAndExperts ? _experts : null;

    /// <summary>The size class of one expert (<c>7B</c> in <c>8x7B</c>); null in the other forms.</summary>
    public ParameterCount? ExpertSize => Form == SizeLabelForm.Experts ? _first : null;

    /// <summary>A number that the total does not exceed (the product in <c>8x7B</c>); null when the label gives no bound.</summary>
    public long? TotalUpperBound => Form switch
    {
        SizeLabelForm.Total or SizeLabelForm.TotalAndActive => _first.High,
        SizeLabelForm.Experts => _first.High > long.MaxValue / _experts ? null : _first.High * _experts,
        _ => null,
    };

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static SizeLabel Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads a whole text as a label, in upper or lower case; <c>7b1</c> and <c>1_6B</c> are read as 7.1B and 1.6B, as names write them.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is none of the forms of <see cref="SizeLabelForm"/>.</exception>
    public static SizeLabel Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var label) ? label : throw new FormatException($"'{s}' is not a size label. Expected a form such as 7B, 235B-A22B, 8x7B, A3B, 17B-16E or E4B.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SizeLabel result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SizeLabel result)
    {
        result = default;
        if (s.Length is 0 or > MaxLength)
            return false;

        var dash = s.IndexOf('-');
        if (dash >= 0)
        {
            var tail = s[(dash + 1)..];
            if (!TryCount(s[..dash], out var first) || tail.Length < 2)
                return false;
            if (tail[0] is 'A' or 'a')
            {
                if (!TryCount(tail[1..], out var active) || active.Value > first.Value)
                    return false;
                result = new SizeLabel(SizeLabelForm.TotalAndActive, first, active, 0);
                return true;
            }

            if (tail[^1] is 'E' or 'e' && TryExperts(tail[..^1], out var experts))
            {
                result = new SizeLabel(SizeLabelForm.ActiveAndExperts, first, default, experts);
                return true;
            }

            return false;
        }

        if (s[0] is 'A' or 'a' or 'E' or 'e')
        {
            if (!TryCount(s[1..], out var count))
                return false;
            result = new SizeLabel(s[0] is 'A' or 'a' ? SizeLabelForm.Active : SizeLabelForm.Effective, count, default, 0);
            return true;
        }

        var times = s.IndexOfAny('x', 'X');
        if (times > 0)
        {
            if (!TryExperts(s[..times], out var experts) || !TryCount(s[(times + 1)..], out var size))
                return false;
            result = new SizeLabel(SizeLabelForm.Experts, size, default, experts);
            return true;
        }

        if (!TryCount(s, out var total))
            return false;
        result = new SizeLabel(SizeLabelForm.Total, total, default, 0);
        return true;
    }

    private static bool TryExperts(ReadOnlySpan<char> s, out int experts) =>
        int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out experts) && experts is > 0 and <= 65_536;

    // A count with a suffix; "7b1" and "1_6B" are how names write 7.1B and 1.6B.
    private static bool TryCount(ReadOnlySpan<char> s, out ParameterCount count)
    {
        count = default;
        if (s.Length is < 2 or > MaxNumber || !char.IsAsciiDigit(s[0]) || CountDigits(s) > MaxDigits)
            return false;

        Span<char> text = stackalloc char[MaxNumber];
        if (char.IsAsciiDigit(s[^1]))
        {
            var letter = s.IndexOfAny('b', 'B');
            if (letter <= 0 || s[..letter].ContainsAnyExceptInRange('0', '9'))
                return false;
            s[..letter].CopyTo(text);
            text[letter] = '.';
            s[(letter + 1)..].CopyTo(text[(letter + 1)..]);
            text = text[..s.Length];
            return ParameterCount.TryParse(string.Concat(text, "B"), null, out count) && count.Value > 0;
        }

        s.CopyTo(text);
        text = text[..s.Length];
        text.Replace('_', '.');
        return ParameterCount.TryParse(text, null, out count) && count.Value > 0 && !count.IsExact;
    }

    private static int CountDigits(ReadOnlySpan<char> s)
    {
        var digits = 0;
        foreach (var c in s)
        {
            if (char.IsAsciiDigit(c))
                digits++;
        }

        return digits;
    }

    /// <summary>Whether a stated total fits the label; null when the label does not determine the total.</summary>
    /// <remarks>Labels name size classes: Llama 3.1 <c>8B</c> holds 8.03 billion, Gemma 2 <c>9B</c> 9.24 billion, Phi-3 <c>14B</c> 13.96 billion. A total fits when
    /// it lies within 10 percent, or rounds to the label.</remarks>
    public bool? FitsTotal(ParameterCount total) => Total is { } label && !total.IsEmpty
        ? label.Agrees(total) || Math.Abs((double)total.Value - label.Value) <= 0.1 * label.Value
        : null;

    /// <inheritdoc/>
    public bool Equals(SizeLabel other) => Form == other.Form && _first == other._first && _active == other._active && _experts == other._experts;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SizeLabel other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Form, _first, _active, _experts);

    /// <inheritdoc/>
    public override string ToString() => Form switch
    {
        SizeLabelForm.Total => _first.ToString(),
        SizeLabelForm.TotalAndActive => $"{_first}-A{_active}",
        SizeLabelForm.Active => $"A{_first}",
        SizeLabelForm.Experts => string.Create(CultureInfo.InvariantCulture, $"{_experts}x{_first}"),
        SizeLabelForm.ActiveAndExperts => string.Create(CultureInfo.InvariantCulture, $"{_first}-{_experts}E"),
        SizeLabelForm.Effective => $"E{_first}",
        _ => "",
    };

    /// <summary>Equality of form and numbers.</summary>
    public static bool operator ==(SizeLabel left, SizeLabel right) => left.Equals(right);

    /// <summary>Inequality of form or numbers.</summary>
    public static bool operator !=(SizeLabel left, SizeLabel right) => !left.Equals(right);
}
