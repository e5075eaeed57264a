namespace ModelProvenance.Artifacts;

/// <summary>What counting needs to know of a stored tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">How its elements are stored, as its format names it: <c>BF16</c>, <c>I32</c>, <c>Q4_K</c>.</param>
/// <param name="Rank">The number of its dimensions; 0 for a single element.</param>
/// <param name="ElementCount">The number of its stored elements, before any packing is undone.</param>
public readonly record struct StoredTensor(string Name, string DataType, int Rank, long ElementCount)
{
    /// <summary>The same of a tensor in a safetensors file.</summary>
    public static StoredTensor From(SafetensorsTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new StoredTensor(tensor.Name, tensor.DataType.Name, tensor.Shape.Length, tensor.ElementCount);
    }
}
