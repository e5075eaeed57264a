using System.Collections.Immutable;

using ModelProvenance.Catalog.Storage;

namespace ModelProvenance.Catalog;

/// <summary>An entity that a search found.</summary>
/// <param name="Entity">Which.</param>
/// <param name="Name">Its display name.</param>
/// <param name="MatchedName">The folded name in which the words were found.</param>
public sealed record CatalogMatch(EntityReference Entity, string Name, string MatchedName);

/// <summary>Looks for words in names.</summary>
internal static class CatalogSearch
{
    public static ImmutableArray<CatalogMatch> Find(ModelCatalog catalog, string text)
    {
        var words = NameKey.Fold(text).Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return [];

        var whole = string.Join('-', words);
        var found = new Dictionary<(EntityKind, int), (int Rank, string Name)>();
        foreach (var (key, matches) in catalog.Binary.AllNames())
        {
            if (key[0] != NameSpaces.Folded || !Holds(key.AsSpan(1), words))
                continue;
            var name = key[1..];
            var rank = Rank(name, whole);
            foreach (var match in matches)
            {
                var entity = (NameTable.Kind(match.Role), match.Record);
                if (!found.TryGetValue(entity, out var known) || rank < known.Rank)
                    found[entity] = (rank, name);
            }
        }

        foreach (var (license, index) in catalog.Licenses.Select((license, index) => (license, index)))
        {
            var names = new[] { license.Id.Value, license.Name.ValueOrDefault ?? "" }.Concat(license.Aliases).Select(NameKey.Fold);
            if (names.Where(name => Holds(name, words)).MinBy(name => Rank(name, whole)) is { } matched)
                found[(EntityKind.License, index)] = (Rank(matched, whole), matched);
        }

        return [.. found
            .Select(pair => (pair.Value.Rank, Match: Describe(catalog, pair.Key.Item1, pair.Key.Item2, pair.Value.Name)))
            .OrderBy(pair => pair.Rank).ThenBy(pair => pair.Match.Entity.Kind).ThenBy(pair => pair.Match.Entity.Id, StringComparer.Ordinal)
            .Select(pair => pair.Match)];
    }

    private static bool Holds(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
        {
            if (!name.Contains(word, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    // The whole name, its beginning, anything else; then the shorter name.
    private static int Rank(string name, string whole) => ((name == whole ? 0 : name.StartsWith(whole, StringComparison.Ordinal) ? 1 : 2) * 1000) + Math.Min(name.Length, 999);

    private static CatalogMatch Describe(ModelCatalog catalog, EntityKind kind, int index, string matched)
    {
        var (id, name) = kind switch
        {
            EntityKind.Organization => (catalog.Organizations[index].Id.Value, catalog.Organizations[index].Name),
            EntityKind.License => (catalog.Licenses[index].Id.Value, catalog.Licenses[index].Name.ValueOrDefault ?? catalog.Licenses[index].Id.Value),
            EntityKind.Family => (catalog.Families[index].Id.Value, catalog.Families[index].Name),
            EntityKind.Series => (catalog.Series[index].Id.Value, catalog.Series[index].Name),
            _ => (catalog.Models[index].Id.Value, catalog.Models[index].Name),
        };
        return new CatalogMatch(new EntityReference(kind, id), name, matched);
    }
}
