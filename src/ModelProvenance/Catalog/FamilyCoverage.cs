using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What a catalog holds of a family, and what of that is known.</summary>
public sealed record FamilyCoverage
{
    /// <summary>The family.</summary>
    public required FamilyId Family { get; init; }

    /// <summary>Number of series.</summary>
    public required int Series { get; init; }

    /// <summary>Number of releases.</summary>
    public required int Releases { get; init; }

    /// <summary>Number of models.</summary>
    public required int Models { get; init; }

    /// <summary>Number of complete models, as <see cref="CatalogStatistics.ModelsComplete"/> counts them.</summary>
    public required int ModelsComplete { get; init; }

    /// <summary>For how many models a property is known, by the property's name in JSON, in the order of <see cref="Properties"/>.</summary>
    public required ImmutableArray<KeyValuePair<string, int>> Known { get; init; }

    /// <summary>What the catalog claims to hold in full; null when it claims nothing.</summary>
    public required CoverageStatement? Statement { get; init; }

    private static IEnumerable<(string Name, Func<ModelInfo, bool> IsKnown)> Counted { get; } =
    [
        ("developers", static model => model.Developers.IsKnown),
        ("licenses.weights", static model => model.License(LicenseScope.Weights) is { Expression.IsKnown: true }),
        ("parameters.total", static model => model.Total is { Count.IsKnown: true }),
        ("dates.weightsPublished", static model => model.Date(DateKind.WeightsPublished) is { IsKnown: true }),
        ("contextWindow", static model => model.ContextWindow.IsKnown),
        ("modalities", static model => model.Modalities.IsKnown),
        ("architecture", static model => model.Architecture.IsKnown),
        ("trainingTokens", static model => model.TrainingTokens.IsKnown),
    ];

    /// <summary>The properties that are counted.</summary>
    public static ImmutableArray<string> Properties { get; } = [.. Counted.Select(property => property.Name)];

    /// <summary>The coverage of every family, in the order of their ids.</summary>
    public static IEnumerable<FamilyCoverage> Of(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var series = catalog.Series.ToLookup(s => s.Family, s => s.Id);
        var releases = catalog.Releases.ToLookup(r => r.Series, r => r.Id);
        var models = catalog.Models.ToLookup(m => m.Family);
        return from family in catalog.Families
               let own = models[family.Id].ToList()
               select new FamilyCoverage
               {
                   Family = family.Id,
                   Series = series[family.Id].Count(),
                   Releases = series[family.Id].Sum(s => releases[s].Count()),
                   Models = own.Count,
                   ModelsComplete = own.Count(CatalogStatistics.IsComplete),
                   Known = [.. Counted.Select(property => KeyValuePair.Create(property.Name, own.Count(property.IsKnown)))],
                   Statement = family.Coverage,
               };
    }
}
