using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

using ModelProvenance.Boms;
using ModelProvenance.Boms.Shapes;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Resolution;

namespace ModelProvenance.Export.Boms;

/// <summary>Writes a CycloneDX ML-BOM, 1.6 or 1.7. What stands where: docs/boms.md.</summary>
internal sealed class CycloneDxWriter(ModelCatalog catalog, bool is17, BomWriteOptions options)
{
    private const string ToolReference = "modelprovenance";

    private readonly List<(JsonNode Node, string Property, ClaimMethod Method, ImmutableArray<ClaimSource> Sources)> _cited = [];
    private readonly HashSet<string> _references = new(StringComparer.Ordinal) { ToolReference };
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly List<(string Reference, ImmutableArray<string> On)> _dependencies = [];
    private readonly JsonArray _components = [];
    private readonly Lazy<LicenseNames> _names = new(() => LicenseNames.Of(catalog));

    public JsonObject Write(ImmutableArray<BomModel> models)
    {
        var written = models.Select(Model).ToList();
        var metadata = Metadata(models);
        if (written.Count == 1)
            metadata["component"] = written[0];
        for (var i = written.Count == 1 ? 1 : 0; i < written.Count; i++)
            _components.Insert(i, written[i]);
        var document = new JsonObject
        {
            ["$schema"] = $"http://cyclonedx.org/schema/bom-{(is17 ? "1.7" : "1.6")}.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = is17 ? "1.7" : "1.6",
            ["serialNumber"] = "",
            ["version"] = 1,
            ["metadata"] = metadata,
        };
        document.SetList("components", _components);
        document["dependencies"] = JsonBuilding.List(_dependencies.Select(Dependency));
        document["compositions"] = JsonBuilding.List(Compositions(models));
        if (is17)
            document.SetList("citations", JsonBuilding.List(Citations()));
        document["serialNumber"] = "urn:uuid:" + JsonBuilding.Uuid(document);
        return document;
    }

    private JsonObject Metadata(ImmutableArray<BomModel> models)
    {
        var metadata = new JsonObject { ["timestamp"] = JsonBuilding.Time(options.Created) };
        var lifecycles = new JsonArray();
        if (models.Any(m => m.WasAnalyzed))
            lifecycles.Append(new JsonObject { ["phase"] = "post-build" });
        if (models.Any(m => !m.WasAnalyzed))
            lifecycles.Append(new JsonObject { ["name"] = "curated", ["description"] = "Facts of a catalog with their sources; no file of the model was read." });
        metadata["lifecycles"] = lifecycles;
        metadata["tools"] = new JsonObject
        {
            ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["bom-ref"] = ToolReference, ["name"] = "ModelProvenance", ["version"] = BomWriter.ToolVersion }),
        };
        if (options.Author.Length > 0)
            metadata["authors"] = new JsonArray(new JsonObject { ["name"] = options.Author });
        metadata["properties"] = new JsonArray(JsonBuilding.Property(BomNames.Prefix + "catalogVersion", catalog.CatalogVersion));
        return metadata;
    }

    private JsonObject Model(BomModel model)
    {
        var component = Identity(model);
        var reference = component["bom-ref"]?.GetValue<string>();
        if (model.Developers.Length > 0)
            component["manufacturer"] = Cite(Organization(model.Developers[0]), "developers", ClaimMethod.Curated, model.Developers[0].Sources);
        if (model.Developers.Length > 1)
            component["authors"] = JsonBuilding.List(model.Developers.Skip(1).Select(d => Cite(new JsonObject { ["name"] = d.Name }, "developers", ClaimMethod.Curated, d.Sources)));
        if (model.Publisher is { } publisher)
        {
            component["supplier"] = Cite(Organization(publisher), "publisher", ClaimMethod.Curated, publisher.Sources);
            component["publisher"] = publisher.Name;
        }

        component.SetList("licenses", Licenses(model));
        component.SetList("externalReferences", References(model));
        if (model.Released is var (day, sources))
            component["releaseNotes"] = new JsonObject { ["type"] = "release", ["timestamp"] = Cite(JsonValue.Create(JsonBuilding.Time(day)), "dates", ClaimMethod.Curated, sources) };
        if (Pedigree(model) is { Count: > 0 } pedigree)
            component["pedigree"] = pedigree;
        if (Card(model) is { Count: > 0 } card)
            component["modelCard"] = card;
        component.SetList("components", JsonBuilding.List(model.Files.Select(File)));
        if (Evidence(model) is { Count: > 0 } evidence)
            component["evidence"] = evidence;
        component.SetList("properties", Properties(model));
        // An adapter cannot be run without its base; other relations are history.
        if (reference is not null)
            _dependencies.Add((reference, [.. model.Ancestors.Where(a => a.Relation == RelationKind.Adapter).Select(a => Reference(a.Model)).Where(_references.Contains)]));
        return component;
    }

    private JsonObject Identity(BomModel model)
    {
        var component = new JsonObject { ["type"] = "machine-learning-model" };
        var reference = Reference(model);
        // A model that is reached on two ways stands there twice, and can be referred to once.
        if (_references.Add(reference))
            component["bom-ref"] = reference;
        component.SetText("group", model.Group);
        component["name"] = Cite(JsonValue.Create(model.Name), "name", ClaimMethod.Curated, model.RepositorySources);
        if (model.Version.Length > 0)
            component["version"] = Cite(JsonValue.Create(model.Version), "version", ClaimMethod.Declared, model.VersionSources);
        if (!model.Purl.IsEmpty)
            component["purl"] = Cite(JsonValue.Create(model.Purl.Value), "repositories", ClaimMethod.Curated, model.RepositorySources);
        return component;
    }

    // Several models can stand in one repository; the first one has its purl as the reference.
    private string Reference(BomModel model)
    {
        if (model.Purl.IsEmpty)
            return "model:" + model.Key;
        _keys.TryAdd(model.Purl.Value, model.Key);
        return _keys[model.Purl.Value] == model.Key ? model.Purl.Value : "model:" + model.Key;
    }

    private static JsonObject Organization(BomParty party)
    {
        var entity = new JsonObject { ["name"] = party.Name };
        if (party.Organization is not { } organization)
            return entity;
        if (organization.LegalSeat is { IsKnown: true } seat)
        {
            var address = new JsonObject { ["country"] = seat.Value.Country.Value };
            address.SetText("region", seat.Value.Region);
            address.SetText("locality", seat.Value.City);
            entity["address"] = address;
        }

        if (organization.Website is { IsKnown: true } website)
            entity["url"] = new JsonArray(website.Value);
        return entity;
    }

    // 1.6 has licences or one expression; 1.7 may mix them.
    private JsonArray Licenses(BomModel model)
    {
        var list = new JsonArray();
        var isCompound = model.Declared is { Expression.IsSimple: false } || model.Concluded is { Expression.IsSimple: false };
        if (!is17 && isCompound)
        {
            var one = model.Concluded ?? model.Declared!;
            list.Append(Cite(Expression(one, model.Concluded is null ? "declared" : "concluded"), "licenses.weights", one.Method, one.Sources));
            return list;
        }

        foreach (var (license, acknowledgement) in ((BomLicense?, string)[])[(model.Declared, "declared"), (model.Concluded, "concluded")])
        {
            if (license is not null)
                list.Append(Cite(license.Expression.IsSimple ? License(license.Expression, acknowledgement) : Expression(license, acknowledgement), "licenses.weights", license.Method, license.Sources));
        }

        return list;
    }

    private static JsonObject Expression(BomLicense license, string acknowledgement) => new() { ["expression"] = license.Expression.ToString(), ["acknowledgement"] = acknowledgement };

    private JsonObject License(SpdxExpression expression, string acknowledgement)
    {
        var id = expression.ToString();
        var license = new JsonObject();
        if (BomShapes.IsCycloneDxLicenseId(id))
        {
            license["id"] = id;
            license["acknowledgement"] = acknowledgement;
            return new JsonObject { ["license"] = license };
        }

        var known = ((SpdxLicense)expression).License is { IsEmpty: false } licenseId ? catalog.Licenses.Find(licenseId) : null;
        // Several texts are called "Modified MIT License", and one of them "MIT License": a name that means another text, or several, would lose which one this is.
        license["name"] = known?.Name.ValueOrDefault is { } name && _names.Value.Resolve(name).Expression?.ToString() == id ? name : id;
        license["acknowledgement"] = acknowledgement;
        license.SetText("url", TextOf(known));
        license["licensing"] = new JsonObject { ["altIds"] = new JsonArray(id) };
        return new JsonObject { ["license"] = license };
    }

    /// <summary>The address of a licence text.</summary>
    internal static string? TextOf(ModelLicense? license)
    {
        if (license is null)
            return null;
        var addresses = license.Urls.Where(u => u.IsKnown).Select(u => u.Value).ToList();
        return (addresses.Find(u => u.Kind == LicenseUrlKind.Text) ?? addresses.Find(u => u.Kind == LicenseUrlKind.Canonical))?.Value;
    }

    private JsonArray References(BomModel model)
    {
        var references = new JsonArray();
        if (model.Url.Length > 0)
        {
            references.Append(Cite(new JsonObject { ["type"] = "distribution", ["url"] = model.Url }, "repositories", ClaimMethod.Curated, model.RepositorySources));
            if (!model.Purl.IsEmpty)
                references.Append(new JsonObject { ["type"] = "model-card", ["url"] = $"{model.Url}/blob/{(model.Version.Length > 0 ? model.Version : "main")}/README.md" });
        }

        foreach (var repository in model.Model?.Repositories ?? [])
        {
            if (repository is { IsKnown: true } && repository.Value.Hub == HubName.GitHub)
                references.Append(Cite(new JsonObject { ["type"] = "vcs", ["url"] = $"https://github.com/{repository.Value.Repository}" }, "repositories", ClaimMethod.Curated, [.. repository.Sources.Select(ClaimSource.From)]));
        }

        return references;
    }

    private JsonObject Pedigree(BomModel model)
    {
        var pedigree = new JsonObject();
        pedigree.SetList("ancestors", JsonBuilding.List(model.Ancestors.Select(Ancestor)));
        pedigree.SetList("variants", JsonBuilding.List(model.Builds.Select(Variant)));
        if (model.Ancestors.Length > 0)
            pedigree["notes"] = string.Join("; ", model.Ancestors.Select(a => $"{(a.Relation is { } relation ? ProvenanceJson.Camel(relation) : "made")} of {a.Model.Name}"));
        return pedigree;
    }

    private JsonNode Ancestor(BomAncestor ancestor)
    {
        var component = Identity(ancestor.Model);
        if (ancestor.Model.Developers.Length > 0)
            component["manufacturer"] = Organization(ancestor.Model.Developers[0]);
        component.SetList("licenses", Licenses(ancestor.Model));
        if (ancestor.Model.Url.Length > 0)
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "distribution", ["url"] = ancestor.Model.Url });
        if (ancestor.Model.Ancestors.Length > 0)
            component["pedigree"] = new JsonObject { ["ancestors"] = JsonBuilding.List(ancestor.Model.Ancestors.Select(Ancestor)) };
        var properties = new JsonArray();
        if (ancestor.Relation is { } relation)
            properties.Append(JsonBuilding.Property(BomNames.Relation, ProvenanceJson.Camel(relation)));
        component.SetList("properties", properties);
        return Cite(component, "baseModels", ClaimMethod.Curated, ancestor.Sources);
    }

    private JsonNode Variant((Distribution Build, ImmutableArray<ClaimSource> Sources) variant)
    {
        var repository = variant.Build.Repository;
        var purl = variant.Build.Hub == HubName.HuggingFace ? PackageUrl.ForHuggingFace(repository) : default;
        var component = new JsonObject { ["type"] = "machine-learning-model", ["group"] = repository.Owner.ToString(), ["name"] = repository.Name.ToString() };
        if (!purl.IsEmpty)
            component["purl"] = purl.Value;
        var properties = new JsonArray();
        if (variant.Build.Quantization.Length > 0)
            properties.Append(JsonBuilding.Property(BomNames.Quantization, variant.Build.Quantization));
        if (!variant.Build.Format.IsEmpty)
            properties.Append(JsonBuilding.Property(BomNames.Prefix + "format", variant.Build.Format.Value));
        var files = variant.Build.Files.Where(f => f.Sha256.Length > 0)
            .Select(f => (JsonNode)new JsonObject { ["type"] = "file", ["name"] = f.Path, ["hashes"] = Hashes(f.Sha256) });
        component.SetList("components", JsonBuilding.List(files));
        component.SetList("properties", properties);
        return Cite(component, "distributions", ClaimMethod.Curated, variant.Sources);
    }

    private JsonNode File(BomFile file)
    {
        var component = new JsonObject { ["type"] = "file", ["name"] = file.Path };
        if (file.Sha256.Length > 0)
            component["hashes"] = Hashes(file.Sha256);
        component["properties"] = new JsonArray(JsonBuilding.Property(BomNames.Prefix + "size", file.Size.ToString(CultureInfo.InvariantCulture)));
        return component;
    }

    private static JsonArray Hashes(string sha256) => new(new JsonObject { ["alg"] = "SHA-256", ["content"] = sha256 });

    private JsonObject Card(BomModel model)
    {
        var parameters = new JsonObject();
        if (model.Fact("architecture") is { } architecture)
            parameters["modelArchitecture"] = Cite(JsonValue.Create(architecture.Value), architecture);
        var datasets = new JsonArray();
        foreach (var dataset in model.AllFacts("dataset"))
        {
            var reference = "dataset:" + dataset.Value;
            if (_references.Add(reference))
                _components.Append(new JsonObject { ["type"] = "data", ["bom-ref"] = reference, ["name"] = dataset.Value, ["data"] = new JsonArray(new JsonObject { ["type"] = "dataset", ["name"] = dataset.Value }) });
            datasets.Append(Cite(new JsonObject { ["ref"] = reference }, dataset));
        }

        parameters.SetList("datasets", datasets);
        if (model.Fact("modalities") is { } modalities && Modalities(modalities.Value) is var (inputs, outputs))
        {
            parameters["inputs"] = Cite(JsonBuilding.List(inputs.Select(Format)), modalities);
            parameters["outputs"] = Cite(JsonBuilding.List(outputs.Select(Format)), modalities);
        }

        return parameters.Count > 0 ? new JsonObject { ["modelParameters"] = parameters } : [];
    }

    private static JsonNode Format(string word) => new JsonObject { ["format"] = word };

    /// <summary><c>text, image -> text</c> as two lists.</summary>
    internal static (string[] Inputs, string[] Outputs)? Modalities(string text) =>
        text.Split(" -> ") is [var inputs, var outputs] ? (inputs.Split(", "), outputs.Split(", ")) : null;

    private static JsonObject Evidence(BomModel model)
    {
        var evidence = new JsonObject();
        if (model.Report is { } report && !model.Purl.IsEmpty)
        {
            var confidence = report.Identification.Confidence switch
            {
                ResolutionConfidence.Exact => 1m,
                ResolutionConfidence.Strong => 0.8m,
                ResolutionConfidence.Weak => 0.4m,
                _ => 0.2m,
            };
            var methods = new JsonArray();
            foreach (var reason in report.Identification.Reasons)
                methods.Append(new JsonObject { ["technique"] = model.WasAnalyzed ? "manifest-analysis" : "other", ["confidence"] = confidence, ["value"] = $"{reason.Token}: {reason.As} ({reason.Rule})" });
            if (methods.Count > 0)
                evidence["identity"] = new JsonArray(new JsonObject { ["field"] = "purl", ["confidence"] = confidence, ["concludedValue"] = model.Purl.Value, ["methods"] = methods });
        }

        var occurrences = new JsonArray();
        foreach (var source in model.Report?.Properties.SelectMany(p => p.Claims).Where(c => c.Method != ClaimMethod.Curated).SelectMany(c => c.Sources).Where(s => !s.Location.Contains("://", StringComparison.Ordinal)).DistinctBy(s => (s.Location, s.Locator)) ?? [])
            occurrences.Append(new JsonObject { ["location"] = source.Location, ["additionalContext"] = source.Locator });
        if (model.WasAnalyzed)
            evidence.SetList("occurrences", occurrences);
        return evidence;
    }

    private JsonArray Properties(BomModel model)
    {
        var properties = new JsonArray();
        void Add(string name, string? value, BomFact? fact = null)
        {
            if (string.IsNullOrEmpty(value))
                return;
            JsonNode property = JsonBuilding.Property(name, value);
            properties.Append(fact is null ? property : Cite(property, fact));
        }

        void AddFact(string name, string fact)
        {
            foreach (var one in model.AllFacts(fact))
                Add(name, one.Value, one);
        }

        AddFact(BomNames.ParameterCount, "parameters.total");
        if (model.Fact("modalities") is { } modalities && Modalities(modalities.Value) is var (inputs, outputs))
        {
            foreach (var word in inputs.Concat(outputs).Distinct(StringComparer.Ordinal))
                Add(BomNames.Modality, word is "text" or "image" or "video" or "audio" ? word : "_undefined:" + word, modalities);
        }

        var languages = model.AllFacts("language").Where(l => l.Value.Length == 2).ToList();
        if (languages.Count > 0)
            Add(BomNames.Language, string.Join(',', languages.Select(l => l.Value)), languages[0]);
        AddFact(BomNames.Quantization, "quantization");
        AddFact(BomNames.ContextLength, "contextWindow");
        AddFact(BomNames.MaxPositionEmbeddings, "contextLimit");
        if (model.Model is { } known)
        {
            Add(BomNames.Prefix + "model", known.Id.Value);
            Add(BomNames.Prefix + "family", known.Family.Value);
            Add(BomNames.Prefix + "series", known.Series.Value);
            Add(BomNames.Prefix + "release", known.Release.Value);
        }

        foreach (var name in (string[])["variant", "availability", "parameters.active", "parameters.effective", "trainingTokens", "trainingCompute.reported", "trainingCompute.hardwareTime", "licenses.code", "licenses.outputs"])
            AddFact(BomNames.Prefix + name.Replace('.', ':'), name);
        foreach (var date in model.Facts.Where(f => f.Property.StartsWith("dates.", StringComparison.Ordinal)))
            Add(BomNames.Prefix + date.Property.Replace('.', ':'), date.Value, date);
        foreach (var unknown in model.Unknown)
            Add(BomNames.Prefix + "unknown", unknown);
        foreach (var contradicted in model.Contradicted)
            Add(BomNames.Prefix + "contradicted", contradicted);
        // 1.6 has no citations.
        if (!is17)
        {
            foreach (var (property, source) in _cited.SelectMany(c => c.Sources.Select(s => (c.Property, JsonBuilding.Source(s)))).Distinct())
                Add($"{BomNames.Prefix}source:{property.Replace('.', ':')}", source);
        }

        return properties;
    }

    private T Cite<T>(T node, BomFact fact)
        where T : JsonNode => Cite(node, fact.Property, fact.Method, fact.Sources);

    private T Cite<T>(T node, string property, ClaimMethod method, ImmutableArray<ClaimSource> sources)
        where T : JsonNode
    {
        if (!sources.IsEmpty)
            _cited.Add((node, property, method, sources));
        return node;
    }

    // One citation for each source: everything that rests on it, with the day on which it was read.
    private IEnumerable<JsonNode> Citations()
    {
        var bySource = from cited in _cited
                       from source in cited.Sources
                       group JsonBuilding.Pointer(cited.Node) by (Text: JsonBuilding.Source(source), source.Read, cited.Method);
        foreach (var group in bySource)
        {
            yield return new JsonObject
            {
                ["pointers"] = JsonBuilding.List(group.Distinct(StringComparer.Ordinal)),
                ["timestamp"] = group.Key.Read is { } read ? JsonBuilding.Time(read) : JsonBuilding.Time(options.Created),
                ["attributedTo"] = ToolReference,
                ["note"] = $"{ProvenanceJson.Camel(group.Key.Method)}: {group.Key.Text}",
            };
        }
    }

    private static JsonNode Dependency((string Reference, ImmutableArray<string> On) dependency)
    {
        var node = new JsonObject { ["ref"] = dependency.Reference };
        node.SetList("dependsOn", JsonBuilding.List(dependency.On));
        return node;
    }

    // Of a folder all files are listed; of a name no file is known. What else a model needs to run is not looked at.
    private IEnumerable<JsonNode> Compositions(ImmutableArray<BomModel> models)
    {
        foreach (var model in models)
        {
            yield return new JsonObject { ["aggregate"] = model.Files.IsEmpty ? "unknown" : "complete", ["assemblies"] = new JsonArray(Reference(model)) };
            yield return new JsonObject { ["aggregate"] = "unknown", ["dependencies"] = new JsonArray(Reference(model)) };
        }
    }
}
