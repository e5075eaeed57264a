using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts;

/// <summary>How far the digests of several files are.</summary>
/// <param name="BytesDone">Bytes that were read so far, of all files together.</param>
/// <param name="BytesTotal">Bytes of all files together when the work began; a file that grows meanwhile makes <paramref name="BytesDone"/> larger.</param>
public readonly record struct DigestProgress(long BytesDone, long BytesTotal);

/// <summary>The digest of a file.</summary>
/// <param name="Path">The file, as it was given.</param>
/// <param name="Sha256">64 lower-case hex digits; empty when the file could not be read.</param>
public sealed record FileDigest(string Path, string Sha256)
{
    /// <summary>Why there is no digest; empty when there is one.</summary>
    public string Problem { get; init; } = "";
}

/// <summary>SHA-256 of whole files: what hubs, registries and the catalog call a file by.</summary>
public static class FileDigests
{
    // Half of a second-level cache of 1 MiB: a block is still there when it is hashed. Measured: of blocks from 32 KiB to 8 MiB those of 512 KiB and 1 MiB take the least time of the processor.
    private const int BlockBytes = 512 * 1024;

    /// <summary>The SHA-256 of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked after each 512 KiB.</param>
    /// <returns>64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static string Sha256(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Sha256(path, static _ => { }, cancellationToken);
    }

    /// <summary>The SHA-256 of several files, on all cores.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="progress">Told now and then, from several threads, in no order; null when nobody asks.</param>
    /// <param name="cancellationToken">Asked after each 512 KiB of each file.</param>
    /// <returns>One for each path, in their order. A file that cannot be read is named with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="paths"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ImmutableArray<FileDigest> Sha256(IReadOnlyList<string> paths, IProgress<DigestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var lengths = paths.Select(LengthOf).ToArray();
        var total = lengths.Sum();
        long done = 0;
        var digests = new FileDigest[paths.Count];
        // The longest first, one at a time: a large shard that begins last would leave the other cores idle.
        var order = Enumerable.Range(0, paths.Count).OrderByDescending(i => lengths[i]);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), options, i =>
        {
            try
            {
                digests[i] = new FileDigest(paths[i], Sha256(paths[i], Report, cancellationToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                digests[i] = new FileDigest(paths[i], "") { Problem = e.Message };
            }
        });
        return ImmutableArray.Create(digests);

        void Report(int read)
        {
            var now = Interlocked.Add(ref done, read);
            progress?.Report(new DigestProgress(now, total));
        }
    }

    private static string Sha256(string path, Action<int> read, CancellationToken cancellationToken)
    {
        using var file = InputFile.OpenForReading(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (file.Read(block, 0, BlockBytes) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(block, 0, count);
                read(count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
