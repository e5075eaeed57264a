using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>Nobody publishes before being founded or after being dissolved.</summary>
internal sealed class DateOutsideOrganizationLife()
    : CatalogRule(1009, "DateOutsideOrganizationLife", Severity.Error, "A model is dated before its developer was founded, or after it was dissolved.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            if (!model.Developers.IsKnown)
                continue;
            foreach (var id in model.Developers.Value)
            {
                if (catalog.Organizations.Find(id) is not { } developer)
                    continue;
                foreach (var date in model.Dates)
                {
                    if (!date.Date.IsKnown)
                        continue;
                    if (developer.Founded.IsKnown && date.Date.Value.IsBefore(developer.Founded.Value))
                        yield return At(model, $"is dated {date.Date.Value}, but {developer.Id} was founded in {developer.Founded.Value}.");
                    if (developer.Dissolved.IsKnown && developer.Dissolved.Value.IsBefore(date.Date.Value))
                        yield return At(model, $"is dated {date.Date.Value}, but {developer.Id} was dissolved in {developer.Dissolved.Value}.");
                }
            }
        }
    }
}
