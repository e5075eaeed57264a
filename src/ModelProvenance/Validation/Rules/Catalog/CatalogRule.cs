using ModelProvenance.Catalog;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>A rule over a whole catalog.</summary>
internal abstract class CatalogRule
{
    protected CatalogRule(int number, string name, Severity severity, string summary) =>
        Descriptor = new RuleDescriptor(RuleId.FromNumber(number), name, severity, summary) { Profiles = ["catalog"] };

    public RuleDescriptor Descriptor { get; }

    /// <summary>Everything that the rule finds, in the order of ids.</summary>
    public abstract IEnumerable<Finding> Check(ModelCatalog catalog);

    protected Finding At(ModelInfo model, string message) => new(Descriptor, $"{model.Id}: {message}", new FindingLocation($"families/{model.Family}/{model.Series}.json"));

    protected Finding At(string path, string message) => new(Descriptor, message, new FindingLocation(path));

    /// <summary>The file in which a document is cited: the part of its key before '#'.</summary>
    protected static string FileOf(string sourceKey)
    {
        var hash = sourceKey.IndexOf('#', StringComparison.Ordinal);
        return (hash < 0 ? sourceKey : sourceKey[..hash]) + ".json";
    }
}
