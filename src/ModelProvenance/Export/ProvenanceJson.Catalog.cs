using System.Text.Json;

using ModelProvenance.Catalog;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>What differs between two catalogs: the shape of <c>catalog diff</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="from">The version of the older catalog.</param>
    /// <param name="to">The version of the newer one.</param>
    /// <param name="changes">The differences in their order.</param>
    public static void Write(Utf8JsonWriter json, string from, string to, IReadOnlyCollection<CatalogChange> changes)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(changes);
        json.WriteStartObject();
        json.WriteString("from", from);
        json.WriteString("to", to);
        json.WriteStartObject("summary");
        foreach (var kind in Enum.GetValues<CatalogChangeKind>())
            json.WriteNumber(Camel(kind), changes.Count(change => change.Kind == kind));
        json.WriteEndObject();
        json.WriteStartArray("changes");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("kind", Camel(change.Entity.Kind));
            json.WriteString("id", change.Entity.Id);
            json.WriteString("change", Camel(change.Kind));
            if (change.Property.Length > 0)
            {
                json.WriteString("property", change.Property);
                WriteNullable(json, "before", change.Before);
                WriteNullable(json, "after", change.After);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What a catalog holds of each family: the shape of <c>catalog coverage</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="catalogVersion">The version of the catalog.</param>
    /// <param name="families">The families in their order.</param>
    public static void Write(Utf8JsonWriter json, string catalogVersion, IEnumerable<FamilyCoverage> families)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(families);
        json.WriteStartObject();
        json.WriteString("catalogVersion", catalogVersion);
        json.WriteStartArray("families");
        foreach (var family in families)
        {
            json.WriteStartObject();
            json.WriteString("family", family.Family.Value);
            json.WriteNumber("series", family.Series);
            json.WriteNumber("releases", family.Releases);
            json.WriteNumber("models", family.Models);
            json.WriteNumber("modelsComplete", family.ModelsComplete);
            json.WriteStartObject("known");
            foreach (var (property, count) in family.Known)
                json.WriteNumber(property, count);
            json.WriteEndObject();
            if (family.Statement is { } statement)
            {
                json.WriteStartObject("coverage");
                json.WriteString("completeSince", statement.CompleteSince.ToString());
                json.WriteString("checkedAgainst", statement.CheckedAgainst);
                json.WriteString("checkedOn", statement.CheckedOn.ToString());
                if (statement.Note.Length > 0)
                    json.WriteString("note", statement.Note);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("coverage");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
