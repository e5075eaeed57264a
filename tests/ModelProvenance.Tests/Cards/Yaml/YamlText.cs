using System.Text;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>Prints a tree in one line: texts in quotes, lists in brackets, mappings in braces.</summary>
internal static class YamlText
{
    public static string Of(string yaml) => Of(YamlDocument.Read(yaml, "x.yaml").Document!.Root);

    public static string Of(YamlNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlNode node)
    {
        switch (node.Kind)
        {
            case YamlNodeKind.Sequence:
                text.Append('[');
                foreach (var item in node.Items)
                {
                    Separate(text, '[');
                    Write(text, item);
                }

                text.Append(']');
                break;
            case YamlNodeKind.Mapping:
                text.Append('{');
                foreach (var entry in node.Entries)
                {
                    Separate(text, '{');
                    Write(text, entry.Key);
                    text.Append(": ");
                    Write(text, entry.Value);
                }

                text.Append('}');
                break;
            case YamlNodeKind.Scalar:
                text.Append('"').Append(node.Value.Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
                break;
            default:
                text.Append('<').Append(node.Kind).Append('>');
                break;
        }
    }

    private static void Separate(StringBuilder text, char open)
    {
        if (text[^1] != open)
            text.Append(", ");
    }
}
