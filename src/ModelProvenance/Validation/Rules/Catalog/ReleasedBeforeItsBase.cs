using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>Nothing is made from a model that does not exist yet. Bases that their developers published later are possible, so this asks for a note, not for a change.</summary>
internal sealed class ReleasedBeforeItsBase()
    : CatalogRule(1004, "ReleasedBeforeItsBase", Severity.Warning, "The weights of a model are dated before those of its base.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            if (Weights(model) is not { } own)
                continue;
            foreach (var fact in model.BaseModels)
            {
                if (!fact.IsKnown || fact.Value.Model.IsEmpty || fact.Note is not null)
                    continue;
                var parent = catalog.Models.Get(fact.Value.Model);
                if (Weights(parent) is { } date && own.IsBefore(date))
                    yield return At(model, $"its weights are dated {own}, those of its base {parent.Id} {date}. Correct a date, or say in the note of the relation why both hold.");
            }
        }
    }

    private static PartialDate? Weights(ModelInfo model) => model.Date(DateKind.WeightsPublished) is { IsKnown: true } date ? date.Value : null;
}
