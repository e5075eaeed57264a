using ModelProvenance.Boms;
using ModelProvenance.Boms.Reading;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>The clauses of a profile that neither the JSON schema nor the SHACL shapes of SPDX 3.0.1 check: members that its package requires, and exactly one declared and one concluded licence.</summary>
internal abstract class SpdxProfileClauses(int number, string name, string profile, string page, string summary) : BomRule(number, name, Severity.Error, summary)
{
    protected abstract string PackageType { get; }

    /// <summary>The members that "External properties restrictions" of the class ask for.</summary>
    protected abstract IReadOnlyList<string> Required { get; }

    /// <summary>A member of which at most one item is allowed; empty for none.</summary>
    protected virtual string Single => "";

    public override void Check(BomRuleContext context)
    {
        if (!context.Document.IsSpdx)
            return;
        // A document that does not claim the profile promises nothing; what stands in the way of claiming it is worth knowing.
        var isClaimed = context.Document.Profiles.Contains(profile);
        var severity = isClaimed ? Severity.Error : Severity.Info;
        var claim = isClaimed ? $"The document claims the profile '{profile}', but" : $"The profile '{profile}' could not be claimed:";
        var licenses = BomReader.Items(context.Document.Root, "@graph").Where(n => BomReader.Text(n, "relationshipType") is "hasDeclaredLicense" or "hasConcludedLicense")
            .ToLookup(n => (BomReader.Text(n, "from"), BomReader.Text(n, "relationshipType")));
        foreach (var element in context.Document.Elements)
        {
            if (SpdxReader.TypeOf(element.Node) != PackageType)
                continue;
            foreach (var member in Required)
            {
                if (element.Node.Find(member) is not { } found || (found.IsArray && found.Children.Count == 0))
                    context.Report(element.Node, $"{claim} {BomRuleContext.Quote(element.Name)} has no '{member}' ({page}, External properties restrictions).", severity);
            }

            if (Single.Length > 0 && BomReader.Items(element.Node, Single).Count > 1)
                context.Report(element.Node.Find(Single)!, $"{claim} {BomRuleContext.Quote(element.Name)} has {BomReader.Items(element.Node, Single).Count} items of '{Single}'; one is allowed ({page}, External properties restrictions).", severity);
            CheckLicenses(context, element, licenses, "hasConcludedLicense", 1, claim, severity);
            CheckLicenses(context, element, licenses, "hasDeclaredLicense", 2, claim, severity);
        }
    }

    private static string Places(IEnumerable<JsonTreeNode> nodes) => string.Join(", ", nodes.Take(3).Select(n => n.Pointer));

    private void CheckLicenses(BomRuleContext context, BomElement element, ILookup<(string, string), JsonTreeNode> licenses, string type, int clause, string claim, Severity severity)
    {
        var found = licenses[(element.Reference, type)].ToList();
        var count = found.Sum(n => BomReader.Items(n, "to").Count);
        if (found.Count == 1 && count == 1)
            return;
        context.Report(element.Node, $"{claim} {BomRuleContext.Quote(element.Name)} has {(found.Count == 0 ? "no relationship" : $"{Math.Max(found.Count, count)} licences")} '{type}'{(found.Count > 0 ? $" ({Places(found)})" : "")}; exactly one is asked for ({page[..page.IndexOf('/', StringComparison.Ordinal)]}, Profile conformance, clause {clause}).", severity);
    }
}

/// <summary>The clauses of the profile <c>ai</c>.</summary>
internal sealed class AiProfileClause()
    : SpdxProfileClauses(5111, nameof(AiProfileClause), "ai", "AI/Classes/AIPackage", "An SPDX document claims the profile 'ai', but an AIPackage lacks a member that the profile requires, or has not exactly one declared and one concluded licence.")
{
    protected override string PackageType => "ai_AIPackage";

    protected override IReadOnlyList<string> Required { get; } = ["releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose"];
}

/// <summary>The clauses of the profile <c>dataset</c>.</summary>
internal sealed class DatasetProfileClause()
    : SpdxProfileClauses(5112, nameof(DatasetProfileClause), "dataset", "Dataset/Classes/DatasetPackage", "An SPDX document claims the profile 'dataset', but a DatasetPackage lacks a member that the profile requires, or has not exactly one declared and one concluded licence.")
{
    protected override string PackageType => "dataset_DatasetPackage";

    protected override IReadOnlyList<string> Required { get; } = ["builtTime", "originatedBy", "releaseTime", "software_downloadLocation", "software_primaryPurpose"];

    protected override string Single => "originatedBy";
}
