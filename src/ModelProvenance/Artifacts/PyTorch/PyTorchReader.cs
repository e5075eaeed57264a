using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.PyTorch;

/// <summary>Finds the pickles of a file by its bytes, not its name, and collects what they import.</summary>
internal sealed class PyTorchReader(string path, CancellationToken cancellation)
{
    // torch.save before 1.6 writes five pickles and then the bytes of the tensors: 0x1950a86a20f9469cfc6c is the first of them (torch/serialization.py, MAGIC_NUMBER).
    private const int LegacyPickles = 5;

    // Archives inside archives: one level, as scanners look at; a deeper one is reported.
    private const int MaxNesting = 2;

    // 64 KiB hold the pickles of a legacy file with some hundred tensors.
    private const int FirstPlainBytes = 64 << 10;

    private readonly FindingSink _findings = new(path);
    private readonly ImmutableArray<PickleImport>.Builder _imports = ImmutableArray.CreateBuilder<PickleImport>();
    private readonly HashSet<(string Module, string Name)> _seen = [];
    private readonly ImmutableArray<string>.Builder _entries = ImmutableArray.CreateBuilder<string>();
    private long _unpacked;
    private int _pickles;

    public ReadResult<PyTorchFile> Read(Stream stream)
    {
        if (!stream.CanSeek)
        {
            using var window = new ByteWindow(stream, cancellation);
            stream = new MemoryStream(Prefix(window), writable: false);
        }
        else if (stream.Position != 0)
        {
            // Offsets in an archive count from its beginning.
            var rest = stream.Length - stream.Position;
            if (rest > ArtifactLimits.MaxBufferedArchiveBytes)
                _findings.Add(ArtifactReadRules.DamagedArchive, $"The stream does not begin at its start; only {FindingSink.Number(ArtifactLimits.MaxBufferedArchiveBytes)} bytes from its position are looked at.");
            using var window = new ByteWindow(stream, cancellation);
            stream = new MemoryStream(Prefix(window), writable: false);
        }

        var head = new byte[4];
        var count = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        var isZip = count == 4 && head.AsSpan().SequenceEqual("PK\u0003\u0004"u8);
        if (isZip)
            ReadArchive(stream, "", 1);
        else
            ReadPlain(stream);

        if (_pickles == 0)
        {
            _findings.Add(ArtifactReadRules.NotPyTorch, isZip ? "The archive holds no pickle." : "The file does not begin with a pickle or a zip archive.", 0);
            return _findings.Result<PyTorchFile>(null);
        }

        return _findings.Result(new PyTorchFile(isZip ? PickleContainer.Zip : PickleContainer.Plain, _imports.ToImmutable(), _pickles, _entries.ToImmutable()));
    }

    private byte[] Prefix(ByteWindow window)
    {
        using var output = new MemoryStream();
        while (window.Ensure(1))
        {
            var room = ArtifactLimits.MaxBufferedArchiveBytes - output.Length;
            var unread = window.Unread;
            if (unread.Length > room)
            {
                output.Write(unread[..(int)room]);
                _findings.Add(ArtifactReadRules.DamagedArchive, $"The stream cannot seek; only its first {FindingSink.Number(ArtifactLimits.MaxBufferedArchiveBytes)} bytes are looked at. Give the file itself to see all of it.");
                break;
            }

            output.Write(unread);
            window.Advance(unread.Length);
        }

        return output.ToArray();
    }

    private void ReadPlain(Stream stream)
    {
        // The pickles of a legacy file are a small part at its beginning, and most files that are no pickle say so in the first bytes: read more only while one goes on.
        var size = (int)Math.Min(stream.Length, FirstPlainBytes);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Position = 0;
            var bytes = new byte[size];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var limit = (int)Math.Min(stream.Length, ArtifactLimits.MaxPickleBytes);
            if (count < size || size == limit || !GoesOn(bytes))
            {
                Scan(bytes.AsSpan(0, count), "", isWhole: stream.Length <= ArtifactLimits.MaxPickleBytes);
                return;
            }

            size = (int)Math.Min(limit, size * 4L);
        }
    }

    private static bool GoesOn(ReadOnlySpan<byte> bytes)
    {
        for (var offset = 0; offset < bytes.Length;)
        {
            var scanner = new PickleScanner(bytes[offset..]);
            var end = scanner.Run();
            if (end != PickleEnd.Stop)
                return end == PickleEnd.Truncated;
            offset += scanner.Consumed;
        }

        // Ended exactly with a STOP: another pickle may follow.
        return true;
    }

    private void ReadArchive(Stream stream, string prefix, int nesting)
    {
        var archive = new ZipEntries(stream, _findings, cancellation);
        foreach (var entry in archive.Find())
        {
            cancellation.ThrowIfCancellationRequested();
            var room = (int)Math.Min(ArtifactLimits.MaxPickleBytes, ArtifactLimits.MaxUnpackedBytes - _unpacked);
            if (entry.PackedLength == 0 || entry.Name.EndsWith('/'))
                continue;
            if (room <= 0)
            {
                _findings.Add(ArtifactReadRules.DamagedArchive, $"The pickles of the archive take more than {FindingSink.Number(ArtifactLimits.MaxUnpackedBytes)} bytes; {FindingSink.Quote(entry.Name)} and what follows is not looked at.", entry.DataOffset);
                return;
            }

            if (entry.IsEncrypted || entry.Method is not (0 or 8))
            {
                if (NamesPickle(entry.Name))
                    _findings.Add(ArtifactReadRules.DamagedArchive, $"The entry {FindingSink.Quote(entry.Name)} is encrypted or packed by a method that is not read here, so its imports are not listed.", entry.DataOffset);
                continue;
            }

            // Raw tensor bytes make up most entries: four bytes tell whether one is worth unpacking.
            var looksLike = archive.Read(entry, 16) is { } head ? Kind(head) : EntryKind.Other;
            if (looksLike == EntryKind.Other && !NamesPickle(entry.Name))
                continue;
            if (archive.Read(entry, room) is not { } bytes)
                continue;
            _unpacked += bytes.Length;
            if (looksLike == EntryKind.Archive)
            {
                if (nesting >= MaxNesting)
                    _findings.Add(ArtifactReadRules.DamagedArchive, $"The archive {FindingSink.Quote(entry.Name)} stands inside another archive inside this one; it is not looked at.", entry.DataOffset);
                else
                    ReadArchive(new MemoryStream(bytes, writable: false), prefix + entry.Name + "!", nesting + 1);
                continue;
            }

            if (Scan(bytes, prefix + entry.Name, isWhole: bytes.Length < room))
                _entries.Add(prefix + entry.Name);
        }
    }

    private enum EntryKind
    {
        Other,
        Pickle,
        Archive,
    }

    private static EntryKind Kind(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8) ? EntryKind.Archive
        : head.Length >= 2 && head[0] == 0x80 && head[1] is >= 1 and <= 5 ? EntryKind.Pickle
        : EntryKind.Other;

    private static bool NamesPickle(string name) =>
        name.EndsWith(".pkl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".pickle", StringComparison.OrdinalIgnoreCase);

    /// <summary>Walks over all pickles that follow one another. False when there is none.</summary>
    private bool Scan(ReadOnlySpan<byte> bytes, string entry, bool isWhole)
    {
        var found = false;
        var offset = 0;
        var legacy = bytes.Length > 4 && bytes[0] == 0x80 && bytes[2] == 0x8A && bytes[3] == 10;
        for (var number = 0; offset < bytes.Length; number++)
        {
            // The rest of a legacy file is bytes of tensors, which look like anything.
            if (legacy && number == LegacyPickles)
                break;
            var scanner = new PickleScanner(bytes[offset..]);
            var end = scanner.Run();
            var isPickle = end == PickleEnd.Stop || scanner.Imports.Count > 0 || (bytes[offset] == 0x80 && scanner.Instructions > 1);
            if (!isPickle)
            {
                if (number == 0 && entry.Length > 0)
                    _findings.Add(ArtifactReadRules.InvalidPickle, $"The entry {FindingSink.Quote(entry)} has the name of a pickle, but its bytes are none.", offset, entry);
                break;
            }

            found = true;
            _pickles++;
            foreach (var (module, name, at) in scanner.Imports)
                AddImport(module, name, entry, offset + at);
            offset += scanner.Consumed;
            if (end != PickleEnd.Stop)
            {
                _findings.Add(
                    ArtifactReadRules.InvalidPickle,
                    (end, isWhole) switch
                    {
                        (PickleEnd.Truncated, false) => "The pickle is longer than what is looked at; imports behind that are not listed.",
                        (PickleEnd.Truncated, _) => "The pickle ends without its STOP. What stands before runs when it is loaded.",
                        (PickleEnd.TooLarge, _) => "The pickle holds more values at a time than any stored model; what follows is not looked at.",
                        _ => "The pickle goes on with a byte that is no instruction. What stands before runs when it is loaded.",
                    },
                    offset,
                    entry);
                break;
            }
        }

        return found;
    }

    private void AddImport(string? module, string? name, string entry, long at)
    {
        if (module is null || name is null)
        {
            _findings.Add(ArtifactReadRules.PickleUnresolvedImport, "The pickle imports something whose name it computes or takes from a registry, so it is not known without running it.", at, entry);
            return;
        }

        if (!_seen.Add((module, name)))
            return;
        if (_imports.Count >= ArtifactLimits.MaxPickleImports)
            return;
        var import = new PickleImport(module, name, entry, at);
        _imports.Add(import);
        if (!import.IsExpected)
            _findings.Add(ArtifactReadRules.PickleImport, $"The pickle imports {FindingSink.Quote(import.ToString())}, which stored weights do not need. Do not load the file before somebody has looked at it; ask for safetensors.", at, entry);
    }
}
