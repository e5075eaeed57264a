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
            if (!IsFile(source))
                continue;
            if (source.Revision is not { Length: 40 } revision || !revision.All(char.IsAsciiHexDigitLower))
                yield return At(FileOf(source.Key), $"The document {source.Key} ({source.Url}) names no commit of 40 hex digits under \"revision\".");
            else if (!source.Url.AbsolutePath.Contains(revision, StringComparison.Ordinal))
                yield return At(FileOf(source.Key), $"The address of the document {source.Key} ({source.Url}) does not hold its commit {revision}.");
        }
    }

    // Issues, releases and commits do not change with the branch; files do. A stored copy of a page of which nobody kept the commit says so under "via", and is then
    // never cited as the repository itself.
    private static bool IsFile(SourceDocument source) =>
        (source.Via is null || source.Kind == SourceKind.DeveloperRepository)
        && (source.Url.Host == "raw.githubusercontent.com"
        || (source.Url.Host == "github.com" && Segments.Any(segment => source.Url.AbsolutePath.Contains(segment, StringComparison.Ordinal))));

    private static readonly string[] Segments = ["/blob/", "/raw/", "/tree/"];
}
