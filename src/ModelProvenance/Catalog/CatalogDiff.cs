using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What became of a value between two catalogs.</summary>
public enum CatalogChangeKind
{
    /// <summary>It is there now, and was not.</summary>
    Added = 0,

    /// <summary>It was there, and is not.</summary>
    Removed,

    /// <summary>It is another one.</summary>
    Changed,

    /// <summary>It is the same, but its sources, conflicts, rulings or notes are others.</summary>
    Evidence,
}

/// <summary>One difference between two catalogs.</summary>
/// <param name="Entity">The entity that differs.</param>
/// <param name="Kind">In which way.</param>
/// <param name="Property">The property as JSON names it, with the qualifier behind a dot (<c>licenses.weights</c>); empty when the entity as a whole came or went.</param>
/// <param name="Before">The value before in its canonical spelling, or the state of an unknown; null when there was none.</param>
/// <param name="After">The value now; null when there is none.</param>
public sealed record CatalogChange(EntityReference Entity, CatalogChangeKind Kind, string Property, string? Before, string? After);

/// <summary>What differs between two catalogs, fact by fact.</summary>
/// <remarks>
/// Entities are paired by kind and id; one that was given up counts as removed, whatever its successor is. A model is compared with all that it takes over from its release and series, so a
/// licence that changed at a release stands at each of its models too. Properties that hold several entries (aliases, handles, base models) are compared entry by entry, without regard to their order.
/// </remarks>
public static class CatalogDiff
{
    /// <summary>The differences, ordered by kind of entity, id, property, then value.</summary>
    /// <param name="before">The older catalog.</param>
    /// <param name="after">The newer one.</param>
    public static IEnumerable<CatalogChange> Between(ModelCatalog before, ModelCatalog after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return from kind in Enum.GetValues<EntityKind>()
               from change in Between(before, after, kind, before.Ids(kind), after.Ids(kind))
               select change;
    }

    /// <summary>The differences of one entity; nothing when neither catalog has it.</summary>
    /// <param name="before">The older catalog.</param>
    /// <param name="after">The newer one.</param>
    /// <param name="entity">The entity.</param>
    public static IEnumerable<CatalogChange> Of(ModelCatalog before, ModelCatalog after, EntityReference entity)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(entity);
        return Between(before, after, entity.Kind, before.Ids(entity.Kind).Where(id => id == entity.Id), after.Ids(entity.Kind).Where(id => id == entity.Id));
    }

    private static IEnumerable<CatalogChange> Between(ModelCatalog before, ModelCatalog after, EntityKind kind, IEnumerable<string> idsBefore, IEnumerable<string> idsAfter)
    {
        var old = idsBefore.ToHashSet(StringComparer.Ordinal);
        var now = idsAfter.ToHashSet(StringComparer.Ordinal);
        foreach (var id in old.Union(now).Order(StringComparer.Ordinal))
        {
            var entity = new EntityReference(kind, id);
            if (!now.Contains(id))
            {
                yield return new CatalogChange(entity, CatalogChangeKind.Removed, "", null, null);
            }
            else if (!old.Contains(id))
            {
                yield return new CatalogChange(entity, CatalogChangeKind.Added, "", null, null);
            }
            else
            {
                foreach (var change in Compare(entity, Properties(before, entity), Properties(after, entity)))
                    yield return change;
            }
        }
    }

    private static IEnumerable<CatalogChange> Compare(EntityReference entity, ILookup<string, Entry> before, ILookup<string, Entry> after)
    {
        foreach (var property in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Order(StringComparer.Ordinal))
        {
            var old = before[property].ToList();
            var now = after[property].ToList();
            if (old.Count == 1 && now.Count == 1 && old[0].Value != now[0].Value)
            {
                yield return new CatalogChange(entity, CatalogChangeKind.Changed, property, old[0].Value, now[0].Value);
                continue;
            }

            foreach (var entry in old.Where(o => now.TrueForAll(n => n.Value != o.Value)))
                yield return new CatalogChange(entity, CatalogChangeKind.Removed, property, entry.Value, null);
            foreach (var entry in now)
            {
                if (old.Find(o => o.Value == entry.Value) is not { } same)
                    yield return new CatalogChange(entity, CatalogChangeKind.Added, property, null, entry.Value);
                else if (same.Evidence != entry.Evidence)
                    yield return new CatalogChange(entity, CatalogChangeKind.Evidence, property, same.Value, entry.Value);
            }
        }
    }

    /// <summary>A value, and what it rests on as one text that is compared only.</summary>
    private sealed record Entry(string Value, string Evidence);

    private static ILookup<string, Entry> Properties(ModelCatalog catalog, EntityReference entity)
    {
        var entries = new List<(string Property, Entry Entry)>();
        foreach (var (property, value) in Place(catalog, entity))
            entries.Add((property, new Entry(value, "")));

        // Conflicts follow the value that they dispute.
        ProvenanceClaim? preferred = null;
        var evidence = "";
        foreach (var claim in catalog.Evidence(entity.Kind, entity.Id))
        {
            if (claim.IsPreferred)
            {
                Close();
                preferred = claim;
            }
            else
            {
                evidence += $"\u001e{claim.Value}\u001f{claim.Ruling}";
            }

            evidence += $"\u001e{claim.Note}" + string.Concat(claim.Sources.Select(source => $"\u001f{source.Location}\u001f{source.Locator}\u001f{source.Literal}"));
        }

        Close();
        return entries.OrderBy(e => e.Entry.Value, StringComparer.Ordinal).ToLookup(e => e.Property, e => e.Entry, StringComparer.Ordinal);

        void Close()
        {
            if (preferred is not null)
                entries.Add((preferred.Property, new Entry(preferred.Value, evidence)));
            evidence = "";
        }
    }

    // Names and places in the tree, which are no facts of their own.
    private static IEnumerable<(string Property, string Value)> Place(ModelCatalog catalog, EntityReference entity) => entity.Kind switch
    {
        EntityKind.Series when catalog.Series.GetByText(entity.Id) is var series => [("family", series.Family.Value)],
        EntityKind.Release when catalog.Releases.GetByText(entity.Id) is var release => [("series", release.Series.Value), ("name", release.Name)],
        EntityKind.Model when catalog.Models.GetByText(entity.Id) is var model => [("family", model.Family.Value), ("series", model.Series.Value), ("release", model.Release.Value), ("name", model.Name)],
        EntityKind.Statement when catalog.Statements.GetByText(entity.Id) is var statement => [("verdict", statement.Verdict.ToString())],
        _ => [],
    };
}
