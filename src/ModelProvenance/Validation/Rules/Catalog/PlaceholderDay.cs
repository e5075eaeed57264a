using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>The hub dates every repository older than its own records 2022-03-02, and careless tables write the first of January for a year.</summary>
internal sealed class PlaceholderDay()
    : CatalogRule(1008, "PlaceholderDay", Severity.Error, "A date is one that stands for an unknown day: 2022-03-02 as the creation of a hub repository, or the first of January without the day in the source.")
{
    private static readonly PartialDate Backfill = PartialDate.Parse("2022-03-02");

    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            foreach (var date in model.Dates)
            {
                if (!date.Date.IsKnown || date.Date.Note is not null)
                    continue;
                var value = date.Date.Value;
                if (date.Kind == DateKind.RepositoryCreated && value == Backfill)
                    yield return At(model, "2022-03-02 is the day on which the hub dated all older repositories; it says nothing about this one.");
                else if (value is { Precision: DatePrecision.Day, Month: 1, Day: 1 })
                    yield return At(model, $"{value} looks like a year without a day. Write the year alone, or say in the note that the day was read.");
            }
        }
    }
}
