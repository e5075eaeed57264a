using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Export;

/// <summary>Writes an audit of the models in use as Markdown, for the page of a pull request.</summary>
public static class AuditMarkdown
{
    // A comment on a pull request holds 65,536 characters; the table of models goes first.
    private const int MaxRows = 300;

    /// <summary>The page.</summary>
    /// <param name="audit">The audit.</param>
    public static string Of(ManifestAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var text = new StringBuilder();
        var errors = audit.Findings.Count(f => f.Severity == Severity.Error);
        var warnings = audit.Findings.Count(f => f.Severity == Severity.Warning);
        Line(text, $"# Models in use: {(errors > 0 ? "not in order" : "in order")}");
        Line(text);
        Line(text, $"{audit.Models.Length} models, {errors} errors, {warnings} warnings. Catalog {Cell(audit.CatalogVersion)}, as of {audit.AsOf:yyyy-MM-dd}{(audit.Policy.Length > 0 ? $", policy \"{Cell(audit.Policy)}\"" : ", without a policy")}.");
        Line(text);
        Line(text, "| model | is | licence of the weights | developer | policy |");
        Line(text, "|---|---|---|---|---|");
        foreach (var model in audit.Models.Take(MaxRows))
            Line(text, $"| {Cell(model.Used.Reference)} | {Cell(model.Regulation?.Model.Value ?? "not determined")} | {Cell(License(model, audit.AsOf))} | {Cell(Value(model, "developers"))} | {Cell(Verdicts(model.Verdicts))} |");
        Rest(text, audit.Models.Length);
        var open = audit.Models.SelectMany(m => m.Verdicts).Where(v => v.Outcome is PolicyOutcome.NotMet or PolicyOutcome.Unknown).ToList();
        if (open.Count > 0)
        {
            Head(text, "Not met, or not known", "model", "rule", "outcome", "fact", "why the rule is there");
            foreach (var verdict in open.Take(MaxRows))
                Line(text, $"| {Cell(verdict.Model.Reference)} | {Cell(verdict.Rule.Id)} | {(verdict.Outcome == PolicyOutcome.NotMet ? "not met" : "unknown")} | {Cell(verdict.Fact)}{Links(verdict.Sources)} | {Cell(verdict.Rule.Reason)} |");
            Rest(text, open.Count);
        }

        var decided = audit.Models.Where(m => m.Used.Decision is not null).ToList();
        if (decided.Count > 0)
        {
            Head(text, "Decisions", "model", "licence", "rules", "by", "on", "until", "why");
            foreach (var model in decided.Take(MaxRows))
            {
                var decision = model.Used.Decision!;
                Line(text, $"| {Cell(model.Used.Reference)} | {Cell(decision.License?.ToString() ?? "")} | {Cell(string.Join(", ", decision.Rules))} | {Cell(decision.By)} | {decision.On:yyyy-MM-dd} | {(decision.Until is { } until ? $"{until:yyyy-MM-dd}{(decision.HoldsOn(audit.AsOf) ? "" : " (over)")}" : "")} | {Cell(decision.Reason)} |");
            }

            Rest(text, decided.Count);
        }

        var others = audit.Findings.Where(f => f.Rule.Id != GateRules.PolicyNotMet.Id && f.Rule.Id != GateRules.PolicyUnknown.Id && f.Rule.Id != GateRules.PolicyDecided.Id).ToList();
        if (others.Count > 0)
        {
            Head(text, "Other findings", "", "rule", "place", "finding");
            foreach (var finding in others.Take(MaxRows))
                Line(text, $"| {finding.Severity.ToString().ToLowerInvariant()} | [{finding.Rule.Id}]({finding.Rule.HelpUri}) | {Cell(finding.Location.ToString())} | {Cell(finding.Message)} |");
            Rest(text, others.Count);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');

    private static void Head(StringBuilder text, string title, params string[] columns)
    {
        Line(text);
        Line(text, $"## {title}");
        Line(text);
        Line(text, $"| {string.Join(" | ", columns)} |");
        Line(text, string.Concat(Enumerable.Repeat("|---", columns.Length)) + "|");
    }

    private static void Rest(StringBuilder text, int count)
    {
        if (count > MaxRows)
            Line(text, string.Create(CultureInfo.InvariantCulture, $"\n{count - MaxRows} more.\n"));
    }

    // The licence in force on the day; a model can have had others.
    private static string License(AuditedModel model, DateOnly asOf) =>
        model.Regulation is null ? "" : model.Report.Identification.Model?.License(LicenseScope.Weights, asOf) is { Expression: { IsKnown: true } fact } ? fact.Value.ToString() : "unknown";

    private static string Value(AuditedModel model, string property) => model.Regulation is null ? "" : model.Report.Property(property)?.Value ?? "unknown";

    private static string Verdicts(ImmutableArray<PolicyVerdict> verdicts)
    {
        if (verdicts.IsEmpty)
            return "";
        var open = verdicts.Where(v => v.Outcome != PolicyOutcome.Met).Select(v => $"{v.Rule.Id}: {v.Outcome switch { PolicyOutcome.NotMet => "not met", PolicyOutcome.Unknown => "unknown", _ => "decided" }}").ToList();
        return open.Count == 0 ? "met" : string.Join("; ", open);
    }

    private static string Links(ImmutableArray<Citation> sources) => string.Concat(sources.Where(s => s.Source.Url.Scheme is "https" or "http").Select(s => s.Source.Url.AbsoluteUri).Distinct().Take(2).Select((url, i) => $" [[{i + 1}]]({url.Replace(")", "%29", StringComparison.Ordinal)})"));

    /// <summary>A text that neither ends a cell nor becomes markup.</summary>
    public static string Cell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cell = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '!' or '@' or '&')
                cell.Append('\\');
            cell.Append(char.IsControl(c) ? ' ' : c);
        }

        return cell.ToString();
    }
}
