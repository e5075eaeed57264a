using ModelProvenance.Findings;
using ModelProvenance.Resolution;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>A size label is a rounded claim; a count that is far from it is a mistake, or needs an explanation.</summary>
internal sealed class LabelAgainstCount()
    : CatalogRule(1006, "LabelAgainstCount", Severity.Warning, "The parameters in all are far from the size label in the model's name, and no note says why.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            if (model.Total is not { Count: { IsKnown: true, Note: null } count })
                continue;
            var label = SizeInName.Of(model.Name);
            // A source that counts as the label does, and was ruled upon, is the explanation.
            if (count.Conflicts.Any(c => c.Ruling is not null && label.FitsTotal(c.Value) == true))
                continue;
            if (label.FitsTotal(count.Value) == false)
                yield return At(model, $"the name says {label}, the catalog {count.Value}. Correct the count, or say in its note why both hold.");
        }
    }
}
