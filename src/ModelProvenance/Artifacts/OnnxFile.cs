using ModelProvenance.Artifacts.Onnx;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>Reads what an ONNX model says about itself, and the names, types and dimensions of its tensors. Data is passed over; external files are not opened.</summary>
public static class OnnxFile
{
    /// <summary>Reads a model on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<OnnxModel> Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads a model from a stream, from its position on. The stream need not be able to seek; it is left open, at an undefined position.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<OnnxModel> Read(Stream stream, string name = "", CancellationToken cancellationToken = default)
    {
        using var window = new ByteWindow(stream, cancellationToken);
        return new OnnxReader(window, name ?? "").Read();
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<OnnxModel> Read(ReadOnlyMemory<byte> bytes, string name = "")
    {
        using var window = new ByteWindow(bytes);
        return new OnnxReader(window, name ?? "").Read();
    }
}
