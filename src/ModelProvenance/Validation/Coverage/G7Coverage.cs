using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Boms.Reading;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Text;
using ModelProvenance.Validation.Rules.Boms;

namespace ModelProvenance.Validation;

/// <summary>Looks for each G7 element in a document. Where an element stands in each standard: docs/boms.md.</summary>
internal sealed class G7Coverage
{
    private static readonly string[] SecurityWords = ["attack", "safety", "robust", "jailbreak", "harm", "toxic", "injection", "security"];

    private readonly BomDocument _document;
    private readonly BomComparison _comparison;
    private readonly BomElement? _model;
    private readonly ModelInfo? _known;
    private readonly ImmutableArray<ProvenanceClaim> _evidence;
    private readonly ImmutableArray<BomElement> _datasets;
    private readonly IReadOnlyList<JsonTreeNode> _graph;
    private readonly ImmutableArray<BomCoverageElement>.Builder _elements = ImmutableArray.CreateBuilder<BomCoverageElement>();
    private string _cluster = "";

    public G7Coverage(BomDocument document, Validator validator)
    {
        _document = document;
        _comparison = new BomComparison(validator);
        _model = document.Models.FirstOrDefault(m => m.IsSubject) ?? document.Models.FirstOrDefault(m => !m.IsRelative) ?? document.Models.FirstOrDefault();
        _known = _model is null ? null : _comparison.ModelOf(_model);
        _evidence = _known is null ? [] : validator.Options.Catalog.Evidence(EntityKind.Model, _known.Id.Value);
        _datasets = [.. document.Elements.Where(e => e.Kind == BomElementKind.Dataset)];
        _graph = document.IsSpdx ? BomReader.Items(document.Root, "@graph") : [];
    }

    public ImmutableArray<BomCoverageElement> Elements()
    {
        Metadata();
        System();
        Model();
        Datasets();
        _cluster = "Infrastructure";
        Place("INF-01", "Infrastructure software", ["/formulation"], () => Relationship("usesTool"));
        Place("INF-02", "Infrastructure hardware", ["/formulation/0/components"], null);
        _cluster = "Security";
        Place("SP-01", "Security controls", ["/declarations"], null);
        Place("SP-02", "Security compliance", ["/declarations/attestations", "/definitions/standards"], () => _model?.Node.Find("ai_standardCompliance"));
        Claim("SP-03", "Cybersecurity policy information", c => c.Property == "externalReference" && c.Note is "security-contact" or "rfc-9116" or "securityPolicy");
        Place("SP-04", "Vulnerability referencing", ["/vulnerabilities"], () => OfClass("security_Vulnerability"));
        _cluster = "KPI";
        Claim("KPI-01", "Security metrics", c => c.Property == "metric" && Array.Exists(SecurityWords, word => c.Value.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Claim("KPI-02", "Operational performance KPIs", c => c.Property == "metric" && !Array.Exists(SecurityWords, word => c.Value.Contains(word, StringComparison.OrdinalIgnoreCase)));
        return _elements.ToImmutable();
    }

    private void Metadata()
    {
        _cluster = "Metadata";
        var creation = OfClass("CreationInfo");
        Place("MD-01", "SBOM author", ["/metadata/authors/0", "/metadata/manufacturer", "/metadata/supplier"], () => creation?.Find("createdBy"));
        Place("MD-02", "SBOM version", ["/version", "/serialNumber"], null);
        Place("MD-03", "SBOM data format name", ["/bomFormat"], () => _document.Root.Find("@context"), isCertain: true);
        Place("MD-04", "SBOM data format version", ["/specVersion"], () => creation?.Find("specVersion"), isCertain: true);
        Place("MD-05", "SBOM author signature", ["/signature"], null);
        Place("MD-06", "SBOM tool name", ["/metadata/tools/components/0/name", "/metadata/tools/0/name"], () => OfClass("Tool")?.Find("name"));
        if (_document.IsSpdx && OfClass("Tool")?.Find("name") is { } tool && tool.Text is { } name && name.Any(char.IsAsciiDigit))
            Add("MD-07", "SBOM tool version", BomCoverageStatus.Inferred, tool.Pointer, "the version stands in the name of the tool");
        else
            Place("MD-07", "SBOM tool version", ["/metadata/tools/components/0/version", "/metadata/tools/0/version"], null);
        Place("MD-08", "SBOM generation context", ["/metadata/lifecycles/0"], () => OfClass("software_Sbom")?.Find("software_sbomType"));
        Place("MD-09", "SBOM timestamp", ["/metadata/timestamp"], () => creation?.Find("created"));
        Place("MD-10", "SBOM dependency relationship", ["/dependencies/0"], () => _graph.FirstOrDefault(n => BomReader.Text(n, "relationshipType").Length > 0));
    }

    private void System()
    {
        _cluster = "System";
        Claim("SLP-01", "System name", c => c.Property == "name");
        Place("SLP-02", "System components", ["/components/0", "/metadata/component/components/0"], () => Relationship("contains") ?? Relationship("dependsOn"));
        Producer("SLP-03", "System producer");
        Version("SLP-04", "System version");
        Claim("SLP-05", "System timestamp", c => c.Property == "dates.released");
        Place("SLP-06", "System data flow", ["/services/0/data", "/formulation/0/workflows"], null);
        Place("SLP-07", "System data usage", ["/services/0/data"], () => _model?.Node.Find("ai_useSensitivePersonalInformation"));
        Claim("SLP-08", "System input/output properties", c => c.Property == "modalities");
        Member("SLP-09", "Intended application area", "/modelCard/considerations/useCases", "ai_domain");
    }

    private void Model()
    {
        _cluster = "Models";
        Claim("MDL-01", "Model name", c => c.Property == "name");
        if (_model is { PackageUrlText.Length: 0, Group.Length: > 0 } grouped)
            Add("MDL-02", "Model identifier", BomCoverageStatus.Inferred, grouped.Pointer, "there is a group and a name, and no package URL");
        else
            Claim("MDL-02", "Model identifier", c => c.Property == "repository");
        Version("MDL-03", "Model version");
        Claim("MDL-04", "Model timestamp", c => c.Property == "dates.released");
        Producer("MDL-05", "Model producer");
        Claim("MDL-06", "Model description", c => c.Property == "description");
        Claim("MDL-07", "Model hash value", c => c.Property == "hash" || (c.Property == "file" && !string.IsNullOrEmpty(c.Note)));
        Claim("MDL-08", "Model hash algorithm", c => c.Property == "hash" || (c.Property == "file" && !string.IsNullOrEmpty(c.Note)));
        Claim("MDL-09", "Model properties", c => c.Property is "architecture" or "parameters.total" or "parameters.active" or "contextWindow" or "quantization");
        Claim("MDL-10", "Model input-output properties", c => c.Property == "modalities");
        if (!Claims(c => c.Property is "trainingTokens" or "training" || c.Property.StartsWith("trainingCompute", StringComparison.Ordinal)).Any() && _model?.Node.Find("modelCard")?.Find("modelParameters")?.Find("approach") is { } approach)
            Add("MDL-11", "Model training properties", BomCoverageStatus.Declared, approach.Pointer);
        else
            Claim("MDL-11", "Model training properties", c => c.Property is "trainingTokens" or "training" || c.Property.StartsWith("trainingCompute", StringComparison.Ordinal));
        Claim("MDL-12", "Model license", c => c.Property == "licenses.weights");
        Claim("MDL-13", "Model external references", c => c.Property == "externalReference");
    }

    private void Datasets()
    {
        _cluster = "Datasets";
        Dataset("DP-01", "Dataset name", d => d.Node.Find("name"));
        Dataset("DP-02", "Dataset description", d => d.Node.Find("description") ?? First(d, "data")?.Find("description"));
        Dataset("DP-03", "Dataset content", d => First(d, "data")?.Find("contents") ?? d.Node.Find("dataset_datasetType"));
        Dataset("DP-04", "Dataset identifier", d => d.Node.Find("purl") ?? d.Node.Find("software_packageUrl") ?? First(d, "data")?.Find("contents")?.Find("url") ?? d.Node.Find("software_downloadLocation"));
        Dataset("DP-05", "Dataset hash", d => d.Node.Find("hashes") ?? d.Node.Find("verifiedUsing"));
        Dataset("DP-06", "Dataset provenance", d => First(d, "data")?.Find("governance") ?? d.Node.Find("dataset_dataCollectionProcess") ?? d.Node.Find("originatedBy"));
        Dataset("DP-07", "Dataset statistical properties", d => d.Node.Find("dataset_datasetSize") ?? d.Node.Find("dataset_datasetNoise"));
        Dataset("DP-08", "Dataset sensitivity", d => First(d, "data")?.Find("sensitiveData") ?? First(d, "data")?.Find("classification") ?? d.Node.Find("dataset_hasSensitivePersonalInformation") ?? d.Node.Find("dataset_confidentialityLevel"));
        Claim("DP-09", "Dataset dependency relationship", c => c.Property == "dataset");
        var licensed = _datasets.SelectMany(d => d.ClaimsOf("licenses.weights")).FirstOrDefault();
        Add("DP-10", "Dataset license", licensed is null ? BomCoverageStatus.Missing : BomCoverageStatus.Declared, licensed?.Sources[0].Locator ?? "");
    }

    private void Producer(string id, string name)
    {
        if (Claims(c => c.Property is "developers" or "publisher").Any() || _model is not { PackageUrl.Namespace.Length: > 0 } model)
            Claim(id, name, c => c.Property is "developers" or "publisher");
        else
            Add(id, name, BomCoverageStatus.Inferred, (model.Node.Find("purl") ?? model.Node.Find("software_packageUrl")!).Pointer, "the owner of the repository in the package URL");
    }

    private void Version(string id, string name)
    {
        if (_model is { Version.Length: 0, PackageUrl.Version.Length: > 0 } model)
            Add(id, name, BomCoverageStatus.Inferred, (model.Node.Find("purl") ?? model.Node.Find("software_packageUrl")!).Pointer, "the version in the package URL");
        else
            Claim(id, name, c => c.Property == "version");
    }

    private IEnumerable<ProvenanceClaim> Claims(Func<ProvenanceClaim, bool> wanted) => _model?.Claims.Where(wanted) ?? [];

    // One contradiction outweighs what agrees; of several claims the first that is confirmed shows the place.
    private void Claim(string id, string name, Func<ProvenanceClaim, bool> wanted)
    {
        ProvenanceClaim? verified = null;
        ProvenanceClaim? first = null;
        foreach (var claim in Claims(wanted))
        {
            first ??= claim;
            var agrees = _known is null ? null : _comparison.Agrees(claim, _known, _evidence);
            if (agrees == false)
            {
                Add(id, name, BomCoverageStatus.Contradicted, claim.Sources[0].Locator, $"the catalog has {string.Join(", ", _evidence.Where(e => e.Property == claim.Property && e.IsPreferred).Select(e => e.Value))}");
                return;
            }

            verified ??= agrees == true ? claim : null;
        }

        if (verified is not null)
            Add(id, name, BomCoverageStatus.Verified, verified.Sources[0].Locator, $"the catalog has the same for {_known!.Id}");
        else
            Add(id, name, first is null ? BomCoverageStatus.Missing : BomCoverageStatus.Declared, first?.Sources[0].Locator ?? "");
    }

    private void Place(string id, string name, string[] pointers, Func<JsonTreeNode?>? spdx, bool isCertain = false)
    {
        var found = _document.IsSpdx ? spdx?.Invoke() : pointers.Select(_document.At).FirstOrDefault(node => node is not null);
        Add(id, name, found is null ? BomCoverageStatus.Missing : isCertain ? BomCoverageStatus.Verified : BomCoverageStatus.Declared, found?.Pointer ?? "");
    }

    private void Member(string id, string name, string pointer, string spdx)
    {
        var found = _model is null ? null : _document.IsSpdx ? _model.Node.Find(spdx) : BomReader.At(_model.Node, pointer);
        Add(id, name, found is null ? BomCoverageStatus.Missing : BomCoverageStatus.Declared, found?.Pointer ?? "");
    }

    private void Dataset(string id, string name, Func<BomElement, JsonTreeNode?> find)
    {
        var found = _datasets.Select(find).FirstOrDefault(node => node is not null);
        Add(id, name, found is null ? BomCoverageStatus.Missing : BomCoverageStatus.Declared, found?.Pointer ?? "");
    }

    private void Add(string id, string name, BomCoverageStatus status, string pointer, string note = "") => _elements.Add(new BomCoverageElement(id, _cluster, name, status, pointer, note));

    private JsonTreeNode? OfClass(string name) => _graph.FirstOrDefault(n => SpdxReader.TypeOf(n) == name);

    private JsonTreeNode? Relationship(string type) => _graph.FirstOrDefault(n => BomReader.Text(n, "relationshipType") == type);

    private static JsonTreeNode? First(BomElement element, string list) => BomReader.Items(element.Node, list) is [var first, ..] ? first : null;
}
