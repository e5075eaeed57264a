using ModelProvenance.Boms;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>The package URL of a model or data set says the same as its name, group and version.</summary>
internal sealed class PurlAgainstName()
    : BomRule(5105, nameof(PurlAgainstName), Severity.Error, "The package URL of a model or data set is none, or says another name, group or version than the component.")
{
    public override void Check(BomRuleContext context)
    {
        foreach (var element in context.Document.Elements)
        {
            if (element.PackageUrlText.Length == 0 || element.Kind is not (BomElementKind.Model or BomElementKind.Dataset))
                continue;
            var node = element.Node.Find("purl") ?? element.Node.Find("software_packageUrl")!;
            if (!PackageUrl.TryParse(element.PackageUrlText, out var purl, out var error))
            {
                context.Report(node, $"{BomRuleContext.Quote(element.PackageUrlText)} is not a package URL: {error}");
                continue;
            }

            // SPDX has no group; its names are written with and without the owner.
            var isSameName = element.Name == purl.Name || (context.Document.IsSpdx && element.Name == $"{purl.Namespace}/{purl.Name}");
            if (!isSameName)
                context.Report(node, $"The package URL names {BomRuleContext.Quote(purl.Name)}, the component {BomRuleContext.Quote(element.Name)}.{(element.Name == $"{purl.Namespace}/{purl.Name}" ? " Write the owner as 'group'." : "")}");
            if (element.Group.Length > 0 && element.Group != purl.Namespace)
                context.Report(node, $"The package URL has the namespace {BomRuleContext.Quote(purl.Namespace)}, the component the group {BomRuleContext.Quote(element.Group)}.");
            if (element.Version.Length > 0 && purl.Version.Length > 0 && !element.Version.Equals(purl.Version, StringComparison.OrdinalIgnoreCase))
                context.Report(node, $"The package URL has the version {BomRuleContext.Quote(purl.Version)}, the component {BomRuleContext.Quote(element.Version)}.");
        }
    }
}
