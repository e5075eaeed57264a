using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>What holds for every tree, whatever the text was.</summary>
internal static class YamlTreeChecks
{
    /// <summary>Counts agree with children, children lie within their parents and in order, every value, span, pointer and type can be asked for.</summary>
    public static bool IsSound(YamlDocument document)
    {
        var root = document.Root;
        return Node(document, root) == document.Nodes.Length;
    }

    // Number of nodes of the subtree; a negative number when something is wrong.
    private static int Node(YamlDocument document, YamlNode node)
    {
        const int Wrong = -1_000_000_000;
        var span = node.Span;
        if (span.Start < document.Start || span.End > document.End || span.End < span.Start || span.Line < 1 || span.EndByte < span.StartByte)
            return Wrong;
        _ = node.Value;
        _ = node.ScalarType;
        _ = node.Yaml11ScalarType;
        _ = node.Pointer;
        var nodes = 1;
        var children = 0;
        var position = span.Start;
        foreach (var child in node.Kind == YamlNodeKind.Mapping ? node.Entries.SelectMany(e => new[] { e.Key, e.Value }) : node.Items)
        {
            children++;
            if (child.Span.Start < position || child.Span.End > span.End)
                return Wrong;
            position = child.Span.Start;
            nodes += Node(document, child);
        }

        return children == (node.Kind == YamlNodeKind.Mapping ? 2 * node.Count : node.Count) ? nodes : Wrong;
    }
}
