using System.Collections;
using System.Runtime.CompilerServices;

namespace ModelProvenance.Facts;

/// <summary>An immutable list of ids or words that is itself a value: two lists are equal when their items are, in order.</summary>
/// <remarks>The facts of the catalog hold lists as values and compare them. A class of this assembly also starts faster than an immutable array of this assembly's structs,
/// whose code would be compiled at start (see docs/decisions).</remarks>
/// <typeparam name="T">The items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
    where T : IEquatable<T>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>Whether there are no items.</summary>
    public bool IsEmpty => _items.Length == 0;

    /// <summary>The item at a place, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is outside.</exception>
    public T this[int index] => _items[index];

    /// <summary>The items without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Whether an item is in the list.</summary>
    public bool Contains(T item) => Array.IndexOf(_items, item) >= 0;

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>The items with commas between them.</summary>
    public override string ToString() => string.Join(", ", _items);
}

/// <summary>Makes lists.</summary>
public static class ValueList
{
    /// <summary>A list of the items of a span, which are copied.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => items.IsEmpty ? ValueList<T>.Empty : new ValueList<T>(items.ToArray());
}
