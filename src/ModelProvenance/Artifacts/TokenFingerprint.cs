using System.Globalization;
using System.Security.Cryptography;

namespace ModelProvenance.Artifacts;

/// <summary>The tokens of a tokenizer as one digest, the same for every file format that holds them.</summary>
/// <param name="Count">The number of tokens; fillers at the end (<c>[PAD151665]</c>) are not counted.</param>
/// <param name="Sha256">SHA-256, 64 lower-case hex digits, over all tokens in the order of their ids, each as the number of its UTF-8 bytes (8 bytes, little-endian, as GGUF has it) and those bytes; an id without a token counts as <c>[PAD</c>id<c>]</c>.</param>
public sealed record TokenFingerprint(long Count, string Sha256)
{
    /// <summary><c>128256 tokens, sha256:6b6b...</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} tokens, sha256:{Sha256}");
}

/// <summary>Hashes tokens as they come, in the order of their ids.</summary>
internal sealed class TokenHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;
    private long _next;
    private long _count;

    /// <summary>Adds the next token. Fillers wait until a token follows them: those at the end do not count (llama.cpp fills up to the rows of the embedding, others do not).</summary>
    public void Add(ReadOnlySpan<byte> token)
    {
        if (IsFiller(token, _next++))
            return;
        AddFillers(_next - 1);
        Write(token);
        _count = _next;
    }

    /// <summary>Adds a token under its id; the ids between are fillers.</summary>
    /// <param name="id">Larger than those before.</param>
    /// <param name="token">UTF-8.</param>
    public void Add(long id, ReadOnlySpan<byte> token)
    {
        _next = id;
        Add(token);
    }

    /// <summary>The fingerprint; null when there was no token.</summary>
    public TokenFingerprint? Finish()
    {
        Flush();
        return _count == 0 ? null : new TokenFingerprint(_count, Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant());
    }

    public void Dispose() => _hash.Dispose();

    private static bool IsFiller(ReadOnlySpan<byte> token, long id)
    {
        if (!token.StartsWith("[PAD"u8))
            return false;
        Span<byte> filler = stackalloc byte[32];
        return token.SequenceEqual(filler[..Filler(filler, id)]);
    }

    private static int Filler(Span<byte> target, long id)
    {
        System.Text.Unicode.Utf8.TryWrite(target, CultureInfo.InvariantCulture, $"[PAD{id}]", out var written);
        return written;
    }

    private void AddFillers(long upTo)
    {
        Span<byte> filler = stackalloc byte[32];
        for (; _count < upTo; _count++)
            Write(filler[..Filler(filler, _count)]);
    }

    private void Write(ReadOnlySpan<byte> token)
    {
        if (_buffer.Length - _filled < 8 + token.Length)
            Flush();
        if (_buffer.Length < 8 + token.Length)
        {
            Span<byte> length = stackalloc byte[8];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(length, token.Length);
            _hash.AppendData(length);
            _hash.AppendData(token);
            return;
        }

        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_filled), token.Length);
        token.CopyTo(_buffer.AsSpan(_filled + 8));
        _filled += 8 + token.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _filled);
        _filled = 0;
    }
}
