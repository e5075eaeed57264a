using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>A file in a repository changes; only a commit says which text was read.</summary>
internal sealed class UnpinnedRepositorySource()
    : CatalogRule(1003, "UnpinnedRepositorySource", Severity.Error, "A source in a git repository names no commit, or its address is not that of the commit.")
{
    public override IEnumerable<Finding> Check(ModelCatalog catalog)
    {
        foreach (var source in catalog.Sources)
        {
            var inRepository = source.Kind == SourceKind.DeveloperRepository || source.Url.Host is "github.com" or "raw.githubusercontent.com";
            if (!inRepository)
                continue;
            if (source.Revision is not { Length: 40 } revision || !revision.All(char.IsAsciiHexDigitLower))
                yield return At(FileOf(source.Key), $"The document {source.Key} ({source.Url}) names no commit of 40 hex digits under \"revision\".");
            else if (source.Url.Host == "github.com" && !source.Url.AbsolutePath.Contains(revision, StringComparison.Ordinal))
                yield return At(FileOf(source.Key), $"The address of the document {source.Key} ({source.Url}) does not hold its commit {revision}.");
        }
    }
}
