using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelProvenance.Facts;

/// <summary>A licence expression after SPDX Specification 3.0.1, annex "SPDX license expressions": ids, <c>+</c>, <c>WITH</c>, <c>AND</c>, <c>OR</c>, parentheses.</summary>
/// <remarks>Operators are read in upper or lower case, ids are compared ignoring case, <c>LicenseRef-</c>, <c>DocumentRef-</c> and <c>AdditionRef-</c> are case-sensitive.
/// Whether an id is on the SPDX list is not asked. Binding, strongest first: <c>+</c>, <c>WITH</c>, <c>AND</c>, <c>OR</c>. <c>ToString</c> prints the canonical
/// form: upper-case operators, single spaces, no parentheses that change nothing; parsing it gives an equal expression.</remarks>
[JsonConverter(typeof(SpdxExpressionJsonConverter))]
public abstract record SpdxExpression : ISpanParsable<SpdxExpression>
{
    /// <summary>The longest text that is read, in characters. The longest expression seen in practice has under 600.</summary>
    public const int MaxLength = 16_384;

    /// <summary>The deepest nesting of parentheses that is read.</summary>
    public const int MaxDepth = 64;

    private protected SpdxExpression()
    {
    }

    /// <summary>All licences that the expression names, in order of appearance, each once.</summary>
    public ImmutableArray<SpdxLicense> Licenses
    {
        get
        {
            var found = ImmutableArray.CreateBuilder<SpdxLicense>();
            Collect(this, found);
            return found.ToImmutable();
        }
    }

    /// <summary>Whether nothing but one licence stands in the expression.</summary>
    public bool IsSimple => this is SpdxLicense;

    /// <summary>An expression of one licence.</summary>
    /// <exception cref="ArgumentException"><paramref name="license"/> is <c>default</c>.</exception>
    public static SpdxExpression Of(LicenseId license) =>
        license.IsEmpty ? throw new ArgumentException("A licence is needed.", nameof(license)) : new SpdxLicense(license.Value);

    /// <summary>Both expressions at once; equal operands are named once.</summary>
    public static SpdxExpression And(SpdxExpression left, SpdxExpression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Combine(left, right, static operands => new SpdxAnd(operands), static e => e is SpdxAnd and ? and.Operands : []);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static SpdxExpression Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not one; the message says where and what was expected.</exception>
    public static SpdxExpression Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, out var expression, out var error) ? expression : throw new FormatException($"'{(s.Length > 200 ? s[..200].ToString() + "..." : s)}' is not a licence expression: {error}");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SpdxExpression result) => TryParse(s.AsSpan(), out result, out _);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out SpdxExpression result) => TryParse(s, out result, out _);

    /// <summary>Reads an expression, or says why it is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The expression; null when there is none.</param>
    /// <param name="error">Where (character, from 1) and what was expected; null when the text was read.</param>
    public static bool TryParse(ReadOnlySpan<char> s, [NotNullWhen(true)] out SpdxExpression? result, [NotNullWhen(false)] out string? error)
    {
        var parser = new SpdxExpressionParser(s);
        result = parser.Parse();
        error = parser.Error;
        return result is not null;
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Print();

    internal abstract string Print();

    /// <summary>How strongly the outermost operator binds; a weaker operand needs parentheses.</summary>
    internal abstract int Strength { get; }

    private protected static string Join(ImmutableArray<SpdxExpression> operands, string word, int strength) =>
        string.Join(word, operands.Select(o => o.Strength < strength ? $"({o.Print()})" : o.Print()));

    private protected static bool SameOperands(ImmutableArray<SpdxExpression> left, ImmutableArray<SpdxExpression> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    private protected static int HashOperands(ImmutableArray<SpdxExpression> operands)
    {
        var hash = default(HashCode);
        foreach (var operand in operands)
            hash.Add(operand);
        return hash.ToHashCode();
    }

    internal static SpdxExpression Combine(
        SpdxExpression left,
        SpdxExpression right,
        Func<ImmutableArray<SpdxExpression>, SpdxExpression> make,
        Func<SpdxExpression, ImmutableArray<SpdxExpression>> operandsOf)
    {
        var operands = ImmutableArray.CreateBuilder<SpdxExpression>();
        foreach (var side in (ReadOnlySpan<SpdxExpression>)[left, right])
        {
            var inner = operandsOf(side);
            foreach (var operand in inner.IsEmpty ? [side] : inner)
            {
                if (!operands.Contains(operand))
                    operands.Add(operand);
            }
        }

        return operands.Count == 1 ? operands[0] : make(operands.ToImmutable());
    }

    private static void Collect(SpdxExpression expression, ImmutableArray<SpdxLicense>.Builder found)
    {
        switch (expression)
        {
            case SpdxLicense license:
                if (!found.Contains(license))
                    found.Add(license);
                break;
            case SpdxWith with:
                Collect(with.License, found);
                break;
            case SpdxAnd and:
                foreach (var operand in and.Operands)
                    Collect(operand, found);
                break;
            case SpdxOr or:
                foreach (var operand in or.Operands)
                    Collect(operand, found);
                break;
        }
    }
}

/// <summary>One licence, perhaps "or later": <c>Apache-2.0</c>, <c>GPL-2.0+</c>, <c>DocumentRef-other:LicenseRef-x</c>.</summary>
/// <param name="Id">The id without document and <c>+</c>.</param>
/// <param name="OrLater">Whether a <c>+</c> follows.</param>
/// <param name="Document">The part between <c>DocumentRef-</c> and the colon; empty when there is none.</param>
public sealed record SpdxLicense(string Id, bool OrLater = false, string Document = "") : SpdxExpression
{
    /// <summary>The id as a licence of the catalog; <c>default</c> for a licence of another document.</summary>
    public LicenseId License => Document.Length == 0 && LicenseId.TryParse(Id, null, out var id) ? id : default;

    /// <inheritdoc/>
    public bool Equals(SpdxLicense? other) => other is not null && OrLater == other.OrLater && Document == other.Document && Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Id);

    internal override int Strength => 4;

    internal override string Print() => (Document.Length > 0 ? $"DocumentRef-{Document}:" : "") + Id + (OrLater ? "+" : "");
}

/// <summary>A licence with an exception or an addition: <c>GPL-2.0-only WITH Classpath-exception-2.0</c>.</summary>
/// <param name="License">The licence.</param>
/// <param name="Addition">The exception's id, or <c>AdditionRef-...</c> with an optional <c>DocumentRef-...:</c> in front.</param>
public sealed record SpdxWith(SpdxLicense License, string Addition) : SpdxExpression
{
    /// <inheritdoc/>
    public bool Equals(SpdxWith? other) => other is not null && License.Equals(other.License) && Addition.Equals(other.Addition, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(License, StringComparer.OrdinalIgnoreCase.GetHashCode(Addition));

    internal override int Strength => 3;

    internal override string Print() => $"{License.Print()} WITH {Addition}";
}

/// <summary>All operands apply.</summary>
/// <param name="Operands">At least two; none is itself an <see cref="SpdxAnd"/>.</param>
public sealed record SpdxAnd(ImmutableArray<SpdxExpression> Operands) : SpdxExpression
{
    /// <inheritdoc/>
    public bool Equals(SpdxAnd? other) => other is not null && SameOperands(Operands, other.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOperands(Operands);

    internal override int Strength => 2;

    internal override string Print() => Join(Operands, " AND ", Strength);
}

/// <summary>One operand of the user's choice applies.</summary>
/// <param name="Operands">At least two; none is itself an <see cref="SpdxOr"/>.</param>
public sealed record SpdxOr(ImmutableArray<SpdxExpression> Operands) : SpdxExpression
{
    /// <inheritdoc/>
    public bool Equals(SpdxOr? other) => other is not null && SameOperands(Operands, other.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOperands(Operands);

    internal override int Strength => 1;

    internal override string Print() => Join(Operands, " OR ", Strength);
}

/// <summary>Reads and writes an expression as one JSON string.</summary>
public sealed class SpdxExpressionJsonConverter : JsonConverter<SpdxExpression>
{
    /// <inheritdoc/>
    public override SpdxExpression? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"Expected a string with a licence expression, found {reader.TokenType}.");
        return SpdxExpression.TryParse(reader.GetString(), out var expression, out var error) ? expression : throw new JsonException($"Not a licence expression: {error}");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SpdxExpression value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeof(SpdxExpression).IsAssignableFrom(typeToConvert);
}
