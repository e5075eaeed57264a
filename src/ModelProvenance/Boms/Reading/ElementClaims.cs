using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Reading;

/// <summary>Builds the claims of one element.</summary>
internal sealed class ElementClaims(string subject, string path)
{
    // What is needed to recognize the place; longer values stand in the document.
    private const int MaxLiteral = 120;

    private readonly ImmutableArray<ProvenanceClaim>.Builder _claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();

    public void Add(string property, string? value, JsonTreeNode place, string? note = null)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
            return;
        _claims.Add(new ProvenanceClaim(subject, property, value, ClaimMethod.Declared)
        {
            Sources = [new ClaimSource(path, place.Pointer) { Literal = value.Length > MaxLiteral ? value[..MaxLiteral] : value }],
            Note = note,
        });
    }

    /// <summary>The text of a member.</summary>
    public void AddText(string property, JsonTreeNode? node, string name, string? note = null)
    {
        if (node?.Find(name) is { Token: System.Text.Json.JsonTokenType.String } member)
            Add(property, member.Text, member, note);
    }

    public ImmutableArray<ProvenanceClaim> ToImmutable() => _claims.ToImmutable();
}
