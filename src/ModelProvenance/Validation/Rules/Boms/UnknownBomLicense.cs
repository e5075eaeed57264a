using ModelProvenance.Boms.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>Expressions are of the SPDX grammar with ids of the SPDX list; a listed licence is written as its id.</summary>
internal sealed class UnknownBomLicense()
    : BomRule(5104, nameof(UnknownBomLicense), Severity.Error, "A licence expression is none, or holds an id that is not on the SPDX list; or an id of the list stands as a name.")
{
    public override void Check(BomRuleContext context)
    {
        foreach (var node in Expressions(context.Document.Root))
        {
            if (!SpdxExpression.TryParse(node.Text, out var expression, out var error))
                context.Report(node, $"{BomRuleContext.Quote(node.Text!)} is not a licence expression: {error}");
            else if (SpdxList.UnknownIn(expression) is { IsEmpty: false } unknown)
                context.Report(node, $"{string.Join(", ", unknown.Select(BomRuleContext.Quote))} is not on the SPDX list. Write an id of the list, or LicenseRef- and a name.");
        }

        foreach (var element in context.Document.IsSpdx ? [] : context.Document.Elements)
        {
            foreach (var choice in BomReader.Items(element.Node, "licenses"))
            {
                if (choice.Find("license")?.Find("name") is { Text: { } name } node && SpdxList.IsKnown(name))
                    context.Report(node, $"{BomRuleContext.Quote(name)} is an id of the SPDX list and stands as a name; readers that look for ids do not find it. Write it as 'id'.", Severity.Warning);
            }
        }
    }

    private static IEnumerable<JsonTreeNode> Expressions(JsonTreeNode root)
    {
        var next = new Stack<JsonTreeNode>([root]);
        while (next.TryPop(out var node))
        {
            // "expression" of CycloneDX stands in a list of licences, and citations have "expressions".
            if (node.Token == System.Text.Json.JsonTokenType.String && node.Name is "expression" or "simplelicensing_licenseExpression")
                yield return node;
            foreach (var child in node.Children)
                next.Push(child);
        }
    }
}
