using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;

namespace ModelProvenance.Cards;

/// <summary>Turns the fields of a card into claims. Properties are spelled as the readers of model files spell them.</summary>
internal static class CardClaims
{
    // What is needed to recognize the place; longer values stand in the card.
    private const int MaxLiteral = 120;

    public static ImmutableArray<ProvenanceClaim> Collect(ModelCard card, string subject, string location)
    {
        var claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();
        void Add(string property, string value, YamlNode node, string? note = null)
        {
            value = value.Trim();
            if (value.Length > 0)
                claims.Add(Claim(subject, property, value, location, Locator(node), node.RawText, note));
        }

        Name(card, Add);
        License(card, Add);
        foreach (var item in card.BaseModels)
            Add("baseModel", item.Value!, item.Node, card.BaseModelRelation.Exists ? $"base_model_relation: {card.BaseModelRelation.Value}" : null);
        foreach (var item in card.Datasets)
            Add("dataset", item.Value!, item.Node);
        foreach (var item in card.Languages)
            Add("language", item.Value!, item.Node);
        if (CardTables.FindSize(card.Lines, card.BodyStart) is var (label, start, end))
            claims.Add(Claim(subject, "parameters.label", label.ToString(), location, $"line {Line(card.Lines.Position(start).Line)}", card.Text.AsSpan(start, end - start), null));
        return claims.ToImmutable();
    }

    private static void Name(ModelCard card, Action<string, string, YamlNode, string?> add)
    {
        if (card.ModelName.Exists)
            add("name", card.ModelName.Value!, card.ModelName.Node, null);

        // Several results name several models; then none of them is the card's.
        if (card.ModelIndex is { Kind: YamlNodeKind.Sequence, Count: 1 } index)
        {
            foreach (var item in index.Items)
            {
                if (item.Find("name") is { IsScalar: true, IsNull: false } name && !name.ValueEquals(card.ModelName.Value))
                    add("name", name.Value, name, null);
            }
        }
    }

    private static void License(ModelCard card, Action<string, string, YamlNode, string?> add)
    {
        var name = card.LicenseName;
        foreach (var item in card.Licenses)
        {
            // "other" names no licence; the name beside it does.
            if (item.Node.ValueEquals("other") && name.Exists)
                add("license", name.Value!, name.Node, "license: other");
            else
                add("license", item.Value!, item.Node, null);
        }

        if (card.Licenses.IsEmpty && name.Exists)
            add("license", name.Value!, name.Node, "license_name without license");
        if (card.LicenseLink.Exists)
            add("licenseLink", card.LicenseLink.Value!, card.LicenseLink.Node, null);
    }

    private static string Locator(YamlNode node) => $"line {Line(node.Span.Line)}, {node.Pointer}";

    private static string Line(int line) => line.ToString(CultureInfo.InvariantCulture);

    private static ProvenanceClaim Claim(string subject, string property, string value, string location, string locator, ReadOnlySpan<char> literal, string? note) =>
        new(subject, property, value, ClaimMethod.Declared)
        {
            Sources = [new ClaimSource(location, locator) { Literal = (literal.Length > MaxLiteral ? literal[..MaxLiteral] : literal).ToString() }],
            Note = note,
        };
}
