using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Gguf;

/// <summary>Lays the tensors' places beside each other and beside the length of the file. All sums are made in 128 bits, where none of them can wrap.</summary>
internal sealed class GgufLayoutCheck(FindingSink findings, IReadOnlyList<GgufTensor> tensors, uint alignment, long dataStart, long? fileLength, long headerEnd)
{
    public void Run()
    {
        if (fileLength is { } length && length <= dataStart && tensors.Any(tensor => tensor.DataLength != 0))
        {
            findings.Add(ArtifactReadRules.HeaderOnly, $"The file ends with its header, at {FindingSink.Number(length)} bytes; the data of {FindingSink.Number(tensors.Count)} tensors is absent.", headerEnd);
            CheckPlaces(dataLength: null);
            return;
        }

        CheckPlaces(fileLength is null ? null : (UInt128)Math.Max(0, fileLength.Value - dataStart));
    }

    private void CheckPlaces(UInt128? dataLength)
    {
        var inOrder = true;
        foreach (var tensor in tensors)
        {
            if (tensor.DataOffset % alignment != 0)
                findings.Add(ArtifactReadRules.GgufTensorLayout, $"The data of tensor {FindingSink.Quote(tensor.Name)} begins at {FindingSink.Number(tensor.DataOffset)}, which is no multiple of the alignment {alignment}.", tensor.ByteOffset, tensor.Name);
            var end = tensor.DataOffset + (UInt128)(tensor.DataLength ?? 0);
            if (dataLength is { } there && end > there)
            {
                findings.Add(
                    ArtifactReadRules.GgufTensorOutsideFile,
                    $"The data of tensor {FindingSink.Quote(tensor.Name)} ends at {FindingSink.Number(end)} of the data section, which has {FindingSink.Number(there)} bytes. The file is cut short or its header is wrong.",
                    tensor.ByteOffset,
                    tensor.Name);
            }
        }

        IReadOnlyList<GgufTensor> sorted = tensors;
        for (var i = 1; i < tensors.Count; i++)
            inOrder &= tensors[i].DataOffset >= tensors[i - 1].DataOffset;
        if (!inOrder)
        {
            findings.Add(ArtifactReadRules.GgufTensorGap, "The data of the tensors stands in another order than their list, which ggml refuses.", tensors[0].ByteOffset);
            sorted = [.. tensors.OrderBy(tensor => tensor.DataOffset).ThenBy(tensor => tensor.DataLength)];
        }

        CheckNeighbours(sorted, dataLength);
    }

    private void CheckNeighbours(IReadOnlyList<GgufTensor> sorted, UInt128? dataLength)
    {
        UInt128 end = 0;
        var known = true;
        foreach (var tensor in sorted)
        {
            if (tensor.DataOffset < end && tensor.DataLength != 0)
            {
                findings.Add(ArtifactReadRules.GgufTensorLayout, $"The data of tensor {FindingSink.Quote(tensor.Name)} begins at {FindingSink.Number(tensor.DataOffset)}, inside the data of another tensor that ends at {FindingSink.Number(end)}.", tensor.ByteOffset, tensor.Name);
            }
            else if (known && tensor.DataOffset > AlignUp(end))
            {
                findings.Add(ArtifactReadRules.GgufTensorGap, $"{FindingSink.Number(tensor.DataOffset - AlignUp(end))} bytes before the data of tensor {FindingSink.Quote(tensor.Name)} belong to no tensor.", tensor.ByteOffset, tensor.Name);
            }

            known = tensor.DataLength is not null;
            end = UInt128.Max(end, tensor.DataOffset + (UInt128)(tensor.DataLength ?? 0));
        }

        if (known && dataLength is { } there && there > AlignUp(end))
            findings.Add(ArtifactReadRules.GgufTrailingBytes, $"{FindingSink.Number(there - AlignUp(end))} bytes stand behind the last tensor; nothing in the header speaks of them.", dataStart + (long)UInt128.Min(AlignUp(end), there));
    }

    private UInt128 AlignUp(UInt128 value) => (value + alignment - 1) / alignment * alignment;
}
