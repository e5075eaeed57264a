using System.Globalization;
using System.Text;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Texts, each stored once.</summary>
internal sealed class StringHeap
{
    private readonly ByteBuffer _bytes = new();
    private readonly Dictionary<string, uint> _places = new(StringComparer.Ordinal);

    /// <summary>The place of a text.</summary>
    public uint Place(string text)
    {
        if (_places.TryGetValue(text, out var place))
            return place;
        place = (uint)_bytes.Length;
        var utf8 = Encoding.UTF8.GetBytes(text);
        _bytes.WriteText(utf8);
        _places.Add(text, place);
        return place;
    }

    public byte[] ToArray() => _bytes.ToArray();
}

/// <summary>The cold part while it is written: evidence, each once, and documents.</summary>
internal sealed class ColdPart
{
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceDocument, int> _sources = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<SourceDocument> _documents = [];

    public StringHeap Strings { get; } = new();

    public ByteBuffer Evidence { get; } = new();

    public IReadOnlyList<SourceDocument> Documents => _documents;

    public int Index(SourceDocument document)
    {
        if (_sources.TryGetValue(document, out var index))
            return index;
        index = _documents.Count;
        _sources.Add(document, index);
        // Two layers may use one key for two documents.
        var key = document.Key;
        for (var number = 2; !_keys.Add(key); number++)
            key = string.Create(CultureInfo.InvariantCulture, $"{document.Key}-{number}");
        _documents.Add(document with { Key = key });
        return index;
    }

    /// <summary>Stores what <paramref name="write"/> writes; the place is at least 1. Equal parts share a place.</summary>
    public long Store(Action<RecordArchive> write)
    {
        var part = new ByteBuffer();
        write(new BinaryRecordWriter(part, Strings, this));
        var bytes = part.ToArray();
        // Latin-1 turns bytes into a key that compares like them.
        var key = Encoding.Latin1.GetString(bytes);
        if (!_places.TryGetValue(key, out var place))
        {
            place = Evidence.Length + 1;
            Evidence.Write(bytes);
            _places.Add(key, place);
        }

        return place;
    }
}

/// <summary>Writes records into the binary resource.</summary>
internal sealed class BinaryRecordWriter : RecordArchive
{
    private readonly ByteBuffer _bytes;
    private readonly StringHeap _strings;
    private readonly ColdPart _cold;
    private readonly bool _defers;

    public BinaryRecordWriter(ByteBuffer bytes, StringHeap strings, ColdPart cold, bool defers = false)
    {
        _bytes = bytes;
        _strings = strings;
        _cold = cold;
        _defers = defers;
    }

    public override string? Text(string name, string? value)
    {
        _bytes.WriteVarint(string.IsNullOrEmpty(value) ? 0UL : _strings.Place(value) + 1UL);
        return value;
    }

    public override long? Number(string name, long? value)
    {
        // 0 is absent; the zigzag form keeps small negative numbers small.
        _bytes.WriteVarint(value is { } number ? unchecked((ulong)((number << 1) ^ (number >> 63))) + 1 : 0);
        return value;
    }

    public override decimal? Fraction(string name, decimal? value)
    {
        Text(name, value?.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    public override bool Flag(string name, bool value)
    {
        _bytes.WriteByte(value ? (byte)1 : (byte)0);
        return value;
    }

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        _bytes.WriteVarint((ulong)value);
        return value;
    }

    public override bool Open(string name, bool present) => Flag(name, present);

    public override void Close()
    {
    }

    protected override int OpenList(string name, int count)
    {
        _bytes.WriteVarint((ulong)count);
        return count;
    }

    protected override void OpenItem(int index)
    {
    }

    protected override string TextItem(int index, string? value) => Text("", value) ?? "";

    protected override void CloseList()
    {
    }

    protected override SourceDocument? Source(string name, SourceDocument? document)
    {
        _bytes.WriteVarint(document is null ? 0UL : (ulong)_cold.Index(document) + 1);
        return document;
    }

    protected override bool Has(string name, bool present) => present;

    protected override bool Derived(bool value) => Flag("", value);

    protected override long Defer(Action<RecordArchive> write)
    {
        if (!_defers)
            return -1;
        var place = _cold.Store(write);
        _bytes.WriteVarint((ulong)place);
        return place;
    }
}
