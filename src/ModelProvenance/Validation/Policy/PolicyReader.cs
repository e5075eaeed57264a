using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Documents;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Origin;
using ModelProvenance.Regulation;

namespace ModelProvenance.Validation.Policy;

/// <summary>Reads a policy.</summary>
internal static class PolicyReader
{
    internal static readonly string[] Kinds = ["license", "term", "obligation", "developer", "origin", "compute", "openModel", "size", "base", "evidence", "dataAge", "pinned", "decision"];
    private static readonly string[] Severities = ["error", "warning", "info"];

    public static ReadResult<PolicyDocument> Read(byte[] utf8, string path, ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(catalog);
        if (!EditedDocument.TryOpen(utf8, path, GateRules.PolicyFormat, out var document, out var root))
            return new ReadResult<PolicyDocument>(null, document.Findings);

        var name = root.Text("name", required: true);
        var models = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var item in root.Objects("modelledOn"))
        {
            var title = item.Text("title", required: true);
            var url = item.Text("url", required: true);
            item.RefuseOthers();
            if (title is not null && url is not null)
                models.Add((title, url));
        }

        var rules = ImmutableArray.CreateBuilder<PolicyRule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in root.Objects("rules", required: true))
        {
            if (Rule(item, catalog) is { } rule)
            {
                if (!ids.Add(rule.Id))
                    item.Problem("id", $"\"{rule.Id}\" is the id of two rules.");
                rules.Add(rule);
            }
        }

        root.RefuseOthers();
        return new ReadResult<PolicyDocument>(document.Findings.IsEmpty ? new PolicyDocument { Name = name!, ModelledOn = models.ToImmutable(), Rules = rules.ToImmutable() } : null, document.Findings);
    }

    private static PolicyRule? Rule(EditedObject item, ModelCatalog catalog)
    {
        var id = item.Text("id", required: true) ?? "";
        var kind = item.Word("kind", Kinds, required: true);
        var reason = item.Text("reason") ?? "";
        var severity = Grade(item, "severity") ?? Severity.Error;
        var unknown = Grade(item, "unknown") ?? severity;
        var decidable = item.Word("decidable", ["yes", "no"]) != "no";
        PolicyRule? rule = kind switch
        {
            "license" => new LicensePolicyRule(Licenses(item, "allow", catalog), Licenses(item, "deny", catalog)) { Id = id, AlongLineage = item.Word("along", ["self", "lineage"]) == "lineage" },
            "term" when item.Word("term", EnumText<LicenseTermKind>.Names.All, required: true) is { } term =>
                new TermPolicyRule((LicenseTermKind)EnumText<LicenseTermKind>.Names.IndexOf(term), [.. (item.Texts("values") ?? []).Select(v => v.Text)]) { Id = id, AlongLineage = item.Word("along", ["self", "lineage"]) != "self" },
            "obligation" => new ObligationPolicyRule(Terms(item)) { Id = id },
            "developer" => new DeveloperPolicyRule(Organizations(item, "allow", catalog), Organizations(item, "deny", catalog)) { Id = id },
            "origin" when item.Word("attribution", [.. AttributionRule.All.Select(r => r.Id)], required: true) is { } attribution =>
                new OriginPolicyRule(attribution, Values<CountryCode>(item, "allow", "an assigned ISO 3166-1 alpha-2 code"), Values<CountryCode>(item, "deny", "an assigned ISO 3166-1 alpha-2 code"))
                {
                    Id = id,
                    DeniedGroups = [.. Known(item, "denyGroups", [.. CountryGroup.All.Select(g => g.Id)]).Select(g => CountryGroup.Find(g)!)],
                },
            "compute" when item.Word("threshold", [.. RegulatoryThreshold.All.Where(t => t.Operations is not null).Select(t => t.Id)], required: true) is { } threshold => new ComputePolicyRule(RegulatoryThreshold.Find(threshold)!) { Id = id },
            "openModel" => new OpenModelPolicyRule(item.Texts("facts") is null ? RegulatoryFacts.OpenModelIds : Known(item, "facts", RegulatoryFacts.OpenModelIds)) { Id = id },
            "size" when item.Value<ParameterCount>("atMost", required: true, out var most, "a count such as 70B") =>
                new SizePolicyRule(item.Word("counts", ["total", "active"]) == "active" ? ParameterScope.Active : ParameterScope.Total, most) { Id = id },
            "base" => new BasePolicyRule { Id = id },
            "evidence" when item.Text("property", required: true) is { } property => new EvidencePolicyRule(property, item.Word("sources", ["any", "primary"]) == "primary") { Id = id },
            "dataAge" when item.Number("maxDays", 0, 36500, required: true) is { } days => new DataAgePolicyRule((int)days) { Id = id },
            "pinned" => new PinnedPolicyRule { Id = id },
            "decision" => new DecisionPolicyRule { Id = id },
            _ => null,
        };
        item.RefuseOthers();
        return rule is null ? null : rule with { Reason = reason, Severity = severity, Unknown = unknown, Decidable = decidable && rule is not DecisionPolicyRule };
    }

    private static ImmutableArray<LicenseTermKind> Terms(EditedObject item)
    {
        if (item.Texts("terms") is not { } texts)
            return ObligationPolicyRule.Restrictions;
        var kinds = ImmutableArray.CreateBuilder<LicenseTermKind>();
        foreach (var (text, _) in texts)
        {
            if (EnumText<LicenseTermKind>.Names.IndexOf(text) is var at and >= 0)
                kinds.Add((LicenseTermKind)at);
            else
                item.Problem("terms", $"\"{text}\" is none of {string.Join(", ", EnumText<LicenseTermKind>.Names.All)}.");
        }

        if (texts.Count == 0)
            item.Problem("terms", "The list is empty, so the rule would never speak.");
        return kinds.ToImmutable();
    }

    // An empty list is a rule that never speaks.
    private static ImmutableArray<string> Known(EditedObject item, string name, ImmutableArray<string> words)
    {
        if (item.Texts(name) is not { } texts)
            return [];
        foreach (var (text, _) in texts)
        {
            if (!words.Contains(text))
                item.Problem(name, $"\"{text}\" is none of {string.Join(", ", words)}.");
        }

        if (texts.Count == 0)
            item.Problem(name, "The list is empty, so the rule would never speak.");
        return [.. texts.Select(t => t.Text).Where(t => words.Contains(t))];
    }

    private static Severity? Grade(EditedObject item, string name) => item.Word(name, Severities) is { } word ? Enum.Parse<Severity>(word, ignoreCase: true) : null;

    private static ImmutableArray<LicenseId> Licenses(EditedObject item, string name, ModelCatalog catalog) =>
        Values<LicenseId>(item, name, "a licence id", id => catalog.Licenses.Contains(id) ? null : Near("licence", id.Value, catalog.Licenses.Suggest(id.Value), catalog));

    private static ImmutableArray<OrganizationId> Organizations(EditedObject item, string name, ModelCatalog catalog) =>
        Values<OrganizationId>(item, name, "an organization id", id => catalog.Organizations.Contains(id) ? null : Near("organization", id.Value, catalog.Organizations.Suggest(id.Value), catalog));

    private static string Near(string what, string id, IReadOnlyList<string> near, ModelCatalog catalog) =>
        $"There is no {what} '{id}' in catalog {catalog.CatalogVersion}, so the rule would never speak of it." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : "");

    private static ImmutableArray<T> Values<T>(EditedObject item, string name, string expected, Func<T, string?>? refuse = null)
        where T : ISpanParsable<T>
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var (text, _) in item.Texts(name) ?? [])
        {
            if (!T.TryParse(text, CultureInfo.InvariantCulture, out var value))
                item.Problem(name, $"\"{text}\" is not {expected}.");
            else if (refuse?.Invoke(value) is { } problem)
                item.Problem(name, problem);
            else
                values.Add(value);
        }

        return values.ToImmutable();
    }
}
