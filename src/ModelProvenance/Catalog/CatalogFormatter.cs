using System.Text.Json;

using ModelProvenance.Catalog.Storage;
using ModelProvenance.Text;

namespace ModelProvenance.Catalog;

/// <summary>Writes a file of the catalog folder in the one canonical layout: members in the order of the format, two spaces, LF, no needless escapes.</summary>
public static class CatalogFormatter
{
    /// <summary>Formats a file. Changes no value, drops and adds nothing; members that the format does not know stand last, in their order.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="name">Its path in the folder, '/' between the parts; decides which kind of record it is.</param>
    /// <exception cref="CatalogFormatException">The content is not JSON.</exception>
    public static byte[] Format(byte[] utf8, string name)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(name);
        if (!JsonTree.TryParse(utf8, out var tree, out var problem))
            throw new CatalogFormatException([CatalogJson.At(name, problem)]);

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, CatalogJson.WriterOptions(indented: true)))
            Write(json, tree.Root, MemberOrder.OfFile(name));
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonTreeNode node, MemberOrder order)
    {
        switch (node.Token)
        {
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                foreach (var child in node.Children.OrderBy(c => order.Position(c.Name)))
                {
                    json.WritePropertyName(child.Name);
                    Write(json, child, order.Inside(child.Name));
                }

                json.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                foreach (var child in node.Children)
                    Write(json, child, order);
                json.WriteEndArray();
                break;
            case JsonTokenType.String:
                json.WriteStringValue(node.Text);
                break;
            case JsonTokenType.Number:
                json.WriteRawValue(node.Text!);
                break;
            default:
                json.WriteRawValue(node.Token switch { JsonTokenType.True => "true", JsonTokenType.False => "false", _ => "null" });
                break;
        }
    }
}
