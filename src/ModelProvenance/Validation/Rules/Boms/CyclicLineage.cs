using ModelProvenance.Boms.Reading;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>Nothing is made from itself.</summary>
internal sealed class CyclicLineage()
    : BomRule(5108, nameof(CyclicLineage), Severity.Error, "A model is said to descend from itself, directly or through others.")
{
    public override void Check(BomRuleContext context)
    {
        if (context.Document.IsSpdx)
            CheckRelationships(context);
        else
            CheckPedigrees(context);
    }

    // An ancestor stands inside its descendant; the depth of documents is bounded.
    private static void CheckPedigrees(BomRuleContext context)
    {
        var elements = context.Document.Elements;
        var open = new Stack<(string Pointer, string Id)>();
        foreach (var element in elements)
        {
            while (open.TryPeek(out var outer) && !element.Pointer.StartsWith(outer.Pointer + "/pedigree/ancestors/", StringComparison.Ordinal))
                open.Pop();
            // Several models can stand in one repository, so the id counts before the package URL.
            var id = element.Reference.Length > 0 ? element.Reference : element.PackageUrl.Value;
            if (id.Length > 0 && open.Any(o => o.Id == id))
                context.Report(element.Node, $"{BomRuleContext.Quote(id)} stands among the ancestors of itself.");
            open.Push((element.Pointer, id));
        }
    }

    private static void CheckRelationships(BomRuleContext context)
    {
        var edges = BomReader.Items(context.Document.Root, "@graph").Where(n => BomReader.Text(n, "relationshipType") == "descendantOf")
            .SelectMany(n => BomReader.Items(n, "to").Select(to => (From: BomReader.Text(n, "from"), To: to.Text ?? "", Node: n))).ToLookup(e => e.From, StringComparer.Ordinal);
        // 1: on the way from the start; 2: done. Without recursion, because a document can hold a long chain.
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var start in edges)
        {
            if (state.ContainsKey(start.Key))
                continue;
            var path = new Stack<IEnumerator<(string From, string To, JsonTreeNode Node)>>([edges[start.Key].GetEnumerator()]);
            var names = new Stack<string>([start.Key]);
            state[start.Key] = 1;
            while (path.Count > 0)
            {
                if (!path.Peek().MoveNext())
                {
                    path.Pop().Dispose();
                    state[names.Pop()] = 2;
                    continue;
                }

                var edge = path.Peek().Current;
                if (state.TryGetValue(edge.To, out var seen))
                {
                    if (seen == 1)
                        context.Report(edge.Node, $"{BomRuleContext.Quote(edge.To)} descends from itself.");
                    continue;
                }

                state[edge.To] = 1;
                names.Push(edge.To);
                path.Push(edges[edge.To].GetEnumerator());
            }
        }
    }
}
