using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>Builds the claims of one document.</summary>
internal sealed class ClaimList(string subject, string location)
{
    // What a locator needs to be recognized; longer values stand in the document itself.
    private const int MaxLiteral = 120;

    private readonly ImmutableArray<ProvenanceClaim>.Builder _claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();

    public void Add(string property, string? value, string locator, ClaimMethod method = ClaimMethod.Declared, string? note = null, string? literal = null)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
            return;
        literal ??= value;
        _claims.Add(new ProvenanceClaim(subject, property, value, method)
        {
            Sources = [new ClaimSource(location, locator) { Literal = literal.Length > MaxLiteral ? literal[..MaxLiteral] : literal }],
            Note = note,
        });
    }

    public void Add(string property, long? value, string locator, ClaimMethod method = ClaimMethod.Declared, string? note = null) =>
        Add(property, value?.ToString(CultureInfo.InvariantCulture), locator, method, note);

    public ImmutableArray<ProvenanceClaim> ToImmutable() => _claims.ToImmutable();
}
