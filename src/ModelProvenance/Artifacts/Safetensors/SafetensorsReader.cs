using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Safetensors;

// Layout. Source: README.md and safetensors/src/tensor.rs of huggingface/safetensors at commit 24b0b28.
//   0  u64 LE  N, at most 100,000,000
//   8  N bytes JSON object, UTF-8: name -> {"dtype", "shape", "data_offsets": [begin, end)}, and "__metadata__" -> object of strings; may be padded with spaces
//   8 + N      data: the tensors without holes or overlaps, in any order, to the end of the file
/// <summary>Fetches the header, has it parsed and checks the places of the tensors.</summary>
internal static class SafetensorsReader
{
    public static ReadResult<SafetensorsHeader> Read(ByteWindow input, string path)
    {
        var findings = new FindingSink(path);
        if (!input.Ensure(8))
        {
            findings.Add(ArtifactReadRules.SafetensorsTruncatedHeader, $"The input has {input.Unread.Length} bytes; a safetensors file begins with 8 bytes that hold the length of its header.", 0);
            return findings.Result<SafetensorsHeader>(null);
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(input.Unread);
        input.Advance(8);
        if (length > ArtifactLimits.MaxSafetensorsHeaderBytes)
        {
            findings.Add(ArtifactReadRules.SafetensorsHeaderTooLong, $"The header is said to have {FindingSink.Number(length)} bytes; {FindingSink.Number(ArtifactLimits.MaxSafetensorsHeaderBytes)} are allowed. The file is probably none of this format.", 0);
            return findings.Result<SafetensorsHeader>(null);
        }

        if (Fetch(input, (int)length) is not { } json)
        {
            findings.Add(ArtifactReadRules.SafetensorsTruncatedHeader, $"The header is said to have {FindingSink.Number(length)} bytes, but the file ends before. Download it again.", 0);
            return findings.Result<SafetensorsHeader>(null);
        }

        if (!Utf8.IsValid(json))
        {
            findings.Add(ArtifactReadRules.SafetensorsInvalidHeader, "The header is not UTF-8.", 8);
            return findings.Result<SafetensorsHeader>(null);
        }

        if (json.Length > 0 && json[0] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            findings.Add(ArtifactReadRules.SafetensorsLeadingByte, "The header begins with white space; the format asks for '{' as its first byte.", 8);

        var parser = new SafetensorsHeaderParser(json, findings);
        if (!parser.Parse())
            return findings.Result<SafetensorsHeader>(null);
        var header = new SafetensorsHeader(json.Length, input.Length, parser.Metadata.ToImmutable(), parser.Tensors);
        if (!parser.LeftOutTensors)
            CheckLayout(parser.Tensors, findings, header);
        return findings.Result(header);
    }

    /// <summary>The bytes of the header; null when the input ends before. Memory grows as bytes arrive when the length of the input is not known.</summary>
    private static byte[]? Fetch(ByteWindow input, int length)
    {
        if (length > input.Remaining)
            return null;
        const int Step = 1 << 20;
        var json = GC.AllocateUninitializedArray<byte>(input.Length is null ? Math.Min(length, Step) : length);
        var count = 0;
        while (count < length)
        {
            if (count == json.Length)
                Array.Resize(ref json, (int)Math.Min(length, json.Length * 2L));
            if (!input.TryRead(json.AsSpan(count)))
                return null;
            count = json.Length;
        }

        return json;
    }

    private static void CheckLayout(TensorTable tensors, FindingSink findings, SafetensorsHeader header)
    {
        var order = SortedOrder(tensors);
        long end = 0;
        for (var i = 0; i < tensors.Count; i++)
        {
            var index = order is null ? i : order[i];
            var start = tensors.StartOf(index);
            if (start != end)
            {
                findings.Add(
                    ArtifactReadRules.SafetensorsLayout,
                    start > end
                        ? $"{FindingSink.Number(start - end)} bytes before the data of tensor {FindingSink.Quote(tensors.NameOf(index))} belong to no tensor; the format allows no holes."
                        : $"The data of tensor {FindingSink.Quote(tensors.NameOf(index))} begins at {FindingSink.Number(start)}, inside the data of another tensor that ends at {FindingSink.Number(end)}.",
                    8,
                    "/" + JsonItem.Escape(tensors.NameOf(index)));
                return;
            }

            end = tensors.EndOf(index);
        }

        if (header.FileLength is not { } length)
            return;
        var there = length - header.DataOffset;
        if (there == 0 && end > 0)
            findings.Add(ArtifactReadRules.HeaderOnly, $"The file ends with its header; the {FindingSink.Number(end)} bytes of {FindingSink.Number(tensors.Count)} tensors are absent.", header.DataOffset);
        else if (there != end)
            findings.Add(ArtifactReadRules.SafetensorsDataLength, $"The tensors take {FindingSink.Number(end)} bytes, but {FindingSink.Number(there)} follow the header. {(there < end ? "Download the file again." : "What stands behind the tensors belongs to no tensor.")}", header.DataOffset + Math.Min(there, end));
    }

    /// <summary>The tensors by place; null when they stand in that order already, as most writers have them.</summary>
    private static int[]? SortedOrder(TensorTable tensors)
    {
        var sorted = true;
        for (var i = 1; i < tensors.Count && sorted; i++)
            sorted = tensors.StartOf(i) > tensors.StartOf(i - 1) || (tensors.StartOf(i) == tensors.StartOf(i - 1) && tensors.EndOf(i) >= tensors.EndOf(i - 1));
        if (sorted)
            return null;
        var order = new int[tensors.Count];
        var keys = new (long Start, long End)[tensors.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = (tensors.StartOf(i), tensors.EndOf(i));
        }

        Array.Sort(keys, order);
        return order;
    }

    internal static string Offset(int position) => position.ToString(CultureInfo.InvariantCulture);

    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
