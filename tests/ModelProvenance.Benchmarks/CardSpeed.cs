using System.Diagnostics;
using System.Globalization;

using ModelProvenance.Validation;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Benchmarks;

/// <summary>Where the time goes when cards are checked: reading, and each rule.</summary>
internal static class CardSpeed
{
    /// <summary>Microseconds and bytes for a card, by rule, on the processor. For looking, not for comparing: rules share what the first of them computes.</summary>
    public static int ByRule(string folder)
    {
        var cards = CardChecks.Read(folder);
        var validator = new Validator();
        var table = new List<(string Name, double Microseconds, double Bytes)>();
        void Add(string name, Action<string> work)
        {
            var warm = Stopwatch.StartNew();
            while (warm.ElapsedMilliseconds < 400)
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
