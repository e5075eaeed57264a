using System.Collections.Immutable;

using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What a catalog holds, in numbers.</summary>
/// <remarks>A fact is a value with its sources. What a model takes over from its release or series is counted there, not again at the model.</remarks>
public sealed record CatalogStatistics
{
    /// <summary>The version of the data.</summary>
    public required string CatalogVersion { get; init; }

    /// <summary>The version of the JSON form.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>Number of organizations.</summary>
    public required int Organizations { get; init; }

    /// <summary>Number of licences.</summary>
    public required int Licenses { get; init; }

    /// <summary>Number of families.</summary>
    public required int Families { get; init; }

    /// <summary>Number of series.</summary>
    public required int Series { get; init; }

    /// <summary>Number of releases.</summary>
    public required int Releases { get; init; }

    /// <summary>Number of models.</summary>
    public required int Models { get; init; }

    /// <summary>Number of distributions.</summary>
    public required int Distributions { get; init; }

    /// <summary>Models whose developer, licence of the weights, total parameters and day or month of the weights are known, each from a primary source or a dated hub snapshot.</summary>
    public required int ModelsComplete { get; init; }

    /// <summary>Number of facts with a value.</summary>
    public required int Facts { get; init; }

    /// <summary>Facts with a value and no source. Anything but 0 is an error.</summary>
    public required int FactsWithoutSource { get; init; }

    /// <summary>Number of documents cited.</summary>
    public required int Sources { get; init; }

    /// <summary>Facts by the kind of their best source.</summary>
    public required ImmutableSortedDictionary<string, int> SourcesByKind { get; init; }

    /// <summary>Facts for which sources give several values.</summary>
    public required int Disputed { get; init; }

    /// <summary>Facts without a value, by state.</summary>
    public required ImmutableSortedDictionary<string, int> Unknown { get; init; }

    internal static CatalogStatistics Count(ModelCatalog catalog)
    {
        var counter = new FactCounter();
        foreach (var organization in catalog.Organizations)
            RecordDescriptions.Organization(counter, organization);
        foreach (var license in catalog.Licenses)
            RecordDescriptions.License(counter, license);
        foreach (var family in catalog.Families)
            RecordDescriptions.Family(counter, family);
        foreach (var series in catalog.Series)
            RecordDescriptions.Series(counter, series);
        foreach (var release in catalog.Releases)
            RecordDescriptions.Release(counter, release, default);

        var complete = 0;
        foreach (var model in catalog.Models)
        {
            var release = catalog.Releases.Get(model.Release);
            counter.Inherited = [.. release.Dates.Select(d => d.Date), .. release.Licenses.Select(l => (object)l.Expression), catalog.Series.Get(model.Series).Developers];
            RecordDescriptions.Model(counter, model, nested: true);
            counter.Inherited = [];
            if (IsComplete(model))
                complete++;
        }

        return new CatalogStatistics
        {
            CatalogVersion = catalog.CatalogVersion,
            SchemaVersion = catalog.SchemaVersion,
            Organizations = catalog.Organizations.Count,
            Licenses = catalog.Licenses.Count,
            Families = catalog.Families.Count,
            Series = catalog.Series.Count,
            Releases = catalog.Releases.Count,
            Models = catalog.Models.Count,
            Distributions = catalog.Models.Sum(m => m.Distributions.Length),
            ModelsComplete = complete,
            Facts = counter.Facts,
            FactsWithoutSource = counter.WithoutSource,
            Sources = catalog.Sources.Count(),
            SourcesByKind = counter.ByKind.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Disputed = counter.Disputed,
            Unknown = counter.Unknown.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    internal static bool IsComplete(ModelInfo model) =>
        IsGood(model.Developers) && model.License(LicenseScope.Weights) is { } license && IsGood(license.Expression)
        && model.Total is { } total && IsGood(total.Count)
        && model.Date(DateKind.WeightsPublished) is { } date && IsGood(date) && date.Value.Precision >= DatePrecision.Month;

    private static bool IsGood<T>(Fact<T> fact) => fact.IsKnown && fact.Sources.Any(s => s.Source.Kind.IsPrimary() || s.Source.Kind == SourceKind.HubSnapshot);
}
