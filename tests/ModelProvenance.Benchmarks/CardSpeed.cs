using System.Diagnostics;
using System.Globalization;

using ModelProvenance.Validation;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Benchmarks;

/// <summary>How many cards of a folder a core reads and checks in a second, beside js-yaml and ajv, and where the time goes.</summary>
internal static class CardSpeed
{
    private const int Rounds = 9;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(6);

    /// <summary>Four kinds of work over the cards, and js-yaml with ajv, taking turns; times of the processor, so that other work on the machine counts as little as can be.</summary>
    /// <param name="folder">The cards.</param>
    /// <param name="peers">A folder with js-yaml and ajv installed.</param>
    public static int Compare(string folder, string peers)
    {
        var cards = CardChecks.Read(folder);
        var hub = new Validator(new ValidatorOptions { Profile = ValidationProfile.Hub });
        var ofCards = new Validator(null, rule => rule.Id.Number < 3000);
        var everything = new Validator();
        (string Name, Action<string> Work)[] ours =
        [
            ("read", card => ModelCard.Read(card)),
            ("read, profile 'hub' (what js-yaml and ajv do)", card => hub.Validate(card)),
            ("read, all rules over cards (MP2xxx)", card => ofCards.Validate(card)),
            ("read, all rules, licences and lineage included", card => everything.Validate(card)),
        ];
        var script = Path.Combine(peers, "cards.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "cards.mjs"), script, overwrite: true);
        using var node = Process.Start(new ProcessStartInfo("node", [script, Path.GetFullPath(folder)]) { WorkingDirectory = peers, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        double[] Peer(int rounds)
        {
            node.StandardInput.WriteLine(rounds.ToString(CultureInfo.InvariantCulture));
            node.StandardInput.Flush();
            return [.. node.StandardOutput.ReadLine()!.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        }

        foreach (var (_, work) in ours)
        {
            var warm = Stopwatch.StartNew();
            while (warm.Elapsed < Warm)
                Array.ForEach(cards, work);
        }

        Peer(200);
        var theirs = new List<double>();
        var times = ours.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(Peer(40)[1] * 1000 / 40 / cards.Length);
            for (var i = 0; i < ours.Length; i++)
            {
                var started = ThreadTime.Now;
                for (var pass = 0; pass < 40; pass++)
                    Array.ForEach(cards, ours[i].Work);
                times[i].Add((ThreadTime.Now - started).TotalMicroseconds / 40 / cards.Length);
            }
        }

        node.StandardInput.Close();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cards.Length} cards, {cards.Sum(card => card.Length):N0} characters, {Rounds} rounds of 40 passes, medians (least and most), of the processor"));
        Print("js-yaml, ajv", theirs, theirs);
        for (var i = 0; i < ours.Length; i++)
            Print(ours[i].Name, times[i], theirs);
        return 0;
    }

    private static void Print(string name, List<double> times, List<double> theirs)
    {
        double[] sorted = [.. times.Order()];
        double[] ratios = [.. times.Zip(theirs, (own, their) => their / own).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-50} {sorted[Rounds / 2],7:F2} us a card ({sorted[0]:F2} to {sorted[^1]:F2}), {1e6 / sorted[Rounds / 2],9:N0} cards/s, {ratios[Rounds / 2]:F2} times js-yaml and ajv ({ratios[0]:F2} to {ratios[^1]:F2})"));
    }

    /// <summary>Microseconds and bytes for a card, by rule, on the processor. For looking, not for comparing: rules share what the first of them computes.</summary>
    public static int ByRule(string folder)
    {
        var cards = CardChecks.Read(folder);
        var validator = new Validator();
        var table = new List<(string Name, double Microseconds, double Bytes)>();
        void Add(string name, Action<string> work)
        {
            var warm = Stopwatch.StartNew();
            while (warm.ElapsedMilliseconds < 1000)
                Array.ForEach(cards, work);
            var (best, bytes) = (double.MaxValue, 0L);
            for (var round = 0; round < 7; round++)
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var started = ThreadTime.Now;
                Array.ForEach(cards, work);
                best = Math.Min(best, (ThreadTime.Now - started).TotalMicroseconds / cards.Length);
                bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            }

            table.Add((name, best, (double)bytes / cards.Length));
        }

        Add("all", card => validator.Validate(card));
        Add("read", card => ModelCard.Read(card));
        var read = cards.ToDictionary(card => card, card => ModelCard.Read(card).Document, StringComparer.Ordinal);
        foreach (var rule in RuleSet.CardRules)
        {
            Add(rule.Descriptor.ToString(), card =>
            {
                if (read[card] is { } document)
                    rule.Check(new CardRuleContext(validator, document, null, new FindingCollector(ValidationProfile.Provenance)) { Rule = rule.Descriptor });
            });
        }

        foreach (var (name, microseconds, bytes) in table.OrderByDescending(row => row.Microseconds))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds,8:F2} us {bytes,10:N0} bytes  {name}"));
        return 0;
    }
}
