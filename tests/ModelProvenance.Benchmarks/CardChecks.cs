using System.Diagnostics;
using System.Globalization;

using ModelProvenance.Tests.Cards.Yaml;

namespace ModelProvenance.Benchmarks;

/// <summary>Cards of a folder: how many a core reads and checks in a second, and what damaged ones do.</summary>
internal static class CardChecks
{
    // What a check may allocate: a part that findings take, and a part for each character.
    private const long AllowedBytes = 512 * 1024;
    private const long AllowedBytesPerCharacter = 256;

    /// <summary>Reads and checks every card of a folder for about five seconds on one core.</summary>
    public static int Measure(string folder)
    {
        var cards = Read(folder);
        var validator = new Validator();
        Array.ForEach(cards, card => validator.Validate(card));
        var watch = Stopwatch.StartNew();
        var (rounds, findings) = (0, 0L);
        while (watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            rounds++;
            foreach (var card in cards)
                findings += validator.Validate(card).Findings.Length;
        }

        Print($"{cards.Length} cards, {rounds} rounds: {rounds * cards.Length / watch.Elapsed.TotalSeconds:N0} cards/s, {findings / rounds} findings a round");
        return 0;
    }

    /// <summary>Checks damaged cards: the seed gives the same ones each time. Ends with 1 at the first exception or at an allocation above the bound.</summary>
    public static int Mutate(string folder, long count, int seed)
    {
        var cards = Read(folder);
        var validator = new Validator();
        var random = new Random(seed);
        Array.ForEach(cards, card => validator.Validate(card));
        var watch = Stopwatch.StartNew();
        var (worst, slowest, tables) = (0.0, TimeSpan.Zero, 0L);
        for (var i = 1L; i <= count; i++)
        {
            var text = YamlMutation.Of(cards[random.Next(cards.Length)], random);
            try
            {
                var (allocated, elapsed) = Check(validator, text);
                if (allocated > Allowed(text))
                {
                    // What the catalog makes once for all answers, when a name first asks for it, is no cost of this card: the second check tells.
                    tables += allocated;
                    (allocated, elapsed) = Check(validator, text);
                }

                slowest = elapsed > slowest ? elapsed : slowest;
                worst = Math.Max(worst, (double)allocated / Allowed(text));
                if (worst > 1)
                {
                    Print($"seed {seed}, card {i}: {allocated:N0} bytes for {text.Length:N0} characters\n{text}");
                    return 1;
                }
            }
            catch (Exception e)
            {
                Print($"seed {seed}, card {i}: {e}\n{text}");
                return 1;
            }

            if (i % 100_000 == 0 || i == count)
                Print($"{i:N0} cards, no exception; {100 * worst:N0} % of the allocation allowed at most, {slowest.TotalMilliseconds:N0} ms of the processor at most, {i / watch.Elapsed.TotalSeconds:N0} cards/s, {tables:N0} bytes for tables made once, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        }

        return 0;
    }

    private static (long Allocated, TimeSpan Elapsed) Check(Validator validator, string text)
    {
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Now);
        validator.Validate(text);
        return (GC.GetAllocatedBytesForCurrentThread() - allocated, ThreadTime.Now - started);
    }

    private static long Allowed(string text) => AllowedBytes + (AllowedBytesPerCharacter * text.Length);

    public static string[] Read(string folder) => [.. Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
