using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licences that go along with what a card describes.</summary>
internal static class Shipped
{
    /// <summary>The licences that the card states, then those of its bases; an adapter holds nothing of its base.</summary>
    public static IEnumerable<(FindingLocation Location, string Name, ModelLicense License)> Licenses(CardRuleContext context)
    {
        if (BaseLicense.DeclaredBy(context, context.Card) is { } declared)
        {
            foreach (var part in declared.Licenses)
            {
                if (context.Catalog.Licenses.Find(part.License) is { } license)
                    yield return (context.Card.Licenses.First.Node.Location, "The model", license);
            }
        }

        if (context.Card.Relation == RelationKind.Adapter)
            yield break;
        foreach (var (node, name, license) in BaseLicense.Of(context))
            yield return (node.Location, $"The base '{name}'", license);
    }
}
