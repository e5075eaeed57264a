using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Boms.Shapes;
using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Reading;

/// <summary>Reads what an SPDX 3 document says about models.</summary>
internal sealed class SpdxReader(JsonTree tree, string path, BomFindings findings)
{
    /// <summary>The context of 3.0.1.</summary>
    public const string Context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

    private readonly Dictionary<string, JsonTreeNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<(string Id, JsonTreeNode Node)> _ids = [];
    private readonly List<JsonTreeNode> _references = [];
    private ILookup<string, JsonTreeNode> _relationships = null!;

    public BomDocument Read()
    {
        // A document of one element has no graph.
        IReadOnlyList<JsonTreeNode> graph = tree.Root.Find("@graph") is { } list ? list.Children : [tree.Root];
        foreach (var node in graph)
            Index(node);
        _relationships = graph.Where(n => n.IsObject && n.Find("relationshipType") is not null).ToLookup(n => BomReader.Text(n, "from"), StringComparer.Ordinal);
        var version = _nodes.Values.Where(n => TypeOf(n) == "CreationInfo").Select(n => BomReader.Text(n, "specVersion")).FirstOrDefault(v => v.Length > 0) ?? "";
        var context = BomReader.Text(tree.Root, "@context");
        if (context == Context || !context.StartsWith("https://spdx.org/rdf/", StringComparison.Ordinal))
            new SpdxShapeChecker(findings, _nodes.Where(n => TypeOf(n.Value).Length > 0).ToDictionary(n => n.Key, n => TypeOf(n.Value), StringComparer.Ordinal)).CheckDocument(tree.Root);
        else
            findings.Add(BomReadRules.UncheckedBomVersion, $"The document has the context {BomFindings.Quote(context)}; 3.0.1 is checked. What it says of models was read all the same.", tree.Root.Find("@context")!);

        var roots = graph.Where(n => TypeOf(n) is "SpdxDocument" or "software_Sbom" or "Bom" or "Bundle").SelectMany(n => BomReader.Items(n, "rootElement")).Select(r => r.Text ?? "").ToHashSet(StringComparer.Ordinal);
        var relatives = graph.Where(n => TypeOf(n).EndsWith("Relationship", StringComparison.Ordinal) && BomReader.Text(n, "relationshipType") is "descendantOf" or "hasVariant" or "other").SelectMany(n => Targets(n)).ToHashSet(StringComparer.Ordinal);
        var elements = ImmutableArray.CreateBuilder<BomElement>();
        foreach (var node in graph)
        {
            if (!node.IsObject || TypeOf(node) is "" or "CreationInfo" or "Relationship" or "LifecycleScopedRelationship" or "Annotation")
                continue;
            if (elements.Count == BomLimits.MaxElements)
            {
                findings.Add(BomReadRules.BomTooLarge, $"The document has more than {BomLimits.MaxElements} elements; the rest was passed over.");
                break;
            }

            elements.Add(Element(node, roots, relatives));
        }

        return new BomDocument(path, tree)
        {
            IsSpdx = true,
            SpecVersion = version.Length > 0 ? version : "",
            Profiles = [.. graph.Where(n => n.IsObject).SelectMany(n => BomReader.Items(n, "profileConformance")).Select(p => p.Text ?? "").Distinct(StringComparer.Ordinal)],
            Elements = elements.ToImmutable(),
            Ids = _ids.ToLookup(i => i.Id, i => i.Node, StringComparer.Ordinal),
            References = [.. _references],
        };
    }

    internal static string TypeOf(JsonTreeNode node) => BomReader.Text(node, "type");

    private void Index(JsonTreeNode node)
    {
        if (!node.IsObject)
            return;
        var id = BomReader.Text(node, "spdxId") is { Length: > 0 } spdxId ? spdxId : BomReader.Text(node, "@id");
        if (id.Length > 0)
        {
            _nodes.TryAdd(id, node);
            _ids.Add((id, node));
        }

        var type = TypeOf(node);
        var members = BomShapes.SpdxClasses.IsConcrete(type) ? BomShapes.SpdxClasses.Members(type) : null;
        foreach (var child in node.Children)
        {
            if (members is not null && members.TryGetValue(child.Name, out var member))
                IndexReferences(child, member.Shape);
            if (child.IsObject)
                Index(child);
            else if (child.IsArray)
                foreach (var item in child.Children)
                    Index(item);
        }
    }

    private void IndexReferences(JsonTreeNode node, JsonTreeNode shape)
    {
        if (shape.IsArray)
            shape = shape.Children[0];
        if (shape.Token != JsonTokenType.String || shape.Text![0] != '^')
            return;
        if (node.Token == JsonTokenType.String)
            _references.Add(node);
        foreach (var item in node.IsArray ? node.Children : [])
        {
            if (item.Token == JsonTokenType.String)
                _references.Add(item);
        }
    }

    private BomElement Element(JsonTreeNode node, HashSet<string> roots, HashSet<string> relatives)
    {
        var type = TypeOf(node);
        var id = BomReader.Text(node, "spdxId");
        var kind = type switch
        {
            "ai_AIPackage" => BomElementKind.Model,
            "dataset_DatasetPackage" => BomElementKind.Dataset,
            "software_File" => BomElementKind.File,
            "software_Package" when BomReader.Text(node, "software_primaryPurpose") == "model" => BomElementKind.Model,
            _ => BomElementKind.Other,
        };
        var element = new BomElement(id, kind, node.Pointer)
        {
            Name = BomReader.Text(node, "name"),
            Version = BomReader.Text(node, "software_packageVersion"),
            PackageUrlText = BomReader.Text(node, "software_packageUrl"),
            IsSubject = roots.Contains(id),
            IsRelative = !roots.Contains(id) && relatives.Contains(id),
            Node = node,
        };
        return kind == BomElementKind.Other ? element : element with { Claims = Claims(element).ToImmutable() };
    }

    private ElementClaims Claims(BomElement element)
    {
        var node = element.Node;
        var repository = element.PackageUrl.HuggingFaceRepository;
        var claims = new ElementClaims(repository.IsEmpty ? element.Name : repository.Value, path);
        claims.AddText("name", node, "name");
        if (!repository.IsEmpty)
            claims.Add("repository", repository.Value, node.Find("software_packageUrl")!);
        claims.AddText("version", node, "software_packageVersion");
        claims.AddText("description", node, "description");
        foreach (var agent in BomReader.Items(node, "originatedBy"))
            Named(claims, "developers", agent);
        if (node.Find("suppliedBy") is { } supplier)
            Named(claims, "publisher", supplier);
        if (node.Find("releaseTime") is { Token: JsonTokenType.String } released)
            claims.Add("dates.released", CycloneDxReader.Day(released.Text!), released);
        claims.AddText("externalReference", node, "software_downloadLocation", "distribution");
        foreach (var reference in BomReader.Items(node, "externalRef"))
        {
            foreach (var locator in BomReader.Items(reference, "locator"))
                claims.Add("externalReference", locator.Text, locator, BomReader.Text(reference, "externalRefType"));
        }

        foreach (var hash in BomReader.Items(node, "verifiedUsing"))
            claims.AddText("hash", hash, "hashValue", BomReader.Text(hash, "algorithm"));
        foreach (var type in BomReader.Items(node, "ai_typeOfModel"))
            claims.Add("architecture", type.Text, type);
        foreach (var entry in BomReader.Items(node, "ai_hyperparameter"))
        {
            var key = BomReader.Text(entry, "key");
            foreach (var (name, property) in SpdxEntries.Hyperparameters)
            {
                if (name == key)
                    claims.AddText(property, entry, "value");
            }
        }

        foreach (var metric in BomReader.Items(node, "ai_metric"))
            claims.AddText("metric", metric, "key", BomReader.Text(metric, "value"));
        if (node.Find("ai_informationAboutApplication") is { Token: JsonTokenType.String } application && application.Text!.StartsWith(SpdxEntries.ModalitiesPrefix, StringComparison.Ordinal))
            claims.Add("modalities", application.Text[SpdxEntries.ModalitiesPrefix.Length..], application);
        claims.AddText("training", node, "ai_informationAboutTraining");
        foreach (var relationship in _relationships[element.Reference])
            Related(claims, relationship);
        return claims;
    }

    private void Related(ElementClaims claims, JsonTreeNode relationship)
    {
        var type = BomReader.Text(relationship, "relationshipType");
        var comment = BomReader.Text(relationship, "comment");
        foreach (var target in BomReader.Items(relationship, "to"))
        {
            var element = Resolve(target);
            switch (type)
            {
                case "hasDeclaredLicense" or "hasConcludedLicense":
                    claims.Add("licenses.weights", element is null ? null : BomReader.Text(element, "simplelicensing_licenseExpression") is { Length: > 0 } expression ? expression : BomReader.Text(element, "name"), target, type == "hasDeclaredLicense" ? "declared" : "concluded");
                    break;
                case "descendantOf" or "other" when type == "descendantOf" || comment.StartsWith(BomNames.Relation, StringComparison.Ordinal):
                    claims.Add("baseModels", Reference(element), target, comment.StartsWith(BomNames.Relation + "=", StringComparison.Ordinal) ? comment[(BomNames.Relation.Length + 1)..] : "");
                    break;
                case "hasVariant":
                    claims.Add("distributions", Reference(element), target);
                    break;
                case "trainedOn" or "testedOn":
                    claims.Add("dataset", BomReader.Text(element, "name"), target, type);
                    break;
                case "contains" when element is not null && TypeOf(element) == "software_File":
                    claims.Add("file", BomReader.Text(element, "name"), target, BomReader.Items(element, "verifiedUsing").Select(h => BomReader.Text(h, "hashValue")).FirstOrDefault());
                    break;
            }
        }
    }

    private void Named(ElementClaims claims, string property, JsonTreeNode agent) => claims.Add(property, BomReader.Text(Resolve(agent), "name"), agent);

    // An element stands in place or is referred to.
    private JsonTreeNode? Resolve(JsonTreeNode node) => node.IsObject ? node : node.Text is { } id ? _nodes.GetValueOrDefault(id) : null;

    private static IEnumerable<string> Targets(JsonTreeNode relationship) => BomReader.Items(relationship, "to").Select(t => t.Text ?? "");

    private static string Reference(JsonTreeNode? element) =>
        PackageUrl.TryParse(BomReader.Text(element, "software_packageUrl"), null, out var purl) && purl.HuggingFaceRepository is { IsEmpty: false } repository ? repository.Value : BomReader.Text(element, "name");
}
