using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts.Counting;

/// <summary>By which rule a label and a count go together.</summary>
public enum SizeLabelMatch
{
    /// <summary>They do not.</summary>
    None = 0,

    /// <summary>The count rounds to the label, or lies within 2 percent of it.</summary>
    Rounded,

    /// <summary>The label drops the digits behind its last (3.35 billion as 3B).</summary>
    Truncated,

    /// <summary>The count lies within the 10 percent that size classes allow (8.03 and 7.24 billion as 8B and 7B).</summary>
    SizeClass,
}

/// <summary>What counts a total can mean.</summary>
public enum TotalConvention
{
    /// <summary>All parameters without multi-token-prediction modules.</summary>
    Main = 0,

    /// <summary>With the multi-token-prediction modules.</summary>
    WithMtp,
}

/// <summary>How a size label stands to the figures of a model.</summary>
/// <param name="Label">The label.</param>
/// <param name="TotalMatch">How the total of the label fits; null when the label states none.</param>
/// <param name="ActiveMatch">How the active count of the label fits; null when the label states none.</param>
/// <param name="ExpertsMatch">Whether the number of experts is the same; null when the label states none, or the model has none.</param>
public sealed record SizeLabelResult(SizeLabel Label, SizeLabelMatch? TotalMatch, SizeLabelMatch? ActiveMatch, bool? ExpertsMatch)
{
    /// <summary>Which total the label means; null when it fits none or states none.</summary>
    public TotalConvention? MatchedTotal { get; init; }

    /// <summary>Which way of counting active parameters the label follows; the closest when several fit; null when none fits or the label states none.</summary>
    public ActiveConvention? MatchedActive { get; init; }

    /// <summary>Every way of counting active parameters that the label fits, in the order of the enumeration; rounded labels often fit several.</summary>
    public ImmutableArray<ActiveConvention> FittingActive { get; init; } = [];

    /// <summary>Whether everything that the label states fits; null when it states nothing that can be compared.</summary>
    public bool? Fits => TotalMatch is null && ActiveMatch is null && ExpertsMatch is null
        ? null
        : TotalMatch != SizeLabelMatch.None && ActiveMatch != SizeLabelMatch.None && ExpertsMatch != false;
}

/// <summary>Compares what a name says about size with what a model holds, in every convention that vendors use.</summary>
public static class SizeLabelCheck
{
    /// <summary>Compares a label with figures.</summary>
    /// <remarks>A total fits within the 10 percent of size classes. An active count must be closer: rounded, within 2 percent, or with its last digits dropped.
    /// The product in <c>8x7B</c> only bounds the total. An effective label (<c>E4B</c>) states nothing that can be counted.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="figures"/> is null.</exception>
    public static SizeLabelResult Check(SizeLabel label, ParameterBreakdown figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        SizeLabelMatch? total = null;
        TotalConvention? totalConvention = null;
        if (label.Total is { } stated)
        {
            total = MatchTotal(stated, figures.Total);
            totalConvention = TotalConvention.Main;
            if (figures.Mtp > 0 && MatchTotal(stated, figures.Total + figures.Mtp) is var withMtp && Better(withMtp, total.Value, stated, figures))
                (total, totalConvention) = (withMtp, TotalConvention.WithMtp);
        }
        else if (label.Form == SizeLabelForm.Experts && label.TotalUpperBound is { } bound)
        {
            // Half the product: experts are most of such a model, or the label would not multiply them.
            total = figures.Total <= bound && figures.Total >= bound / 2 ? SizeLabelMatch.SizeClass : SizeLabelMatch.None;
            totalConvention = TotalConvention.Main;
        }

        var fitting = ImmutableArray.CreateBuilder<ActiveConvention>();
        var (active, activeConvention) = label.Active is { } claimed ? MatchActive(claimed, figures, fitting) : (null, null);
        bool? experts = label.Experts is { } number && figures.Experts > 0 ? number == figures.Experts : null;
        return new SizeLabelResult(label, total, active, experts)
        {
            MatchedTotal = total is null or SizeLabelMatch.None ? null : totalConvention,
            MatchedActive = activeConvention,
            FittingActive = fitting.ToImmutable(),
        };
    }

    /// <summary>Compares a label with a total that was counted from tensors; active counts cannot be seen there.</summary>
    /// <returns>Null when the label states no total.</returns>
    public static SizeLabelMatch? CheckTotal(SizeLabel label, long total) => label.Total is { } stated ? MatchTotal(stated, total) : null;

    private static bool Better(SizeLabelMatch candidate, SizeLabelMatch present, ParameterCount stated, ParameterBreakdown figures) =>
        candidate != SizeLabelMatch.None
        && (present == SizeLabelMatch.None || Math.Abs(figures.Total + figures.Mtp - stated.Value) < Math.Abs(figures.Total - stated.Value));

    private static SizeLabelMatch MatchTotal(ParameterCount stated, long count)
    {
        var close = Match(stated, count);
        // SizeLabel.FitsTotal states the reason for 10 percent.
        return close != SizeLabelMatch.None || Math.Abs((double)count - stated.Value) > 0.1 * stated.Value ? close : SizeLabelMatch.SizeClass;
    }

    private static (SizeLabelMatch? Match, ActiveConvention? Convention) MatchActive(ParameterCount claimed, ParameterBreakdown figures, ImmutableArray<ActiveConvention>.Builder fitting)
    {
        ActiveConvention? best = null;
        var match = SizeLabelMatch.None;
        foreach (var convention in (ReadOnlySpan<ActiveConvention>)[ActiveConvention.Everything, ActiveConvention.WithoutInputEmbedding, ActiveConvention.WithoutEmbeddingAndHead])
        {
            var count = figures.ActiveIn(convention);
            var candidate = Match(claimed, count);
            if (candidate == SizeLabelMatch.None)
                continue;
            fitting.Add(convention);
            var closer = best is null || Math.Abs(count - claimed.Value) < Math.Abs(figures.ActiveIn(best.Value) - claimed.Value);
            if (match == SizeLabelMatch.None || (candidate < match) || (candidate == match && closer))
                (match, best) = (candidate, convention);
        }

        return (match, best);
    }

    private static SizeLabelMatch Match(ParameterCount stated, long count)
    {
        if (stated.Agrees(new ParameterCount(Math.Max(0, count))) || Math.Abs((double)count - stated.Value) <= 0.02 * stated.Value)
            return SizeLabelMatch.Rounded;
        return count >= stated.Value && count - stated.Value < stated.Precision ? SizeLabelMatch.Truncated : SizeLabelMatch.None;
    }
}
