using System.Collections.Frozen;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Reading;

/// <summary>Reads what a CycloneDX document says about models.</summary>
internal sealed class CycloneDxReader(JsonTree tree, string path, BomFindings findings)
{
    // Names under which tools write what the taxonomy calls cdx:ai-ml:model:parameter:count and so on; ours for what it does not name.
    private static readonly FrozenDictionary<string, string> Properties = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [BomNames.ParameterCount] = "parameters.total",
        ["cdx:ai-ml:model:parameters:count"] = "parameters.total",
        ["cdx:ai:parameterCount"] = "parameters.total",
        ["parameter_count"] = "parameters.total",
        [BomNames.Quantization] = "quantization",
        ["cdx:ai:quantization"] = "quantization",
        [BomNames.Language] = "language",
        [BomNames.Modality] = "modality",
        [BomNames.Prefix + "parameters:active"] = "parameters.active",
        [BomNames.Prefix + "parameters:effective"] = "parameters.effective",
        [BomNames.ContextLength] = "contextWindow",
        [BomNames.MaxPositionEmbeddings] = "contextLimit",
        [BomNames.Prefix + "trainingTokens"] = "trainingTokens",
        [BomNames.Prefix + "trainingCompute:reported"] = "trainingCompute.reported",
        [BomNames.Prefix + "trainingCompute:hardwareTime"] = "trainingCompute.hardwareTime",
        [BomNames.Prefix + "variant"] = "variant",
        [BomNames.Prefix + "availability"] = "availability",
        [BomNames.Prefix + "licenses:code"] = "licenses.code",
        [BomNames.Prefix + "dates:announced"] = "dates.announced",
        [BomNames.Prefix + "dates:weightsPublished"] = "dates.weightsPublished",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ReferenceMembers = new[] { "ref", "dependsOn", "provides", "assemblies", "dependencies", "attributedTo", "process", "subjects", "target" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly List<BomElement> _elements = [];
    private readonly List<JsonTreeNode> _references = [];
    private readonly List<(string Id, JsonTreeNode Node)> _ids = [];
    private ILookup<string, JsonTreeNode> _byId = null!;
    private bool _isCut;

    public BomDocument Read()
    {
        Collect(tree.Root, isInReferences: false);
        _byId = _ids.ToLookup(i => i.Id, i => i.Node, StringComparer.Ordinal);
        var subject = tree.Root.Find("metadata")?.Find("component");
        if (subject is not null)
            Component(subject, isSubject: true, isRelative: false);
        foreach (var component in BomReader.Items(tree.Root, "components"))
            Component(component, isSubject: subject is null, isRelative: false);
        if (_isCut)
            findings.Add(BomReadRules.BomTooLarge, $"The document has more than {BomLimits.MaxElements} components; the rest was passed over.");
        return new BomDocument(path, tree)
        {
            SpecVersion = BomReader.Text(tree.Root, "specVersion"),
            Elements = [.. _elements],
            Ids = _byId,
            References = [.. _references],
        };
    }

    // bom-ref anywhere defines; the members of References refer. A BOM-Link leads to another document.
    private void Collect(JsonTreeNode node, bool isInReferences)
    {
        foreach (var child in node.Children)
        {
            if (child.Token == JsonTokenType.String)
            {
                if (child.Name == "bom-ref")
                    _ids.Add((child.Text!, node));
                else if ((isInReferences || ReferenceMembers.Contains(child.Name)) && !child.Text!.StartsWith("urn:cdx:", StringComparison.Ordinal) && IsReference(node, child))
                    _references.Add(child);
            }
            else if (child.Children.Count > 0)
            {
                Collect(child, node.IsObject && child.IsArray && ReferenceMembers.Contains(child.Name) && IsReferenceList(node, child));
            }
        }
    }

    // "ref" and "dependencies" have other meanings elsewhere (affects, licences); these are the places that the specification defines.
    private static bool IsReference(JsonTreeNode parent, JsonTreeNode child) => child.Name switch
    {
        "process" => parent.Find("timestamp") is not null && (parent.Find("pointers") ?? parent.Find("expressions")) is not null,
        "target" => parent.Find("predicate") is not null,
        _ => true,
    };

    private static bool IsReferenceList(JsonTreeNode parent, JsonTreeNode list) => list.Name switch
    {
        "dependsOn" or "provides" => parent.Find("ref") is not null,
        "assemblies" or "dependencies" => parent.Find("aggregate") is not null,
        _ => list.Name == "subjects",
    };

    private void Component(JsonTreeNode node, bool isSubject, bool isRelative)
    {
        if (!node.IsObject)
            return;
        if (_elements.Count == BomLimits.MaxElements)
        {
            _isCut = true;
            return;
        }

        var type = BomReader.Text(node, "type");
        var kind = type switch
        {
            "machine-learning-model" => BomElementKind.Model,
            "data" => BomElementKind.Dataset,
            "file" => BomElementKind.File,
            _ => BomElementKind.Other,
        };
        var element = new BomElement(BomReader.Text(node, "bom-ref"), kind, node.Pointer)
        {
            Name = BomReader.Text(node, "name"),
            Group = BomReader.Text(node, "group"),
            Version = BomReader.Text(node, "version"),
            PackageUrlText = BomReader.Text(node, "purl"),
            IsSubject = isSubject,
            IsRelative = isRelative,
            Node = node,
        };
        _elements.Add(element with { Claims = kind == BomElementKind.Other ? [] : Claims(element).ToImmutable() });
        foreach (var inner in BomReader.Items(node, "components"))
            Component(inner, isSubject: false, isRelative);
        foreach (var list in (string[])["ancestors", "descendants", "variants"])
        {
            foreach (var inner in BomReader.Items(node.Find("pedigree"), list))
                Component(inner, isSubject: false, isRelative: true);
        }
    }

    private ElementClaims Claims(BomElement element)
    {
        var node = element.Node;
        var purl = element.PackageUrl;
        var claims = new ElementClaims(purl.HuggingFaceRepository is { IsEmpty: false } repository ? repository.Value : element.Name, path);
        claims.AddText("name", node, "name");
        if (!purl.HuggingFaceRepository.IsEmpty)
            claims.Add("repository", purl.HuggingFaceRepository.Value, node.Find("purl")!);
        claims.AddText("version", node, "version");
        claims.AddText("description", node, "description");
        claims.AddText("developers", node.Find("manufacturer"), "name");
        if (node.Find("manufacturer") is null)
            claims.AddText("developers", node, "author");
        foreach (var author in BomReader.Items(node, "authors"))
            claims.AddText("developers", author, "name");
        claims.AddText("publisher", node.Find("supplier"), "name");
        foreach (var choice in BomReader.Items(node, "licenses"))
            License(claims, choice);
        foreach (var hash in BomReader.Items(node, "hashes"))
            claims.AddText("hash", hash, "content", BomReader.Text(hash, "alg"));
        if (node.Find("releaseNotes")?.Find("timestamp") is { Token: JsonTokenType.String } released)
            claims.Add("dates.released", Day(released.Text!), released);
        foreach (var reference in BomReader.Items(node, "externalReferences"))
            claims.AddText("externalReference", reference, "url", BomReader.Text(reference, "type"));
        Card(claims, node.Find("modelCard"));
        AddProperties(claims, node);
        foreach (var ancestor in BomReader.Items(node.Find("pedigree"), "ancestors"))
            Ancestor(claims, ancestor);
        foreach (var variant in BomReader.Items(node.Find("pedigree"), "variants"))
            claims.Add("distributions", Reference(variant), variant);
        foreach (var file in BomReader.Items(node, "components"))
        {
            if (BomReader.Text(file, "type") == "file")
                claims.Add("file", BomReader.Text(file, "name"), file, BomReader.Items(file, "hashes").Select(h => BomReader.Text(h, "content")).FirstOrDefault());
        }

        return claims;
    }

    private static void License(ElementClaims claims, JsonTreeNode choice)
    {
        if (choice.Find("license") is { IsObject: true } license)
        {
            var note = BomReader.Text(license, "acknowledgement");
            var alternative = BomReader.Items(license.Find("licensing"), "altIds").FirstOrDefault(id => id.Token == JsonTokenType.String);
            if (license.Find("id") is { Token: JsonTokenType.String } id)
                claims.Add("licenses.weights", id.Text, id, note);
            else if (alternative is not null)
                claims.Add("licenses.weights", alternative.Text, alternative, note);
            else
                claims.AddText("licenses.weights", license, "name", note);
        }
        else
        {
            claims.AddText("licenses.weights", choice, "expression", BomReader.Text(choice, "acknowledgement"));
        }
    }

    private void Card(ElementClaims claims, JsonTreeNode? card)
    {
        if (card is null)
            return;
        var parameters = card.Find("modelParameters");
        claims.AddText("architecture", parameters, "modelArchitecture");
        claims.AddText("task", parameters, "task");
        var inputs = Formats(parameters, "inputs");
        var outputs = Formats(parameters, "outputs");
        if (inputs.Length + outputs.Length > 0)
            claims.Add("modalities", $"{inputs} -> {outputs}", parameters!.Find("inputs") ?? parameters.Find("outputs")!);
        foreach (var dataset in BomReader.Items(parameters, "datasets"))
        {
            var reference = BomReader.Text(dataset, "ref");
            claims.Add("dataset", reference.Length > 0 && _byId[reference].FirstOrDefault() is { } data ? BomReader.Text(data, "name") : reference.Length > 0 ? reference : BomReader.Text(dataset, "name"), dataset);
        }

        foreach (var metric in BomReader.Items(card.Find("quantitativeAnalysis"), "performanceMetrics"))
            claims.AddText("metric", metric, "type", BomReader.Text(metric, "value"));
        AddProperties(claims, card);
        AddProperties(claims, parameters);
    }

    private static string Formats(JsonTreeNode? parameters, string list) => string.Join(", ", BomReader.Items(parameters, list).Select(item => BomReader.Text(item, "format")).Where(text => text.Length > 0));

    private static void AddProperties(ElementClaims claims, JsonTreeNode? holder)
    {
        foreach (var property in BomReader.Items(holder, "properties"))
        {
            if (Properties.TryGetValue(BomReader.Text(property, "name"), out var name))
                claims.AddText(name, property, "value");
        }
    }

    private static void Ancestor(ElementClaims claims, JsonTreeNode ancestor)
    {
        var relation = BomReader.Items(ancestor, "properties").FirstOrDefault(p => BomReader.Text(p, "name") == BomNames.Relation);
        claims.Add("baseModels", Reference(ancestor), ancestor, BomReader.Text(relation, "value"));
    }

    /// <summary>The repository of a component, else its name.</summary>
    private static string Reference(JsonTreeNode component) =>
        PackageUrl.TryParse(BomReader.Text(component, "purl"), null, out var purl) && purl.HuggingFaceRepository is { IsEmpty: false } repository ? repository.Value
            : BomReader.Text(component, "group") is { Length: > 0 } group ? $"{group}/{BomReader.Text(component, "name")}" : BomReader.Text(component, "name");

    internal static string Day(string time) => time.Length >= 10 ? time[..10] : time;
}
