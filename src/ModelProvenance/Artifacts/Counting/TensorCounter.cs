using System.Collections.Immutable;

namespace ModelProvenance.Artifacts.Counting;

/// <summary>Sums tensors, leaving out what quantization adds and undoing its packing.</summary>
internal static class TensorCounter
{
    public static TensorParameterCount Count(IEnumerable<StoredTensor> tensors, QuantizationConfig? quantization, string? expertDataType)
    {
        var packing = new PackingRules(quantization, expertDataType);
        var counts = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        var excluded = new SortedDictionary<ExcludedElements, Int128>();
        string? unknown = null;
        var seen = 0;
        foreach (var tensor in tensors)
        {
            seen++;
            if (TensorRoles.ExcludedAs(tensor, quantization) is { } reason && !packing.IsPacked(tensor))
            {
                excluded[reason] = excluded.GetValueOrDefault(reason) + tensor.ElementCount;
                continue;
            }

            if (packing.Unpack(tensor) is { } count)
                counts[tensor.DataType] = counts.GetValueOrDefault(tensor.DataType) + count;
            else
                unknown ??= tensor.Name;
        }

        Int128 total = 0;
        foreach (var (_, count) in counts)
            total += count;
        return new TensorParameterCount(
            unknown is null && total <= long.MaxValue ? (long)total : null,
            counts.ToImmutableSortedDictionary(pair => pair.Key, pair => (long)Int128.Min(pair.Value, long.MaxValue), StringComparer.Ordinal))
        {
            Excluded = excluded.ToImmutableSortedDictionary(pair => pair.Key, pair => (long)Int128.Min(pair.Value, long.MaxValue)),
            UnknownPacking = unknown,
            TensorCount = seen,
        };
    }
}
