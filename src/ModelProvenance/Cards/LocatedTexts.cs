using System.Collections;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Cards;

/// <summary>The texts of a field that takes one or several: a scalar counts as a list of one, items that are null or no scalars are left out.</summary>
/// <remarks>Read from the node at each walk. <see cref="Node"/> has the items that were left out.</remarks>
public readonly struct LocatedTexts : IEnumerable<Located<string>>
{
    internal LocatedTexts(YamlNode node) => Node = node;

    /// <summary>The node of the whole field; <c>default</c> when the card does not have it.</summary>
    public YamlNode Node { get; }

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => !GetEnumerator().MoveNext();

    /// <summary>Number of texts. Counted at each call.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var unused in this)
                count++;
            return count;
        }
    }

    /// <summary>The first text; <c>default</c> when there is none.</summary>
    public Located<string> First
    {
        get
        {
            var enumerator = GetEnumerator();
            return enumerator.MoveNext() ? enumerator.Current : default;
        }
    }

    /// <summary>Walks over the texts.</summary>
    public Enumerator GetEnumerator() => new(Node);

    IEnumerator<Located<string>> IEnumerable<Located<string>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The walk over the texts.</summary>
    public struct Enumerator : IEnumerator<Located<string>>
    {
        private YamlItems.Enumerator _items;
        private YamlNode _single;
        private YamlNode _current;

        internal Enumerator(YamlNode node)
        {
            _items = node.Items.GetEnumerator();
            _single = IsText(node) ? node : default;
        }

        /// <inheritdoc/>
        public readonly Located<string> Current => new(_current.Value, _current);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_single.Exists)
            {
                _current = _single;
                _single = default;
                return true;
            }

            while (_items.MoveNext())
            {
                _current = _items.Current;
                if (IsText(_current))
                    return true;
            }

            return false;
        }

        /// <summary>Not supported: walk again.</summary>
        /// <exception cref="NotSupportedException">Always.</exception>
        public readonly void Reset() => throw new NotSupportedException();

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        private static bool IsText(YamlNode node) => node.IsScalar && !node.IsNull;
    }
}
