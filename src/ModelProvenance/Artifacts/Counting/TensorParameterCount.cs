using System.Collections.Immutable;

namespace ModelProvenance.Artifacts.Counting;

/// <summary>Why stored elements are not counted as parameters.</summary>
public enum ExcludedElements
{
    /// <summary>Scales, zero points, permutations and other state of a quantization.</summary>
    QuantizationState = 0,

    /// <summary>Whole numbers, masks and computed tables that nobody trained.</summary>
    Buffer,
}

/// <summary>The outcome of counting tensors.</summary>
/// <param name="Total">Parameters, packed containers unpacked; null when a container's packing is not known, or the sum is above 2^63.</param>
/// <param name="ByDataType">The same by stored data type.</param>
public sealed record TensorParameterCount(long? Total, ImmutableSortedDictionary<string, long> ByDataType)
{
    /// <summary>Stored elements that are not parameters, by reason.</summary>
    public ImmutableSortedDictionary<ExcludedElements, long> Excluded { get; init; } = ImmutableSortedDictionary<ExcludedElements, long>.Empty;

    /// <summary>The name of the first tensor whose packing is not known; null when there is none.</summary>
    public string? UnknownPacking { get; init; }

    /// <summary>Tensors that were looked at.</summary>
    public int TensorCount { get; init; }
}
