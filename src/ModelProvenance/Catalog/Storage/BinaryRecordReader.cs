using System.Globalization;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Reads records from the binary resource.</summary>
internal sealed class BinaryRecordReader : RecordArchive
{
    private const ulong MostChoices = 63;

    private readonly BinaryCatalog _catalog;
    private readonly BinarySection _section;
    private readonly BinarySection _strings;
    private int _position;

    public BinaryRecordReader(BinaryCatalog catalog, BinarySection section, int position)
    {
        _catalog = catalog;
        _section = section;
        _strings = section == BinarySection.Evidence ? BinarySection.ColdStrings : BinarySection.HotStrings;
        _position = position;
    }

    public ulong Varint() => _catalog.Varint(_section, ref _position);

    public override string? Text(string name, string? value)
    {
        var place = Varint();
        return place == 0 ? null : _catalog.Text(_strings, place - 1);
    }

    public override long? Number(string name, long? value)
    {
        var stored = Varint();
        if (stored == 0)
            return null;
        stored--;
        return unchecked((long)(stored >> 1) ^ -(long)(stored & 1));
    }

    public override decimal? Fraction(string name, decimal? value) =>
        Text(name, null) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override bool Flag(string name, bool value) => Varint() != 0;

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        var number = Varint();
        // The list is not asked for its length here: that would make its names at start. No list has so many members.
        return number <= MostChoices ? (int)number : throw BinaryCatalog.Damaged(_section, _position, $"{number} is no {name}");
    }

    public override bool Open(string name, bool present) => Varint() != 0;

    public override void Close()
    {
    }

    protected override int OpenList(string name, int count)
    {
        var items = Varint();
        // An item takes at least a byte, so that a damaged count cannot make a large array.
        return items <= (ulong)_catalog.Remaining(_section, _position) ? (int)items : throw BinaryCatalog.Damaged(_section, _position, $"a list of {items} items does not fit");
    }

    protected override void OpenItem(int index)
    {
    }

    protected override string TextItem(int index, string? value) => Text("", null) ?? "";

    protected override void CloseList()
    {
    }

    protected override SourceDocument? Source(string name, SourceDocument? document)
    {
        var index = Varint();
        return index == 0 ? null : _catalog.Source(index - 1);
    }

    protected override bool Has(string name, bool present) => present;

    protected override bool Derived(bool value) => Flag("", value);

    protected override long Defer(Action<RecordArchive> write)
    {
        if (_section != BinarySection.Records)
            return -1;
        var place = Varint();
        return place <= int.MaxValue ? (long)place : throw BinaryCatalog.Damaged(_section, _position, "the place of evidence is outside");
    }

    protected override RecordArchive Deferred(long place) => new BinaryRecordReader(_catalog, BinarySection.Evidence, (int)place - 1);
}
