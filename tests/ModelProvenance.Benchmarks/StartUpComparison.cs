using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelProvenance.Benchmarks;

/// <summary>Publishes the programs of the start-up bar ready-to-run, runs them in turn, and prints medians.</summary>
internal static class StartUpComparison
{
    private const int Rounds = 40;

    /// <param name="syntheticModels">How many made-up models a second build of the library holds besides the real ones; 0 for no second build.</param>
    public static int Run(int syntheticModels)
    {
        var root = Root();
        var output = Directory.CreateTempSubdirectory("startup-").FullName;
        try
        {
            var empty = Publish(root, "tests/ModelProvenance.Benchmarks/StartUp/EmptyProgram", output, "EmptyProgram");
            var answer = Publish(root, "tests/ModelProvenance.Benchmarks/StartUp/FirstAnswer", output, "FirstAnswer");
            var tool = Publish(root, "src/ModelProvenance.Tool", output, "modelprov", "-f", "net10.0", "-p:PublishReadyToRun=true", "--self-contained", "false");
            var commands = new List<(string Name, string File, string[] Arguments)>
            {
                ("empty program", empty, []),
                ("library, first answer", answer, []),
                ("identify --format json", tool, ["identify", "unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF", "--format", "json"]),
                ("license match", tool, ["license", "match", Path.Combine(root, "LICENSE"), "--format", "json"]),
            };
            if (syntheticModels > 0)
            {
                var catalog = Path.Combine(output, "catalog");
                SyntheticCatalog.Write(Path.Combine(root, "catalog"), catalog, syntheticModels);
                var large = Publish(root, "tests/ModelProvenance.Benchmarks/StartUp/FirstAnswer", Path.Combine(output, "large"), "FirstAnswer",
                    $"-p:CatalogFolder={catalog}", $"-p:CatalogOutput={Path.Combine(output, "compiled")}/");
                commands.Add(($"with {syntheticModels} more models", large, []));
            }

            var times = commands.Select(_ => new List<double>()).ToArray();
            for (var round = -3; round < Rounds; round++)
            {
                for (var i = 0; i < commands.Count; i++)
                {
                    var milliseconds = Time(commands[i].File, commands[i].Arguments).Milliseconds;
                    if (round >= 0)
                        times[i].Add(milliseconds);
                }
            }

            Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {Rounds} rounds in turn");
            var baseline = Median(times[0]);
            for (var i = 0; i < commands.Count; i++)
            {
                var median = Median(times[i]);
                // The programs of the start-up bar say how much memory they hold when they are asked to.
                var memory = commands[i].Arguments.Length == 0 ? Time(commands[i].File, ["--memory"]).Output : "";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{commands[i].Name,-24} {median,7:F1} ms median  +{median - baseline,5:F1} ms  {median / baseline:F2} times the empty program  {memory}"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static (double Milliseconds, string Output) Time(string file, string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, output);
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    internal static string Publish(string root, string project, string output, string program, params string[] more)
    {
        var target = Path.Combine(output, program);
        string[] arguments = ["publish", Path.Combine(root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", target, "-v", "q", "--nologo", .. more];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{project} could not be published:{Environment.NewLine}{log}");
        return Path.Combine(target, program + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelProvenance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this from a clone of the repository.");
    }
}
