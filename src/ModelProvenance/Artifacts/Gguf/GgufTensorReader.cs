using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Gguf;

/// <summary>Reads the list of tensors.</summary>
internal sealed class GgufTensorReader(ByteWindow input, FindingSink findings, GgufPrimitives primitives)
{
    // What one tensor takes here besides its name, for the bound on what is kept.
    private const int BytesPerTensor = 64;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads one tensor. False when the list cannot be read on; a null tensor when it cannot be used but the list goes on.</summary>
    public bool TryRead(int index, out GgufTensor? tensor)
    {
        tensor = null;
        var at = input.Position;
        if (!primitives.TryString(ArtifactLimits.MaxGgufKeyBytes, ArtifactReadRules.GgufInvalidTensor, $"the name of tensor {index}", out var name, out _)
            || !primitives.TryRetain(BytesPerTensor, at))
        {
            return false;
        }

        if (System.Text.Encoding.UTF8.GetByteCount(name) > ArtifactLimits.MaxGgufTensorNameBytes)
            findings.Add(ArtifactReadRules.GgufInvalidTensor, $"The name of tensor {FindingSink.Quote(name)} is longer than {ArtifactLimits.MaxGgufTensorNameBytes} bytes, which loaders refuse.", at);
        if (!_names.Add(name))
            findings.Add(ArtifactReadRules.GgufDuplicateTensor, $"The tensor {FindingSink.Quote(name)} stands a second time.", at);
        if (!primitives.TryBits(4, out var dimensions))
            return Truncated(name, at);
        if (dimensions > ArtifactLimits.MaxGgufDimensions)
        {
            findings.Add(ArtifactReadRules.GgufInvalidTensor, $"The tensor {FindingSink.Quote(name)} has {dimensions} dimensions; at most {ArtifactLimits.MaxGgufDimensions} are defined.", at);
            return false;
        }

        Span<ulong> shape = stackalloc ulong[ArtifactLimits.MaxGgufDimensions];
        shape = shape[..(int)dimensions];
        for (var i = 0; i < shape.Length; i++)
        {
            if (!primitives.TryLength(out shape[i]))
                return Truncated(name, at);
        }

        if (!primitives.TryBits(4, out var type) || !primitives.TryBits(8, out var offset))
            return Truncated(name, at);
        tensor = Make(name, new GgufTensorType((uint)type), shape, offset, at);
        return true;
    }

    private GgufTensor? Make(string name, GgufTensorType type, ReadOnlySpan<ulong> shape, ulong offset, long at)
    {
        // 128 bits: four factors of 64 bits are cut off at the first product above the bound, so nothing wraps (CVE-2026-33298 and its relatives).
        UInt128 elements = 1;
        foreach (var dimension in shape)
        {
            elements *= dimension;
            if (dimension > long.MaxValue || elements > long.MaxValue)
            {
                findings.Add(ArtifactReadRules.GgufInvalidTensor, $"The dimensions of tensor {FindingSink.Quote(name)} multiply to more than 2^63 elements.", at, name);
                return null;
            }
        }

        long? length = null;
        if (!type.IsKnown)
        {
            findings.Add(ArtifactReadRules.GgufUnknownTensorType, $"The tensor {FindingSink.Quote(name)} has the type {type.Name}{(type.IsRemoved ? ", which ggml dropped" : "")}; its size is not known here.", at, name);
        }
        else if (shape.Length > 0 ? shape[0] % (ulong)type.BlockElements != 0 : type.BlockElements > 1)
        {
            findings.Add(ArtifactReadRules.GgufInvalidTensor, $"The rows of tensor {FindingSink.Quote(name)} ({(shape.Length > 0 ? shape[0] : 1)} elements) are no multiple of the {type.BlockElements} elements in a block of {type.Name}.", at, name);
            return null;
        }
        else
        {
            var bytes = elements / (ulong)type.BlockElements * (ulong)type.BlockBytes;
            if (bytes > long.MaxValue)
            {
                findings.Add(ArtifactReadRules.GgufInvalidTensor, $"The tensor {FindingSink.Quote(name)} would take {FindingSink.Number(bytes)} bytes.", at, name);
                return null;
            }

            length = (long)bytes;
        }

        var builder = ImmutableArray.CreateBuilder<long>(shape.Length);
        foreach (var dimension in shape)
            builder.Add((long)dimension);
        return new GgufTensor(name, type, builder.MoveToImmutable(), (long)elements, offset, length, at);
    }

    private bool Truncated(string name, long at)
    {
        primitives.Truncated($"the description of tensor {FindingSink.Quote(name)}", at);
        return false;
    }
}
