using System.Collections.Immutable;

namespace ModelProvenance.Artifacts;

/// <summary>What the header of a safetensors file says about one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">The type of its elements.</param>
/// <param name="Shape">Its dimensions, the slowest-running first as in PyTorch; empty for a single element.</param>
/// <param name="ElementCount">The product of the dimensions; 1 for an empty shape.</param>
/// <param name="DataStart">Offset of its first byte from the beginning of the data section.</param>
/// <param name="DataEnd">Offset behind its last byte.</param>
public sealed record SafetensorsTensor(string Name, SafetensorsDataType DataType, ImmutableArray<long> Shape, long ElementCount, long DataStart, long DataEnd);
