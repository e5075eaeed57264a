using System.Collections;

namespace ModelProvenance.Cards.Yaml;

/// <summary>The entries of a mapping, in their order, duplicates included. Empty for any other node.</summary>
public readonly struct YamlEntries : IEnumerable<YamlEntry>
{
    private readonly YamlNode _mapping;

    internal YamlEntries(YamlNode mapping) => _mapping = mapping;

    /// <summary>Walks over the entries without allocating.</summary>
    public Enumerator GetEnumerator() => new(_mapping);

    IEnumerator<YamlEntry> IEnumerable<YamlEntry>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The walk over the entries.</summary>
    public struct Enumerator : IEnumerator<YamlEntry>
    {
        private readonly YamlDocument? _document;
        private readonly int _end;
        private int _next;
        private int _key;
        private int _value;

        internal Enumerator(YamlNode mapping)
        {
            _document = mapping.Kind == YamlNodeKind.Mapping ? mapping.Document : null;
            _next = mapping.Index + 1;
            _end = _document is null ? _next : mapping.Index + _document.Nodes[mapping.Index].Size;
        }

        /// <inheritdoc/>
        public readonly YamlEntry Current => new(new YamlNode(_document, _key), new YamlNode(_document, _value));

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_next >= _end)
                return false;
            _key = _next;
            _value = _key + _document!.Nodes[_key].Size;
            _next = _value + _document.Nodes[_value].Size;
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
