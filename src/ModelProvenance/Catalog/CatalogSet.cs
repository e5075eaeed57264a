using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

using ModelProvenance.Catalog.Storage;

namespace ModelProvenance.Catalog;

/// <summary>All entities of a kind, in the order of their ids. Lookups cost no scan; an id that was given up leads to its successor.</summary>
/// <typeparam name="TId">The type of the id.</typeparam>
/// <typeparam name="T">The type of the entity.</typeparam>
public sealed class CatalogSet<TId, T> : IReadOnlyList<T>
    where TId : struct, ISpanParsable<TId>
    where T : class
{
    private readonly EntityKind _kind;
    private readonly ModelCatalog _catalog;
    private readonly Func<int, T> _read;
    private readonly Func<T, TId> _id;

    internal CatalogSet(EntityKind kind, ModelCatalog catalog, Func<int, T> read, Func<T, TId> id)
    {
        _kind = kind;
        _catalog = catalog;
        _read = read;
        _id = id;
    }

    /// <summary>The number of entities.</summary>
    public int Count => _catalog.Binary.Count(_kind);

    /// <summary>The entity at a place in the order of ids.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative, or not below <see cref="Count"/>.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _read(index);
        }
    }

    /// <inheritdoc cref="Get"/>
    public T this[TId id] => Get(id);

    /// <summary>The entity of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message suggests the nearest ids.</exception>
    public T Get(TId id) => GetByText(id.ToString() ?? "");

    /// <summary>The entity of an id, or null.</summary>
    public T? Find(TId id) => FindByText(id.ToString() ?? "");

    /// <summary>The entity of an id, if there is one.</summary>
    public bool TryGet(TId id, [NotNullWhen(true)] out T? entity)
    {
        entity = Find(id);
        return entity is not null;
    }

    /// <summary>Whether there is an entity of that id.</summary>
    public bool Contains(TId id) => Find(id) is not null;

    /// <summary>The ids nearest to a text that is none, closest first, at most five.</summary>
    public IReadOnlyList<string> Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.ToLowerInvariant();
        return [.. Enumerable.Range(0, Count)
            .Select(i => Encoding.UTF8.GetString(_catalog.Binary.IdBytes(_kind, i)))
            .Select(id => (Id: id, Distance: id.Contains(wanted, StringComparison.Ordinal) ? 1 : EditDistance.Between(id, wanted)))
            .Where(candidate => candidate.Distance <= Math.Max(2, wanted.Length / 4))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Id.Length).ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Take(5)
            .Select(candidate => _id(_read(_catalog.Binary.IndexOf(_kind, candidate.Id))).ToString()!)];
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return _read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal T? FindByText(string id)
    {
        var index = _catalog.Binary.IndexOf(_kind, id);
        if (index >= 0)
            return _read(index);

        // An id can be given up twice. Successors that lead in a circle lead nowhere: no chain is longer than the list.
        for (var left = _catalog.SuccessorCount; left > 0 && _catalog.Successor(_kind, id) is { } successor; left--)
        {
            id = successor;
            index = _catalog.Binary.IndexOf(_kind, id);
            if (index >= 0)
                return _read(index);
        }

        return null;
    }

    internal T GetByText(string id)
    {
        if (FindByText(id) is { } entity)
            return entity;
        var near = Suggest(id);
        throw new KeyNotFoundException($"There is no {EnumText<EntityKind>.Of(_kind)} '{id}' in catalog {_catalog.CatalogVersion}." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : ""));
    }
}
