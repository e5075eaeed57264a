using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Unicode;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Gguf;

/// <summary>Reads the values of metadata entries; passes over the elements of arrays, looking at each string once.</summary>
internal sealed class GgufValueReader(ByteWindow input, GgufReadOptions options, FindingSink findings, GgufPrimitives primitives)
{
    private string _key = "";
    private TokenHash? _tokens;
    private long _entryAt;
    private long _invalidTexts;
    private long _firstInvalidText;
    private long _invalidBooleans;

    public bool TryRead(string key, long entryAt, [NotNullWhen(true)] out GgufMetadataEntry? entry)
    {
        entry = null;
        _key = key;
        _entryAt = entryAt;
        if (!TryType("the value", out var type))
            return false;

        if (type == GgufValueType.Array)
        {
            if (!TryArray(out var array))
                return false;
            entry = new GgufMetadataEntry(key, type, entryAt, 0, null, array);
            return true;
        }

        if (type == GgufValueType.Text)
        {
            if (!primitives.TryString(ArtifactLimits.MaxGgufStringBytes, ArtifactReadRules.GgufLimitExceeded, $"the value of {FindingSink.Quote(key)}", out var text, out _))
                return false;
            entry = new GgufMetadataEntry(key, type, entryAt, 0, text, null);
            return true;
        }

        if (!primitives.TryBits(GgufValueTypes.Size(type), out var bits))
        {
            primitives.Truncated($"the value of {FindingSink.Quote(key)}", entryAt);
            return false;
        }

        if (type == GgufValueType.Boolean && bits > 1)
            findings.Add(ArtifactReadRules.GgufInvalidBoolean, $"The boolean {FindingSink.Quote(key)} is {bits}; only 0 and 1 are defined. Loaders take it as true.", entryAt, GgufParser.Pointer(key));
        entry = new GgufMetadataEntry(key, type, entryAt, bits, null, null);
        return true;
    }

    private bool TryType(string what, out GgufValueType type)
    {
        type = default;
        if (!primitives.TryBits(4, out var id))
        {
            primitives.Truncated($"the type of {what} of {FindingSink.Quote(_key)}", _entryAt);
            return false;
        }

        if (!GgufValueTypes.IsKnown((uint)id))
        {
            findings.Add(ArtifactReadRules.GgufInvalidValueType, $"The type of {what} of {FindingSink.Quote(_key)} is {id}; 0 to 12 are known. What follows cannot be read.", _entryAt, GgufParser.Pointer(_key));
            return false;
        }

        type = (GgufValueType)id;
        return true;
    }

    private bool TryArray([NotNullWhen(true)] out GgufArray? array)
    {
        array = null;
        if (!TryArrayHead(out var elementType, out var count))
            return false;

        var start = input.Position;
        var wanted = options.KeepArrays is { } keep && keep(_key);
        using var tokens = options.FingerprintTokens && _key == GgufKeys.Tokens && elementType == GgufValueType.Text ? new TokenHash() : null;
        _tokens = tokens;
        using var hash = options.HashArrays ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        var limit = wanted ? int.MaxValue : ArtifactLimits.SmallGgufArrayBytes;
        input.BeginRecording(input.IsMemory ? 0 : Math.Min(limit, (int)ArtifactLimits.MaxGgufRetainedBytes), hash);
        _invalidTexts = _invalidBooleans = 0;
        var passed = TryPassElements(elementType, count, depth: 1);
        var kept = input.EndRecording();
        _tokens = null;
        if (!passed)
            return false;

        Report();
        var length = input.Position - start;
        ReadOnlyMemory<byte>? content = null;
        if (input.IsMemory)
            content = input.Slice(start, length);
        else if (kept is not null && primitives.TryRetainQuietly(length))
            content = kept;
        var digest = hash is null ? null : Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
        array = new GgufArray(elementType, (long)count, start, length, content, digest, primitives.BigEndian, primitives.NarrowLengths) { Fingerprint = tokens?.Finish() };
        return true;
    }

    private bool TryArrayHead(out GgufValueType elementType, out ulong count)
    {
        count = 0;
        if (!TryType("an array's elements", out elementType))
            return false;
        var at = input.Position;
        if (!primitives.TryLength(out count))
        {
            primitives.Truncated($"the array {FindingSink.Quote(_key)}", at);
            return false;
        }

        // A string takes at least its length, an array its type and count.
        var least = elementType switch
        {
            GgufValueType.Text => primitives.LengthBytes,
            GgufValueType.Array => primitives.LengthBytes + 4,
            _ => GgufValueTypes.Size(elementType),
        };
        var room = (ulong)Math.Min(input.Remaining, ArtifactLimits.MaxGgufHeaderBytes) / (ulong)least;
        if (count <= room)
            return true;
        findings.Add(
            input.Remaining > ArtifactLimits.MaxGgufHeaderBytes ? ArtifactReadRules.GgufLimitExceeded : ArtifactReadRules.GgufCountExceedsFile,
            $"The array {FindingSink.Quote(_key)} announces {FindingSink.Number(count)} elements of type {elementType}; there is room for {FindingSink.Number(room)}.",
            at,
            GgufParser.Pointer(_key));
        return false;
    }

    private bool TryPassElements(GgufValueType type, ulong count, int depth)
    {
        switch (type)
        {
            case GgufValueType.Text:
                return TryPassStrings(count);
            case GgufValueType.Array:
                if (depth >= ArtifactLimits.MaxGgufArrayDepth)
                {
                    findings.Add(ArtifactReadRules.GgufInvalidValueType, $"The array {FindingSink.Quote(_key)} is nested deeper than {ArtifactLimits.MaxGgufArrayDepth} levels.", _entryAt, GgufParser.Pointer(_key));
                    return false;
                }

                for (var i = 0UL; i < count; i++)
                {
                    if (!primitives.WithinHeaderLimit() || !TryArrayHead(out var elementType, out var elements) || !TryPassElements(elementType, elements, depth + 1))
                        return false;
                }

                return true;
            case GgufValueType.Boolean:
                return TryPassBooleans(count);
            default:
                // Fits: count was compared with the bytes that remain, or is at most the bound of the header.
                if (input.Skip((long)count * GgufValueTypes.Size(type)))
                    return true;
                primitives.Truncated($"the array {FindingSink.Quote(_key)}", _entryAt);
                return false;
        }
    }

    private bool TryPassStrings(ulong count)
    {
        var wide = primitives is { NarrowLengths: false, BigEndian: false } && _tokens is null;
        while (count > 0)
        {
            if (wide)
                count -= PassStringsAtHand(count);
            if (count == 0)
                break;
            if (!primitives.WithinHeaderLimit() || !TryPassString())
                return false;
            count--;
        }

        return true;
    }

    /// <summary>The common case, 777,098 times in the largest vocabulary known: strings that lie wholly in the window.</summary>
    private ulong PassStringsAtHand(ulong count)
    {
        var window = input.Unread;
        var position = 0;
        var passed = 0UL;
        var lengths = 0UL;
        // Sums stay within the window's length, so they need no overflow checks.
        unchecked
        {
            while (passed < count && window.Length - position >= 8)
            {
                var length = BinaryPrimitives.ReadUInt64LittleEndian(window[position..]);
                if (length > (ulong)(window.Length - position - 8))
                    break;
                lengths |= length;
                position += 8 + (int)length;
                passed++;
            }
        }

        // Lengths whose bytes are all below 0x80 are ASCII: then the stretch is UTF-8 as a whole exactly when each string is, since no sequence reaches over a length. One look at all is several times faster.
        if ((lengths & 0x8080_8080_8080_8080) != 0 || !Utf8.IsValid(window[..position]))
            LookAtEach(window[..position]);
        input.Advance(position);
        return passed;
    }

    private void LookAtEach(ReadOnlySpan<byte> strings)
    {
        for (var position = 0; position < strings.Length;)
        {
            // Fits: these were walked before.
            var end = position + 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(strings[position..]);
            if (!Utf8.IsValid(strings[(position + 8)..end]))
                NoteInvalidText(input.Position + position);
            position = end;
        }
    }

    private bool TryPassString()
    {
        var at = input.Position;
        if (!primitives.TryLength(out var length))
        {
            primitives.Truncated($"the array {FindingSink.Quote(_key)}", at);
            return false;
        }

        if (!primitives.LengthFits(length, ArtifactLimits.MaxGgufStringBytes, ArtifactReadRules.GgufLimitExceeded, $"a string in {FindingSink.Quote(_key)}", at))
            return false;
        if (!input.Ensure((int)length))
        {
            primitives.Truncated($"the array {FindingSink.Quote(_key)}", at);
            return false;
        }

        if (!Utf8.IsValid(input.Unread[..(int)length]))
            NoteInvalidText(at);
        _tokens?.Add(input.Unread[..(int)length]);
        input.Advance((int)length);
        return true;
    }

    private bool TryPassBooleans(ulong count)
    {
        while (count > 0)
        {
            if (!input.Ensure(1))
            {
                primitives.Truncated($"the array {FindingSink.Quote(_key)}", _entryAt);
                return false;
            }

            var step = (int)Math.Min(count, (ulong)input.Unread.Length);
            if (input.Unread[..step].ContainsAnyExceptInRange((byte)0, (byte)1))
                _invalidBooleans++;
            input.Advance(step);
            count -= (ulong)step;
        }

        return true;
    }

    private void NoteInvalidText(long at)
    {
        if (_invalidTexts++ == 0)
            _firstInvalidText = at;
    }

    private void Report()
    {
        if (_invalidTexts > 0)
            findings.Add(ArtifactReadRules.GgufInvalidUtf8, $"{FindingSink.Number(_invalidTexts)} strings in the array {FindingSink.Quote(_key)} are not UTF-8; this is the first.", _firstInvalidText, GgufParser.Pointer(_key));
        if (_invalidBooleans > 0)
            findings.Add(ArtifactReadRules.GgufInvalidBoolean, $"The array {FindingSink.Quote(_key)} holds booleans other than 0 and 1.", _entryAt, GgufParser.Pointer(_key));
    }
}
