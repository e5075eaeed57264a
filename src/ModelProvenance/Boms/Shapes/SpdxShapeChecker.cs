using System.Collections.Frozen;
using System.Text.Json;

using ModelProvenance.Boms.Reading;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Shapes;

/// <summary>Holds an SPDX 3.0.1 document against the classes of the standard, and references against the classes that they must lead to.</summary>
internal sealed class SpdxShapeChecker(BomFindings findings, IReadOnlyDictionary<string, string> classOf) : ShapeChecker(FrozenDictionary<string, JsonTreeNode>.Empty, findings)
{
    private const string Terms = "https://spdx.org/rdf/3.0.1/terms/";

    private readonly BomFindings _findings = findings;

    public void CheckDocument(JsonTreeNode root)
    {
        if (root.Find("@context") is not { Text: SpdxReader.Context })
            Report(root.Find("@context") ?? root, $"'@context' must be {SpdxReader.Context}.");
        if (root.Find("@graph") is not { } graph)
        {
            CheckNode(root, "", isTop: true);
            return;
        }

        foreach (var member in root.Children)
        {
            if (member.Name is not ("@context" or "@graph"))
                Report(member, $"There is no member {BomFindings.Quote(member.Name)} beside '@graph'.");
        }

        if (!graph.IsArray)
            Report(graph, "'@graph' must be a list.");
        foreach (var node in graph.Children)
            CheckNode(node, "", isTop: true);
    }

    protected override void CheckReference(JsonTreeNode node, string name)
    {
        var wanted = name[1..];
        if (node.IsObject)
        {
            CheckNode(node, wanted, isTop: false);
            return;
        }

        var text = node.Token == JsonTokenType.String ? node.Text! : "";
        if (BomShapes.SpdxClasses.Individuals.Contains(text))
            return;
        if (!BomTextForms.Has("node", text))
            Report(node, $"{NameOf(node)} is {node.Describe()}; an object of the class {wanted} or its IRI is expected.");
        else if (!IsSilent && classOf.TryGetValue(text, out var found) && !BomShapes.SpdxClasses.IsA(found, wanted))
            _findings.Add(BomReadRules.WrongElementClass, $"'{node.Name}{(node.Name.Length == 0 ? NameOf(node) : "")}' refers to {BomFindings.Quote(text)}, which is of the class {found}; {wanted} is expected.", node);
    }

    private void CheckNode(JsonTreeNode node, string wanted, bool isTop)
    {
        if (!node.IsObject)
        {
            Report(node, $"{NameOf(node)} is {node.Describe()}; an object is expected.");
            return;
        }

        var type = node.Find("type") is { Token: JsonTokenType.String } word ? word.Text! : "";
        var classes = BomShapes.SpdxClasses;
        if (!classes.IsConcrete(type))
        {
            Report(node.Find("type") ?? node, type.Length == 0 ? $"The member 'type' is missing in {NameOf(node)}." : $"{BomFindings.Quote(type)} is no class of SPDX 3.0.1 of which objects can be made.");
            return;
        }

        if (wanted.Length > 0 && !classes.IsA(type, wanted))
            Report(node, $"{NameOf(node)} is of the class {type}; {wanted} is expected.");
        var members = classes.Members(type);
        var id = classes.IsElement(type) ? "spdxId" : "@id";
        foreach (var member in node.Children)
        {
            if (member.Name == id)
            {
                if (member.Token != JsonTokenType.String || !BomTextForms.Has(id == "spdxId" ? "iri" : "node", member.Text!))
                    Report(member, $"'{id}' must be {(id == "spdxId" ? "an IRI" : "an IRI or a blank node")}.");
            }
            else if (members.TryGetValue(member.Name, out var found))
            {
                Check(member, found.Shape);
            }
            else if (member.Name != "type" && !(isTop && node.Find("@context") == member))
            {
                Report(member, $"The class {type} has no member {BomFindings.Quote(member.Name)}.");
            }
        }

        if (classes.IsElement(type) && node.Find("spdxId") is null)
            Report(node, $"The member 'spdxId' is missing in {NameOf(node)}.");
        foreach (var (name, (_, isRequired)) in members)
        {
            if (isRequired && node.Find(name) is null)
                Report(node, $"The member '{name}' is missing in {NameOf(node)}, which the class {type} requires.");
        }
    }

    /// <summary>Whether an IRI names something that SPDX itself defines.</summary>
    public static bool IsDefinedBySpdx(string iri) => iri.StartsWith(Terms, StringComparison.Ordinal) || BomShapes.SpdxClasses.Individuals.Contains(iri);
}
