using System.Diagnostics;
using System.Globalization;

using ModelProvenance.Licensing;

namespace ModelProvenance.Benchmarks;

/// <summary>Licence texts of a folder against all fingerprints: the first one of a process, and each one warm.</summary>
internal static class LicenseTexts
{
    private static readonly TimeSpan PerText = TimeSpan.FromMilliseconds(200);

    // Time of the processor is counted in steps of some milliseconds: it is taken over as many matches as this.
    private const int MatchesPerCount = 20;

    /// <summary>Matches every text of a folder for about 0.2 seconds, on one core; the first match of all is timed by itself.</summary>
    public static int Run(string folder)
    {
        var texts = Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(path => (Name: Path.GetFileNameWithoutExtension(path), Text: File.ReadAllText(path))).ToList();
        var started = Stopwatch.GetTimestamp();
        LicenseText.Match(texts[0].Text);
        var first = Stopwatch.GetElapsedTime(started);

        var names = Stopwatch.GetTimestamp();
        LicenseNames.Default.Resolve("Apache License, Version 2.0");
        var firstName = Stopwatch.GetElapsedTime(names);

        foreach (var (_, text) in texts)
            LicenseText.Match(text);
        var damagedTexts = texts.ConvertAll(one => one with { Text = one.Text.Insert(one.Text.IndexOf(' ', one.Text.Length / 2), " except") });
        var results = texts.ConvertAll(one => (one.Name, one.Text.Length, Milliseconds: Median(one.Text)));
        var damaged = damagedTexts.ConvertAll(one => (one.Name, one.Text.Length, Milliseconds: Median(one.Text)));
        Print($"first match of the process, with loading the fingerprints: {first.TotalMilliseconds:0.0} ms; first name, with making the table: {firstName.TotalMilliseconds:0.0} ms");
        Print("texts word for word", results);
        Print("the same with one word more", damaged);
        Print("texts word for word, time of the processor", texts.ConvertAll(one => (one.Name, one.Text.Length, Milliseconds: Processor(one.Text))));
        Print("the same with one word more, time of the processor", damagedTexts.ConvertAll(one => (one.Name, one.Text.Length, Milliseconds: Processor(one.Text))));
        return 0;
    }

    private static double Median(string text)
    {
        var times = new List<double>();
        var all = Stopwatch.StartNew();
        while (all.Elapsed < PerText || times.Count < 5)
        {
            var started = Stopwatch.GetTimestamp();
            LicenseText.Match(text);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>What a match takes of the processor, on average: on a busy machine the clock also counts the work of others.</summary>
    private static double Processor(string text)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < MatchesPerCount; i++)
            LicenseText.Match(text);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / MatchesPerCount;
    }

    private static void Print(string what, List<(string Name, int Length, double Milliseconds)> results)
    {
        var sorted = results.OrderBy(r => r.Milliseconds).ToList();
        var (name, length, slowest) = sorted[^1];
        Print($"{what}: {sorted.Count} texts, median {sorted[sorted.Count / 2].Milliseconds:0.00} ms, 90th percentile {sorted[sorted.Count * 9 / 10].Milliseconds:0.00} ms, slowest {slowest:0.00} ms ({name}, {length:N0} characters); {results.Sum(r => r.Length) / 1000 / results.Sum(r => r.Milliseconds):0.0} million characters/s");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
