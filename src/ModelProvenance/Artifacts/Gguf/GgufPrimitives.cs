using System.Text;
using System.Text.Unicode;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Gguf;

/// <summary>Numbers and strings of a GGUF header in its byte order and version, and the bound on what is kept of them.</summary>
internal sealed class GgufPrimitives(ByteWindow input, FindingSink findings, bool bigEndian, bool narrowLengths)
{
    private long _retained;

    public bool BigEndian { get; } = bigEndian;

    public bool NarrowLengths { get; } = narrowLengths;

    /// <summary>Bytes of a count or length: 4 in version 1, 8 since.</summary>
    public int LengthBytes => NarrowLengths ? 4 : 8;

    public bool TryBits(int bytes, out ulong value)
    {
        value = 0;
        if (!input.Ensure(bytes))
            return false;
        value = GgufArray.ReadBits(input.Unread[..bytes], BigEndian);
        input.Advance(bytes);
        return true;
    }

    public bool TryLength(out ulong value) => TryBits(LengthBytes, out value);

    /// <summary>Reads a string that is kept. A finding stands for false.</summary>
    public bool TryString(int limit, RuleDescriptor overLimit, string what, out string text, out bool valid)
    {
        text = "";
        valid = true;
        var at = input.Position;
        if (!TryLength(out var length))
        {
            Truncated(what, at);
            return false;
        }

        if (!LengthFits(length, limit, overLimit, what, at))
            return false;
        if (!input.Ensure((int)length))
        {
            Truncated(what, at);
            return false;
        }

        if (!TryRetain((long)length, at))
            return false;
        var bytes = input.Unread[..(int)length];
        valid = Utf8.IsValid(bytes);
        text = Encoding.UTF8.GetString(bytes);
        input.Advance((int)length);
        if (!valid)
            findings.Add(ArtifactReadRules.GgufInvalidUtf8, $"The bytes of {what} are not UTF-8: {FindingSink.Quote(text)}.", at);
        return true;
    }

    public bool LengthFits(ulong length, int limit, RuleDescriptor overLimit, string what, long at)
    {
        if (length > (ulong)input.Remaining)
        {
            findings.Add(ArtifactReadRules.GgufCountExceedsFile, $"The length of {what} is {FindingSink.Number(length)} bytes; {FindingSink.Number(input.Remaining)} remain.", at);
            return false;
        }

        if (length > (ulong)limit)
        {
            findings.Add(overLimit, $"The length of {what} is {FindingSink.Number(length)} bytes; at most {FindingSink.Number(limit)} are allowed.", at);
            return false;
        }

        return true;
    }

    /// <summary>Counts bytes that the result will hold. A finding stands for false.</summary>
    public bool TryRetain(long bytes, long at)
    {
        if (TryRetainQuietly(bytes))
            return true;
        findings.Add(ArtifactReadRules.GgufLimitExceeded, $"The keys, names and texts of the header take more than {FindingSink.Number(ArtifactLimits.MaxGgufRetainedBytes)} bytes; reading stops here.", at);
        return false;
    }

    public bool TryRetainQuietly(long bytes)
    {
        if (_retained + bytes > ArtifactLimits.MaxGgufRetainedBytes)
            return false;
        _retained += bytes;
        return true;
    }

    /// <summary>Whether the header is still within its bound. A finding stands for false.</summary>
    public bool WithinHeaderLimit()
    {
        if (input.Position <= ArtifactLimits.MaxGgufHeaderBytes)
            return true;
        findings.Add(ArtifactReadRules.GgufLimitExceeded, $"The header is longer than {FindingSink.Number(ArtifactLimits.MaxGgufHeaderBytes)} bytes; reading stops here.", input.Position);
        return false;
    }

    public void Truncated(string what, long at) =>
        findings.Add(ArtifactReadRules.GgufTruncatedHeader, $"The file ends inside {what}. Download it again.", at);
}
