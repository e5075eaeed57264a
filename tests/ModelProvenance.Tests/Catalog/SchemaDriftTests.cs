using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Catalog;

/// <summary>Walks the published schemas, the reader's description of the records, and the public types at once: a member that one of them has and another has not is a failure.</summary>
public sealed class SchemaDriftTests
{
    private const string Exchange = "catalog.schema.json";

    /// <summary>Members that are named otherwise in JSON than in C#, and why.</summary>
    private static readonly Dictionary<(Type, string), string> Renamed = new()
    {
        // "spdx": true reads well in a file, and says too little as the name of a property.
        [(typeof(ModelLicense), nameof(ModelLicense.OnSpdxList))] = "spdx",
        // A holder of a share has an id or a name; in the file the member says whose it is.
        [(typeof(ShareHolding), nameof(ShareHolding.Name))] = "holder",
    };

    /// <summary>Properties that no member stands for, and why.</summary>
    private static readonly HashSet<(Type, string)> NotStored =
    [
        // The key is the name of the member under "sources".
        (typeof(SourceDocument), nameof(SourceDocument.Key)),
        // Inside its series file a release does not name the series.
        (typeof(ModelRelease), nameof(ModelRelease.Series)),
    ];

    /// <summary>Members that no public property stands for, and why.</summary>
    private static readonly HashSet<string> OnlyInFiles =
    [
        // Layers are put together before anybody sees a record.
        "removed",
    ];

    private static readonly string[] FactMembers = ["unknown", "value", "sources", "conflicts", "note"];

    [Theory]
    [InlineData("catalog/organization.schema.json", nameof(MemberLister.Organization))]
    [InlineData("catalog/license.schema.json", nameof(MemberLister.License))]
    [InlineData("catalog/family.schema.json", nameof(MemberLister.Family))]
    [InlineData("catalog/statement.schema.json", nameof(MemberLister.Statement))]
    public void A_file_has_the_members_of_its_record_and_its_envelope(string path, string record)
    {
        var schema = SchemaView.Root(path);

        // In a file "removed" is refused, and the envelope stands around the record.
        schema.Properties.Keys.Except(["$schema", "schemaVersion", "sources"]).Should().Equal(RecordOf(record).Members.Select(m => m.Name).Except(["removed"]));
        schema.Required.Should().BeEquivalentTo(RecordOf(record).Members.Where(m => m.IsRequired).Select(m => m.Name).Append("schemaVersion"));
        schema.IsClosed.Should().BeTrue();
        foreach (var member in RecordOf(record).Members.Where(m => m.Name != "removed"))
            Compare(schema.Properties[member.Name], member, $"{path}#/{member.Name}");
    }

    [Fact]
    public void A_series_file_has_the_members_of_the_series_and_of_its_releases()
    {
        var schema = SchemaView.Root("catalog/series.schema.json");

        schema.Properties.Keys.Except(["$schema", "schemaVersion", "sources", "releases"]).Should().Equal(MemberLister.Series.Members.Select(m => m.Name).Except(["removed"]));
        schema.Required.Should().BeEquivalentTo(MemberLister.Series.Members.Where(m => m.IsRequired).Select(m => m.Name).Append("schemaVersion"));
        CompareRecord(schema.Properties["releases"].Items!, MemberLister.NestedRelease, "series#/releases");
    }

    [Theory]
    [InlineData("organizations", nameof(MemberLister.Organization))]
    [InlineData("licenses", nameof(MemberLister.License))]
    [InlineData("families", nameof(MemberLister.Family))]
    [InlineData("series", nameof(MemberLister.Series))]
    [InlineData("releases", nameof(MemberLister.Release))]
    [InlineData("models", nameof(MemberLister.Model))]
    [InlineData("statements", nameof(MemberLister.Statement))]
    public void A_record_of_the_exchange_form_has_the_members_of_its_description(string list, string record)
    {
        var schema = SchemaView.Root(Exchange).Properties[list].Items!;
        var member = RecordOf(record);

        // A layer may leave out all but the id; what a whole catalog needs stands under "complete".
        schema.Properties.Keys.Should().BeEquivalentTo(member.Members.Select(m => m.Name));
        schema.Required.Should().Equal("id");
        var complete = SchemaView.At(Exchange, "complete").Properties[list].Items!;
        complete.Required.Append("id").Should().BeEquivalentTo(member.Members.Where(m => m.IsRequired).Select(m => m.Name));
        foreach (var one in member.Members.Where(m => m.Name != "removed"))
            Compare(schema.Properties[one.Name], one, $"{list}/{one.Name}");
    }

    [Fact]
    public void The_exchange_form_has_the_lists_that_the_library_writes()
    {
        using var stream = new MemoryStream();
        CatalogJson.WriteExchange(CatalogJson.ReadExchange(File.ReadAllBytes(Path.Combine(SchemaFiles.Corpus, "good", "catalog.json")), "catalog.json"), stream);
        var written = JsonNode.Parse(stream.ToArray())!.AsObject().Select(p => p.Key);

        SchemaView.Root(Exchange).Properties.Keys.Except(["layer"]).Should().Equal(written);
    }

    [Fact]
    public void Documents_citations_and_retired_ids_have_the_members_of_their_descriptions()
    {
        CompareRecord(SchemaView.At("catalog/common.schema.json", "source"), MemberLister.Document, "source");
        CompareRecord(SchemaView.At("catalog/common.schema.json", "retiredId"), MemberLister.Retired, "retiredId");
        CompareRecord(SchemaView.Root("catalog/retired-ids.schema.json").Properties["retired"].Items!, MemberLister.Retired, "retired");
    }

    [Fact]
    public void Lists_of_words_are_those_of_their_enumerations()
    {
        SchemaView.Root("catalog/organization.schema.json").Properties["roles"].Items!.Words.Should().Equal(EnumText<OrganizationRole>.Names.All);
        SchemaView.At("catalog/license.schema.json", "silentOnFact").Properties["value"].Items!.Words.Should().Equal(EnumText<LicenseTermKind>.Names.All);
        SchemaView.At("catalog/license.schema.json", "noticeTerm").Properties["when"].Items!.Words.Should().Equal(EnumText<TermTrigger>.Names.All);
    }

    [Theory]
    [MemberData(nameof(TermKinds))]
    public void A_term_has_the_members_of_its_kind(LicenseTermKind kind)
    {
        var name = EnumText<LicenseTermKind>.Of(kind) + "Term";
        var members = MemberLister.TermOf(kind).Members;
        string[] common = ["kind", "clause", "inPolicy"];
        string[] evidence = ["sources", "conflicts", "note"];

        foreach (var (definition, beside) in new[] { (name, evidence), (name + "Conflict", []) })
        {
            var schema = SchemaView.At("catalog/license.schema.json", definition);
            schema.Properties.Keys.Should().Equal([.. common, .. members.Select(m => m.Name), .. beside]);
            schema.Required.Should().BeEquivalentTo([.. members.Where(m => m.IsRequired).Select(m => m.Name), "kind", .. beside.Take(1)]);
            schema.IsClosed.Should().BeTrue();
            schema.Properties["kind"].Words.Should().Equal(EnumText<LicenseTermKind>.Of(kind));
            foreach (var member in members)
                Compare(schema.Properties[member.Name], member, $"{definition}/{member.Name}");
        }

        var type = typeof(LicenseTerm).Assembly.GetType($"{typeof(LicenseTerm).Namespace}.{(kind == LicenseTermKind.Outputs ? "Output" : kind.ToString())}Term")!;
        CompareType(type, [new Member("clause", MemberType.Text), new Member("inPolicy", MemberType.Flag), .. members], type.Name);
    }

    public static TheoryData<LicenseTermKind> TermKinds => [.. Enum.GetValues<LicenseTermKind>()];

    [Fact]
    public void A_term_is_one_of_all_kinds()
    {
        var definitions = SchemaFiles.Read("catalog/license.schema.json")["$defs"]!;
        foreach (var (union, ending) in new[] { ("term", "Term"), ("termValue", "TermConflict") })
        {
            definitions[union]!["oneOf"]!.AsArray().Select(part => part!["$ref"]!.GetValue<string>())
                .Should().Equal(EnumText<LicenseTermKind>.Names.All.Select(kind => $"#/$defs/{kind}{ending}"));
        }
    }

    [Theory]
    [InlineData(typeof(Organization), nameof(MemberLister.Organization))]
    [InlineData(typeof(ModelLicense), nameof(MemberLister.License))]
    [InlineData(typeof(ModelFamily), nameof(MemberLister.Family))]
    [InlineData(typeof(ModelSeries), nameof(MemberLister.Series))]
    [InlineData(typeof(ModelRelease), nameof(MemberLister.Release))]
    [InlineData(typeof(ModelInfo), nameof(MemberLister.Model))]
    [InlineData(typeof(Statement), nameof(MemberLister.Statement))]
    [InlineData(typeof(RetiredId), nameof(MemberLister.Retired))]
    [InlineData(typeof(SourceDocument), nameof(MemberLister.Document))]
    public void A_public_type_has_a_property_for_every_member_and_a_member_for_every_property(Type type, string record) => CompareType(type, RecordOf(record).Members, type.Name);

    [Fact]
    public void The_argued_exceptions_are_still_needed()
    {
        Renamed.Keys.Concat(NotStored).Should().OnlyContain(exception => exception.Item1.GetProperty(exception.Item2) != null);
        Renamed.Should().OnlyContain(exception => exception.Value != JsonNamingPolicy.CamelCase.ConvertName(exception.Key.Item2));
    }

    private static Member RecordOf(string name) => (Member)typeof(MemberLister).GetProperty(name)!.GetValue(null)!;

    private static void Compare(SchemaView schema, Member member, string where)
    {
        schema.Title.Should().NotBeEmpty(where);
        switch (member.Type)
        {
            case MemberType.Text:
                schema.Type.Should().Be("string", where);
                break;
            case MemberType.Number:
                schema.Type.Should().Be("integer", where);
                break;
            case MemberType.Fraction:
                schema.Type.Should().Be("number", where);
                break;
            case MemberType.Flag:
                schema.Type.Should().Be("boolean", where);
                break;
            case MemberType.Choice:
                // What an absent member means is said by its absence: the state "known", the inclusion "unstated".
                schema.Words.Should().Equal(member.Words.Except(["known", "unstated"]), where);
                break;
            case MemberType.List:
                schema.Type.Should().Be("array", where);
                var item = member.Members.Should().ContainSingle(where).Which;
                if (item.Type == MemberType.Record)
                    CompareRecord(schema.Items!, item, where + "/items");
                else
                    Compare(schema.Items!, item, where + "/items");
                break;
            default:
                CompareRecord(schema, member, where);
                break;
        }
    }

    private static void CompareRecord(SchemaView schema, Member record, string where)
    {
        // The members of a term depend on its kind: A_term_has_the_members_of_its_kind.
        if (record.Find("inPolicy") is not null)
            return;

        var members = record.Members.Where(m => m.Name != "removed").ToList();
        schema.Type.Should().Be("object", where);
        schema.IsClosed.Should().BeTrue(where);
        schema.Properties.Keys.Should().BeEquivalentTo(members.Select(m => m.Name), where);

        // Of a fact the conditions say when value, unknown and sources are there; SchemaCorpusTests has them all. Inside a list of facts and in a conflict they are plain members.
        var required = members.Where(m => m.IsRequired).Select(m => m.Name).ToList();
        schema.Required.Except(FactMembers).Should().BeEquivalentTo(required.Except(FactMembers), where);
        required.Should().BeSubsetOf(schema.Required, where);
        foreach (var member in members)
            Compare(schema.Properties[member.Name], member, $"{where}/{member.Name}");
    }

    private static void CompareType(Type type, IReadOnlyList<Member> members, string where)
    {
        // What is stored can be set; what follows from it (display names, the plain figure) cannot.
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).ToList();
        var open = members.Select(m => m.Name).Where(name => !OnlyInFiles.Contains(name)).ToHashSet();
        foreach (var property in properties)
        {
            var name = Renamed.GetValueOrDefault((type, property.Name), JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            var member = members.FirstOrDefault(m => m.Name == name);
            if (member is not null)
            {
                open.Remove(name).Should().BeTrue(where);
                CompareValue(property.PropertyType, member, $"{where}.{property.Name}");
            }
            else if (FactOf(property.PropertyType) is { } value)
            {
                // A fact with a qualifier, such as the date of a kind: its members stand beside the qualifier.
                FactMembers.Should().BeSubsetOf(open, $"{where}.{property.Name} has no member of its own");
                open.ExceptWith(FactMembers);
                CompareValue(value, members.First(m => m.Name == "value"), $"{where}.{property.Name}");
            }
            else
            {
                NotStored.Should().Contain((type, property.Name), $"{where}.{property.Name} has no member \"{name}\"");
            }
        }

        open.Should().BeEmpty($"{where} has a property for every member");
    }

    private static void CompareValue(Type type, Member member, string where)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (FactOf(type) is { } value)
        {
            member.Members.Select(m => m.Name).Should().Equal(FactMembers, where);
            CompareValue(value, member.Find("value")!, where);
        }
        else if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || type.GetGenericTypeDefinition() == typeof(ValueList<>)))
        {
            member.Type.Should().Be(MemberType.List, where);
            var item = member.Members.Should().ContainSingle(where).Which;
            if (FactOf(type.GenericTypeArguments[0]) is { } entry)
            {
                string[] evidence = ["sources", "conflicts", "note"];
                item.Members.TakeLast(3).Select(m => m.Name).Should().Equal(evidence, where);
                if (entry == typeof(LicenseTerm))
                    return;
                CompareType(entry, [.. item.Members.SkipLast(3)], where);
            }
            else if (item.Type == MemberType.Record)
            {
                CompareType(type.GenericTypeArguments[0], item.Members, where);
            }
        }
        else if (member.Type == MemberType.Record)
        {
            CompareType(type, member.Members, where);
        }
        else if (type.IsEnum)
        {
            member.Type.Should().Be(MemberType.Choice, where);
            member.Words.Should().Equal(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName), where);
        }
        else
        {
            member.Type.Should().Be(
                type == typeof(bool) ? MemberType.Flag : type == typeof(long) ? MemberType.Number : type == typeof(decimal) ? MemberType.Fraction : MemberType.Text, where);
        }
    }

    private static Type? FactOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Fact<>) ? type.GenericTypeArguments[0] : null;

    /// <summary>A schema with what its references and parts add.</summary>
    private sealed class SchemaView
    {
        private readonly List<(JsonObject Schema, string File)> _parts = [];

        private SchemaView(IEnumerable<(JsonObject Schema, string File)> schemas)
        {
            foreach (var (schema, file) in schemas)
                Collect(schema, file);
        }

        public string Title => Texts("title").FirstOrDefault("");

        public string Type => Texts("type").FirstOrDefault("");

        public bool IsClosed => _parts.Any(p => p.Schema["unevaluatedProperties"] is JsonValue || p.Schema["additionalProperties"] is JsonValue);

        public IEnumerable<string> Words => _parts.Select(p => p.Schema["enum"]).OfType<JsonArray>().First().Select(word => word!.GetValue<string>());

        public IReadOnlyList<string> Required => [.. _parts.SelectMany(p => p.Schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Distinct()];

        /// <summary>The members, those of referenced parts first.</summary>
        public Dictionary<string, SchemaView> Properties => _parts
            .SelectMany(p => (p.Schema["properties"]?.AsObject() ?? []).Select(m => (m.Key, Schema: m.Value!.AsObject(), p.File)))
            .GroupBy(m => m.Key)
            .ToDictionary(group => group.Key, group => new SchemaView(group.Select(m => (m.Schema, m.File))));

        public SchemaView? Items
        {
            get
            {
                var items = _parts.Where(p => p.Schema["items"] is JsonObject).Select(p => (p.Schema["items"]!.AsObject(), p.File)).ToList();
                return items.Count == 0 ? null : new SchemaView(items);
            }
        }

        public static SchemaView Root(string path) => new([(SchemaFiles.Read(path), path)]);

        public static SchemaView At(string path, string definition) => new([(SchemaFiles.Read(path)["$defs"]![definition]!.AsObject(), path)]);

        private IEnumerable<string> Texts(string name) => _parts.Select(p => p.Schema[name]).OfType<JsonValue>().Select(value => value.GetValue<string>());

        private void Collect(JsonObject schema, string file)
        {
            if (schema["$ref"] is { } reference)
            {
                var target = new Uri(new Uri(SchemaFiles.Base + file), reference.GetValue<string>());
                var path = target.GetLeftPart(UriPartial.Path)[SchemaFiles.Base.Length..];
                JsonNode node = SchemaFiles.Read(path);
                foreach (var part in target.Fragment.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
                    node = node[part]!;
                Collect(node.AsObject(), path);
            }

            foreach (var part in schema["allOf"]?.AsArray() ?? [])
                Collect(part!.AsObject(), file);
            _parts.Add((schema, file));
        }
    }
}
