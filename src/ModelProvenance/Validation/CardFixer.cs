using System.Collections.Immutable;

using ModelProvenance.Cards;
using ModelProvenance.Validation;

namespace ModelProvenance;

/// <summary>A card with its safe repairs.</summary>
/// <param name="Text">The text afterwards; the same object when nothing was repaired.</param>
/// <param name="Fixed">What was repaired, in the order in which it was.</param>
/// <param name="Remaining">What is found in the text afterwards.</param>
public sealed record CardFixResult(string Text, ImmutableArray<ReportedFinding> Fixed, ValidationReport Remaining);

/// <summary>Repairs cards: makes the edits of findings one by one, and keeps each only when its finding is gone and no other one came up. What no edit names keeps its bytes; a second run finds nothing to do.</summary>
public static class CardFixer
{
    // Each repair reads the card anew.
    private const int MaxRepairs = 200;

    /// <summary>Repairs what can be repaired without a person.</summary>
    /// <param name="validator">Says what is wrong.</param>
    /// <param name="text">The whole card.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="cancellationToken">Asked before each repair.</param>
    public static CardFixResult Fix(Validator validator, string text, string path = ModelCard.DefaultPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(validator);
        ArgumentNullException.ThrowIfNull(text);
        var report = validator.Validate(text, path);
        var done = ImmutableArray.CreateBuilder<ReportedFinding>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        while (done.Count < MaxRepairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var repaired = false;
            foreach (var finding in report.Findings)
            {
                if (finding.Fix is not { } fix || finding.Waiver is not null || !tried.Add($"{finding.Rule.Id} {finding.Location.Pointer} {finding.Message}"))
                    continue;
                var changed = CardEdit.Apply(text, fix.Edits);
                var after = validator.Validate(changed, path);
                if (!IsBetter(report, after, finding))
                    continue;
                (text, report, repaired) = (changed, after, true);
                done.Add(finding);
                // What stood in the way of an edit may be gone now.
                tried.Clear();
                break;
            }

            if (!repaired)
                break;
        }

        return new CardFixResult(text, done.ToImmutable(), report);
    }

    // One fewer of its rule, and none more of any other: messages and places may move with the edit.
    private static bool IsBetter(ValidationReport before, ValidationReport after, ReportedFinding finding)
    {
        var left = new Dictionary<Findings.RuleId, int>();
        foreach (var one in before.Findings)
            left[one.Rule.Id] = left.GetValueOrDefault(one.Rule.Id) + 1;
        left[finding.Rule.Id]--;
        foreach (var one in after.Findings)
        {
            var count = left.GetValueOrDefault(one.Rule.Id);
            if (count == 0)
                return false;
            left[one.Rule.Id] = count - 1;
        }

        return true;
    }
}
