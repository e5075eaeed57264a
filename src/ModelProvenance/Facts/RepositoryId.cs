using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>The name of a repository on a hub: <c>owner/name</c>, such as <c>Qwen/Qwen2.5-7B</c>.</summary>
/// <remarks>Spelled as the hub spells it, compared ignoring case as hubs do. <c>default</c> is "none": it prints as an empty string and equals itself.
/// Characters and length after the Hugging Face Hub: letters, digits, '_', '.', '-'; a part neither begins nor ends with '.' or '-' on the hub, but listings
/// and old repositories do, so only an empty part is refused here.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<RepositoryId>))]
public readonly struct RepositoryId : IEquatable<RepositoryId>, IComparable<RepositoryId>, ISpanParsable<RepositoryId>
{
    private const int MaxLength = 200;

    private readonly string? _value;

    private RepositoryId(string value) => _value = value;

    /// <summary>The name as written; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is no repository (<c>default</c>).</summary>
    public bool IsEmpty => _value is null;

    /// <summary>The part before the '/'.</summary>
    public ReadOnlySpan<char> Owner => Value.AsSpan(0, Math.Max(Value.IndexOf('/', StringComparison.Ordinal), 0));

    /// <summary>The part behind the '/'.</summary>
    public ReadOnlySpan<char> Name => Value.AsSpan(Value.IndexOf('/', StringComparison.Ordinal) + 1);

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static RepositoryId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return IsRepository(s) ? new(s) : throw new FormatException($"'{s}' is not a repository. Expected owner/name with letters, digits, '_', '.', '-', at most {MaxLength} characters.");
    }

    /// <summary>Reads <c>owner/name</c>.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> has no or more than one '/', an empty part, or another character.</exception>
    public static RepositoryId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RepositoryId result)
    {
        result = s is not null && IsRepository(s) ? new(s) : default;
        return !result.IsEmpty;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RepositoryId result) => TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public bool Equals(RepositoryId other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RepositoryId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(RepositoryId other) => string.Compare(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsRepository(ReadOnlySpan<char> s)
    {
        var slash = s.IndexOf('/');
        if (slash <= 0 || slash == s.Length - 1 || s.Length > MaxLength)
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (i != slash && !char.IsAsciiLetterOrDigit(s[i]) && s[i] is not ('.' or '-' or '_'))
                return false;
        }

        return true;
    }

    /// <summary>Equality of repositories.</summary>
    public static bool operator ==(RepositoryId left, RepositoryId right) => left.Equals(right);

    /// <summary>Inequality of repositories.</summary>
    public static bool operator !=(RepositoryId left, RepositoryId right) => !left.Equals(right);

    /// <summary>Order, ignoring case.</summary>
    public static bool operator <(RepositoryId left, RepositoryId right) => left.CompareTo(right) < 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator >(RepositoryId left, RepositoryId right) => left.CompareTo(right) > 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator <=(RepositoryId left, RepositoryId right) => left.CompareTo(right) <= 0;

    /// <summary>Order, ignoring case.</summary>
    public static bool operator >=(RepositoryId left, RepositoryId right) => left.CompareTo(right) >= 0;
}
