using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>A derived model whose licence leaves out what the licence of its base hands down is either a mistake of ours or a fact that readers must be told about: the note says which.</summary>
/// <remarks>A licensor may license its own work anew, so a base of the same developer is left out; teachers give outputs, not weights, and are left out too.</remarks>
internal sealed class OmittedBaseTerms()
    : CatalogRule(1010, "OmittedBaseTerms", Severity.Warning, "The licence of a model leaves out terms that the licence of its base hands down to derived models, and no note says so.")
{
    // What the catalog knows as handed down to derived models, each by the kind of its term.
    private static readonly LicenseTermKind[] HandedDown = [LicenseTermKind.Naming, LicenseTermKind.FlowDown, LicenseTermKind.Display];

    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            if (model.License(LicenseScope.Weights) is not { Expression: { IsKnown: true, Note: null } own })
                continue;
            foreach (var fact in model.BaseModels)
            {
                if (!fact.IsKnown || fact.Note is not null || !fact.Value.Relation.CarriesWeights() || catalog.Models.Find(fact.Value.Model) is not { } parent || SharesDeveloper(model, parent))
                    continue;
                var at = model.Date(DateKind.WeightsPublished) is { IsKnown: true } date ? date.Value.Latest : (DateOnly?)null;
                if (parent.License(LicenseScope.Weights, at) is not { Expression.IsKnown: true } above)
                    continue;
                foreach (var license in above.Expression.Value.Licenses)
                {
                    if (own.Value.Licenses.Contains(license) || catalog.Licenses.Find(license.License) is not { } text)
                        continue;
                    var terms = text.Terms.Where(t => t.IsKnown && HandsDown(t.Value)).Select(t => t.Value.ToString()).ToList();
                    if (terms.Count > 0)
                        yield return At(model, $"is under {own.Value}; its base {parent.Id} is under {license}, which hands down: {string.Join("; ", terms)}. Correct the licence, or say in the note of the licence or of the relation what was read.");
                }
            }
        }
    }

    private static bool HandsDown(LicenseTerm term) => term switch
    {
        DutyTerm { Recommended: true } => false,
        CommercialUseTerm { Rule: CommercialUse.Excluded, Of: not TermSubject.Outputs } => true,
        DerivativesTerm { Rule: DerivativeRule.SameLicense or DerivativeRule.OwnTermsWithinLicense } => true,
        _ => HandedDown.Contains(term.Kind),
    };

    private static bool SharesDeveloper(ModelInfo a, ModelInfo b) => a.Developers.IsKnown && b.Developers.IsKnown && a.Developers.Value.Intersect(b.Developers.Value).Any();
}
