using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Licensing.Terms;

/// <summary>Holds thresholds against figures. A figure of a part is a lower bound for the whole, and the other way round; figures of another time say nothing.</summary>
internal static class ThresholdEvaluation
{
    // A figure that is older says nothing about a threshold that holds at any time: a year covers annual figures.
    private const int OldestRollingFigureDays = 400;

    public static TermOutcome Evaluate(ThresholdTerm term, UsageProfile usage, DateOnly asOf)
    {
        if (term.CommercialOnly && usage.IsCommercial == false)
            return TermOutcome.DoesNotApply("the use is not commercial");
        if (term.Business.Length > 0)
        {
            if (usage.Businesses.IsDefault)
                return TermOutcome.Unknown(Action(term), "businesses");
            if (!usage.Businesses.Contains(term.Business))
                return TermOutcome.DoesNotApply($"the business is not {term.Business}");
        }

        var test = term.Test == ThresholdTest.Release ? term.TestDate : default;
        if (term.Test == ThresholdTest.Release && !test.IsEmpty && usage.Founded is { IsEmpty: false } founded && founded.Earliest > test.Latest)
            return TermOutcome.DoesNotApply($"founded {usage.Founded}, after the release date {test}");

        var (verdict, fact) = term.Measure == ThresholdMeasure.Users ? Users(term, usage, test, asOf) : Revenue(term, usage, test, asOf);
        if (verdict == false)
            return TermOutcome.DoesNotApply(fact);
        if (verdict == true)
        {
            // Above the threshold; a term about commercial use needs that too.
            return term.CommercialOnly && usage.IsCommercial is null ? TermOutcome.Unknown(Action(term), "isCommercial") : TermOutcome.Applies(fact, Action(term), term.Display);
        }

        var what = term.Measure == ThresholdMeasure.Users ? $"users ({term.Unit})" : $"revenue ({term.Currency})";
        return TermOutcome.Unknown(Action(term), term.Test == ThresholdTest.Release && !test.IsEmpty ? $"{what} in the month before {test}" : $"{what}, a recent figure");
    }

    private static (bool? IsAbove, string Fact) Users(ThresholdTerm term, UsageProfile usage, PartialDate test, DateOnly asOf)
    {
        foreach (var figure in usage.Users.OrderByDescending(f => f.AsOf.Latest))
        {
            if (figure.Unit == term.Unit && IsTime(term, figure.AsOf, test, asOf)
                && Compare(term, figure.Count, figure.Scope, figure.IncludesAffiliates) is { } isAbove)
                return (isAbove, Invariant($"{figure.Count} {figure.Unit} ({figure.AsOf})"));
        }

        return (null, "");
    }

    private static (bool? IsAbove, string Fact) Revenue(ThresholdTerm term, UsageProfile usage, PartialDate test, DateOnly asOf)
    {
        foreach (var figure in usage.Revenue.OrderByDescending(f => f.AsOf.Latest))
        {
            if (figure.Currency == term.Currency && IsTime(term, figure.AsOf, test, asOf)
                && Compare(term, figure.Amount, figure.Scope, figure.IncludesAffiliates) is { } isAbove
                && (figure.Period == term.Period || term.Period == ThresholdPeriod.Unstated || isAbove == IsShorter(figure.Period, term.Period)))
                return (isAbove, Invariant($"{figure.Amount} {figure.Currency} per {figure.Period} ({figure.AsOf})"));
        }

        return (null, "");
    }

    // What is reached in a month is reached in the year around it, and what is not reached in a year is not reached in one of its months.
    private static bool? IsShorter(ThresholdPeriod figure, ThresholdPeriod term) => figure == ThresholdPeriod.Unstated ? null : figure < term;

    private static bool IsTime(ThresholdTerm term, PartialDate figure, PartialDate test, DateOnly asOf)
    {
        if (figure.IsEmpty)
            return false;
        if (term.Test == ThresholdTest.Release)
        {
            // "In the preceding calendar month": the month before that of the test.
            if (test.IsEmpty)
                return false;
            var month = new DateOnly(test.Earliest.Year, test.Earliest.Month, 1).AddMonths(-1);
            return figure.Precision >= DatePrecision.Month && figure.Earliest >= month && figure.Latest < month.AddMonths(1);
        }

        return figure.Earliest <= asOf && asOf.DayNumber - figure.Latest.DayNumber <= OldestRollingFigureDays;
    }

    /// <summary>Whether a figure is above; null when it counts more or less than the term and so decides nothing.</summary>
    private static bool? Compare(ThresholdTerm term, long figure, ThresholdScope scope, bool? affiliates)
    {
        var isAbove = term.Inclusive ? figure >= term.Amount : figure > term.Amount;
        // What the figure leaves out could lift it; what it counts too much could have lifted it.
        var countsLess = (term.Affiliates == AffiliateCount.Included && affiliates != true) || (term.Scope is ThresholdScope.AllProducts or ThresholdScope.Organization && scope == ThresholdScope.ProductsUsingModel);
        var countsMore = (term.Affiliates == AffiliateCount.Excluded && affiliates != false) || (term.Scope == ThresholdScope.ProductsUsingModel && scope != ThresholdScope.ProductsUsingModel);
        return isAbove ? countsMore ? null : true : countsLess ? null : false;
    }

    private static string Action(ThresholdTerm term) => term.Effect switch
    {
        ThresholdEffect.RequestLicense => "ask the licensor for a licence; the text grants no rights without it",
        ThresholdEffect.EndsRights => "the rights end; ask the licensor for another licence",
        ThresholdEffect.DisplayText => "show the text",
        _ => "see the clause",
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
