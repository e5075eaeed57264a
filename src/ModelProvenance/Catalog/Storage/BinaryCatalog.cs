using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>A compiled catalog: bytes with bounds, nothing parsed until it is asked for. Safe to share between threads.</summary>
internal sealed unsafe class BinaryCatalog
{
    private readonly byte* _bytes;
    private readonly int _length;
    // Keeps the memory alive: a pinned array, or the stream of the resource.
    private readonly object _owner;
    private readonly int[] _offsets = new int[BinaryLayout.SectionCount];
    private readonly int[] _lengths = new int[BinaryLayout.SectionCount];
    private readonly int[] _indexOffsets = new int[BinaryLayout.IndexedKinds];
    private readonly int[] _counts = new int[BinaryLayout.IndexedKinds];
    private readonly object?[]?[] _records = new object?[BinaryLayout.IndexedKinds][];
    private readonly SourceDocument?[] _sources;
    private readonly int _slotMask;

    private BinaryCatalog(byte* bytes, int length, object owner)
    {
        _bytes = bytes;
        _length = length;
        _owner = owner;
        if (length < BinaryLayout.HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(bytes, 4)) != BinaryLayout.Magic)
            throw new CatalogFormatException("", $"The compiled catalog does not begin as one ({length} bytes).");
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(bytes + 4, 4));
        if (stated != length)
            throw new CatalogFormatException("", $"The compiled catalog is truncated or damaged: it states {stated} bytes, there are {length}.");
        for (var i = 0; i < BinaryLayout.SectionCount; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(bytes + 8 + (i * 8), 4));
            var size = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(bytes + 12 + (i * 8), 4));
            if (offset < BinaryLayout.HeaderSize || offset + (ulong)size > (ulong)length)
                throw new CatalogFormatException("", $"The compiled catalog is damaged: the section {(BinarySection)i} lies outside.");
            _offsets[i] = (int)offset;
            _lengths[i] = (int)size;
        }

        var at = 0;
        for (var kind = 0; kind < BinaryLayout.IndexedKinds; kind++)
        {
            _counts[kind] = Count(BinarySection.Index, at, 8);
            _indexOffsets[kind] = at + 4;
            at += 4 + (_counts[kind] * 8);
        }

        _sources = new SourceDocument?[Count(BinarySection.Sources, 0, 4)];
        var slots = Count(BinarySection.Names, 0, 4);
        if (slots == 0 || (slots & (slots - 1)) != 0)
            throw Damaged(BinarySection.Names, 0, $"{slots} slots are no power of two");
        _slotMask = slots - 1;

        var position = 0;
        SchemaVersion = InlineText(ref position);
        CatalogVersion = InlineText(ref position);
        RetiredPosition = position;
    }

    public string SchemaVersion { get; }

    public string CatalogVersion { get; }

    private int RetiredPosition { get; }

    /// <summary>A catalog in an array.</summary>
    public static BinaryCatalog Open(byte[] bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return new BinaryCatalog((byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned)), bytes.Length, pinned);
    }

    /// <summary>The catalog in a resource of the assembly, which is mapped into memory: nothing is copied.</summary>
    public static BinaryCatalog Open(UnmanagedMemoryStream resource) => new(resource.PositionPointer, checked((int)resource.Length), resource);

    /// <summary>The number of records of a kind.</summary>
    public int Count(EntityKind kind) => _counts[(int)kind];

    /// <summary>The record number of an id, or -1.</summary>
    public int IndexOf(EntityKind kind, ReadOnlySpan<char> id)
    {
        Span<byte> key = stackalloc byte[NameKey.MaxLength];
        var length = NameKey.Lower(id, key);
        if (length <= 0)
            return -1;
        key = key[..length];
        var low = 0;
        var high = _counts[(int)kind] - 1;
        while (low <= high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            var order = IdBytes(kind, middle).SequenceCompareTo(key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>The id of a record, in lower case.</summary>
    public ReadOnlySpan<byte> IdBytes(EntityKind kind, int index) => TextBytes(BinarySection.HotStrings, UInt32(BinarySection.Index, _indexOffsets[(int)kind] + (index * 8)));

    public Organization Organization(int index) => Record(EntityKind.Organization, index, static r => RecordDescriptions.Organization(r, null));

    public ModelLicense License(int index) => Record(EntityKind.License, index, static r => RecordDescriptions.License(r, null));

    public ModelFamily Family(int index) => Record(EntityKind.Family, index, static r => RecordDescriptions.Family(r, null));

    public ModelSeries Series(int index) => Record(EntityKind.Series, index, static r => RecordDescriptions.Series(r, null));

    public ModelRelease Release(int index) => Record(EntityKind.Release, index, static r => RecordDescriptions.Release(r, null, default));

    public ModelInfo Model(int index) => Record(EntityKind.Model, index, static r => RecordDescriptions.Model(r, null, nested: false));

    public Statement Statement(int index) => Record(EntityKind.Statement, index, static r => RecordDescriptions.Statement(r, null));

    public ImmutableArray<RetiredId> Retired()
    {
        var reader = new BinaryRecordReader(this, BinarySection.Meta, RetiredPosition);
        var retired = ImmutableArray.CreateBuilder<RetiredId>();
        for (var left = reader.Varint(); left > 0; left--)
            retired.Add(RecordDescriptions.Retired(reader, null));
        return retired.ToImmutable();
    }

    /// <summary>All records, for export and for layers.</summary>
    public CatalogContents ToContents()
    {
        var contents = new CatalogContents { CatalogVersion = CatalogVersion };
        Fill(contents.Organizations, EntityKind.Organization, Organization);
        Fill(contents.Licenses, EntityKind.License, License);
        Fill(contents.Families, EntityKind.Family, Family);
        Fill(contents.Series, EntityKind.Series, Series);
        Fill(contents.Releases, EntityKind.Release, Release);
        Fill(contents.Models, EntityKind.Model, Model);
        Fill(contents.Statements, EntityKind.Statement, Statement);
        contents.Retired.AddRange(Retired());
        return contents;
    }

    private void Fill<T>(List<T> list, EntityKind kind, Func<int, T> get)
    {
        for (var i = 0; i < Count(kind); i++)
            list.Add(get(i));
    }

    // Two threads may make the same record; one of the two, equal ones, stays.
    private T Record<T>(EntityKind kind, int index, Func<BinaryRecordReader, T> read)
        where T : class
    {
        if (unchecked((uint)index) >= (uint)_counts[(int)kind])
            throw Damaged(BinarySection.Index, 0, $"there is no record {index} of the kind {kind}");
        var records = _records[(int)kind] ??= new object?[_counts[(int)kind]];
        if (records[index] is T known)
            return known;
        var offset = UInt32(BinarySection.Index, _indexOffsets[(int)kind] + (index * 8) + 4);
        var record = read(new BinaryRecordReader(this, BinarySection.Records, Clamp(offset)));
        records[index] = record;
        return record;
    }

    /// <summary>All documents.</summary>
    public IEnumerable<SourceDocument> Sources()
    {
        for (var i = 0; i < _sources.Length; i++)
            yield return Source((ulong)i);
    }

    public SourceDocument Source(ulong index)
    {
        if (index >= (ulong)_sources.Length)
            throw Damaged(BinarySection.Sources, 0, $"there is no document {index}");
        if (_sources[(int)index] is { } known)
            return known;
        var reader = new BinaryRecordReader(this, BinarySection.Evidence, Clamp(UInt32(BinarySection.Sources, 4 + ((int)index * 4))));
        var key = reader.Text("key", null) ?? "";
        return _sources[(int)index] = RecordDescriptions.Source(reader, null) with { Key = key };
    }

    /// <summary>The entries of a name: all records that it leads to, the strongest role first.</summary>
    public NameMatches Find(ReadOnlySpan<byte> key)
    {
        var slot = (int)(NameTable.Hash(key) & (uint)_slotMask);
        for (var probes = 0; probes <= _slotMask; probes++)
        {
            var place = UInt32(BinarySection.Names, 4 + (slot * 4));
            if (place == 0)
                return default;
            var position = Clamp(place - 1);
            var length = Varint(BinarySection.NameEntries, ref position);
            var stored = Bytes(BinarySection.NameEntries, position, length);
            if (stored.SequenceEqual(key))
            {
                position += stored.Length;
                return Matches(position);
            }

            slot = (slot + 1) & _slotMask;
        }

        return default;
    }

    private NameMatches Matches(int position)
    {
        var count = Varint(BinarySection.NameEntries, ref position);
        return new NameMatches(this, position, Clamp(count));
    }

    /// <summary>Goes through all names; used by search.</summary>
    public IEnumerable<(string Key, NameMatches Matches)> AllNames()
    {
        var position = 0;
        while (position < _lengths[(int)BinarySection.NameEntries])
        {
            var key = InlineText(BinarySection.NameEntries, ref position);
            if (key.Length == 0)
                throw Damaged(BinarySection.NameEntries, position, "a name is empty");
            var count = Clamp(Varint(BinarySection.NameEntries, ref position));
            var matches = new NameMatches(this, position, count);
            foreach (var match in matches)
                position = match.End;
            yield return (key, matches);
        }
    }

    internal ulong Varint(BinarySection section, ref int position)
    {
        var start = _bytes + _offsets[(int)section];
        var length = _lengths[(int)section];
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            // Unchecked: a negative position becomes a large one.
            if (unchecked((uint)position) >= (uint)length)
                throw Damaged(section, position, "a number is cut off");
            var b = start[position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw Damaged(section, position, "a number has too many bytes");
    }

    internal int Remaining(BinarySection section, int position) => _lengths[(int)section] - position;

    internal string Text(BinarySection section, ulong place) =>
        place <= int.MaxValue ? Encoding.UTF8.GetString(TextBytes(section, (uint)place)) : throw Damaged(section, 0, "a text lies outside");

    internal static CatalogFormatException Damaged(BinarySection section, int position, string what) =>
        new("", $"The compiled catalog is damaged: {what} (section {section}, byte {position}).");

    private ReadOnlySpan<byte> TextBytes(BinarySection section, uint place)
    {
        var position = Clamp(place);
        var length = Varint(section, ref position);
        return Bytes(section, position, length);
    }

    private ReadOnlySpan<byte> Bytes(BinarySection section, int position, ulong length) =>
        length <= (ulong)(_lengths[(int)section] - position)
            ? new ReadOnlySpan<byte>(_bytes + _offsets[(int)section] + position, (int)length)
            : throw Damaged(section, position, "a text is cut off");

    private string InlineText(ref int position) => InlineText(BinarySection.Meta, ref position);

    private string InlineText(BinarySection section, ref int position)
    {
        var length = Varint(section, ref position);
        var text = Encoding.UTF8.GetString(Bytes(section, position, length));
        position += (int)length;
        return text;
    }

    private uint UInt32(BinarySection section, int position) =>
        position >= 0 && position <= _lengths[(int)section] - 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(_bytes + _offsets[(int)section] + position, 4))
            : throw Damaged(section, position, "a number lies outside");

    // What is too large for a position lies behind the end of every section, and is found there.
    internal static int Clamp(ulong place) => (int)Math.Min(place, int.MaxValue);

    private int Count(BinarySection section, int position, int itemSize)
    {
        var count = UInt32(section, position);
        return count <= (uint)((_lengths[(int)section] - position - 4) / itemSize) ? (int)count : throw Damaged(section, position, $"{count} items do not fit");
    }
}

/// <summary>One record that a name leads to.</summary>
internal readonly record struct NameMatch(NameRole Role, int Record, DateOnly? From, DateOnly? To, int End);

/// <summary>The records that a name leads to. <c>default</c> is none.</summary>
internal readonly struct NameMatches
{
    private readonly BinaryCatalog? _catalog;
    private readonly int _start;

    public NameMatches(BinaryCatalog catalog, int start, int count)
    {
        _catalog = catalog;
        Count = count;
        _start = start;
    }

    public int Count { get; }

    public bool IsEmpty => Count == 0;

    public Enumerator GetEnumerator() => new(_catalog, _start, Count);

    internal struct Enumerator
    {
        private readonly BinaryCatalog? _catalog;
        private int _position;
        private int _left;

        public Enumerator(BinaryCatalog? catalog, int position, int count)
        {
            _catalog = catalog;
            _position = position;
            _left = count;
            Current = default;
        }

        public NameMatch Current { get; private set; }

        public bool MoveNext()
        {
            if (_left-- <= 0)
                return false;
            var role = _catalog!.Varint(BinarySection.NameEntries, ref _position);
            var record = BinaryCatalog.Clamp(_catalog.Varint(BinarySection.NameEntries, ref _position));
            var from = _catalog.Varint(BinarySection.NameEntries, ref _position);
            var to = _catalog.Varint(BinarySection.NameEntries, ref _position);
            if (role > (ulong)NameRole.AnyHandle || record >= _catalog.Count(NameTable.Kind((NameRole)role)))
                throw BinaryCatalog.Damaged(BinarySection.NameEntries, _position, "a name leads to no record");
            Current = new NameMatch((NameRole)role, record, Day(from), Day(to), _position);
            return true;
        }

        private static DateOnly? Day(ulong stored) => stored is 0 or > 3_652_059 ? null : DateOnly.FromDayNumber((int)stored - 1);
    }
}
