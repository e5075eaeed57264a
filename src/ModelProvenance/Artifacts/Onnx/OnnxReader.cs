using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Onnx;

/// <summary>Walks the messages of onnx.proto (onnx/onnx.proto of onnx/onnx) as far as they say what a model is. Numbers in the code are its field numbers.</summary>
internal sealed class OnnxReader
{
    private readonly FindingSink _findings;
    private readonly ProtobufReader _proto;
    private readonly ImmutableArray<OnnxTensor>.Builder _tensors = ImmutableArray.CreateBuilder<OnnxTensor>();
    private readonly ImmutableArray<KeyValuePair<string, string>>.Builder _metadata = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
    private readonly ImmutableArray<KeyValuePair<string, long>>.Builder _operatorSets = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>();
    private long _retained;
    private bool _tooMany;
    private bool _tooDeep;
    private bool _hasGraph;
    private string _graphName = "";
    private long _nodes;

    public OnnxReader(ByteWindow input, string path)
    {
        _findings = new FindingSink(path);
        _proto = new ProtobufReader(input);
    }

    public ReadResult<OnnxModel> Read()
    {
        var model = ReadModel();
        if (_proto.Problem is { } problem)
            _findings.Add(ArtifactReadRules.InvalidOnnx, $"The model cannot be read to its end: {problem}.", _proto.Position);
        if (_tooMany || _tooDeep)
        {
            _findings.Add(
                ArtifactReadRules.OnnxLimitExceeded,
                _tooDeep ? $"Graphs are nested deeper than {ArtifactLimits.MaxProtobufDepth} messages; what is inside is not read." : $"The model has more than {FindingSink.Number(ArtifactLimits.MaxOnnxTensors)} tensors; the others are not listed.");
        }

        if (!_hasGraph || model.IrVersion is <= 0 or > 1000)
        {
            // Any bytes can look like a message; a model has a version (12 in 2026) and a graph.
            if (_proto.Problem is null)
                _findings.Add(ArtifactReadRules.InvalidOnnx, "The bytes are a message without the version and the graph that an ONNX model has.", 0);
            return _findings.Result<OnnxModel>(null);
        }

        return _findings.Result(model with
        {
            GraphName = _graphName,
            NodeCount = _nodes,
            Tensors = _tensors.ToImmutable(),
            Metadata = _metadata.ToImmutable(),
            OperatorSets = _operatorSets.ToImmutable(),
        });
    }

    private OnnxModel ReadModel()
    {
        const long End = long.MaxValue;
        var model = new OnnxModel();
        while (_proto.TryField(End, out var field, out var wire))
        {
            switch (field, wire)
            {
                case (1, 0) when _proto.TryVarint(out var version):
                    model = model with { IrVersion = unchecked((long)version) };
                    break;
                case (2, 2) when TryText(End, out var text):
                    model = model with { ProducerName = text };
                    break;
                case (3, 2) when TryText(End, out var text):
                    model = model with { ProducerVersion = text };
                    break;
                case (4, 2) when TryText(End, out var text):
                    model = model with { Domain = text };
                    break;
                case (5, 0) when _proto.TryVarint(out var version):
                    model = model with { ModelVersion = unchecked((long)version) };
                    break;
                case (6, 2) when TryText(End, out var text):
                    model = model with { Documentation = text };
                    break;
                case (7, 2) when _proto.TryEnd(End, out var end):
                    _hasGraph = true;
                    ReadGraph(end, depth: 1);
                    break;
                case (8, 2) when _proto.TryEnd(End, out var end):
                    ReadOperatorSet(end);
                    break;
                case (14, 2) when _proto.TryEnd(End, out var end):
                    if (ReadPair(end) is { } pair)
                        _metadata.Add(pair);
                    break;
                case (25, 2) when _proto.TryEnd(End, out var end):
                    // FunctionProto: its nodes (7) can hold constants.
                    ReadNodes(end, nodeField: 7, depth: 2);
                    break;
                default:
                    _proto.TrySkip(End, wire);
                    break;
            }
        }

        return model;
    }

    private bool TryText(long end, out string text)
    {
        var limit = Math.Min(ArtifactLimits.MaxOnnxStringBytes, ArtifactLimits.MaxOnnxRetainedBytes - _retained);
        if (!_proto.TryText(end, limit, out text))
            return false;
        _retained += text.Length;
        return true;
    }

    private void ReadOperatorSet(long end)
    {
        var domain = "";
        var version = 0UL;
        while (_proto.TryField(end, out var field, out var wire))
        {
            if (field == 1 && wire == 2)
                TryText(end, out domain);
            else if (field == 2 && wire == 0)
                _proto.TryVarint(out version);
            else
                _proto.TrySkip(end, wire);
        }

        if (_operatorSets.Count < ArtifactLimits.MaxFindingsPerRule * 64)
            _operatorSets.Add(new(domain.Length == 0 ? "ai.onnx" : domain, unchecked((long)version)));
    }

    private KeyValuePair<string, string>? ReadPair(long end)
    {
        string key = "", value = "";
        while (_proto.TryField(end, out var field, out var wire))
        {
            if (field == 1 && wire == 2)
                TryText(end, out key);
            else if (field == 2 && wire == 2)
                TryText(end, out value);
            else
                _proto.TrySkip(end, wire);
        }

        // 64 bytes for the pair itself: empty ones cost nothing in the file but something here.
        _retained += 64;
        return _retained <= ArtifactLimits.MaxOnnxRetainedBytes ? new(key, value) : null;
    }

    private void ReadGraph(long end, int depth)
    {
        if (depth > ArtifactLimits.MaxProtobufDepth)
        {
            _tooDeep = true;
            _proto.TryPassTo(end);
            return;
        }

        while (_proto.TryField(end, out var field, out var wire))
        {
            switch (field, wire)
            {
                case (1, 2) when _proto.TryEnd(end, out var inner):
                    if (depth == 1)
                        _nodes++;
                    ReadNode(inner, depth + 1);
                    break;
                case (2, 2) when depth == 1 && TryText(end, out var name):
                    _graphName = name;
                    break;
                case (5, 2) when _proto.TryEnd(end, out var inner):
                    ReadTensor(inner, "", isInitializer: true);
                    break;
                case (15, 2) when _proto.TryEnd(end, out var inner):
                    ReadSparse(inner);
                    break;
                default:
                    _proto.TrySkip(end, wire);
                    break;
            }
        }
    }

    private void ReadNodes(long end, int nodeField, int depth)
    {
        while (_proto.TryField(end, out var field, out var wire))
        {
            if (field == nodeField && wire == 2 && _proto.TryEnd(end, out var inner))
                ReadNode(inner, depth + 1);
            else
                _proto.TrySkip(end, wire);
        }
    }

    private void ReadNode(long end, int depth)
    {
        var name = "";
        while (_proto.TryField(end, out var field, out var wire))
        {
            switch (field, wire)
            {
                // The first output names a constant; it stands before the attributes in what protobuf writes.
                case (2, 2) when name.Length == 0:
                    TryText(end, out name);
                    _retained -= name.Length;
                    break;
                case (5, 2) when _proto.TryEnd(end, out var inner):
                    ReadAttribute(inner, name, depth + 1);
                    break;
                default:
                    _proto.TrySkip(end, wire);
                    break;
            }
        }
    }

    private void ReadAttribute(long end, string node, int depth)
    {
        while (_proto.TryField(end, out var field, out var wire))
        {
            switch (field, wire)
            {
                case (5, 2) or (10, 2) when _proto.TryEnd(end, out var inner):
                    ReadTensor(inner, node, isInitializer: false);
                    break;
                case (6, 2) or (11, 2) when _proto.TryEnd(end, out var inner):
                    ReadGraph(inner, depth + 1);
                    break;
                default:
                    _proto.TrySkip(end, wire);
                    break;
            }
        }
    }

    private void ReadSparse(long end)
    {
        while (_proto.TryField(end, out var field, out var wire))
        {
            if (field == 1 && wire == 2 && _proto.TryEnd(end, out var inner))
                ReadTensor(inner, "", isInitializer: true);
            else
                _proto.TrySkip(end, wire);
        }
    }

    private void ReadTensor(long end, string name, bool isInitializer)
    {
        var at = _proto.Position;
        var shape = ImmutableArray.CreateBuilder<long>();
        var type = 0UL;
        var outside = false;
        List<KeyValuePair<string, string>>? external = null;
        while (_proto.TryField(end, out var field, out var wire))
        {
            switch (field, wire)
            {
                case (1, 0) when _proto.TryVarint(out var dimension):
                    AddDimension(shape, dimension);
                    break;
                case (1, 2) when _proto.TryEnd(end, out var inner):
                    while (_proto.Problem is null && _proto.Position < inner && _proto.TryVarint(out var packed))
                        AddDimension(shape, packed);
                    break;
                case (2, 0):
                    _proto.TryVarint(out type);
                    break;
                case (8, 2) when TryText(end, out var own):
                    name = own;
                    break;
                case (13, 2) when _proto.TryEnd(end, out var inner):
                    if (ReadPair(inner) is { } pair)
                        (external ??= []).Add(pair);
                    break;
                case (14, 0) when _proto.TryVarint(out var location):
                    outside = location == 1;
                    break;
                default:
                    _proto.TrySkip(end, wire);
                    break;
            }
        }

        if (_proto.Problem is null)
            Add(name, type, shape, isInitializer, at, outside || external is not null ? External(external, name, at) : null);
    }

    // One more than any real tensor has: enough to see that there are too many.
    private static void AddDimension(ImmutableArray<long>.Builder shape, ulong dimension)
    {
        if (shape.Count <= ArtifactLimits.MaxSafetensorsDimensions)
            shape.Add(unchecked((long)dimension));
    }

    private void Add(string name, ulong type, ImmutableArray<long>.Builder shape, bool isInitializer, long at, OnnxExternalData? external)
    {
        UInt128 elements = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || shape.Count > ArtifactLimits.MaxSafetensorsDimensions || (elements *= (ulong)dimension) > long.MaxValue)
            {
                _findings.Add(ArtifactReadRules.OnnxInvalidTensor, $"The tensor {FindingSink.Quote(name)} has dimensions that are negative, too many, or multiply to more than 2^63 elements.", at, name);
                return;
            }
        }

        _retained += 128;
        if (_tensors.Count >= ArtifactLimits.MaxOnnxTensors || _retained > ArtifactLimits.MaxOnnxRetainedBytes * 2)
        {
            _tooMany = true;
            return;
        }

        _tensors.Add(new OnnxTensor(name, TypeName(type), shape.ToImmutable(), (long)elements, isInitializer, at) { ExternalData = external });
    }

    private OnnxExternalData? External(List<KeyValuePair<string, string>>? pairs, string name, long at)
    {
        string? location = null;
        long offset = 0;
        long? length = null;
        foreach (var (key, value) in pairs ?? [])
        {
            // The last one counts, as in the reference implementation.
            if (key == "location")
                location = value;
            else if (key is "offset" or "length" && !TryWhole(value, key, name, at, ref offset, ref length))
                return null;
        }

        if (location is null)
        {
            _findings.Add(ArtifactReadRules.OnnxInvalidTensor, $"The data of tensor {FindingSink.Quote(name)} stands in another file, but none is named.", at, name);
            return null;
        }

        if (ContainedPath.Problem(location) is { } problem)
        {
            _findings.Add(ArtifactReadRules.UnsafePath, $"The file {FindingSink.Quote(location)} with the data of tensor {FindingSink.Quote(name)} is not followed: {problem}.", at, name);
            return null;
        }

        return new OnnxExternalData(location, offset, length);
    }

    private bool TryWhole(string value, string key, string name, long at, ref long offset, ref long? length)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _findings.Add(ArtifactReadRules.OnnxInvalidTensor, $"The {key} {FindingSink.Quote(value)} of the data of tensor {FindingSink.Quote(name)} is no whole number.", at, name);
            return false;
        }

        if (key == "offset")
            offset = number;
        else
            length = number;
        return true;
    }

    private static string TypeName(ulong type) => type switch
    {
        0 => "UNDEFINED",
        1 => "FLOAT",
        2 => "UINT8",
        3 => "INT8",
        4 => "UINT16",
        5 => "INT16",
        6 => "INT32",
        7 => "INT64",
        8 => "STRING",
        9 => "BOOL",
        10 => "FLOAT16",
        11 => "DOUBLE",
        12 => "UINT32",
        13 => "UINT64",
        14 => "COMPLEX64",
        15 => "COMPLEX128",
        16 => "BFLOAT16",
        17 => "FLOAT8E4M3FN",
        18 => "FLOAT8E4M3FNUZ",
        19 => "FLOAT8E5M2",
        20 => "FLOAT8E5M2FNUZ",
        21 => "UINT4",
        22 => "INT4",
        23 => "FLOAT4E2M1",
        24 => "FLOAT8E8M0",
        _ => string.Create(CultureInfo.InvariantCulture, $"type {type}"),
    };
}
