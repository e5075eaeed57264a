using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;

namespace ModelProvenance.Export.Boms;

/// <summary>Writes SPDX 3.0.1 as JSON-LD. What stands where: docs/boms.md.</summary>
internal sealed class SpdxWriter(ModelCatalog catalog, BomWriteOptions options)
{
    private const string CreationInfo = "_:creationInfo";

    private readonly JsonArray _graph = [];
    private readonly Dictionary<string, string> _parties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _licenses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _packages = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private string _space = "";
    private int _relationships;

    /// <summary>Why the document does not claim to conform to the profile <c>ai</c>; empty when it does.</summary>
    public ImmutableArray<string> AiProfileMissing => [.. _missing];

    public JsonObject Write(ImmutableArray<BomModel> models)
    {
        // The IRIs hold a number that follows from the content; it is put in when the content is there.
        _space = "urn:uuid:00000000-0000-0000-0000-000000000000";
        var head = new List<JsonObject>();
        var author = options.Author.Length > 0 ? Iri("author") : Iri("tool-agent");
        head.Add(new JsonObject
        {
            ["type"] = "CreationInfo",
            ["@id"] = CreationInfo,
            ["specVersion"] = "3.0.1",
            ["created"] = JsonBuilding.Time(options.Created),
            ["createdBy"] = new JsonArray(author),
            ["createdUsing"] = new JsonArray(Iri("tool")),
        });
        head.Add(Element(options.Author.Length > 0 ? "Agent" : "SoftwareAgent", author, options.Author.Length > 0 ? options.Author : "ModelProvenance"));
        head.Add(Element("Tool", Iri("tool"), $"ModelProvenance {BomWriter.ToolVersion}"));
        var roots = models.Select(model => Package(model, isRoot: true)).ToList();
        var profiles = new List<string> { "core", "software", "simpleLicensing" };
        if (_missing.Count == 0)
            profiles.Add("ai");
        var dataLicense = License(SpdxExpression.Parse("CC0-1.0"));
        var document = Element("SpdxDocument", Iri("document"), string.Join(", ", models.Select(m => m.Name)));
        if (_missing.Count > 0)
            document["comment"] = "The profile ai is not claimed: " + string.Join("; ", _missing);
        document["profileConformance"] = JsonBuilding.List(profiles);
        document["dataLicense"] = dataLicense;
        document["rootElement"] = new JsonArray(Iri("sbom"));
        var sbom = Element("software_Sbom", Iri("sbom"), null);
        sbom["profileConformance"] = JsonBuilding.List(profiles);
        if (models.All(m => m.WasAnalyzed))
            sbom["software_sbomType"] = new JsonArray("analyzed");
        sbom["rootElement"] = JsonBuilding.List(roots);
        head.Add(document);
        head.Add(sbom);
        for (var i = 0; i < head.Count; i++)
            _graph.Insert(i, head[i]);

        var written = new JsonObject { ["@context"] = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", ["@graph"] = _graph };
        Rename(written, _space, "urn:uuid:" + JsonBuilding.Uuid(written));
        return written;
    }

    private string Iri(string name) => $"{_space}#{name}";

    private static JsonObject Element(string type, string iri, string? name)
    {
        var element = new JsonObject { ["type"] = type, ["spdxId"] = iri, ["creationInfo"] = CreationInfo };
        element.SetText("name", name);
        return element;
    }

    private string Package(BomModel model, bool isRoot)
    {
        // Several models can stand in one repository.
        var id = $"{model.Key} {model.Purl}";
        if (_packages.TryGetValue(id, out var known))
            return known;
        var iri = Iri($"model-{_packages.Count + 1}-{model.Key}");
        _packages.Add(id, iri);

        var missing = Missing(model).ToList();
        // The clauses of the profile hold for every AIPackage of a document. A base of which they do not hold is written as the package of software that it is as well.
        var isAi = isRoot || missing.Count == 0;
        if (isRoot)
            _missing.AddRange(missing.Select(m => $"{model.Name} has no {m}"));
        var package = Element(isAi ? "ai_AIPackage" : "software_Package", iri, model.Name);
        _graph.Append(package);
        if (model.Released is var (day, _))
            package["releaseTime"] = JsonBuilding.Time(day);
        if (model.Publisher is { } publisher)
            package["suppliedBy"] = Party(publisher);
        package.SetList("originatedBy", JsonBuilding.List(model.Developers.Select(Party)));
        package.SetText("software_downloadLocation", model.Url);
        package.SetText("software_packageVersion", model.Version);
        package.SetText("software_packageUrl", model.Purl.Value);
        package["software_primaryPurpose"] = "model";
        if (isAi)
            AddAi(package, model);
        package.SetList("externalRef", References(model));

        Relate(iri, "hasDeclaredLicense", model.Declared is { } declared ? License(declared.Expression) : BomNames.SpdxNoAssertionLicense);
        Relate(iri, "hasConcludedLicense", model.Concluded is { } concluded ? License(concluded.Expression) : BomNames.SpdxNoAssertionLicense);
        foreach (var ancestor in model.Ancestors)
            AddAncestor(iri, ancestor);
        foreach (var (build, _) in model.Builds)
            Relate(iri, "hasVariant", Build(build));
        AddDatasets(iri, model);
        AddFiles(iri, model);
        if (isRoot)
            AddEvidence(iri, model);
        return iri;
    }

    // Clauses of AI/Classes/AIPackage.md (SPDX 3.0.1), "External properties restrictions". The licence relationships are always written.
    private static IEnumerable<string> Missing(BomModel model)
    {
        if (model.Publisher is null)
            yield return "suppliedBy (who published it is not known)";
        if (model.Released is null)
            yield return "releaseTime (no day is known)";
        if (model.Url.Length == 0)
            yield return "software_downloadLocation (no repository is known)";
        if (model.Version.Length == 0)
            yield return "software_packageVersion (the revision is not known; give it as owner/name@commit)";
    }

    private static void AddAi(JsonObject package, BomModel model)
    {
        package.SetList("ai_typeOfModel", JsonBuilding.List(model.AllFacts("architecture").Select(f => f.Value)));
        var entries = new JsonArray();
        foreach (var (key, property) in SpdxEntries.Hyperparameters)
        {
            if (model.Fact(property) is { } fact)
                entries.Append(new JsonObject { ["type"] = "DictionaryEntry", ["key"] = key, ["value"] = fact.Value });
        }

        package.SetList("ai_hyperparameter", entries);
        package.SetText("ai_informationAboutTraining", string.Join("; ", model.AllFacts("trainingCompute.reported").Concat(model.AllFacts("trainingCompute.hardwareTime")).Select(f => f.Value)));
        if (model.Fact("modalities") is { } modalities)
            package["ai_informationAboutApplication"] = SpdxEntries.ModalitiesPrefix + modalities.Value;
    }

    private static JsonArray References(BomModel model)
    {
        var references = new JsonArray();
        void Add(string type, string locator) => references.Append(new JsonObject { ["type"] = "ExternalRef", ["externalRefType"] = type, ["locator"] = new JsonArray(locator) });

        if (!model.Purl.IsEmpty)
            Add("documentation", $"{model.Url}/blob/{(model.Version.Length > 0 ? model.Version : "main")}/README.md");
        foreach (var repository in model.Model?.Repositories ?? [])
        {
            if (repository is { IsKnown: true } && repository.Value.Hub == HubName.GitHub)
                Add("vcs", $"https://github.com/{repository.Value.Repository}");
        }

        return references;
    }

    private string Party(BomParty party)
    {
        var id = party.Organization?.Id.Value ?? party.Name;
        if (_parties.TryGetValue(id, out var known))
            return known;
        var iri = Iri($"party-{_parties.Count + 1}");
        _parties.Add(id, iri);
        // A bare name on a hub may be a person.
        var element = Element(party.Organization is null ? "Agent" : "Organization", iri, party.Name);
        if (party.Handle.Length > 0)
        {
            element["externalIdentifier"] = new JsonArray(new JsonObject
            {
                ["type"] = "ExternalIdentifier", ["externalIdentifierType"] = "other", ["identifier"] = party.Handle, ["issuingAuthority"] = "https://huggingface.co",
            });
        }

        if (party.Organization?.Website is { IsKnown: true } website)
            element["externalRef"] = new JsonArray(new JsonObject { ["type"] = "ExternalRef", ["externalRefType"] = "altWebPage", ["locator"] = new JsonArray(website.Value) });
        _graph.Append(element);
        return iri;
    }

    private string License(SpdxExpression expression)
    {
        var text = expression.ToString();
        if (_licenses.TryGetValue(text, out var known))
            return known;
        var iri = Iri($"license-{_licenses.Count + 1}");
        _licenses.Add(text, iri);
        var element = Element("simplelicensing_LicenseExpression", iri, null);
        element["simplelicensing_licenseExpression"] = text;
        var texts = new JsonArray();
        foreach (var license in expression.Licenses)
        {
            if (license.License is { IsEmpty: false, IsReference: true } id && CycloneDxWriter.TextOf(catalog.Licenses.Find(id)) is { } url)
                texts.Append(new JsonObject { ["type"] = "DictionaryEntry", ["key"] = id.Value, ["value"] = url });
        }

        element.SetList("simplelicensing_customIdToUri", texts);
        _graph.Append(element);
        return iri;
    }

    private void AddAncestor(string child, BomAncestor ancestor)
    {
        var parent = Package(ancestor.Model, isRoot: false);
        var comment = ancestor.Relation is { } relation ? BomNames.Relation + "=" + ProvenanceJson.Camel(relation) : null;
        // A teacher gives no weights: its student does not descend from it.
        Relate(child, ancestor.Relation == RelationKind.Distilled ? "other" : "descendantOf", parent, comment);
        if (ancestor.Relation == RelationKind.Adapter)
            Relate(child, "dependsOn", parent);
    }

    private string Build(Distribution build)
    {
        var id = build.Repository.Value;
        if (_packages.TryGetValue(id, out var known))
            return known;
        var iri = Iri($"build-{_packages.Count + 1}");
        _packages.Add(id, iri);
        var package = Element("software_Package", iri, build.Repository.Name.ToString());
        if (build.Hub == HubName.HuggingFace)
        {
            package["software_downloadLocation"] = $"https://huggingface.co/{build.Repository}";
            package["software_packageUrl"] = PackageUrl.ForHuggingFace(build.Repository).Value;
        }

        package["software_primaryPurpose"] = "model";
        package.SetText("comment", build.Quantization.Length > 0 ? $"{BomNames.Prefix}quantization={build.Quantization}" : "");
        _graph.Append(package);
        AddFiles(iri, [.. build.Files.Where(f => f.Sha256.Length > 0).Select(f => new BomFile(f.Path, f.Size ?? 0, f.Sha256))], "incomplete");
        return iri;
    }

    private void AddDatasets(string model, BomModel content)
    {
        foreach (var dataset in content.AllFacts("dataset"))
        {
            var id = "dataset " + dataset.Value;
            if (!_packages.TryGetValue(id, out var iri))
            {
                iri = Iri($"dataset-{_packages.Count + 1}");
                _packages.Add(id, iri);
                var package = Element("dataset_DatasetPackage", iri, dataset.Value);
                package["software_primaryPurpose"] = "data";
                package["dataset_datasetType"] = new JsonArray("noAssertion");
                _graph.Append(package);
                Relate(iri, "hasDeclaredLicense", BomNames.SpdxNoAssertionLicense);
                Relate(iri, "hasConcludedLicense", BomNames.SpdxNoAssertionLicense);
            }

            Relate(model, "trainedOn", iri);
        }
    }

    private void AddFiles(string package, BomModel model) => AddFiles(package, model.Files, "complete");

    private void AddFiles(string package, ImmutableArray<BomFile> files, string completeness)
    {
        var iris = new List<string>();
        foreach (var file in files)
        {
            var iri = Iri($"file-{_graph.Count + 1}");
            var element = Element("software_File", iri, file.Path);
            if (file.Sha256.Length > 0)
                element["verifiedUsing"] = new JsonArray(new JsonObject { ["type"] = "Hash", ["algorithm"] = "sha256", ["hashValue"] = file.Sha256 });
            element["software_fileKind"] = "file";
            _graph.Append(element);
            iris.Add(iri);
        }

        if (iris.Count == 0)
            return;
        var relationship = Relationship(package, "contains", iris);
        relationship["completeness"] = completeness;
        _graph.Append(relationship);
    }

    private void Relate(string from, string type, string to, string? comment = null)
    {
        var relationship = Relationship(from, type, [to]);
        relationship.SetText("comment", comment);
        _graph.Append(relationship);
    }

    private JsonObject Relationship(string from, string type, IEnumerable<string> to)
    {
        var relationship = Element("Relationship", Iri($"relationship-{(++_relationships).ToString(CultureInfo.InvariantCulture)}"), null);
        relationship["relationshipType"] = type;
        relationship["from"] = from;
        relationship["to"] = JsonBuilding.List(to);
        return relationship;
    }

    // The evidence of each property, in the shape of the properties of "inspect".
    private void AddEvidence(string package, BomModel model)
    {
        var number = 0;
        foreach (var property in model.Report?.Properties ?? [])
        {
            var annotation = Element("Annotation", $"{package}-evidence-{(++number).ToString(CultureInfo.InvariantCulture)}", null);
            annotation["annotationType"] = "other";
            annotation["contentType"] = "application/json";
            annotation["subject"] = package;
            annotation["statement"] = Statement(property);
            _graph.Append(annotation);
        }
    }

    private static string Statement(ReportedProperty property)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ProvenanceJson.Write(json, property);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Rename(JsonNode? node, string from, string to)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (Renamed(value, from, to) is { } renamed)
                        map[name] = renamed;
                    else
                        Rename(value, from, to);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (Renamed(list[i], from, to) is { } renamed)
                        list[i] = renamed;
                    else
                        Rename(list[i], from, to);
                }

                break;
        }
    }

    private static string? Renamed(JsonNode? node, string from, string to) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(from, StringComparison.Ordinal) ? to + text[from.Length..] : null;
}
