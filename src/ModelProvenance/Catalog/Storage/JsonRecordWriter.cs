using System.Text.Json;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Writes records as JSON, members in the order of their descriptions.</summary>
internal sealed class JsonRecordWriter : RecordArchive
{
    private readonly Utf8JsonWriter _json;
    private readonly HashSet<SourceDocument> _sources = new(ReferenceEqualityComparer.Instance);

    public JsonRecordWriter(Utf8JsonWriter json) => _json = json;

    /// <summary>The documents that the records so far cite, by their keys.</summary>
    public IEnumerable<SourceDocument> Sources => _sources.DistinctBy(s => s.Key).OrderBy(s => s.Key, StringComparer.Ordinal);

    public override string? Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _json.WriteString(name, value);
        return value;
    }

    public override long? Number(string name, long? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        return value;
    }

    public override decimal? Fraction(string name, decimal? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        return value;
    }

    public override bool Flag(string name, bool value)
    {
        if (value)
            _json.WriteBoolean(name, value);
        return value;
    }

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        if (value != absent)
            _json.WriteString(name, names[value]);
        return value;
    }

    public override bool Open(string name, bool present)
    {
        if (present)
            _json.WriteStartObject(name);
        return present;
    }

    public override void Close() => _json.WriteEndObject();

    protected override int OpenList(string name, int count)
    {
        if (count > 0)
            _json.WriteStartArray(name);
        return count;
    }

    protected override void OpenItem(int index) => _json.WriteStartObject();

    protected override string TextItem(int index, string? value)
    {
        _json.WriteStringValue(value);
        return value ?? "";
    }

    protected override void CloseList() => _json.WriteEndArray();

    protected override SourceDocument? Source(string name, SourceDocument? document)
    {
        if (document is not null)
        {
            _sources.Add(document);
            _json.WriteString(name, document.Key);
        }

        return document;
    }

    protected override bool Has(string name, bool present) => present;
}
