using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Findings;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>rules</c>: every rule.</summary>
internal sealed class RulesCommand : ToolCommand
{
    public RulesCommand(ToolConsole console)
        : base("rules", "Lists every rule with its severity.")
    {
        Examples = ["modelprov rules", "modelprov rules --format json"];
        var format = CommonOptions.Format();
        Add(format);
        SetAction(parsed =>
        {
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, RuleSet.All));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            page.Table(["rule", "severity", "name", "finds"], RuleSet.All.Select(r => new[] { r.Id.ToString(), r.Severity.ToString().ToLowerInvariant(), r.Name, r.Summary }));
            return ExitCodes.Done;
        });
    }
}

/// <summary><c>explain</c>: one rule.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    public ExplainCommand(ToolConsole console)
        : base("explain", "Explains a rule.")
    {
        Examples = ["modelprov explain MP1004"];
        var rule = new Argument<string>("RULE") { Description = "The id of a rule, such as MP1004." };
        var format = CommonOptions.Format();
        Add(rule);
        Add(format);
        SetAction(parsed =>
        {
            var text = parsed.GetValue(rule)!;
            if (!RuleId.TryParse(text, null, out var id))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(text)}' is not a rule id. Expected MP and four digits.");
            if (RuleSet.Find(id) is not { } descriptor)
                throw new ToolException(ExitCodes.Input, $"There is no rule {id}. 'modelprov rules' lists them.");
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, [descriptor]));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            page.Heading($"{descriptor.Id} {descriptor.Name}");
            page.Line($"  severity  {descriptor.Severity.ToString().ToLowerInvariant()}");
            page.Line($"  profiles  {string.Join(", ", descriptor.Profiles)}");
            page.Line($"  fixable   {(descriptor.Fixable ? "yes" : "no")}");
            page.Line($"  help      {descriptor.HelpUri}");
            page.Line();
            page.Line(descriptor.Summary);
            return ExitCodes.Done;
        });
    }
}
