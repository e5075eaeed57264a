using ModelProvenance.Artifacts.Gguf;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>Reads the header of GGUF files: versions 1 to 3, both byte orders, single files and parts of split ones. Tensor data is never read.</summary>
/// <remarks>The result's document is null when the bytes are not GGUF of a known version; otherwise it holds what could be read up to the first place that cannot be
/// passed (<see cref="GgufHeader.IsComplete"/>). Work and memory are bounded by <see cref="ArtifactLimits"/>.</remarks>
public static class GgufFile
{
    /// <summary>Reads the header of a file on disk.</summary>
    /// <param name="path">The file. Its name is compared with the split keys.</param>
    /// <param name="options">How much is kept and checked; null for <see cref="GgufReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReadResult<GgufHeader> Read(string path, GgufReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, options, cancellationToken);
    }

    /// <summary>Reads a header from a stream, from its position on. The stream need not be able to seek; it is left open, at an undefined position.</summary>
    /// <param name="stream">The stream. When it cannot seek, its length is not known and the data section is not checked.</param>
    /// <param name="name">The name for findings; if it is a file name, it is compared with the split keys. Empty when there is none.</param>
    /// <param name="options">How much is kept and checked; null for <see cref="GgufReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static ReadResult<GgufHeader> Read(Stream stream, string name = "", GgufReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var window = new ByteWindow(stream, cancellationToken);
        return new GgufParser(window, options ?? GgufReadOptions.Default, name ?? "").Read();
    }

    /// <summary>Reads a header from memory. Arrays are slices of it, so it must not be changed while the header is in use.</summary>
    /// <param name="bytes">The file, or its beginning (then set <see cref="GgufReadOptions.HeaderOnly"/>).</param>
    /// <param name="name">The name for findings; if it is a file name, it is compared with the split keys. Empty when there is none.</param>
    /// <param name="options">How much is kept and checked; null for <see cref="GgufReadOptions.Default"/>.</param>
    public static ReadResult<GgufHeader> Read(ReadOnlyMemory<byte> bytes, string name = "", GgufReadOptions? options = null)
    {
        using var window = new ByteWindow(bytes);
        return new GgufParser(window, options ?? GgufReadOptions.Default, name ?? "").Read();
    }

    /// <summary>Reads the elements of an array that was not kept, from the file whose header was read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="key">The key of the array.</param>
    /// <returns>The array with its elements; null when the header has no array under that key, or the file has changed so that the array is not there any more.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="header"/> or <paramref name="key"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static GgufArray? ReadArray(string path, GgufHeader header, string key)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(key);
        if (header.Find(key)?.Array is not { } array)
            return null;
        if (array.IsLoaded)
            return array;
        // Read again rather than sliced out of the file: a file that changed meanwhile must not be taken at its old offsets.
        var again = Read(path, new GgufReadOptions { HeaderOnly = true, KeepArrays = candidate => candidate == key }).Document?.Find(key)?.Array;
        return again is { IsLoaded: true } && again.ByteOffset == array.ByteOffset && again.Count == array.Count ? again : null;
    }
}
