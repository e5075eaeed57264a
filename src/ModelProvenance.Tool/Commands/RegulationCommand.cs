using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Regulation;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>regulation</c>: the facts about a model that laws on AI ask for.</summary>
internal sealed class RegulationCommand : ToolCommand
{
    public RegulationCommand(ToolConsole console)
        : base("regulation", "Says the facts about a model that laws on AI ask for: training compute by three methods against thresholds, what the exemption for open models asks, covered countries by attribution rule.")
    {
        Remarks = "Facts, no verdicts, and no legal advice. The training compute is an interval by each method: the developer's figure; hours of an accelerator at 20 % to 100 % of its dense 16-bit peak; six operations for each active parameter and token, 30 % up and down. A threshold is exceeded, or not, when all methods say so (the developer's figure alone when there is one); otherwise that is unknown. Exits 3 when the name does not determine one model.";
        Examples = ["modelprov regulation deepseek-v3", "modelprov regulation llama-3.1-405b --format json --as-of 2026-11-28"];
        var name = new Argument<string>("MODEL") { Description = "A model, by id or any name that determines one." };
        var format = CommonOptions.Format();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(name, format, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var day = CommonOptions.DayOrToday(parsed, asOf, console);
            var model = LineageCommand.OneModel(catalog, parsed.GetValue(name)!, day);
            var facts = RegulatoryFacts.Of(catalog, model, day);
            if (parsed.GetValue(format) == "json")
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, facts));
            else
                Print(console, facts);
            return ExitCodes.Done;
        });
    }

    private static void Print(ToolConsole console, RegulatoryFacts facts)
    {
        using var page = new TextPage(console);
        page.Heading($"{facts.Model}: facts that laws on AI ask for, as of {facts.AsOf:yyyy-MM-dd}");
        page.Line();
        page.Heading("Training compute, operations");
        page.Table(["method", "least", "most", "from", "assuming"], facts.Compute.Estimates.Concat(facts.Compute.OfBases).Select(e => new[]
        {
            $"{Word(e.Method)}{(e.Model == facts.Compute.Model ? "" : $" of {e.Model}, in it")}", RegulatoryFacts.Text(e.Low), RegulatoryFacts.Text(e.High), e.Basis, e.Assumption,
        }));
        foreach (var missing in facts.Compute.Missing)
            page.Dim($"missing: {missing}");
        page.Line();
        page.Heading("Thresholds");
        page.Table(["threshold", "operations", "exceeded", "in force", "document"], facts.Thresholds.Select(t => new[]
        {
            t.Threshold.Id,
            t.Low == t.High ? RegulatoryFacts.Text(t.Low) : $"{RegulatoryFacts.Text(t.Low)} to {RegulatoryFacts.Text(t.High)}",
            t.State switch { ThresholdState.Exceeded => "yes", ThresholdState.NotExceeded => "no", ThresholdState.Unknown => "unknown", _ => "asks about a modification" },
            t.IsInForce switch { true => "yes", false => "no", _ => "unknown" },
            $"{t.Threshold.Instrument}, {t.Threshold.Source.Locator}",
        }));
        page.Line();
        page.Heading("What the exemption for open models asks (Regulation (EU) 2024/1689, Art. 53(2), recital 104)");
        page.Table(["question", "answer", "fact"], facts.OpenModel.Select(f => new[] { f.Question, Word(f.Answer), f.Fact }));
        page.Line();
        page.Heading("Groups of countries by attribution rule");
        page.Table(["group", "rule", "answer", "countries", "way"], facts.CountryGroups.Select(g => new[] { g.Group.Id, g.Rule.Id, Word(g.Answer), string.Join(", ", g.Countries), string.Join(" > ", g.Path) }));
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
