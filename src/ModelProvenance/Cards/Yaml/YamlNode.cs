using System.Globalization;
using System.Text;

using ModelProvenance.Findings;

namespace ModelProvenance.Cards.Yaml;

/// <summary>A node of a YAML document: a light handle that is free to copy. <c>default</c> is no node: everything about it is empty.</summary>
public readonly struct YamlNode : IEquatable<YamlNode>
{
    private readonly YamlDocument? _document;

    internal YamlNode(YamlDocument? document, int index)
    {
        _document = document;
        Index = index;
    }

    /// <summary>Whether there is a node.</summary>
    public bool Exists => _document is not null;

    /// <summary>What it is.</summary>
    public YamlNodeKind Kind => _document is null ? YamlNodeKind.None : Data.Kind;

    /// <summary>How a scalar is written.</summary>
    public YamlScalarStyle Style => _document is null ? YamlScalarStyle.None : Data.Style;

    /// <summary>Whether it is a collection in brackets.</summary>
    public bool IsFlow => _document is not null && (Data.Flags & YamlNodeFlags.Flow) != 0;

    /// <summary>Whether a tag stands before it.</summary>
    public bool HasTag => _document is not null && (Data.Flags & YamlNodeFlags.Tagged) != 0;

    /// <summary>Whether an anchor stands before it.</summary>
    public bool HasAnchor => _document is not null && (Data.Flags & YamlNodeFlags.Anchored) != 0;

    /// <summary>Whether it is a scalar.</summary>
    public bool IsScalar => Kind == YamlNodeKind.Scalar;

    /// <summary>Whether it is a scalar that stands for nothing: no text, <c>~</c> or <c>null</c> without quotes.</summary>
    public bool IsNull => ScalarType == YamlScalarType.Null;

    /// <summary>Number of items of a sequence or of entries of a mapping; 0 for any other node.</summary>
    public int Count => Kind is YamlNodeKind.Sequence or YamlNodeKind.Mapping ? Data.Count : 0;

    /// <summary>The items of a sequence.</summary>
    public YamlItems Items => new(this);

    /// <summary>The entries of a mapping.</summary>
    public YamlEntries Entries => new(this);

    /// <summary>The text as it stands in the document: with quotes, block header, indentation and line breaks. Of a collection everything from its first to its last character.</summary>
    public ReadOnlySpan<char> RawText => _document is null ? [] : _document.Text.AsSpan(Data.Start, ContentEnd - Data.Start);

    /// <summary>The text of a scalar: quotes removed, escapes and folded lines resolved. Empty for any other node. Made at each call.</summary>
    public string Value
    {
        get
        {
            if (Kind != YamlNodeKind.Scalar)
                return "";
            var simple = SimpleText;
            return NeedsDecoding ? YamlScalarText.Decode(_document!.Text.AsSpan(Data.Start, Data.End - Data.Start), Data.Style, Data.Count) : simple.ToString();
        }
    }

    /// <summary>What a scalar stands for by the YAML 1.2 core schema with js-yaml's dates. In quotes, in a block or behind a tag it is a string.</summary>
    public YamlScalarType ScalarType => TypeBy(core: true);

    /// <summary>What a scalar stands for by YAML 1.1, as Python clients read it.</summary>
    public YamlScalarType Yaml11ScalarType => TypeBy(core: false);

    /// <summary>Where it stands.</summary>
    public SourceSpan Span => _document is null ? default : _document.Lines.Span(Data.Start, ContentEnd);

    /// <summary>Where it stands, for a finding; <see cref="FindingLocation.None"/> for no node.</summary>
    public FindingLocation Location => _document is null ? FindingLocation.None : _document.Lines.Location(_document.Path, Data.Start, ContentEnd, Pointer);

    /// <summary>JSON pointer (RFC 6901) from the root of the document; a key has the pointer of its value. Empty for the root.</summary>
    public string Pointer => _document is null ? "" : PointerTo(_document, Index);

    internal YamlDocument? Document => _document;

    internal int Index { get; }

    internal int Start => _document is null ? 0 : Data.Start;

    /// <summary>Offset behind the last character; of a block scalar, or a block collection that ends with one, before the line breaks that end it.</summary>
    internal int ContentEnd
    {
        get
        {
            var end = Data.End;
            if (Data.Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded || (Data.Style == YamlScalarStyle.None && (Data.Flags & YamlNodeFlags.Flow) == 0))
            {
                while (end > Data.Start && _document!.Text[end - 1] is '\r' or '\n' or ' ')
                    end--;
            }

            return end;
        }
    }

    private ref readonly YamlNodeData Data => ref _document!.Nodes[Index];

    private bool NeedsDecoding => (Data.Flags & YamlNodeFlags.Decode) != 0;

    /// <summary>The value of a scalar; no string is made when it is a piece of the document.</summary>
    internal ReadOnlySpan<char> SimpleValue => NeedsDecoding ? Value : SimpleText;

    // The value when it is a piece of the document.
    private ReadOnlySpan<char> SimpleText
    {
        get
        {
            var raw = _document!.Text.AsSpan(Data.Start, Data.End - Data.Start);
            return Data.Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted ? raw[1..^1] : raw;
        }
    }

    /// <summary>Whether it is a scalar with this text, compared ordinally.</summary>
    public bool ValueEquals(ReadOnlySpan<char> value) => Kind == YamlNodeKind.Scalar && (NeedsDecoding ? value.SequenceEqual(Value) : value.SequenceEqual(SimpleText));

    /// <summary>The value of the first entry with this key; <c>default</c> when it is no mapping or has no such key.</summary>
    public YamlNode Find(ReadOnlySpan<char> key) => FindEntry(key).Value;

    /// <summary>The first entry with this key; <c>default</c> when it is no mapping or has no such key.</summary>
    public YamlEntry FindEntry(ReadOnlySpan<char> key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.ValueEquals(key))
                return entry;
        }

        return default;
    }

    /// <summary>The truth value of a scalar that is one: <c>true</c> or <c>false</c>, <c>True</c>, <c>TRUE</c> ... without quotes.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = false;
        return ScalarType == YamlScalarType.Boolean && YamlTyping.TryGetBoolean(Value, out value);
    }

    /// <summary>The number of a scalar that is one. Infinity and "no number" are numbers here.</summary>
    public bool TryGetNumber(out double value)
    {
        value = 0;
        return ScalarType is YamlScalarType.Integer or YamlScalarType.Float && YamlTyping.TryGetNumber(Value, out value);
    }

    /// <summary>The number of a scalar that is one, exactly as written.</summary>
    /// <returns>False also for numbers that a <see cref="decimal"/> cannot hold.</returns>
    public bool TryGetNumber(out decimal value)
    {
        value = 0;
        return ScalarType is YamlScalarType.Integer or YamlScalarType.Float && YamlTyping.TryGetNumber(Value, out value);
    }

    /// <summary>The day of a scalar that is a date, quoted or not.</summary>
    /// <returns>False also for days that do not exist.</returns>
    public bool TryGetDate(out DateOnly value)
    {
        value = default;
        return Kind == YamlNodeKind.Scalar && YamlTyping.TryGetDate(Value, out value);
    }

    /// <inheritdoc/>
    public bool Equals(YamlNode other) => ReferenceEquals(_document, other._document) && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is YamlNode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_document, Index);

    /// <summary>The value of a scalar; the raw text of a collection.</summary>
    public override string ToString() => Kind == YamlNodeKind.Scalar ? Value : RawText.ToString();

    /// <summary>Whether both are the same node of the same document.</summary>
    public static bool operator ==(YamlNode left, YamlNode right) => left.Equals(right);

    /// <summary>Whether they are different nodes.</summary>
    public static bool operator !=(YamlNode left, YamlNode right) => !left.Equals(right);

    private YamlScalarType TypeBy(bool core)
    {
        if (Kind != YamlNodeKind.Scalar)
            return YamlScalarType.None;
        if (Data.Style != YamlScalarStyle.Plain || HasTag)
            return YamlScalarType.String;
        var text = NeedsDecoding ? Value : SimpleText;
        return core ? YamlTyping.Core(text) : YamlTyping.Yaml11(text);
    }

    private static string PointerTo(YamlDocument document, int index)
    {
        var nodes = document.Nodes;
        var pointer = new StringBuilder();
        var parent = 0;
        while (parent < index)
        {
            var child = parent + 1;
            var number = 0;
            var key = -1;
            while (child + nodes[child].Size <= index)
            {
                key = (number & 1) == 0 ? child : -1;
                child += nodes[child].Size;
                number++;
            }

            pointer.Append('/');
            if (nodes[parent].Kind == YamlNodeKind.Mapping)
                pointer.Append(new YamlNode(document, key < 0 ? child : key).Value.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            else
                pointer.Append(number.ToString(CultureInfo.InvariantCulture));
            parent = child;
        }

        return pointer.ToString();
    }
}
