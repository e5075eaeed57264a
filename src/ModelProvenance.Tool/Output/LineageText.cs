using ModelProvenance.Lineage;

namespace ModelProvenance.Tool.Output;

/// <summary>Draws a lineage as a tree or as a Mermaid flowchart.</summary>
internal static class LineageText
{
    public static IEnumerable<string> Tree(LineageGraph graph, bool descendants)
    {
        yield return Describe(graph.Root);
        foreach (var line in Branches(graph, graph.Root.Id, descendants, "", [graph.Root.Id]))
            yield return line;
    }

    // A model that is met again is named, but not entered again.
    private static IEnumerable<string> Branches(LineageGraph graph, string id, bool descendants, string indent, HashSet<string> seen)
    {
        var edges = graph.Edges.Where(e => (descendants ? e.Parent : e.Child) == id).ToList();
        for (var i = 0; i < edges.Count; i++)
        {
            var last = i == edges.Count - 1;
            var other = graph.Nodes.First(n => n.Id == (descendants ? edges[i].Child : edges[i].Parent));
            yield return $"{indent}{(last ? "└─ " : "├─ ")}{Relation(edges[i])}: {Describe(other)}";
            if (!seen.Add(other.Id))
                continue;
            foreach (var line in Branches(graph, other.Id, descendants, indent + (last ? "   " : "│  "), seen))
                yield return line;
        }
    }

    public static IEnumerable<string> Mermaid(LineageGraph graph)
    {
        yield return "flowchart BT";
        for (var i = 0; i < graph.Nodes.Length; i++)
            yield return $"  n{i}[\"{Quote(Describe(graph.Nodes[i]))}\"]";
        foreach (var edge in graph.Edges)
            yield return $"  n{Index(graph, edge.Child)} -->|{Relation(edge)}| n{Index(graph, edge.Parent)}";
    }

    private static int Index(LineageGraph graph, string id)
    {
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (graph.Nodes[i].Id == id)
                return i;
        }

        return -1;
    }

    private static string Describe(LineageNode node)
    {
        if (node.Model is null)
            return $"{node.Id} (outside the catalog)";
        var maker = node.Organization == default ? "developer unknown" : node.Organization.Value;
        return $"{node.Id} ({maker}, {node.License?.ToString() ?? "licence unknown"})";
    }

    private static string Relation(LineageEdge edge) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(edge.Relation.ToString());

    private static string Quote(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
