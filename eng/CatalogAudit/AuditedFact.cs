using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.CatalogAudit;

/// <summary>One citation of one preferred value.</summary>
/// <param name="Kind">The kind of entity: <c>model</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Property">The property with its qualifier: <c>parameters.total</c>.</param>
/// <param name="Value">The value, or the state of an unknown.</param>
/// <param name="SourceKind">The kind of the document.</param>
/// <param name="Url">The document.</param>
/// <param name="Locator">Where in it.</param>
/// <param name="Literal">The characters that were read there; empty when none were noted.</param>
internal sealed record AuditedFact(string Kind, string Id, string Property, string Value, string SourceKind, string Url, string Locator, string Literal)
{
    /// <summary>Every fact of a catalog with its first citation. What a model takes over from its release is audited there.</summary>
    public static List<AuditedFact> Of(ModelCatalog catalog)
    {
        var facts = new List<AuditedFact>();
        foreach (var entity in catalog.Entities())
        {
            HashSet<string> inherited = entity.Kind == EntityKind.Model && catalog.Models.Get(ModelId.Parse(entity.Id)) is var model
                ? [.. Keys(catalog, new EntityReference(EntityKind.Release, model.Release.Value)), .. Keys(catalog, new EntityReference(EntityKind.Series, model.Series.Value))]
                : [];
            foreach (var claim in catalog.Evidence(entity.Kind, entity.Id))
            {
                if (!claim.IsPreferred || claim.Sources.IsEmpty || inherited.Contains(Key(claim)))
                    continue;
                var source = claim.Sources[0];
                facts.Add(new AuditedFact(Word(entity.Kind), entity.Id, claim.Property, claim.Value, source.Kind is { } kind ? Word(kind) : "", source.Location, source.Locator, source.Literal));
            }
        }

        return facts;
    }

    private static IEnumerable<string> Keys(ModelCatalog catalog, EntityReference entity) => catalog.Evidence(entity.Kind, entity.Id).Select(Key);

    private static string Key(ProvenanceClaim claim) => $"{claim.Property}\t{claim.Value}\t{string.Join('\t', claim.Sources.Select(s => s.Location + s.Locator))}";

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(string.Create(CultureInfo.InvariantCulture, $"{value}"));
}
