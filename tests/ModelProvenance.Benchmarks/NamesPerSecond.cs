using System.Diagnostics;
using System.Globalization;

using ModelProvenance.Resolution;

namespace ModelProvenance.Benchmarks;

/// <summary>Names per second on one core over the sample names, by sort of name.</summary>
internal static class NamesPerSecond
{
    public static int Run()
    {
        var resolver = ModelResolver.Default;
        var names = SampleNames.All;
        var counts = names.GroupBy(n => resolver.Resolve(n).Confidence).ToDictionary(g => g.Key, g => g.Count());
        Console.WriteLine($"catalog {ModelCatalog.Default.CatalogVersion}, {ModelCatalog.Default.Models.Count} models; {names.Length} names: "
            + string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key.ToString().ToLowerInvariant()}")));
        Measure("all", names);
        foreach (var confidence in Enum.GetValues<ResolutionConfidence>())
            Measure(confidence.ToString().ToLowerInvariant(), [.. names.Where(n => resolver.Resolve(n).Confidence == confidence)]);
        return 0;

        void Measure(string what, string[] some)
        {
            if (some.Length == 0)
                return;
            var best = double.MaxValue;
            for (var round = 0; round < 7; round++)
            {
                var start = Stopwatch.GetTimestamp();
                var done = 0;
                while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 300)
                {
                    foreach (var name in some)
                        resolver.Resolve(name);
                    done += some.Length;
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / done);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-8} {1 / best,12:N0} names/s  {best * 1e9,8:F0} ns/name"));
        }
    }
}
