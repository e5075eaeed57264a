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
            WriteFile(json, tree.Root, MembersOf(name));
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    // The members of a file's record in their order.
    private static List<Member> MembersOf(string name) => name.Split('/') switch
    {
        ["organizations", _] => MemberLister.Organization.Members,
        ["licenses", _] => MemberLister.License.Members,
        ["statements", _] => MemberLister.Statement.Members,
        ["families", _, "family.json"] => MemberLister.Family.Members,
        ["families", _, _] => [.. MemberLister.Series.Members, Releases],
        ["retired-ids.json"] => [List("retired", MemberLister.Retired)],
        _ => [new Member("catalogVersion", MemberType.Text)],
    };

    private static Member Releases { get; } = List("releases", MemberLister.NestedRelease);

    private static Member List(string name, Member item)
    {
        var list = new Member(name, MemberType.List);
        list.Members.Add(item);
        return list;
    }

    // A file's documents stand behind what identifies it and in front of the long list.
    private static void WriteFile(Utf8JsonWriter json, JsonTreeNode root, List<Member> members)
    {
        if (!root.IsObject)
        {
            Write(json, root, null);
            return;
        }

        List<string> order = ["$schema", "schemaVersion", .. members.Select(m => m.Name)];
        var releases = order.IndexOf(Releases.Name);
        order.Insert(releases < 0 ? order.Count : releases, "sources");
        json.WriteStartObject();
        foreach (var child in root.Children.OrderBy(c => order.IndexOf(c.Name) is var at and >= 0 ? at : int.MaxValue))
        {
            json.WritePropertyName(child.Name);
            if (child.Name == "sources" && child.IsObject)
                WriteSources(json, child);
            else
                Write(json, child, members.FirstOrDefault(m => m.Name == child.Name));
        }

        json.WriteEndObject();
    }

    // The members of a term of a licence depend on its kind, and stand between those that every term has and its evidence.
    private static Member? OfKind(JsonTreeNode node, Member? member)
    {
        const string LastCommon = "inPolicy";
        if (member?.Find(LastCommon) is null || EnumText<LicenseTermKind>.Names.IndexOf(node.Find("kind")?.Text) is not (>= 0 and var kind))
            return member;
        var term = new Member(member.Name, member.Type);
        term.Members.AddRange(member.Members.Take(member.Members.FindIndex(m => m.Name == LastCommon) + 1));
        term.Members.AddRange(MemberLister.TermOf((LicenseTermKind)kind).Members);
        term.Members.AddRange(member.Members.Where(m => m.Name is "sources" or "conflicts" or "note"));
        return term;
    }

    private static void WriteSources(Utf8JsonWriter json, JsonTreeNode sources)
    {
        json.WriteStartObject();
        foreach (var child in sources.Children)
        {
            json.WritePropertyName(child.Name);
            Write(json, child, MemberLister.Document);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonTreeNode node, Member? member)
    {
        switch (node.Token)
        {
            case JsonTokenType.StartObject:
                member = OfKind(node, member);
                json.WriteStartObject();
                foreach (var child in node.Children.OrderBy(c => member?.Members.FindIndex(m => m.Name == c.Name) is { } at and >= 0 ? at : int.MaxValue))
                {
                    json.WritePropertyName(child.Name);
                    Write(json, child, member?.Find(child.Name));
                }

                json.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                foreach (var child in node.Children)
                    Write(json, child, member is { Members.Count: > 0 } ? member.Members[0] : null);
                json.WriteEndArray();
                break;
            case JsonTokenType.String:
                json.WriteStringValue(node.Text);
                break;
            case JsonTokenType.Number:
                // A raw value would keep the digits too, but stands without indentation in a list.
                using (var number = JsonDocument.Parse(node.Text!))
                    number.RootElement.WriteTo(json);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                json.WriteBooleanValue(node.Token == JsonTokenType.True);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
