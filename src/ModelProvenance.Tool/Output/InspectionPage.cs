using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Inspection;

namespace ModelProvenance.Tool.Output;

/// <summary>A report as one readable page: an answer a line, numbers for the sources below.</summary>
internal sealed class InspectionPage
{
    private readonly ModelCatalog _catalog;
    private readonly TextPage _page;
    private readonly List<string> _sources = [];

    public InspectionPage(ModelCatalog catalog, TextPage page)
    {
        _catalog = catalog;
        _page = page;
    }

    public void Print(ProvenanceReport report)
    {
        var found = report.Identification;
        _page.Heading(report.Input);
        Row("confidence", found.Confidence.ToString().ToLowerInvariant());
        if (found.Model is { } model)
            PrintModel(report, model);
        else
            PrintOpen(found);
        if (found.Publisher is { } publisher && found.Organization?.Id.Value != publisher)
            Row("publisher", $"{NameOf(publisher)} (of this repository; not the developer)");
        if (found.Quantization is { } quantization)
            Row("quantization", quantization);
        if (found.Format is { } format)
            Row("format", format);
        foreach (var reason in found.Reasons)
            Row("because", $"{reason.Token}: {reason.As} ({reason.Rule})");
        if (report.Kind != InputKind.Name)
            PrintContent(report);

        if (_sources.Count > 0)
        {
            _page.Line();
            _page.Heading("Sources");
            for (var i = 0; i < _sources.Count; i++)
                _page.Dim(string.Create(CultureInfo.InvariantCulture, $"  [{i + 1}] {_sources[i]}"));
        }

        _page.Dim($"  catalog {_catalog.CatalogVersion}; facts, not legal advice");
        _page.Line();
    }

    // What the files say, beside the catalog above: each property with its verdict and the place of each claim.
    private void PrintContent(ProvenanceReport report)
    {
        _page.Line();
        _page.Heading("Files");
        foreach (var property in report.Properties)
        {
            var said = property.Claims.Where(c => c.Method != ClaimMethod.Curated).ToList();
            for (var i = 0; i < said.Count; i++)
            {
                var place = said[i].Sources.IsEmpty ? "" : $" ({said[i].Sources[0].Location}{(said[i].Sources[0].Locator.Length > 0 ? ", " + said[i].Sources[0].Locator : "")})";
                Row(i == 0 ? property.Name : "", $"{said[i].Value}{place}{(i == 0 ? $" -- {Words(property.Verdict)}" : "")}");
            }
        }

        if (report.Findings.IsEmpty)
            return;
        _page.Line();
        _page.Heading("Findings");
        foreach (var finding in report.Findings)
            _page.Line($"  {finding}");
    }

    private void PrintOpen(Resolution.ModelResolution found)
    {
        if (found.Family is { } family)
            Row("family", family.Name);
        if (found.Series is { } series)
            Row("series", series.Name);
        if (!found.Size.IsEmpty)
            Row("size label", found.Size.ToString());
        foreach (var candidate in found.Candidates)
            Row("may be", $"{candidate.Model} ({candidate.Reason})");
    }

    private void PrintModel(ProvenanceReport report, ModelInfo model)
    {
        Row("model", $"{model.Name} ({model.Id})");
        Row("family, series", $"{report.Identification.Family?.Name}, {report.Identification.Series?.Name}");
        Fact("developer", model.Developers, ids => string.Join(", ", ids.Select(id => NameOf(id.Value))));
        foreach (var repository in model.Repositories)
            Fact("repository", repository, r => r.ToString());
        Fact("weights", model.Availability, a => a.ToString().ToLowerInvariant());
        Fact("variant", model.Variant, v => v.Value);
        foreach (var figure in model.Parameters)
            Fact(figure.Counts.ToString().ToLowerInvariant() + " parameters", figure.Count, c => c + Qualifiers(figure));
        Fact("context window", model.ContextWindow, n => n.ToString("N0", CultureInfo.InvariantCulture) + " tokens");
        Fact("modalities", model.Modalities, m => m.ToString());
        Fact("architecture", model.Architecture, a => a);
        Fact("training tokens", model.TrainingTokens, t => t.ToString());
        foreach (var compute in model.TrainingCompute)
            Fact("training compute", compute.Amount, a => $"{a} {compute.Unit} {compute.Hardware}".TrimEnd());
        foreach (var date in model.Dates)
            Fact(Words(date.Kind), date.Date, d => d.ToString());
        foreach (var license in model.Licenses)
            Fact($"licence of {license.Scope.ToString().ToLowerInvariant()}", license.Expression, e => e + Period(license.From, license.To));
        PrintLineage(report);
    }

    // What the weights come from, and under which licence each of them is.
    private void PrintLineage(ProvenanceReport report)
    {
        if (report.Lineage is not { } lineage || lineage.Edges.IsEmpty)
            return;
        var inWeights = lineage.WeightAncestors().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var edge in lineage.Edges)
        {
            var parent = lineage.Nodes.First(n => n.Id == edge.Parent);
            var name = parent.Model?.Name ?? parent.Id;
            var maker = parent.Organization == default ? "" : $" ({NameOf(parent.Organization.Value)})";
            var what = Words(edge.Relation);
            Fact(edge.Child == lineage.Root.Id ? "from" : $"  {edge.Child} from", edge.Fact, _ => $"{name}{maker}, {what}");
        }

        foreach (var node in lineage.Nodes.Where(n => inWeights.Contains(n.Id)))
        {
            if (node.Model?.License(LicenseScope.Weights) is { } license)
                Fact("licence below", license.Expression, e => $"{e} ({node.Model.Name}, whose weights are in this model)");
            else
                Row("licence below", $"unknown ({node.Id} is not in the catalog)");
        }
    }

    private void Fact<T>(string label, Fact<T> fact, Func<T, string> print)
    {
        if (fact.State is FactState.NotResearched or FactState.NotApplicable)
            return;
        var value = fact.IsKnown ? print(fact.Value) : Words(fact.State);
        Row(label, $"{value}{Numbers(fact.Sources)}{(fact.Note is { } note ? $" -- {note}" : "")}");
        foreach (var conflict in fact.Conflicts)
            Row("  disputed", $"{print(conflict.Value)}{Numbers(conflict.Sources)} -- {conflict.Ruling ?? "open"}");
    }

    private void Row(string label, string text) => _page.Line($"  {label,-20} {text}");

    private string Numbers(IEnumerable<Citation> citations)
    {
        var numbers = new List<int>();
        foreach (var citation in citations)
        {
            var source = $"{citation.Source.Url.OriginalString}{(citation.Locator.Length > 0 ? $" {citation.Locator}" : "")} (read {citation.Source.Read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})";
            var at = _sources.IndexOf(source);
            if (at < 0)
            {
                _sources.Add(source);
                at = _sources.Count - 1;
            }

            if (!numbers.Contains(at + 1))
                numbers.Add(at + 1);
        }

        return numbers.Count == 0 ? "" : $" [{string.Join(", ", numbers)}]";
    }

    private string NameOf(string organization) => OrganizationId.TryParse(organization, null, out var id) && _catalog.Organizations.Find(id) is { } found ? found.Name : organization;

    private static string Qualifiers(ParameterFact figure)
    {
        var words = new List<string>();
        void Add(PartInclusion inclusion, string part)
        {
            if (inclusion != PartInclusion.Unstated)
                words.Add(inclusion == PartInclusion.Included ? $"with {part}" : $"without {part}");
        }

        Add(figure.Embeddings, "embeddings");
        Add(figure.Mtp, "MTP");
        Add(figure.Vision, "vision");
        if (figure.Convention.Length > 0)
            words.Add(figure.Convention);
        return words.Count == 0 ? "" : $" ({string.Join(", ", words)})";
    }

    private static string Period(PartialDate from, PartialDate to) => (from.IsEmpty, to.IsEmpty) switch
    {
        (true, true) => "",
        (false, true) => $" (since {from})",
        (true, false) => $" (until {to})",
        _ => $" (from {from} to {to})",
    };

    private static string Words<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
