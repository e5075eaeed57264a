using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using ModelProvenance.Facts;

namespace ModelProvenance.Export.Boms;

/// <summary>Helpers for documents that are built as a tree before they are written.</summary>
internal static class JsonBuilding
{
    public static JsonObject Property(string name, string value) => new() { ["name"] = name, ["value"] = value };

    public static JsonArray List(IEnumerable<string> texts)
    {
        var list = new JsonArray();
        foreach (var text in texts)
            list.Add((JsonNode)text);
        return list;
    }

    public static JsonArray List(IEnumerable<JsonNode> nodes)
    {
        var list = new JsonArray();
        foreach (var node in nodes)
            list.Add(node);
        return list;
    }

    /// <summary>Adds a node. The list's own method for any type cannot be compiled ahead of time.</summary>
    public static void Append(this JsonArray list, JsonNode node) => list.Add(node);

    /// <summary>Sets a member unless the text is empty.</summary>
    public static void SetText(this JsonObject node, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            node[name] = text;
    }

    /// <summary>Sets a member unless the list is empty.</summary>
    public static void SetList(this JsonObject node, string name, JsonArray list)
    {
        if (list.Count > 0)
            node[name] = list;
    }

    /// <summary>RFC 6901 pointer to a node of a tree.</summary>
    public static string Pointer(JsonNode node) => node.Parent switch
    {
        null => "",
        JsonArray list => $"{Pointer(list)}/{list.IndexOf(node).ToString(CultureInfo.InvariantCulture)}",
        { } parent => $"{Pointer(parent)}/{node.GetPropertyName().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
    };

    /// <summary>A day or second as both standards write it: <c>2026-01-02T00:00:00Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The first moment of a day in UTC.</summary>
    public static string Time(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    /// <summary>A UUID that follows from the content (RFC 9562, version 8), so that the same document has the same number.</summary>
    public static string Uuid(JsonNode content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString()), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }

    /// <summary>Where a value was read, in one line.</summary>
    public static string Source(ClaimSource source)
    {
        var text = new StringBuilder(source.Location);
        if (source.Locator.Length > 0)
            text.Append(", ").Append(source.Locator);
        if (source.Literal.Length > 0)
            text.Append(": \"").Append(source.Literal).Append('"');
        if (source.Read is { } read)
            text.Append("; read ").Append(read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
