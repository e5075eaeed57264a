using System.Buffers.Binary;
using System.Text;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Tests.Artifacts;

/// <summary>Writes GGUF files for tests, right or wrong, by the layout in docs/gguf.md of ggml.</summary>
internal sealed class GgufBuilder(uint version = 3, bool bigEndian = false)
{
    private readonly List<byte[]> _entries = [];
    private readonly List<byte[]> _tensors = [];

    public ulong? StatedTensors { get; init; }

    public ulong? StatedEntries { get; init; }

    public uint Alignment { get; init; } = 32;

    public byte[] Data { get; init; } = [];

    public GgufBuilder Text(string key, string value) => Entry(key, GgufValueType.Text, String(value));

    public GgufBuilder UInt32(string key, uint value) => Entry(key, GgufValueType.UInt32, Number(value, 4));

    public GgufBuilder UInt64(string key, ulong value) => Entry(key, GgufValueType.UInt64, Number(value, 8));

    public GgufBuilder UInt16(string key, ushort value) => Entry(key, GgufValueType.UInt16, Number(value, 2));

    public GgufBuilder Int32(string key, int value) => Entry(key, GgufValueType.Int32, Number(unchecked((uint)value), 4));

    public GgufBuilder Float32(string key, float value) => Entry(key, GgufValueType.Float32, Number(BitConverter.SingleToUInt32Bits(value), 4));

    public GgufBuilder Texts(string key, params string[] values) => Array(key, GgufValueType.Text, (ulong)values.Length, [.. values.SelectMany(String)]);

    public GgufBuilder Array(string key, GgufValueType elements, ulong count, byte[] content) =>
        Entry(key, GgufValueType.Array, [.. Number((uint)elements, 4), .. Length(count), .. content]);

    public GgufBuilder Entry(string key, GgufValueType type, byte[] value)
    {
        _entries.Add([.. String(key), .. Number((uint)type, 4), .. value]);
        return this;
    }

    public GgufBuilder Raw(byte[] entry)
    {
        _entries.Add(entry);
        return this;
    }

    public GgufBuilder Tensor(string name, uint type, ulong offset, params ulong[] shape)
    {
        _tensors.Add([.. String(name), .. Number((uint)shape.Length, 4), .. shape.SelectMany(Length), .. Number(type, 4), .. Number(offset, 8)]);
        return this;
    }

    public byte[] Build(bool padded = true)
    {
        var output = new List<byte>([.. "GGUF"u8, .. Number(version, 4), .. Length(StatedTensors ?? (ulong)_tensors.Count), .. Length(StatedEntries ?? (ulong)_entries.Count)]);
        _entries.ForEach(output.AddRange);
        _tensors.ForEach(output.AddRange);
        if (_tensors.Count > 0 && padded)
        {
            while (output.Count % (int)Alignment != 0)
                output.Add(0);
            output.AddRange(Data);
        }

        return [.. output];
    }

    public byte[] String(string value) => [.. Length((ulong)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];

    public byte[] Length(ulong value) => Number(value, version == 1 ? 4 : 8);

    public byte[] Number(ulong value, int bytes)
    {
        var all = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(all, value);
        var result = all[..bytes];
        if (bigEndian)
            System.Array.Reverse(result);
        return result;
    }
}

/// <summary>A stream that can only be read forward, a few bytes at a time, as from a network.</summary>
internal sealed class ForwardStream(byte[] content, int step = 7) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Math.Min(Math.Min(count, step), content.Length - _position);
        content.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
