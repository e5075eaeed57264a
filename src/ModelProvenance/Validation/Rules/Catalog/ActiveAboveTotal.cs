using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>No token uses more parameters than there are.</summary>
internal sealed class ActiveAboveTotal()
    : CatalogRule(1005, "ActiveAboveTotal", Severity.Error, "A model has more active parameters than parameters in all.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog) =>
        from model in catalog.Models
        let totals = model.Parameters.Where(p => p.Counts == ParameterScope.Total && p.Count.IsKnown).ToList()
        where totals.Count > 0
        let most = totals.Max(p => p.Count.Value.High)
        from active in model.Parameters
        where active.Counts == ParameterScope.Active && active.Count.IsKnown && active.Count.Value.Low > most
        select At(model, $"{active.Count.Value} parameters are active, but there are only {totals[0].Count.Value}.");
}
