using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Benchmarks;

/// <summary>Headers and digests beside other programs, in one run: <c>@huggingface/gguf</c>, <c>JSON.parse</c> of node, <c>sha256sum</c>.</summary>
/// <remarks>Rounds of ours and theirs take turns, so that a machine whose speed drifts drifts for both; the medians and their ratio are printed. Times in this process and in node are of the reading alone,
/// after a first call that is printed by itself; those of <c>sha256sum</c> are of the whole process. Processor time stands beside the time on the clock where the other side can tell it: on a machine that others
/// use as well it says more.</remarks>
internal static class HeaderReading
{
    private const int Rounds = 9;
    private const int SafetensorsTensors = 200_000;
    private const long HashedBytes = 256L << 20;

    /// <summary>Measures.</summary>
    /// <param name="gguf">A GGUF file with a large header.</param>
    /// <param name="peers">A folder in which <c>npm install @huggingface/gguf</c> was run.</param>
    public static int Run(string gguf, string peers)
    {
        var folder = Directory.CreateTempSubdirectory("headers").FullName;
        try
        {
            var script = Path.Combine(peers, "headers.mjs");
            File.Copy(Path.Combine(AppContext.BaseDirectory, "headers.mjs"), script, overwrite: true);
            var safetensors = Path.Combine(folder, "model.safetensors");
            WriteSafetensors(safetensors);
            var hashed = Path.Combine(folder, "weights.bin");
            WriteRandom(hashed);

            using (var node = new Peer(script))
            {
                Gguf(node, gguf);
                Safetensors(node, safetensors);
            }

            Digests(hashed, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Gguf(Peer node, string path)
    {
        var strings = 0L;
        var ours = () =>
        {
            var header = GgufFile.Read(path).Document!;
            strings = (header.Tokenizer.Tokens?.Count ?? 0) + (header.Tokenizer.Merges?.Count ?? 0);
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        ours();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Compare($"GGUF header, {new FileInfo(path).Length:N0} bytes, {strings:N0} tokens and merges, {allocated:N0} bytes allocated at the first call", ours, "@huggingface/gguf", () => node.Ask("gguf " + path));
    }

    private static void Safetensors(Peer node, string path) =>
        Compare($"safetensors header, {SafetensorsTensors:N0} tensors, {new FileInfo(path).Length:N0} bytes", () => SafetensorsFile.Read(path), "JSON.parse", () => node.Ask("json " + path));

    private static void Digests(string path, string folder)
    {
        // One file: one core on each side.
        Compare($"SHA-256 of one file, {HashedBytes:N0} bytes", () => FileDigests.Sha256(path), "sha256sum", () => Process(path));
        var parts = Enumerable.Range(0, 4).Select(i => Path.Combine(folder, $"part{i}.bin")).ToArray();
        foreach (var part in parts)
        {
            using var stream = File.Create(part);
            using var source = File.OpenRead(path);
            var block = new byte[1 << 20];
            for (var left = HashedBytes / 4; left > 0; left -= block.Length)
            {
                source.ReadExactly(block);
                stream.Write(block);
            }
        }

        Compare($"SHA-256 of a folder of {parts.Length} files, {HashedBytes:N0} bytes, {Environment.ProcessorCount} cores", () => FileDigests.Sha256(parts), "sha256sum", () => Process(parts));
        var bytes = new byte[HashedBytes];
        new Random(1).NextBytes(bytes);
        Compare($"SHA-256: a file of {HashedBytes:N0} bytes, and as many in memory", () => FileDigests.Sha256(path), "SHA256.HashData", () => Timed(() => SHA256.HashData(bytes)));
        Compare($"SHA-256: the same file of {HashedBytes:N0} bytes on both sides", () => FileDigests.Sha256(path), "HashData(Stream)", () => Timed(() =>
        {
            using var stream = File.OpenRead(path);
            SHA256.HashData(stream);
        }));
    }

    private static Time Process(params string[] paths)
    {
        var started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("sha256sum") { RedirectStandardOutput = true };
        foreach (var path in paths)
            start.ArgumentList.Add(path);
        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Time(Stopwatch.GetElapsedTime(started).TotalMilliseconds, double.NaN);
    }

    private static Time Timed(Action action)
    {
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        action();
        return new Time(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
    }

    private static void Compare(string what, Action ours, string name, Func<Time> theirs)
    {
        var (firstOurs, firstTheirs) = (Timed(ours), theirs());
        var (a, b) = (new Time[Rounds], new Time[Rounds]);
        for (var i = 0; i < Rounds; i++)
        {
            a[i] = Timed(ours);
            b[i] = theirs();
        }

        var ratios = a.Zip(b, (x, y) => y.Clock / x.Clock).ToArray();
        var processor = Median(b.Select(t => t.Processor)) / Median(a.Select(t => t.Processor));
        Print($"{what}");
        Row("ModelProvenance", a, firstOurs);
        Row(name, b, firstTheirs);
        Print($"  theirs / ours, pair by pair on the clock: median {Median(ratios):F2}, min {ratios.Min():F2}, max {ratios.Max():F2}; processor time, medians: {processor:F2}, least: {b.Min(t => t.Processor) / a.Min(t => t.Processor):F2}");
    }

    private static void Row(string name, Time[] times, Time first) =>
        Print($"  {name,-18} clock: median {Median(times.Select(t => t.Clock)),8:F1} ms, min {times.Min(t => t.Clock),8:F1}, max {times.Max(t => t.Clock),8:F1}, first {first.Clock,8:F1}; processor: median {Median(times.Select(t => t.Processor)),8:F1} ms, min {times.Min(t => t.Processor),8:F1}");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private readonly record struct Time(double Clock, double Processor);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    // Names and shapes as a mixture of experts has them; one byte of data for each tensor.
    private static void WriteSafetensors(string path)
    {
        var json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (var i = 0; i < SafetensorsTensors; i++)
            json.Append(CultureInfo.InvariantCulture, $",\"model.layers.{i / 2000}.mlp.experts.{i % 2000 / 3}.{(i % 3) switch { 0 => "gate", 1 => "up", _ => "down" }}_proj.weight{i}\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[{i},{i + 1}]}}");
        var header = Encoding.UTF8.GetBytes(json.Append('}').ToString());
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        using var stream = File.Create(path);
        stream.Write(length);
        stream.Write(header);
        stream.Write(new byte[SafetensorsTensors]);
    }

    private static void WriteRandom(string path)
    {
        var random = new Random(1);
        var block = new byte[1 << 20];
        using var stream = File.Create(path);
        for (var i = 0L; i < HashedBytes; i += block.Length)
        {
            random.NextBytes(block);
            stream.Write(block);
        }
    }

    /// <summary>A process of node that reads when it is asked to and answers with the milliseconds.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly Process _process;

        public Peer(string script) =>
            _process = System.Diagnostics.Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(script)! })!;

        public Time Ask(string line)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            var answer = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("node ended")).Split(' ');
            return new Time(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
