using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Cadence;

/// <summary>How often something is released, in words. Bounds are those of <see cref="ReleaseCadence.Definition"/>.</summary>
public enum CadenceClass
{
    /// <summary>Fewer than three gaps: nothing can be said.</summary>
    Unknown = 0,

    /// <summary>A median gap of at most 10 days.</summary>
    Weekly,

    /// <summary>At most 21 days.</summary>
    Biweekly,

    /// <summary>At most 45 days.</summary>
    Monthly,

    /// <summary>At most 135 days.</summary>
    Quarterly,

    /// <summary>At most 270 days.</summary>
    HalfYearly,

    /// <summary>At most 450 days.</summary>
    Yearly,

    /// <summary>A longer median, or a longest gap of more than five times the median.</summary>
    Irregular,
}

/// <summary>Releases on one day, or on days that lie within the window.</summary>
/// <param name="Date">The first of the days.</param>
/// <param name="Releases">The releases, in the order of their days.</param>
/// <param name="Models">The number of checkpoints among them.</param>
public sealed record ReleaseEvent(DateOnly Date, ImmutableArray<ReleaseId> Releases, int Models);

/// <summary>How often a family, series or organization releases models. Computed from the dates of the catalog, never stored.</summary>
/// <remarks>
/// Definition <c>release-gaps/1</c>: an event is all releases whose date of the chosen kind lies at most <see cref="WindowDays"/> days after the event's first day; releases whose
/// date is known only to the month or year are left out and counted. A gap is the number of days between neighbouring events; the time since the last event is an open gap
/// and never among the gaps. Medians of an even number of gaps are the mean of the middle two.
/// </remarks>
public sealed record ReleaseCadence
{
    /// <summary>The definition by which these numbers were computed.</summary>
    public const string Definition = "release-gaps/1";

    /// <summary>A family, series or organization, as <c>kind/id</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Which dates were used.</summary>
    public required DateKind DateKind { get; init; }

    /// <summary>How many days one event may span, at least 0.</summary>
    public required int WindowDays { get; init; }

    /// <summary>The day up to which releases count.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The events, oldest first.</summary>
    public required ImmutableArray<ReleaseEvent> Events { get; init; }

    /// <summary>Releases without a day of the chosen kind.</summary>
    public required int ReleasesWithoutDay { get; init; }

    /// <summary>The gaps in days, oldest first.</summary>
    public required ImmutableArray<int> GapsDays { get; init; }

    /// <summary>The median of the gaps; null without gaps.</summary>
    public required double? MedianGapDays { get; init; }

    /// <summary>The median of the last three gaps; null with fewer than three.</summary>
    public required double? Trailing3MedianDays { get; init; }

    /// <summary>The longest gap; null without gaps.</summary>
    public required int? LongestGapDays { get; init; }

    /// <summary>Days since the last event; null without events.</summary>
    public required int? OpenGapDays { get; init; }

    /// <summary>Checkpoints for an event, on average; null without events.</summary>
    public required double? VariantsPerRelease { get; init; }

    /// <summary>The pace in words.</summary>
    public required CadenceClass Class { get; init; }

    /// <summary>What the catalog claims to hold in full; null when it claims nothing.</summary>
    public required CoverageStatement? Coverage { get; init; }

    /// <summary>Whether the pace may be called established: only with a coverage statement that reaches back to the first event.</summary>
    public bool IsEstablished => Class != CadenceClass.Unknown && Coverage is not null && Events.Length > 0 && Coverage.CompleteSince.Earliest <= Events[0].Date;

    /// <summary>The cadence of a family.</summary>
    public static ReleaseCadence Of(ModelCatalog catalog, FamilyId family, DateOnly asOf, DateKind kind = DateKind.Announced, int windowDays = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var series = catalog.Series.Where(s => s.Family == family).Select(s => s.Id).ToHashSet();
        return Compute(catalog, $"family/{family}", r => series.Contains(r.Series), catalog.Families.Get(family).Coverage, asOf, kind, windowDays);
    }

    /// <summary>The cadence of a series.</summary>
    public static ReleaseCadence Of(ModelCatalog catalog, SeriesId series, DateOnly asOf, DateKind kind = DateKind.Announced, int windowDays = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var family = catalog.Series.Get(series).Family;
        return Compute(catalog, $"series/{series}", r => r.Series == series, catalog.Families.Find(family)?.Coverage, asOf, kind, windowDays);
    }

    /// <summary>The cadence of an organization: all releases of series that it develops, together with others or alone.</summary>
    public static ReleaseCadence Of(ModelCatalog catalog, OrganizationId organization, DateOnly asOf, DateKind kind = DateKind.Announced, int windowDays = 1)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _ = catalog.Organizations.Get(organization);
        var series = catalog.Series.Where(s => s.Developers.IsKnown && s.Developers.Value.Contains(organization)).Select(s => s.Id).ToHashSet();
        return Compute(catalog, $"organization/{organization}", r => series.Contains(r.Series), null, asOf, kind, windowDays);
    }

    /// <summary>All releases with a day of a kind, oldest first.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="kind">Which dates.</param>
    /// <param name="first">The first day, or null.</param>
    /// <param name="last">The last day, or null.</param>
    public static IEnumerable<(DateOnly Date, ModelRelease Release)> EventsOf(ModelCatalog catalog, DateKind kind, DateOnly? first = null, DateOnly? last = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return from release in catalog.Releases
               let day = DayOf(catalog, release, kind)
               where day is not null && (first is null || day >= first) && (last is null || day <= last)
               orderby day, release.Id
               select (day.Value, release);
    }

    private static ReleaseCadence Compute(ModelCatalog catalog, string subject, Func<ModelRelease, bool> belongs, CoverageStatement? coverage, DateOnly asOf, DateKind kind, int windowDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(windowDays);
        var releases = catalog.Releases.Where(belongs).ToList();
        var models = catalog.Models.GroupBy(m => m.Release).ToDictionary(g => g.Key, g => g.Count());
        var dated = releases.Select(r => (Day: DayOf(catalog, r, kind), Release: r)).Where(r => r.Day is { } day && day <= asOf).OrderBy(r => r.Day).ThenBy(r => r.Release.Id).ToList();

        var events = ImmutableArray.CreateBuilder<ReleaseEvent>();
        foreach (var (day, release) in dated)
        {
            var count = models.GetValueOrDefault(release.Id);
            if (events.Count > 0 && day!.Value.DayNumber - events[^1].Date.DayNumber <= windowDays)
                events[^1] = events[^1] with { Releases = events[^1].Releases.Add(release.Id), Models = events[^1].Models + count };
            else
                events.Add(new ReleaseEvent(day!.Value, [release.Id], count));
        }

        ImmutableArray<int> gaps = [.. events.Zip(events.Skip(1), (earlier, later) => later.Date.DayNumber - earlier.Date.DayNumber)];
        var median = Median(gaps);
        int? longest = gaps.IsEmpty ? null : gaps.Max();
        return new ReleaseCadence
        {
            Subject = subject,
            DateKind = kind,
            WindowDays = windowDays,
            AsOf = asOf,
            Events = events.ToImmutable(),
            ReleasesWithoutDay = releases.Count(r => DayOf(catalog, r, kind) is null),
            GapsDays = gaps,
            MedianGapDays = median,
            Trailing3MedianDays = gaps.Length < 3 ? null : Median([.. gaps.Skip(gaps.Length - 3)]),
            LongestGapDays = longest,
            OpenGapDays = events.Count == 0 ? null : asOf.DayNumber - events[^1].Date.DayNumber,
            VariantsPerRelease = events.Count == 0 ? null : events.Average(e => e.Models),
            Class = ClassOf(gaps, median, longest),
            Coverage = coverage,
        };
    }

    private static CadenceClass ClassOf(ImmutableArray<int> gaps, double? median, int? longest) => (gaps.Length, median) switch
    {
        ( < 3, _) or (_, null) => CadenceClass.Unknown,
        (_, { } m) when longest > 5 * m => CadenceClass.Irregular,
        (_, <= 10) => CadenceClass.Weekly,
        (_, <= 21) => CadenceClass.Biweekly,
        (_, <= 45) => CadenceClass.Monthly,
        (_, <= 135) => CadenceClass.Quarterly,
        (_, <= 270) => CadenceClass.HalfYearly,
        (_, <= 450) => CadenceClass.Yearly,
        _ => CadenceClass.Irregular,
    };

    private static double? Median(ImmutableArray<int> gaps)
    {
        if (gaps.IsEmpty)
            return null;
        var sorted = gaps.Sort();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }

    // The release's own day, or the first day of one of its models.
    private static DateOnly? DayOf(ModelCatalog catalog, ModelRelease release, DateKind kind)
    {
        foreach (var date in release.Dates)
        {
            if (date.Kind == kind)
                return Day(date.Date);
        }

        return catalog.ModelsOf(release.Id).Select(m => m.Date(kind) is { } date ? Day(date) : null).Min();
    }

    private static DateOnly? Day(Fact<PartialDate> date) => date is { IsKnown: true, Value.Precision: DatePrecision.Day } ? date.Value.Earliest : null;
}
