using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Artifacts.Safetensors;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary>The index of a model that is stored in several safetensors files (<c>model.safetensors.index.json</c>): which tensor is in which file.</summary>
public sealed class SafetensorsIndex : IClaimSource
{
    private readonly NameTable _names;
    private readonly List<(int Name, int Shard)> _rows;

    internal SafetensorsIndex(NameTable names, List<(int Name, int Shard)> rows, ImmutableArray<string> shards, long? totalSize, long? totalParameters, ImmutableArray<KeyValuePair<string, string>> metadata)
    {
        _names = names;
        _rows = rows;
        Shards = shards;
        TotalSize = totalSize;
        TotalParameters = totalParameters;
        Metadata = metadata;
    }

    /// <summary>The number of tensors that the index lists.</summary>
    public int TensorCount => _rows.Count;

    /// <summary>The tensors with the names of their files, in the order of the index; made one at a time.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tensors
    {
        get
        {
            foreach (var (name, shard) in _rows)
                yield return new(_names[name], Shards[shard]);
        }
    }

    /// <summary>The names of the files in the order of their first mention. Each stays in the index's folder; others are left out with a finding.</summary>
    public ImmutableArray<string> Shards { get; }

    /// <summary><c>metadata.total_size</c>: bytes of all tensors, as whoever wrote the index counted them; null when absent.</summary>
    public long? TotalSize { get; }

    /// <summary><c>metadata.total_parameters</c>; null when absent. Repositories have inflated it, and left it standing when the model changed.</summary>
    public long? TotalParameters { get; }

    /// <summary><c>metadata</c> as written: strings and numbers; empty when absent.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>Reads an index from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<SafetensorsIndex> Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads an index from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<SafetensorsIndex> Read(Stream stream, string name = "", CancellationToken cancellationToken = default)
    {
        using var window = new ByteWindow(stream, cancellationToken);
        return SafetensorsIndexReader.Read(window, name ?? "");
    }

    /// <summary>Reads an index from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<SafetensorsIndex> Read(ReadOnlyMemory<byte> utf8, string name = "")
    {
        using var window = new ByteWindow(utf8);
        return SafetensorsIndexReader.Read(window, name ?? "");
    }

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Format, "safetensors", "/weight_map", ClaimMethod.Declared);
        claims.Add(ArtifactProperties.TotalParameters, TotalParameters, "/metadata/total_parameters");
        return claims.ToImmutable();
    }
}
