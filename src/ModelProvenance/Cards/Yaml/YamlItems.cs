using System.Collections;

namespace ModelProvenance.Cards.Yaml;

/// <summary>The items of a sequence, in their order. Empty for any other node.</summary>
public readonly struct YamlItems : IEnumerable<YamlNode>
{
    private readonly YamlNode _sequence;

    internal YamlItems(YamlNode sequence) => _sequence = sequence;

    /// <summary>Walks over the items without allocating.</summary>
    public Enumerator GetEnumerator() => new(_sequence);

    IEnumerator<YamlNode> IEnumerable<YamlNode>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The walk over the items.</summary>
    public struct Enumerator : IEnumerator<YamlNode>
    {
        private readonly YamlDocument? _document;
        private readonly int _end;
        private int _next;
        private int _index;

        internal Enumerator(YamlNode sequence)
        {
            _document = sequence.Kind == YamlNodeKind.Sequence ? sequence.Document : null;
            _next = sequence.Index + 1;
            _end = _document is null ? _next : sequence.Index + _document.Nodes[sequence.Index].Size;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly YamlNode Current => new(_document, _index);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_next >= _end)
                return false;
            _index = _next;
            _next += _document!.Nodes[_index].Size;
            return true;
        }

        /// <summary>Not supported: walk again.</summary>
        /// <exception cref="NotSupportedException">Always.</exception>
        public readonly void Reset() => throw new NotSupportedException();

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
