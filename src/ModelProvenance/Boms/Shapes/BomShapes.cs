using System.Collections.Frozen;

using ModelProvenance.Text;

namespace ModelProvenance.Boms.Shapes;

/// <summary>The tables of shapes in this assembly; eng/bom-shapes/README.md explains their notation.</summary>
internal static class BomShapes
{
    /// <summary>The names of the tables in the assembly.</summary>
    internal const string CycloneDxResource = "ModelProvenance.cyclonedx";

    /// <inheritdoc cref="CycloneDxResource"/>
    internal const string SpdxResource = "ModelProvenance.spdx3";

    private static readonly Lazy<JsonTreeNode> CycloneDxTable = new(() => Load(CycloneDxResource));
    private static readonly Lazy<FrozenSet<string>> LicenseIds = new(() => CycloneDxTable.Value.Find("licenses")!.Children.Select(id => id.Text!).ToFrozenSet(StringComparer.Ordinal));
    private static readonly Lazy<FrozenDictionary<string, JsonTreeNode>> CycloneDx17 = new(() => CycloneDxTable.Value.Find("1.7")!.Children.ToFrozenDictionary(c => c.Name));
    private static readonly Lazy<FrozenDictionary<string, JsonTreeNode>> CycloneDx16 = new(() =>
        CycloneDxTable.Value.Find("1.7")!.Children.Where(c => CycloneDxTable.Value.Find("1.6")!.Find(c.Name) is null).Concat(CycloneDxTable.Value.Find("1.6")!.Children).ToFrozenDictionary(c => c.Name));
    private static readonly Lazy<SpdxClasses> Spdx = new(() => new SpdxClasses(Load(SpdxResource)));

    /// <summary>Whether an id may stand as <c>license.id</c>: the list that the CycloneDX schemas were published with.</summary>
    public static bool IsCycloneDxLicenseId(string id) => LicenseIds.Value.Contains(id);

    /// <summary>The shapes of a CycloneDX version by name; null for a version without a table.</summary>
    public static FrozenDictionary<string, JsonTreeNode>? CycloneDx(string version) => version switch
    {
        "1.6" => CycloneDx16.Value,
        "1.7" => CycloneDx17.Value,
        _ => null,
    };

    /// <summary>The classes of SPDX 3.0.1.</summary>
    public static SpdxClasses SpdxClasses => Spdx.Value;

    private static JsonTreeNode Load(string name)
    {
        using var stream = typeof(BomShapes).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly holds no table '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return JsonTree.TryParse(bytes, out var tree, out var problem) ? tree.Root : throw new InvalidOperationException(problem.Message);
    }
}

/// <summary>The classes of SPDX 3.0.1 with their members.</summary>
internal sealed class SpdxClasses
{
    private readonly FrozenDictionary<string, JsonTreeNode> _classes;
    private readonly FrozenDictionary<string, FrozenDictionary<string, (JsonTreeNode Shape, bool IsRequired)>> _members;

    public SpdxClasses(JsonTreeNode table)
    {
        _classes = table.Find("classes")!.Children.ToFrozenDictionary(c => c.Name);
        Individuals = table.Find("individuals")!.Children.Select(i => i.Text!).ToFrozenSet(StringComparer.Ordinal);
        _members = _classes.Keys.ToFrozenDictionary(name => name, name => Collect(name).ToFrozenDictionary(m => m.Name.TrimEnd('!'), m => (m.Shape, m.Name.EndsWith('!'))));
    }

    /// <summary>Elements that SPDX itself defines.</summary>
    public FrozenSet<string> Individuals { get; }

    public bool IsClass(string name) => _classes.ContainsKey(name);

    /// <summary>Whether objects of the class can be made.</summary>
    public bool IsConcrete(string name) => _classes.TryGetValue(name, out var one) && one.Find("#id") is not null;

    /// <summary>Whether an object of the class must have a <c>spdxId</c>.</summary>
    public bool IsElement(string name) => _classes.TryGetValue(name, out var one) && one.Find("#element") is not null;

    public bool IsA(string name, string ancestor)
    {
        for (var current = name; current.Length > 0; current = _classes.TryGetValue(current, out var one) ? one.Find("<")!.Text! : "")
        {
            if (current == ancestor)
                return true;
        }

        return false;
    }

    /// <summary>The members of a class, inherited ones too, by name.</summary>
    public FrozenDictionary<string, (JsonTreeNode Shape, bool IsRequired)> Members(string name) => _members[name];

    private IEnumerable<(string Name, JsonTreeNode Shape)> Collect(string name)
    {
        for (var current = name; current.Length > 0; current = _classes[current].Find("<")!.Text!)
        {
            foreach (var member in _classes[current].Children)
            {
                if (member.Name is not ("<" or "#id" or "#element"))
                    yield return (member.Name, member);
            }
        }
    }
}
