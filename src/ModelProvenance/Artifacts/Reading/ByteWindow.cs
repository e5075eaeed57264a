using System.Buffers;
using System.Security.Cryptography;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>Reads bytes in order through a window: from memory without copying, from a stream through one pooled buffer that grows only as bytes arrive.</summary>
/// <remarks>Positions count from where reading began. Streams that can seek are never read where <see cref="Skip"/> passes over.</remarks>
internal sealed class ByteWindow : IDisposable
{
    // 256 KiB: large enough that the cost of a read call vanishes, small enough to stay in the second-level cache.
    private const int WindowBytes = 256 << 10;

    private readonly Stream? _stream;
    private readonly long _streamStart;
    private readonly CancellationToken _cancellation;
    private readonly ReadOnlyMemory<byte> _memory;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _position;
    private byte[]? _capture;
    private int _captured;
    private int _captureLimit;
    private IncrementalHash? _hash;

    public ByteWindow(ReadOnlyMemory<byte> memory, CancellationToken cancellation = default)
    {
        _memory = memory;
        _end = memory.Length;
        _cancellation = cancellation;
        Length = memory.Length;
        IsMemory = true;
    }

    public ByteWindow(Stream stream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        _stream = stream;
        _cancellation = cancellation;
        if (stream.CanSeek)
        {
            _streamStart = stream.Position;
            Length = Math.Max(0, stream.Length - _streamStart);
        }

        _buffer = ArrayPool<byte>.Shared.Rent(WindowBytes);
    }

    /// <summary>Number of bytes from the beginning to the end; null when the stream does not tell.</summary>
    public long? Length { get; }

    /// <summary>Whether slices of the input stay valid after reading.</summary>
    public bool IsMemory { get; }

    /// <summary>Offset of the next byte.</summary>
    public long Position => _position;

    /// <summary>Number of bytes that remain; <see cref="long.MaxValue"/> when the stream does not tell.</summary>
    public long Remaining => Length is { } length ? Math.Max(0, length - _position) : long.MaxValue;

    /// <summary>The bytes at hand that are not read yet.</summary>
    public ReadOnlySpan<byte> Unread => IsMemory ? _memory.Span[_start.._end] : _buffer.AsSpan(_start, _end - _start);

    /// <summary>A part of the memory that was given; only when <see cref="IsMemory"/>.</summary>
    public ReadOnlyMemory<byte> Slice(long offset, long length) => _memory.Slice((int)offset, (int)length);

    /// <summary>Brings at least <paramref name="count"/> unread bytes to hand. False at the end of the input.</summary>
    public bool Ensure(int count)
    {
        if (_end - _start >= count)
            return true;
        if (IsMemory)
            return false;
        if (count > Remaining)
        {
            // Bring what there is, so that callers can show it.
            count = (int)Math.Min(count, Remaining);
            Fill(count);
            return false;
        }

        return Fill(count);
    }

    /// <summary>Marks bytes at hand as read.</summary>
    public void Advance(int count)
    {
        if (_capture is not null || _hash is not null)
            Record(Unread[..count]);
        _start += count;
        _position += count;
    }

    /// <summary>Passes over bytes. False when the input ends before; then nothing more can be read.</summary>
    public bool Skip(long count)
    {
        var atHand = (int)Math.Min(count, _end - _start);
        Advance(atHand);
        count -= atHand;
        if (count == 0)
            return true;
        if (IsMemory)
            return false;
        if (_stream!.CanSeek && _hash is null && (_capture is null || count > _captureLimit - _captured))
        {
            DropCapture();
            if (count > Remaining)
                return false;
            _stream.Seek(_streamStart + _position + count, SeekOrigin.Begin);
            _start = _end = 0;
            _position += count;
            return true;
        }

        while (count > 0)
        {
            if (!Ensure(1))
                return false;
            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }

        return true;
    }

    /// <summary>Copies bytes out. False when the input ends before.</summary>
    public bool TryRead(Span<byte> target)
    {
        while (target.Length > 0)
        {
            if (!Ensure(1))
                return false;
            var step = Math.Min(target.Length, _end - _start);
            Unread[..step].CopyTo(target);
            Advance(step);
            target = target[step..];
        }

        return true;
    }

    /// <summary>Reads up to <paramref name="limit"/> bytes to the end of the input; null when there are more. Memory grows as bytes arrive.</summary>
    public byte[]? ReadToEnd(int limit)
    {
        if (Length is { } length && length - _position > limit)
            return null;
        var result = new byte[(int)Math.Min(Length is null ? WindowBytes : Remaining, limit)];
        var count = 0;
        while (Ensure(1))
        {
            var unread = Unread;
            if (count + unread.Length > limit)
                return null;
            if (count + unread.Length > result.Length)
                Array.Resize(ref result, (int)Math.Min(limit, Math.Max(result.Length * 2L, count + unread.Length)));
            unread.CopyTo(result.AsSpan(count));
            count += unread.Length;
            Advance(unread.Length);
        }

        if (count != result.Length)
            Array.Resize(ref result, count);
        return result;
    }

    /// <summary>From here on keeps what is read, up to <paramref name="limit"/> bytes (0 keeps nothing), and feeds the hash if one is given.</summary>
    public void BeginRecording(int limit, IncrementalHash? hash)
    {
        _hash = hash;
        if (limit <= 0)
            return;
        _captureLimit = limit;
        _captured = 0;
        _capture = ArrayPool<byte>.Shared.Rent(Math.Min(limit, 1024));
    }

    /// <summary>Ends what <see cref="BeginRecording"/> began: the bytes, or null when they were more than the limit.</summary>
    public byte[]? EndRecording()
    {
        _hash = null;
        var result = _capture?.AsSpan(0, _captured).ToArray();
        DropCapture();
        return result;
    }

    public void Dispose()
    {
        DropCapture();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void Record(ReadOnlySpan<byte> bytes)
    {
        _hash?.AppendData(bytes);
        if (_capture is null)
            return;
        if (bytes.Length > _captureLimit - _captured)
        {
            DropCapture();
            return;
        }

        if (_captured + bytes.Length > _capture.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_capture.Length * 2, _captured + bytes.Length));
            _capture.AsSpan(0, _captured).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_capture);
            _capture = larger;
        }

        bytes.CopyTo(_capture.AsSpan(_captured));
        _captured += bytes.Length;
    }

    private void DropCapture()
    {
        if (_capture is not null)
            ArrayPool<byte>.Shared.Return(_capture);
        _capture = null;
    }

    private bool Fill(int count)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        while (_end < count)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_end == _buffer.Length)
            {
                // Only when the buffer is full of bytes that did arrive: a length that lies costs nothing.
                var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
                _buffer.AsSpan(0, _end).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }

            var read = _stream!.Read(_buffer, _end, _buffer.Length - _end);
            if (read <= 0)
                return false;
            _end += read;
        }

        return true;
    }
}
