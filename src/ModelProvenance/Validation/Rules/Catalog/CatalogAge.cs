using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>Answers are as old as the catalog. How old is too old is for whoever asks to say, so this rule runs only with an age.</summary>
internal static class CatalogAge
{
    public static RuleDescriptor Descriptor { get; } = new(RuleId.FromNumber(1012), "CatalogTooOld", Severity.Warning, "The data of the catalog is older than the age that was allowed.");

    /// <summary>The finding, or null when the catalog is young enough.</summary>
    /// <param name="catalog">The catalog; its version is a date (<c>2026.11.24</c>), with the versions of layers behind <c>+</c>.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="maxAge">The age allowed, in whole days.</param>
    public static Finding? Check(ModelCatalog catalog, DateOnly asOf, TimeSpan maxAge)
    {
        var version = catalog.CatalogVersion.Split('+')[0];
        var place = new FindingLocation("");
        if (!PartialDate.TryParse(version.Replace('.', '-'), null, out var date) || date.Precision != DatePrecision.Day)
            return new Finding(Descriptor, $"The version of the catalog, '{catalog.CatalogVersion}', is no date, so nobody can tell its age; at most {maxAge.Days} days are allowed. Use a catalog whose version is a date.", place);
        var age = asOf.DayNumber - date.Earliest.DayNumber;
        return age <= maxAge.Days
            ? null
            : new Finding(Descriptor, $"The catalog is of {date}, {age} days before {asOf:yyyy-MM-dd}; at most {maxAge.Days} days are allowed. Update the package, or put a newer catalog on top.", place);
    }
}
