using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.PyTorch;

/// <summary>One entry of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">0 stored, 8 deflated; others are not unpacked.</param>
/// <param name="DataOffset">Offset of its local header.</param>
/// <param name="PackedLength">Bytes in the archive.</param>
/// <param name="IsEncrypted">Whether its bytes are encrypted.</param>
internal sealed record ZipEntry(string Name, int Method, long DataOffset, long PackedLength, bool IsEncrypted);

/// <summary>Finds the entries of a zip archive, by its directory and, where that is missing, by the headers in front of the entries. Checksums are not looked at: a wrong
/// one keeps no loader from running a pickle (CVE-2025-10156).</summary>
/// <remarks>APPNOTE.TXT 6.3.10 of PKWARE: sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (ends), 4.5.3 (zip64).</remarks>
internal sealed class ZipEntries(Stream stream, FindingSink findings, CancellationToken cancellation)
{
    // The end record (22 bytes) and the longest comment.
    private const int MaxEndBytes = 22 + 65_535;
    private const uint LocalMark = 0x04034B50;
    private const uint DirectoryMark = 0x02014B50;
    private const uint EndMark = 0x06054B50;
    private const uint End64Mark = 0x06064B50;
    private const uint Locator64Mark = 0x07064B50;

    private readonly long _length = stream.Length;

    public List<ZipEntry> Find()
    {
        var entries = FromDirectory();
        if (entries is not null)
            return entries;
        findings.Add(ArtifactReadRules.DamagedArchive, "The archive has no directory that can be read; the entries are searched one by one, as some loaders do.", Math.Max(0, _length - 22));
        return FromLocalHeaders();
    }

    /// <summary>The bytes of an entry, at most <paramref name="limit"/>; null when they cannot be had.</summary>
    public byte[]? Read(ZipEntry entry, int limit)
    {
        var local = new byte[30];
        if (!TryRead(entry.DataOffset, local) || BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalMark)
        {
            findings.Add(ArtifactReadRules.DamagedArchive, $"There is no entry at the place that the directory gives for {FindingSink.Quote(entry.Name)}.", entry.DataOffset);
            return null;
        }

        var start = entry.DataOffset + 30 + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28));
        if (start > _length)
            return null;
        var packed = Math.Min(entry.PackedLength, _length - start);
        if (packed < entry.PackedLength)
            findings.Add(ArtifactReadRules.DamagedArchive, $"The entry {FindingSink.Quote(entry.Name)} is cut short.", start);
        stream.Position = start;
        if (entry.Method == 0)
        {
            var bytes = new byte[(int)Math.Min(packed, limit)];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes[..count];
        }

        return entry.Method == 8 ? Inflate(new BoundedStream(stream, packed), entry, limit) : null;
    }

    private byte[] Inflate(Stream packed, ZipEntry entry, int limit)
    {
        using var output = new MemoryStream();
        var buffer = new byte[64 << 10];
        try
        {
            using var inflater = new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true);
            while (output.Length < limit)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = inflater.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - output.Length));
                if (count == 0)
                    break;
                output.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            findings.Add(ArtifactReadRules.DamagedArchive, $"The entry {FindingSink.Quote(entry.Name)} cannot be unpacked to its end; what came out is looked at.", entry.DataOffset);
        }

        return output.ToArray();
    }

    private List<ZipEntry>? FromDirectory()
    {
        var tail = new byte[(int)Math.Min(_length, MaxEndBytes)];
        if (!TryRead(_length - tail.Length, tail))
            return null;
        for (var at = tail.Length - 22; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndMark)
                continue;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            var endAt = _length - tail.Length + at;
            if (size == uint.MaxValue || offset == uint.MaxValue)
            {
                if (!TryEnd64(tail, at, ref size, ref offset))
                    return null;
            }
            else if (offset + size < endAt && !StartsDirectory(offset, size))
            {
                // Bytes before the archive, as in self-extracting files: the directory stands right before its end record.
                offset = endAt - size;
            }

            return offset < 0 || size < 0 || offset > _length - size ? null : ReadDirectory(offset, size);
        }

        return null;
    }

    private bool StartsDirectory(long offset, long size)
    {
        var mark = new byte[4];
        return size == 0 || (TryRead(offset, mark) && BinaryPrimitives.ReadUInt32LittleEndian(mark) == DirectoryMark);
    }

    private bool TryEnd64(ReadOnlySpan<byte> tail, int at, ref long size, ref long offset)
    {
        if (at < 20 || BinaryPrimitives.ReadUInt32LittleEndian(tail[(at - 20)..]) != Locator64Mark)
            return false;
        var end = new byte[56];
        if (!TryRead(BinaryPrimitives.ReadInt64LittleEndian(tail[(at - 12)..]), end) || BinaryPrimitives.ReadUInt32LittleEndian(end) != End64Mark)
            return false;
        size = BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40));
        offset = BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48));
        return true;
    }

    private List<ZipEntry>? ReadDirectory(long offset, long size)
    {
        var entries = new List<ZipEntry>();
        // An entry takes at least 46 bytes, so the list is bounded by the size, and the size by the file.
        stream.Position = offset;
        using var window = new ByteWindow(new BoundedStream(stream, size), cancellation);
        while (window.Ensure(46) && entries.Count < ArtifactLimits.MaxArchiveEntries)
        {
            var head = window.Unread;
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != DirectoryMark)
                return entries.Count == 0 ? null : entries;
            int name = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
            int comment = BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
            if (!window.Ensure(46 + name + extra + comment))
                return entries.Count == 0 ? null : entries;
            head = window.Unread;
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
            long local = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
            var unpackedIs64 = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]) == uint.MaxValue;
            Widen(head.Slice(46 + name, extra), unpackedIs64, ref packed, ref local);
            if (packed >= 0 && local >= 0)
                entries.Add(new ZipEntry(Encoding.UTF8.GetString(head.Slice(46, name)), BinaryPrimitives.ReadUInt16LittleEndian(head[10..]), local, packed, (head[8] & 1) != 0));
            window.Advance(46 + name + extra + comment);
        }

        return entries;
    }

    /// <summary>Takes the wide figures from the zip64 field, in the order of section 4.5.3, where the narrow ones are full.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, bool unpackedIs64, ref long packed, ref long local)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, length);
            extra = extra[(4 + length)..];
            if (id != 1)
                continue;
            if (unpackedIs64 && field.Length >= 8)
                field = field[8..];
            if (packed == uint.MaxValue && field.Length >= 8)
            {
                packed = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[8..];
            }

            if (local == uint.MaxValue && field.Length >= 8)
                local = BinaryPrimitives.ReadInt64LittleEndian(field);
        }
    }

    private List<ZipEntry> FromLocalHeaders()
    {
        var entries = new List<ZipEntry>();
        long at = 0;
        var head = new byte[30];
        while (entries.Count < ArtifactLimits.MaxArchiveEntries && TryRead(at, head) && BinaryPrimitives.ReadUInt32LittleEndian(head) == LocalMark)
        {
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(26));
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28));
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(18));
            var name = new byte[nameLength];
            if (!TryRead(at + 30, name))
                break;
            // Bit 3: the sizes stand behind the data, so the end of the entry is not known; the rest of the file is looked at as this one.
            var open = (head[6] & 8) != 0 && packed == 0;
            entries.Add(new ZipEntry(Encoding.UTF8.GetString(name), BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8)), at, open ? _length : packed, (head[6] & 1) != 0));
            if (open || packed == uint.MaxValue)
                break;
            at += 30 + nameLength + extra + packed;
        }

        return entries;
    }

    private bool TryRead(long offset, byte[] target)
    {
        cancellation.ThrowIfCancellationRequested();
        if (offset < 0 || offset > _length - target.Length)
            return false;
        stream.Position = offset;
        return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length;
    }

    /// <summary>The next so many bytes of another stream.</summary>
    private sealed class BoundedStream(Stream inner, long remaining) : Stream
    {
        private long _remaining = remaining;

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
            var read = inner.Read(buffer, offset, (int)Math.Min(count, _remaining));
            _remaining -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
