using System.Text;

using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>Two names that the eye takes for one: <c>gpt-oss-20b</c> and <c>gpt-0ss-20b</c>. One of them is a slip, or somebody poses as somebody else; either way a person must look.</summary>
internal sealed class LookAlikeName()
    : CatalogRule(1011, "LookAlikeName", Severity.Warning, "Names of two models differ only in characters that look alike.")
{
    // Letters of other scripts that are drawn as Latin ones (Unicode TR 39, the pairs that occur in model names), and digits that pass for letters.
    private const string Seen = "асеорхуіѕԁɡοαν0１";
    private const string Taken = "aceopxyisdgoavol";

    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        var names = from model in catalog.Models
                    from name in model.Aliases.Where(a => a.IsKnown && a.Note is null).Select(a => a.Value.Text).Append(model.Name).Append(model.Repository.Name.ToString())
                    where name.Length > 0
                    select (model, name, Key: Separated(name), Skeleton: Skeleton(name));
        foreach (var group in names.GroupBy(n => n.Skeleton, StringComparer.Ordinal))
        {
            var first = group.First();
            foreach (var other in group.Where(n => n.model.Id != first.model.Id && n.Key != first.Key).DistinctBy(n => n.model.Id))
                yield return At(other.model, $"the name '{other.name}' looks like '{first.name}' of {first.model.Id}. Correct it, or say in the note of the alias why both are right.");
        }
    }

    // What differs only in case and separators is one name for the resolver already; MP1007 sees it.
    private static string Separated(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Skeleton(string name)
    {
        var text = new StringBuilder();
        foreach (var c in Separated(name))
        {
            var at = Seen.IndexOf(c, StringComparison.Ordinal);
            text.Append(at >= 0 ? Taken[at] : c is '1' or 'i' or 'ı' ? 'l' : c);
        }

        return text.ToString();
    }
}
