using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Safetensors;

/// <summary>Reads an index document. The weight map may stand before or behind the metadata.</summary>
internal sealed class SafetensorsIndexReader
{
    private readonly byte[] _json;
    private readonly FindingSink _findings;
    private readonly NameTable _names;
    private readonly List<(int Name, int Shard)> _rows = [];
    private readonly ImmutableArray<string>.Builder _shards = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<string, int> _shardIndex = new(StringComparer.Ordinal);
    private readonly ImmutableArray<KeyValuePair<string, string>>.Builder _metadata = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
    private bool _hasMap;
    private int _lastShard = -1;

    private SafetensorsIndexReader(byte[] json, FindingSink findings)
    {
        _json = json;
        _findings = findings;
        _names = new NameTable(json);
    }

    public static ReadResult<SafetensorsIndex> Read(ByteWindow input, string path)
    {
        var findings = new FindingSink(path);
        if (input.ReadToEnd(ArtifactLimits.MaxIndexBytes) is not { } json)
        {
            findings.Add(ArtifactReadRules.DocumentTooLarge, $"The index is larger than {FindingSink.Number(ArtifactLimits.MaxIndexBytes)} bytes and is not read.", 0);
            return findings.Result<SafetensorsIndex>(null);
        }

        if (!Utf8.IsValid(json))
        {
            findings.Add(ArtifactReadRules.InvalidJson, "The index is not UTF-8.", 0);
            return findings.Result<SafetensorsIndex>(null);
        }

        return new SafetensorsIndexReader(json, findings).Run();
    }

    private ReadResult<SafetensorsIndex> Run()
    {
        try
        {
            if (!ReadDocument())
                return _findings.Result<SafetensorsIndex>(null);
        }
        catch (JsonException exception)
        {
            _findings.Add(ArtifactReadRules.InvalidJson, "The index is not JSON from here on, or is nested deeper than 8 levels.", line: (int)(exception.LineNumber ?? 0) + 1, column: (int)Math.Min(exception.BytePositionInLine ?? 0, int.MaxValue - 1) + 1);
            return _findings.Result<SafetensorsIndex>(null);
        }
        catch (InvalidOperationException)
        {
            _findings.Add(ArtifactReadRules.JsonLoneSurrogate, "A string of the index holds half a surrogate pair.");
            _findings.Add(ArtifactReadRules.InvalidIndex, "The index cannot be read, because one of its strings is no text.");
            return _findings.Result<SafetensorsIndex>(null);
        }

        if (!_hasMap)
        {
            _findings.Add(ArtifactReadRules.InvalidIndex, "The document has no weight_map, so it is no index.", pointer: "/weight_map");
            return _findings.Result<SafetensorsIndex>(null);
        }

        var totalSize = Integer("total_size");
        if (totalSize is null)
            _findings.Add(ArtifactReadRules.IndexWithoutTotalSize, "The index states no metadata.total_size, so a missing or exchanged file is not noticed by its size.", pointer: "/metadata/total_size");
        return _findings.Result(new SafetensorsIndex(_names, _rows, _shards.ToImmutable(), totalSize, Integer("total_parameters"), _metadata.ToImmutable()));
    }

    private bool ReadDocument()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = 8 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            _findings.Add(ArtifactReadRules.InvalidIndex, "The index is not a JSON object.", 0);
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMap = reader.ValueTextEquals("weight_map"u8);
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMap)
            {
                if (_hasMap || reader.TokenType != JsonTokenType.StartObject)
                {
                    _findings.Add(ArtifactReadRules.InvalidIndex, _hasMap ? "weight_map stands twice." : "weight_map is not an object.", reader.TokenStartIndex, "/weight_map");
                    return false;
                }

                _hasMap = true;
                if (!ReadMap(ref reader))
                    return false;
            }
            else if (isMetadata && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMetadata(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // Behind the last brace only white space may follow; Read throws otherwise.
        return !reader.Read();
    }

    private bool ReadMap(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_names.Count >= ArtifactLimits.MaxSafetensorsTensors)
            {
                _findings.Add(ArtifactReadRules.InvalidIndex, $"The index lists more than {FindingSink.Number(ArtifactLimits.MaxSafetensorsTensors)} tensors.", reader.TokenStartIndex, "/weight_map");
                return false;
            }

            var at = reader.TokenStartIndex;
            var isNew = _names.Add((int)at + 1, reader.ValueSpan.Length, reader.ValueIsEscaped ? reader.GetString() : null);
            var name = _names.Count - 1;
            if (!isNew)
                _findings.Add(ArtifactReadRules.SafetensorsDuplicateKey, $"The tensor {FindingSink.Quote(_names[name])} stands a second time in weight_map.", at, Pointer(name));
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                _findings.Add(ArtifactReadRules.InvalidIndex, $"The file of tensor {FindingSink.Quote(_names[name])} is no string.", reader.TokenStartIndex, Pointer(name));
                reader.Skip();
                continue;
            }

            var shard = ShardOf(ref reader, name);
            if (shard >= 0)
                _rows.Add((name, shard));
        }

        return true;
    }

    private int ShardOf(ref Utf8JsonReader reader, int name)
    {
        // Neighbours mostly share a file.
        if (_lastShard >= 0 && reader.ValueTextEquals(_shards[_lastShard]))
            return _lastShard;
        var file = reader.GetString()!;
        if (_shardIndex.TryGetValue(file, out var known))
            return _lastShard = known;
        if (ContainedPath.Problem(file) is { } problem)
        {
            _findings.Add(ArtifactReadRules.UnsafePath, $"The file {FindingSink.Quote(file)} of tensor {FindingSink.Quote(_names[name])} is not followed: {problem}.", reader.TokenStartIndex, Pointer(name));
            return -1;
        }

        _shards.Add(file);
        return _lastShard = _shardIndex[file] = _shards.Count - 1;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                _metadata.Add(new(name, reader.GetString()!));
            else if (reader.TokenType == JsonTokenType.Number)
                _metadata.Add(new(name, SafetensorsReader.Text(reader.ValueSpan)));
            else
                reader.Skip();
        }
    }

    private long? Integer(string key)
    {
        foreach (var (name, value) in _metadata)
        {
            if (name != key)
                continue;
            if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
                return integer;
            // Some writers divide before they write: 912210767872.0.
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= 9_007_199_254_740_992 && Math.Floor(number) == number)
                return (long)number;
        }

        return null;
    }

    private string Pointer(int name) => "/weight_map/" + JsonItem.Escape(_names[name] is { Length: > 200 } longName ? longName[..200] : _names[name]);
}
