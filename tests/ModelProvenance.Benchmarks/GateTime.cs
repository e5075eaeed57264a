using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Benchmarks;

/// <summary>Whole runs of <c>check models.json</c> over a manifest of models of the catalog with a policy of every kind of rule: no weights are there, and where the system allows it there is no network either.</summary>
internal static class GateTime
{
    private const int Rounds = 15;

    private const string Policy = """
        { "schemaVersion": "1.0", "name": "Everything", "rules": [
          { "id": "licences", "kind": "license", "deny": ["LicenseRef-Qwen-Research-2024"], "along": "lineage" },
          { "id": "commercial", "kind": "term", "term": "commercialUse", "values": ["excluded"] },
          { "id": "our-use", "kind": "obligation" },
          { "id": "developers", "kind": "developer", "deny": ["deepseek"] },
          { "id": "origin", "kind": "origin", "attribution": "any-ancestor-headquarters/1", "denyGroups": ["us-covered-nation/1"] },
          { "id": "compute", "kind": "compute", "threshold": "eu-systemic-risk/1" },
          { "id": "open", "kind": "openModel" },
          { "id": "size", "kind": "size", "atMost": "100B" },
          { "id": "bases", "kind": "base" },
          { "id": "evidence", "kind": "evidence", "property": "licenses.weights", "sources": "primary" },
          { "id": "fresh", "kind": "dataAge", "maxDays": 365 },
          { "id": "pinned", "kind": "pinned" },
          { "id": "decided", "kind": "decision" } ] }
        """;

    private const string Usage = """
        { "schemaVersion": "1.0", "activities": ["product", "hostedService", "redistribution"], "isCommercial": true, "seat": "DE", "placesOfUse": ["DE"], "founded": "2025-03", "fields": [], "businesses": [] }
        """;

    /// <param name="models">How many models the manifest lists.</param>
    public static int Run(int models)
    {
        var root = StartUpComparison.Root();
        var output = Directory.CreateTempSubdirectory("gate-").FullName;
        try
        {
            var ready = StartUpComparison.Publish(root, "src/ModelProvenance.Tool", output, "modelprov", "-f", "net10.0", "-p:PublishReadyToRun=true", "--self-contained", "false");
            var plain = StartUpComparison.Publish(root, "src/ModelProvenance.Tool", Path.Combine(output, "plain"), "modelprov", "-f", "net10.0", "-p:PublishReadyToRun=false", "--self-contained", "false");
            var work = Directory.CreateDirectory(Path.Combine(output, "work")).FullName;
            var listed = Manifest(models);
            File.WriteAllBytes(Path.Combine(work, "models.json"), (listed with { Policy = "policy.json", Usage = "usage.json" }).ToUtf8());
            File.WriteAllText(Path.Combine(work, "policy.json"), Policy, new UTF8Encoding(false));
            File.WriteAllText(Path.Combine(work, "usage.json"), Usage, new UTF8Encoding(false));
            var isOffline = TryOffline();
            Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, load {Load()}, {Rounds} rounds, {(isOffline ? "in a network namespace of its own, without a network" : "network not cut off")}");
            Console.WriteLine($"{listed.Models.Length} models, catalog {ModelCatalog.Default.CatalogVersion}");
            foreach (var (name, file) in new[] { ("ready-to-run", ready), ("compiled at run time", plain) })
            {
                foreach (var format in new[] { "text", "sarif" })
                {
                    var times = new List<double>();
                    var processor = new List<double>();
                    var lines = 0;
                    for (var round = -2; round < Rounds; round++)
                    {
                        var (clock, cpu, printed) = Time(file, ["check", "models.json", "--format", format, "--as-of", "2026-11-28"], work, isOffline);
                        if (round < 0)
                            continue;
                        times.Add(clock);
                        processor.Add(cpu);
                        lines = printed;
                    }

                    times.Sort();
                    processor.Sort();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {format}: {times[times.Count / 2]:F0} ms median, {times[^2]:F0} ms last but one, {times[^1]:F0} ms slowest; processor {processor[processor.Count / 2]:F0} ms; {lines} lines"));
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    // Models from all over the catalog, by the names of their repositories.
    private static ModelsManifest Manifest(int count)
    {
        var named = ModelCatalog.Default.Models.Where(m => !m.Repository.IsEmpty).Select(m => m.Repository.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new ModelsManifest { Models = [.. Enumerable.Range(0, Math.Min(count, named.Count)).Select(i => new UsedModel(named[(int)((long)i * named.Count / count)]))] };
    }

    private static bool TryOffline()
    {
        try
        {
            return Time("true", [], ".", isOffline: true).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    // The shell says how much processor time its child took; the system tells it to nobody else.
    private static (double Clock, double Processor, int Exit) Time(string file, string[] arguments, string folder, bool isOffline)
    {
        var start = Stopwatch.GetTimestamp();
        string[] command = isOffline ? ["unshare", "--net", "--map-root-user", file, .. arguments] : [file, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var clock = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (file == "true")
            return (clock, 0, process.ExitCode);
        // The findings make it exit with 1.
        if (process.ExitCode is not (0 or 1))
            throw new InvalidOperationException($"The tool ended with {process.ExitCode}: {error.Result}");
        var processor = error.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ').Sum(t => double.Parse(t, CultureInfo.InvariantCulture)) * 1000;
        return (clock, processor, output.AsSpan().Count('\n'));
    }
}
