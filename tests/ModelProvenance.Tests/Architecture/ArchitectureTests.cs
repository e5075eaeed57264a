using System.Reflection;
using System.Runtime.CompilerServices;

using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Tests.Architecture;

public class ArchitectureTests(ITestOutputHelper output)
{
    /// <summary>A folder names only folders on lower floors.</summary>
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Text"] = 1, ["Findings"] = 1, ["Facts"] = 1,
        ["Catalog"] = 2, ["Cards"] = 2, ["Artifacts"] = 2, ["Boms"] = 2, ["Documents"] = 2,
        ["Resolution"] = 3, ["Lineage"] = 3, ["Cadence"] = 3,
        ["Licensing"] = 4, ["Origin"] = 4,
        ["Inspection"] = 5, ["Regulation"] = 5,
        ["Validation"] = 6,
        ["Export"] = 7,
    };

    private static readonly Lazy<FolderFloors> Compiled = new(() => FolderFloors.Read(typeof(ModelCatalog).Assembly.Location, "/src/ModelProvenance/"));

    [Fact]
    public void Folders_name_only_folders_below_them()
    {
        var arrows = Compiled.Value.Arrows;
        foreach (var group in arrows.GroupBy(a => (a.From, a.To)).OrderBy(g => Floors.GetValueOrDefault(g.Key.From)).ThenBy(g => g.Key.From, StringComparer.Ordinal).ThenBy(g => g.Key.To, StringComparer.Ordinal))
            output.WriteLine($"{Floors.GetValueOrDefault(group.Key.From)} {group.Key.From} -> {Floors.GetValueOrDefault(group.Key.To)} {group.Key.To}: {group.Count()}, such as {group.First().Type} -> {group.First().Named}");
        arrows.Where(arrow => !MayName(arrow.From, arrow.To)).Select(arrow => $"{arrow.From}/{arrow.Type} names {arrow.To}/{arrow.Named}").Order(StringComparer.Ordinal).Should().BeEmpty();
    }

    [Fact]
    public void Every_folder_has_a_floor() => Compiled.Value.Folders.Except(Floors.Keys).Should().BeEmpty();

    [Fact]
    public void The_reading_sees_each_sort_of_arrow()
    {
        // Known ones; a reader that overlooked a sort would pass everything.
        var seen = Compiled.Value.Arrows.Select(a => $"{a.Type} -> {a.Named}").ToHashSet();
        seen.Should().Contain("ModelInfo -> Fact`1", "properties");
        seen.Should().Contain("PartialDate -> ParsableJsonConverter`1", "typeof in an attribute");
        seen.Should().Contain("CatalogJson -> JsonTree", "calls in method bodies");
        seen.Should().Contain("ModelResolver -> ModelCatalog", "fields and parameters of a type in the root namespace");
    }

    [Fact]
    public void Public_types_are_closed_and_immutable()
    {
        var types = typeof(ModelCatalog).Assembly.GetExportedTypes().Where(t => !t.IsEnum && !t.IsInterface && !typeof(Delegate).IsAssignableFrom(t)).ToList();
        types.Should().HaveCountGreaterThan(50);
        types.Where(t => !t.IsSealed && !t.IsAbstract && !t.IsValueType).Select(t => t.FullName).Should().BeEmpty("public types are sealed, abstract or structs");

        // "init" sets once, while the object is made; anything else is a mutable property.
        (from type in types
         from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
         where property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
         select $"{type.FullName}.{property.Name}").Should().BeEmpty("no public property can be set later");
        (from type in types
         from field in type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
         where !field.IsLiteral
         select $"{type.FullName}.{field.Name}").Should().BeEmpty("no public fields but constants");
        types.Where(t => t.IsValueType && !t.IsDefined(typeof(IsReadOnlyAttribute), false) && t is not { IsNested: true, Name: "Enumerator" }).Select(t => t.FullName)
            .Should().BeEmpty("public structs are readonly; only enumerators move");
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var elsewhere = typeof(ModelCatalog).Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.Split('.') is not (["ModelProvenance"] or ["ModelProvenance", ..]) || (t.Namespace.Split('.') is [_, var folder, ..] && !Floors.ContainsKey(folder)));
        elsewhere.Select(t => t.FullName).Should().BeEmpty();
    }

    [Fact]
    public void Every_id_parses_spans_and_has_its_json_converter()
    {
        var values = typeof(ModelCatalog).Assembly.GetExportedTypes().Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>))).ToList();
        values.Should().Contain(typeof(ModelId)).And.HaveCountGreaterThan(10);
        values.Should().OnlyContain(t => t.GetInterfaces().Contains(typeof(ISpanParsable<>).MakeGenericType(t)));
        values.Should().OnlyContain(t => t.GetCustomAttribute<System.Text.Json.Serialization.JsonConverterAttribute>()!.ConverterType == typeof(ParsableJsonConverter<>).MakeGenericType(t));
    }

    // On the ground all may name Text, and Facts may name Findings.
    private static bool MayName(string from, string to) =>
        Floors.GetValueOrDefault(from, int.MinValue) > Floors.GetValueOrDefault(to, int.MaxValue)
        || (Floors.GetValueOrDefault(from) == 1 && to == "Text") || (from, to) == ("Facts", "Findings");
}
