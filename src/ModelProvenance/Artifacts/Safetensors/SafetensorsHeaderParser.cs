using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Safetensors;

/// <summary>Reads the JSON of a header. Written for the one form that headers have; strings with escapes, and what the form does not provide for, go through
/// <see cref="Utf8JsonReader"/> a value at a time.</summary>
internal sealed class SafetensorsHeaderParser(byte[] json, FindingSink findings)
{
    private readonly NameTable _names = new(json);
    private JsonCursor _cursor = new(json);
    private readonly ulong[] _shape = new ulong[ArtifactLimits.MaxSafetensorsDimensions];

    public TensorTable Tensors => _tensors ??= new TensorTable(_names, NameTable.Estimate(json));

    private TensorTable? _tensors;

    public ImmutableArray<KeyValuePair<string, string>>.Builder Metadata { get; } = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();

    /// <summary>Whether a tensor broke a rule or stood twice, so that the places of the others say nothing.</summary>
    public bool LeftOutTensors { get; private set; }

    /// <summary>False when the header is not JSON of the expected form; a finding says why.</summary>
    public bool Parse()
    {
        _cursor.SkipSpace();
        if (!_cursor.Take((byte)'{'))
            return Fail("The header does not begin with '{'");
        _cursor.SkipSpace();
        if (!_cursor.Take((byte)'}'))
        {
            do
            {
                _cursor.SkipSpace();
                if (!ParseMember())
                    return false;
                _cursor.SkipSpace();
            }
            while (_cursor.Take((byte)','));
            if (!_cursor.Take((byte)'}'))
                return Fail("A ',' or '}' is expected");
        }

        _cursor.SkipSpace();
        return _cursor.AtEnd || Fail("The header goes on behind its object");
    }

    private bool ParseMember()
    {
        var at = _cursor.Position;
        if (!_cursor.TryString(out var start, out var length, out var escaped))
            return Fail("A name in quotes is expected");
        string? text = null;
        if (escaped && !TryUnescape(at, out text))
            return Fail("The name holds an escape that JSON does not have");
        _cursor.SkipSpace();
        if (!_cursor.Take((byte)':'))
            return Fail("A ':' is expected behind the name");
        _cursor.SkipSpace();

        if (_names.Count >= ArtifactLimits.MaxSafetensorsTensors)
            return Fail($"The header lists more than {FindingSink.Number(ArtifactLimits.MaxSafetensorsTensors)} tensors");
        var isNew = _names.Add(start, length, text);
        var index = _names.Count - 1;
        if (!isNew)
            findings.Add(ArtifactReadRules.SafetensorsDuplicateKey, $"The name {FindingSink.Quote(_names[index])} stands a second time; readers take one or the other.", 8 + at, Pointer(index));
        if (text is null ? _cursor.Slice(start, length).SequenceEqual("__metadata__"u8) : text == "__metadata__")
            return ParseMetadata();
        return ParseTensor(index, at, isNew);
    }

    private bool ParseTensor(int name, int at, bool isNew)
    {
        var tensor = new TensorParts();
        if (_cursor.TryUsualTensor(_shape, out var typeStart, out var typeLength, out tensor.Rank, out tensor.Start, out tensor.End))
        {
            tensor.DataType = SafetensorsDataType.From(_cursor.Slice(typeStart, typeLength));
            Take(name, at, isNew, tensor);
            return true;
        }

        if (!_cursor.Take((byte)'{'))
            return FailTensor(name, "is no object");
        _cursor.SkipSpace();
        if (!_cursor.Take((byte)'}'))
        {
            do
            {
                _cursor.SkipSpace();
                if (!ParsePart(name, ref tensor))
                    return false;
                _cursor.SkipSpace();
            }
            while (_cursor.Take((byte)','));
            if (!_cursor.Take((byte)'}'))
                return Fail("A ',' or '}' is expected");
        }

        if (tensor.Seen != TensorParts.All)
            return FailTensor(name, "lacks dtype, shape or data_offsets");
        Take(name, at, isNew, tensor);
        return true;
    }

    private void Take(int name, int at, bool isNew, in TensorParts tensor)
    {
        // Of a name that stands twice the first is kept, as in GGUF.
        if (isNew)
            Check(name, at, tensor);
        else
            LeftOutTensors = true;
    }

    private bool ParsePart(int name, ref TensorParts tensor)
    {
        if (!_cursor.TryString(out var start, out var length, out var escaped))
            return Fail("A name in quotes is expected");
        var key = escaped ? default : _cursor.Slice(start, length);
        _cursor.SkipSpace();
        if (!_cursor.Take((byte)':'))
            return Fail("A ':' is expected behind the name");
        _cursor.SkipSpace();
        int part;
        if (key.SequenceEqual("dtype"u8))
        {
            part = TensorParts.DataTypeSeen;
            if (!_cursor.TryString(out var typeStart, out var typeLength, out var typeEscaped) || typeEscaped)
                return FailTensor(name, "has a dtype that is no plain string");
            tensor.DataType = SafetensorsDataType.From(_cursor.Slice(typeStart, typeLength));
        }
        else if (key.SequenceEqual("shape"u8))
        {
            part = TensorParts.ShapeSeen;
            if (!_cursor.TryNumbers(_shape, out tensor.Rank))
                return FailTensor(name, $"has a shape that is no list of at most {ArtifactLimits.MaxSafetensorsDimensions} whole numbers below 2^64");
        }
        else if (key.SequenceEqual("data_offsets"u8))
        {
            part = TensorParts.OffsetsSeen;
            Span<ulong> offsets = stackalloc ulong[2];
            if (!_cursor.TryNumbers(offsets, out var count) || count != 2)
                return FailTensor(name, "has data_offsets that are not two whole numbers");
            tensor.Start = offsets[0];
            tensor.End = offsets[1];
        }
        else
        {
            findings.Add(ArtifactReadRules.SafetensorsUnknownProperty, $"The tensor {FindingSink.Quote(_names[name])} has the property {FindingSink.Quote(SafetensorsReader.Text(_cursor.Slice(start, length)))}, which the format does not define.", 8 + start, Pointer(name));
            return SkipValue();
        }

        if ((tensor.Seen & part) != 0)
            return FailTensor(name, "has a property twice");
        tensor.Seen |= part;
        return true;
    }

    private void Check(int name, int at, in TensorParts tensor)
    {
        var shape = _shape.AsSpan(0, tensor.Rank);
        // In 128 bits, cut off above 2^63: nothing wraps.
        UInt128 elements = 1;
        foreach (var dimension in shape)
        {
            elements *= dimension;
            if (elements > long.MaxValue || dimension > long.MaxValue)
            {
                Invalid(name, at, "has a shape that multiplies to more than 2^63 elements");
                return;
            }
        }

        if (tensor.Start > tensor.End)
        {
            Invalid(name, at, $"ends at {FindingSink.Number(tensor.End)} before it begins at {FindingSink.Number(tensor.Start)}");
            return;
        }

        if (tensor.End > long.MaxValue)
        {
            Invalid(name, at, $"ends at {FindingSink.Number(tensor.End)}, beyond every file");
            return;
        }

        if (!tensor.DataType.IsKnown)
        {
            findings.Add(ArtifactReadRules.SafetensorsUnknownDtype, $"The tensor {FindingSink.Quote(_names[name])} has the data type {FindingSink.Quote(tensor.DataType.Name)}; its size is not known here.", 8 + at, Pointer(name));
        }
        else
        {
            var bits = elements * (ulong)tensor.DataType.Bits;
            if (bits % 8 != 0)
            {
                Invalid(name, at, $"has {FindingSink.Number(bits)} bits, which is no whole number of bytes");
                return;
            }

            if (bits / 8 != tensor.End - tensor.Start)
            {
                Invalid(name, at, $"takes {FindingSink.Number(bits / 8)} bytes by its shape and type, and {FindingSink.Number(tensor.End - tensor.Start)} by its offsets");
                return;
            }
        }

        Tensors.Add(name, tensor.DataType, shape, (long)elements, (long)tensor.Start, (long)tensor.End);
    }

    private bool ParseMetadata()
    {
        var at = _cursor.Position;
        if (!_cursor.Take((byte)'{'))
            return FailMetadata(at);
        _cursor.SkipSpace();
        if (_cursor.Take((byte)'}'))
            return true;
        var names = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            _cursor.SkipSpace();
            var keyAt = _cursor.Position;
            if (!TryText(out var key))
                return FailMetadata(keyAt);
            _cursor.SkipSpace();
            if (!_cursor.Take((byte)':'))
                return Fail("A ':' is expected behind the name");
            _cursor.SkipSpace();
            if (!TryText(out var value))
                return FailMetadata(_cursor.Position);
            if (!names.Add(key))
                findings.Add(ArtifactReadRules.SafetensorsDuplicateKey, $"The name {FindingSink.Quote(key)} stands a second time in __metadata__.", 8 + keyAt, "/__metadata__/" + JsonItem.Escape(key));
            else
                Metadata.Add(new(key, value));
            _cursor.SkipSpace();
        }
        while (_cursor.Take((byte)','));
        return _cursor.Take((byte)'}') || Fail("A ',' or '}' is expected");
    }

    private bool TryText(out string text)
    {
        text = "";
        var at = _cursor.Position;
        if (!_cursor.TryString(out var start, out var length, out var escaped))
            return false;
        if (!escaped)
        {
            text = SafetensorsReader.Text(_cursor.Slice(start, length));
            return true;
        }

        if (!TryUnescape(at, out var unescaped))
            return false;
        text = unescaped!;
        return true;
    }

    /// <summary>The string whose quote stands at an offset, escapes resolved.</summary>
    private bool TryUnescape(int quote, out string? text)
    {
        text = null;
        try
        {
            var reader = new Utf8JsonReader(json.AsSpan(quote, _cursor.Position - quote));
            if (!reader.Read())
                return false;
            text = reader.GetString();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // An unknown escape, or half a surrogate pair.
            return false;
        }
    }

    /// <summary>Passes over a value that the format does not provide for.</summary>
    private bool SkipValue()
    {
        try
        {
            // Depth as in the Rust reader's JSON library would be 128; nothing that writes headers nests at all.
            var reader = new Utf8JsonReader(json.AsSpan(_cursor.Position), new JsonReaderOptions { MaxDepth = 8 });
            if (!reader.Read() || !reader.TrySkip())
                return Fail("The header ends inside a value");
            _cursor.Position += (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            return Fail("A value is not JSON, or nested deeper than 8 levels");
        }
    }

    private void Invalid(int name, int at, string what)
    {
        LeftOutTensors = true;
        findings.Add(ArtifactReadRules.SafetensorsInvalidTensor, $"The tensor {FindingSink.Quote(_names[name])} {what}.", 8 + at, Pointer(name));
    }

    private bool FailTensor(int name, string what)
    {
        findings.Add(ArtifactReadRules.SafetensorsInvalidTensor, $"The tensor {FindingSink.Quote(_names[name])} {what}. The rest of the header is not read.", 8 + _cursor.Position, Pointer(name));
        return false;
    }

    private bool FailMetadata(int at)
    {
        findings.Add(ArtifactReadRules.SafetensorsInvalidMetadata, "__metadata__ is not an object whose values are all strings.", 8 + at, "/__metadata__");
        return false;
    }

    private bool Fail(string message)
    {
        findings.Add(ArtifactReadRules.SafetensorsInvalidHeader, $"{message} at byte {SafetensorsReader.Offset(_cursor.Position)} of the header.", 8 + _cursor.Position);
        return false;
    }

    private string Pointer(int name) => "/" + JsonItem.Escape(_names[name] is { Length: > 200 } longName ? longName[..200] : _names[name]);

    private struct TensorParts
    {
        public const int DataTypeSeen = 1;
        public const int ShapeSeen = 2;
        public const int OffsetsSeen = 4;
        public const int All = 7;

        public int Seen;
        public SafetensorsDataType DataType;
        public int Rank;
        public ulong Start;
        public ulong End;
    }
}
