using System.Collections.Immutable;

namespace ModelProvenance.Artifacts;

/// <summary>What the header of a GGUF file says about one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Its dimensions in the order of the file, the fastest-running first (the reverse of PyTorch's); empty for a single element.</param>
/// <param name="ElementCount">The product of the dimensions; 1 for an empty shape.</param>
/// <param name="DataOffset">Offset of its data from the beginning of the data section.</param>
/// <param name="DataLength">Bytes of its data; null when the type is not known.</param>
/// <param name="ByteOffset">Offset of the entry in the file.</param>
public sealed record GgufTensor(string Name, GgufTensorType Type, ImmutableArray<long> Shape, long ElementCount, ulong DataOffset, long? DataLength, long ByteOffset);
