using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace ModelProvenance.Artifacts;

/// <summary>An array in the metadata of a GGUF file: where it stands and, if it was kept, its elements, which are made each time they are asked for.</summary>
/// <remarks>Small arrays and those read from memory are kept; the others on request (<see cref="GgufReadOptions.KeepArrays"/>, <see cref="GgufFile.ReadArray"/>).</remarks>
public sealed class GgufArray
{
    private readonly bool _bigEndian;
    private readonly bool _narrowLengths;

    internal GgufArray(GgufValueType elementType, long count, long byteOffset, long byteLength, ReadOnlyMemory<byte>? content, string? sha256, bool bigEndian, bool narrowLengths)
    {
        ElementType = elementType;
        Count = count;
        ByteOffset = byteOffset;
        ByteLength = byteLength;
        Content = content;
        Sha256 = sha256;
        _bigEndian = bigEndian;
        _narrowLengths = narrowLengths;
    }

    /// <summary>The type of the elements.</summary>
    public GgufValueType ElementType { get; }

    /// <summary>The number of elements, at least 0.</summary>
    public long Count { get; }

    /// <summary>Offset of the first element in the file.</summary>
    public long ByteOffset { get; }

    /// <summary>Bytes of all elements, with the lengths of strings and nested arrays.</summary>
    public long ByteLength { get; }

    /// <summary>SHA-256 of those bytes as they stand in the file, 64 lower-case hex digits; null unless <see cref="GgufReadOptions.HashArrays"/> asked for it.</summary>
    public string? Sha256 { get; }

    /// <summary>The tokens as one digest, for <c>tokenizer.ggml.tokens</c>; null unless <see cref="GgufReadOptions.FingerprintTokens"/> asked for it.</summary>
    public TokenFingerprint? Fingerprint { get; internal init; }

    /// <summary>The bytes of the elements as they stand in the file; null when the array was not kept.</summary>
    public ReadOnlyMemory<byte>? Content { get; }

    /// <summary>Whether the elements are at hand.</summary>
    public bool IsLoaded => Content is not null;

    /// <summary>The elements of an array of strings; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="InvalidOperationException">The elements are not strings, or were not kept.</exception>
    public IEnumerable<string> ReadStrings()
    {
        if (ElementType != GgufValueType.Text)
            throw new InvalidOperationException($"The elements are of type {ElementType}, not strings.");
        return Strings(Bytes);
    }

    /// <summary>The elements of an array of integers or booleans (1 and 0). Unsigned values above <see cref="long.MaxValue"/> become it.</summary>
    /// <exception cref="InvalidOperationException">The elements are not integers or booleans, or were not kept.</exception>
    public ImmutableArray<long> ReadIntegers()
    {
        if (!GgufValueTypes.IsInteger(ElementType) && ElementType != GgufValueType.Boolean)
            throw new InvalidOperationException($"The elements are of type {ElementType}, not integers.");
        var span = Bytes.Span;
        var result = ImmutableArray.CreateBuilder<long>(checked((int)Count));
        var size = GgufValueTypes.Size(ElementType);
        for (var i = 0; i < span.Length; i += size)
            result.Add(GgufMetadataEntry.ToInteger(ElementType, ReadBits(span.Slice(i, size), _bigEndian)));
        return result.MoveToImmutable();
    }

    /// <summary>The elements of an array of numbers.</summary>
    /// <exception cref="InvalidOperationException">The elements are not numbers, or were not kept.</exception>
    public ImmutableArray<double> ReadNumbers()
    {
        var size = GgufValueTypes.Size(ElementType);
        if (size == 0 || ElementType == GgufValueType.Boolean)
            throw new InvalidOperationException($"The elements are of type {ElementType}, not numbers.");
        var span = Bytes.Span;
        var result = ImmutableArray.CreateBuilder<double>(checked((int)Count));
        for (var i = 0; i < span.Length; i += size)
            result.Add(GgufMetadataEntry.ToNumber(ElementType, ReadBits(span.Slice(i, size), _bigEndian)));
        return result.MoveToImmutable();
    }

    private ReadOnlyMemory<byte> Bytes => Content ?? throw new InvalidOperationException("The elements were not kept. Ask for them with GgufReadOptions.KeepArrays, or read them with GgufFile.ReadArray.");

    private IEnumerable<string> Strings(ReadOnlyMemory<byte> bytes)
    {
        // The reader walked these bytes already: lengths fit.
        var position = 0;
        for (var i = 0L; i < Count; i++)
        {
            var width = _narrowLengths ? 4 : 8;
            var length = (int)ReadBits(bytes.Span.Slice(position, width), _bigEndian);
            yield return Encoding.UTF8.GetString(bytes.Span.Slice(position + width, length));
            position += width + length;
        }
    }

    internal static ulong ReadBits(ReadOnlySpan<byte> bytes, bool bigEndian) => bytes.Length switch
    {
        1 => bytes[0],
        2 => bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
