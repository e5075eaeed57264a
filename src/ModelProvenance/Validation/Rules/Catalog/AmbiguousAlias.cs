using ModelProvenance.Catalog;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>An alias may mean several models only at different times.</summary>
internal sealed class AmbiguousAlias()
    : CatalogRule(1007, "AmbiguousAlias", Severity.Error, "Two models have the same alias at the same time, or an alias repeats the name or repository of another model.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        var aliases = (from model in catalog.Models
                       from fact in model.Aliases
                       where fact.IsKnown
                       select (Model: model, Alias: fact.Value, fact.Note)).ToList();
        foreach (var group in aliases.GroupBy(a => (a.Alias.Scheme, Key: a.Alias.Text.ToLowerInvariant())))
        {
            var entries = group.ToList();
            for (var i = 0; i < entries.Count; i++)
            {
                for (var j = i + 1; j < entries.Count; j++)
                {
                    // A tag that moved on a day that nobody knows says so in its note, and stays ambiguous.
                    if (entries[i].Model.Id == entries[j].Model.Id || (entries[i].Note is not null && entries[j].Note is not null) || !Overlap(entries[i].Alias, entries[j].Alias))
                        continue;
                    yield return At(entries[j].Model, $"the alias '{entries[j].Alias.Text}' ({group.Key.Scheme}) means {entries[i].Model.Id} at the same time. Give the periods (\"from\", \"to\"), or say in both notes that the day is not known.");
                }
            }
        }

        var repositories = (from model in catalog.Models
                            from fact in model.Repositories
                            where fact.IsKnown
                            select (Name: fact.Value.Repository.Value.ToLowerInvariant(), model.Id)).ToLookup(pair => pair.Name, pair => pair.Id);
        foreach (var (model, alias, _) in aliases)
        {
            foreach (var other in repositories[alias.Text.ToLowerInvariant()])
            {
                if (other != model.Id)
                    yield return At(model, $"the alias '{alias.Text}' is the repository of {other}.");
            }
        }
    }

    private static bool Overlap(ModelAlias a, ModelAlias b) =>
        !(!a.To.IsEmpty && !b.From.IsEmpty && a.To.Earliest <= b.From.Latest) && !(!b.To.IsEmpty && !a.From.IsEmpty && b.To.Earliest <= a.From.Latest);
}
