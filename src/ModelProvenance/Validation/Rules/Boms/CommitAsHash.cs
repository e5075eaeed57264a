using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>Tools write the commit of a repository as the SHA-1 of the model: it is the digest of no file.</summary>
internal sealed class CommitAsHash()
    : BomRule(5103, nameof(CommitAsHash), Severity.Error, "The commit of a repository stands as the hash of a model or file.")
{
    private const int CommitLength = 40;

    public override void Check(BomRuleContext context)
    {
        foreach (var element in context.Document.Elements)
        {
            foreach (var hash in element.ClaimsOf("hash"))
            {
                if (hash.Value.Length != CommitLength)
                    continue;
                if (hash.Value.Equals(element.Version, StringComparison.OrdinalIgnoreCase) || hash.Value.Equals(element.PackageUrl.Version, StringComparison.OrdinalIgnoreCase))
                    context.Report(context.Document.At(hash.Sources[0].Locator)!, $"The hash {BomRuleContext.Quote(hash.Value)} is the commit of the repository, which is the digest of no file. State the SHA-256 of each file, and the commit as the version.");
            }
        }
    }
}
