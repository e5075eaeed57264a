using System.Collections.Immutable;
using System.Runtime.InteropServices;

using ModelProvenance.Artifacts.PyTorch;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>In which container the pickles of a file stand.</summary>
public enum PickleContainer
{
    /// <summary>None: the file is one pickle or several, one after another (the older form of <c>torch.save</c>).</summary>
    Plain = 0,

    /// <summary>A zip archive (<c>torch.save</c> since 1.6).</summary>
    Zip,
}

/// <summary>Something that a pickle imports when it is loaded.</summary>
/// <param name="Module">The module: <c>torch._utils</c>.</param>
/// <param name="Name">The name in it: <c>_rebuild_tensor_v2</c>.</param>
/// <param name="Entry">The entry of the archive; empty when the file is the pickle.</param>
/// <param name="ByteOffset">Offset of the instruction in its pickle file or archive entry.</param>
public sealed record PickleImport(string Module, string Name, string Entry, long ByteOffset)
{
    /// <summary>Whether it is one of the few that stored weights need, none of which runs code of the file's choice.</summary>
    public bool IsExpected => PickleAllowList.Contains(Module, Name);

    /// <summary>Module and name.</summary>
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>What a PyTorch file or another file with pickles would import. A pickle is a program; nothing here loads or runs one.</summary>
public sealed class PyTorchFile : IClaimSource
{
    internal PyTorchFile(PickleContainer container, ImmutableArray<PickleImport> imports, int pickles, ImmutableArray<string> entries)
    {
        Container = container;
        Imports = imports;
        PickleCount = pickles;
        PickleEntries = entries;
    }

    /// <summary>The container.</summary>
    public PickleContainer Container { get; }

    /// <summary>The imports, each pair of module and name once, in the order of the file.</summary>
    public ImmutableArray<PickleImport> Imports { get; }

    /// <summary>The pickles that were found.</summary>
    public int PickleCount { get; }

    /// <summary>The entries of the archive that hold pickles; empty when there is no archive.</summary>
    public ImmutableArray<string> PickleEntries { get; }

    /// <summary>Reads a file on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<PyTorchFile> Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads from a stream, from its position on; it is left open, at an undefined position.</summary>
    /// <param name="stream">The stream. Of an archive that cannot seek, at most the first <see cref="ArtifactLimits.MaxBufferedArchiveBytes"/> are looked at.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<PyTorchFile> Read(Stream stream, string name = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new PyTorchReader(name ?? "", cancellationToken).Read(stream);
    }

    /// <summary>Reads from memory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<PyTorchFile> Read(ReadOnlyMemory<byte> bytes, string name = "")
    {
        using var stream = MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        return Read(stream, name);
    }

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Format, "pytorch", "", ClaimMethod.Observed);
        return claims.ToImmutable();
    }
}
