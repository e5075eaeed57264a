using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Validation;
using ModelProvenance.Validation.Rules.Catalog;

namespace ModelProvenance;

/// <summary>Checks a catalog with the MP1xxx rules.</summary>
public static class CatalogValidator
{
    /// <summary>Checks a catalog that was loaded.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="cancellationToken">Asked at each finding, and before each rule.</param>
    /// <returns>Findings in the order of files, then of rules.</returns>
    public static ImmutableArray<Finding> Validate(ModelCatalog catalog, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. RuleSet.CatalogRules.SelectMany(rule => Check(rule, catalog, cancellationToken))
            .OrderBy(f => f.Location.Path, StringComparer.Ordinal).ThenBy(f => f.Rule.Id).ThenBy(f => f.Message, StringComparer.Ordinal)];
    }

    /// <summary>Loads and checks a catalog; what cannot be loaded is found by MP1001.</summary>
    /// <param name="path">A file in the exchange form, or a folder.</param>
    /// <param name="cancellationToken">Asked at each file and before each rule.</param>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static ImmutableArray<Finding> Validate(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            return Validate(ModelCatalog.Load(path, cancellationToken), cancellationToken);
        }
        catch (CatalogFormatException e)
        {
            var problems = e.Problems.IsEmpty ? [new CatalogProblem(path, "", 0, 0, e.Message)] : e.Problems;
            return [.. problems.Select(p => new Finding(CatalogFormat.Descriptor, p.Message, new FindingLocation(p.Path) { Line = p.Line, Column = p.Column, Pointer = p.Pointer }))];
        }
    }

    private static IEnumerable<Finding> Check(CatalogRule rule, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var finding in rule.Check(catalog))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return finding;
        }
    }

    /// <summary>Whether the data is young enough (MP1012): answers are as old as the catalog that they come from.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="asOf">The day for which answers are meant.</param>
    /// <param name="maxAge">The age allowed; parts of days are left out.</param>
    /// <returns>A finding when the data is older, or when the version of the catalog does not tell its age; null otherwise.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAge"/> is negative.</exception>
    public static Finding? CheckAge(ModelCatalog catalog, DateOnly asOf, TimeSpan maxAge)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAge, TimeSpan.Zero);
        return CatalogAge.Check(catalog, asOf, maxAge);
    }
}
