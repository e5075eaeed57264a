using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Gguf;

// Layout, little endian unless said otherwise. Source: docs/gguf.md of ggml-org/ggml at commit d99724f, ggml/src/gguf.cpp of llama.cpp at de3ff815.
//    0  4 bytes  "GGUF", never swapped
//    4  u32      version 1, 2 or 3. Not 0 with the low 16 bits 0: the file is big-endian (the test that gguf.cpp makes)
//    8  u64      tensor count             (u32 in version 1)
//   16  u64      metadata count           (u32 in version 1)
//  ...  entries: key (string), u32 type, value; a string is u64 length (u32 in version 1) and UTF-8; an array is u32 element type, u64 count (u32), elements
//  ...  tensors: name (string), u32 dimensions, u64 each (u32), u32 type, u64 offset from the data section
//  ...  zeros to a multiple of general.alignment (default 32), then the data section
/// <summary>Walks one header. Stops at the first place behind which nothing can be trusted.</summary>
internal sealed class GgufParser(ByteWindow input, GgufReadOptions options, string path)
{
    private const uint DefaultAlignment = 32;

    private readonly FindingSink _findings = new(path);
    private readonly Dictionary<string, GgufMetadataEntry> _byKey = new(StringComparer.Ordinal);
    private readonly ImmutableArray<GgufMetadataEntry>.Builder _entries = ImmutableArray.CreateBuilder<GgufMetadataEntry>();
    private readonly ImmutableArray<GgufTensor>.Builder _tensors = ImmutableArray.CreateBuilder<GgufTensor>();
    private GgufPrimitives _primitives = null!;
    private uint _version;
    private bool _bigEndian;
    private uint _alignment = DefaultAlignment;
    private long _dataStart;

    public ReadResult<GgufHeader> Read()
    {
        if (!ReadVersion())
            return _findings.Result<GgufHeader>(null);

        _primitives = new GgufPrimitives(input, _findings, _bigEndian, narrowLengths: _version == 1);
        var countsAt = input.Position;
        if (!_primitives.TryLength(out var tensorCount) || !_primitives.TryLength(out var entryCount))
        {
            _primitives.Truncated("the counts of tensors and metadata entries", countsAt);
            return _findings.Result<GgufHeader>(null);
        }

        var complete = CountsFit(tensorCount, entryCount, countsAt) && ReadEntries((int)entryCount) && ReadTensors((int)tensorCount);
        if (complete)
        {
            _dataStart = AlignUp(input.Position, _alignment);
            if (!options.HeaderOnly)
                new GgufLayoutCheck(_findings, _tensors, _alignment, _dataStart, input.Length, input.Position).Run();
        }

        var header = new GgufHeader((int)_version, _bigEndian, complete, input.Length, _dataStart, (int)_alignment, tensorCount, entryCount, _entries.ToImmutable(), _tensors.ToImmutable(), _byKey);
        GgufMetadataCheck.Run(_findings, header, path);
        return _findings.Result(header);
    }

    private bool ReadVersion()
    {
        if (!input.Ensure(4))
        {
            _findings.Add(ArtifactReadRules.NotGguf, $"The input has {input.Unread.Length} bytes; a GGUF file begins with the four bytes GGUF. Check that the download is complete.", 0);
            return false;
        }

        var magic = input.Unread[..4];
        if (!magic.SequenceEqual("GGUF"u8))
        {
            _findings.Add(ArtifactReadRules.NotGguf, $"The file begins with {FindingSink.Quote(Encoding.Latin1.GetString(magic))} where GGUF is expected. Check the format of the file.", 0);
            return false;
        }

        if (!input.Ensure(8))
        {
            _findings.Add(ArtifactReadRules.GgufTruncatedHeader, "The file ends before the version number. Download it again.", 4);
            return false;
        }

        _version = BinaryPrimitives.ReadUInt32LittleEndian(input.Unread[4..]);
        if (_version != 0 && (_version & 0xFFFF) == 0)
        {
            _version = BinaryPrimitives.ReverseEndianness(_version);
            _bigEndian = true;
        }

        // Only version 3 defines big-endian files, but converters wrote them for version 2 before the text said so.
        if (_version is 0 or > 3)
        {
            _findings.Add(ArtifactReadRules.GgufUnsupportedVersion, $"The version is {_version}; 1, 2 and 3 are known. A newer version needs a newer reader.", 4);
            return false;
        }

        if (_version == 1)
            _findings.Add(ArtifactReadRules.GgufLegacyVersion, "The version is 1, which current loaders refuse. Convert the model again.", 4);
        input.Advance(8);
        return true;
    }

    private bool CountsFit(ulong tensorCount, ulong entryCount, long at)
    {
        // Least bytes: an entry has a key of 1 byte, a type and a value of 1 byte; a tensor has a name length, a dimension count, a type and an offset.
        var width = (ulong)_primitives.LengthBytes;
        var remaining = (ulong)input.Remaining;
        if (entryCount > remaining / (width + 6) || tensorCount > remaining / (width + 16))
        {
            _findings.Add(
                ArtifactReadRules.GgufCountExceedsFile,
                $"The header announces {FindingSink.Number(entryCount)} entries and {FindingSink.Number(tensorCount)} tensors; {FindingSink.Number(remaining)} bytes remain, which cannot hold them.",
                at);
            return false;
        }

        if (entryCount > ArtifactLimits.MaxGgufEntries || tensorCount > ArtifactLimits.MaxGgufTensors)
        {
            _findings.Add(
                ArtifactReadRules.GgufLimitExceeded,
                $"The header announces {FindingSink.Number(entryCount)} entries and {FindingSink.Number(tensorCount)} tensors; at most {FindingSink.Number(ArtifactLimits.MaxGgufEntries)} and {FindingSink.Number(ArtifactLimits.MaxGgufTensors)} are read.",
                at);
            return false;
        }

        return true;
    }

    private bool ReadEntries(int count)
    {
        var values = new GgufValueReader(input, options, _findings, _primitives);
        for (var i = 0; i < count; i++)
        {
            var at = input.Position;
            if (!_primitives.TryString(ArtifactLimits.MaxGgufKeyBytes, ArtifactReadRules.GgufInvalidKey, $"the key of entry {i}", out var key, out _))
                return false;
            if (key.Length == 0)
            {
                _findings.Add(ArtifactReadRules.GgufInvalidKey, $"The key of entry {i} is empty.", at);
                return false;
            }

            if (!values.TryRead(key, at, out var entry))
                return false;
            if (!_byKey.TryAdd(key, entry))
            {
                _findings.Add(ArtifactReadRules.GgufDuplicateKey, $"The key {FindingSink.Quote(key)} stands a second time. Readers take one or the other; write the file again with one value.", at, Pointer(key));
                continue;
            }

            _entries.Add(entry);
            if (!IsLowerSnakeCase(key))
                _findings.Add(ArtifactReadRules.GgufKeySpelling, $"The key {FindingSink.Quote(key)} is not lower-case letters, digits and '_' with dots between.", at, Pointer(key));
            if (key == GgufKeys.Alignment && !TakeAlignment(entry))
                return false;
        }

        return true;
    }

    private bool TakeAlignment(GgufMetadataEntry entry)
    {
        if (entry.Type == GgufValueType.UInt32 && entry.Integer is > 0 and <= ArtifactLimits.MaxGgufAlignment and var value && (value & (value - 1)) == 0)
        {
            _alignment = (uint)value;
            return true;
        }

        _findings.Add(
            ArtifactReadRules.GgufInvalidAlignment,
            $"{FindingSink.Quote(entry.ToString())} of type {entry.Type}: expected a u32 that is a power of two from 1 to {FindingSink.Number((long)ArtifactLimits.MaxGgufAlignment)}.",
            entry.ByteOffset,
            entry.Key);
        return false;
    }

    private bool ReadTensors(int count)
    {
        var reader = new GgufTensorReader(input, _findings, _primitives);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryRead(i, out var tensor))
                return false;
            if (tensor is not null)
                _tensors.Add(tensor);
        }

        return true;
    }

    private static bool IsLowerSnakeCase(string key)
    {
        // Letters behind the prefix "tokenizer.chat_template." are the names of templates, which writers choose.
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_' or '-'))
                return key.StartsWith(GgufKeys.ChatTemplatePrefix, StringComparison.Ordinal);
        }

        return true;
    }

    internal static string Pointer(string key) => key.Length > 200 ? key[..200] : key;

    private static long AlignUp(long position, uint alignment) => position + ((alignment - (position % alignment)) % alignment);
}
