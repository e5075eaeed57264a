using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Artifacts.Safetensors;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>Reads the header of safetensors files by all rules of the format. Tensor data is never read.</summary>
/// <remarks>The result's document is null when the header cannot be had or is not JSON; a header with a tensor that breaks a rule is still given, without that tensor.</remarks>
public static class SafetensorsFile
{
    /// <summary>Reads the header of a file on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReadResult<SafetensorsHeader> Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads a header from a stream, from its position on. The stream need not be able to seek; it is left open, at an undefined position.</summary>
    /// <param name="stream">The stream. When it cannot seek, its length is not known and the data section is not checked.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static ReadResult<SafetensorsHeader> Read(Stream stream, string name = "", CancellationToken cancellationToken = default)
    {
        using var window = new ByteWindow(stream, cancellationToken);
        return SafetensorsReader.Read(window, name ?? "");
    }

    /// <summary>Reads a header from memory, which must not be changed while the header is in use.</summary>
    /// <param name="bytes">The file, or its header alone.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<SafetensorsHeader> Read(ReadOnlyMemory<byte> bytes, string name = "")
    {
        using var window = new ByteWindow(bytes);
        return SafetensorsReader.Read(window, name ?? "");
    }
}
