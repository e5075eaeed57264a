using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Values of metrics that cannot be compared, or that contradict one another.</summary>
internal sealed class MetricValue()
    : CardRule(2307, nameof(MetricValue), Severity.Warning, "The value of a metric is no finite number, is given twice with different values, or is called verified without a token.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var model in context.Card.ModelIndex.Items)
        {
            Dictionary<string, string>? values = null;
            foreach (var result in model.Find("results").Items)
            {
                foreach (var metric in result.Find("metrics").Items)
                    Check(context, result, metric, ref values);
            }
        }
    }

    private static void Check(CardRuleContext context, YamlNode result, YamlNode metric, ref Dictionary<string, string>? values)
    {
        var value = metric.Find("value");
        if (value.TryGetNumber(out double number) && !double.IsFinite(number))
            context.Report(value, $"The value {value.Value} is no finite number; JSON cannot hold it. Write what was measured, or leave the metric out.");
        if (metric.Find("verified").TryGetBoolean(out var verified) && verified && !metric.Find("verifyToken").Exists)
            context.Report(metric.FindEntry("verified").Key, "'verified: true' is set by the Hub, with a 'verifyToken'. Remove it.");
        if (!value.IsScalar || value.IsNull)
            return;
        var dataset = result.Find("dataset");
        var key = string.Join('\n', result.Find("task").Find("type"), dataset.Find("type"), dataset.Find("name"), dataset.Find("config"), dataset.Find("split"), dataset.Find("revision"), dataset.Find("args"),
            metric.Find("type"), metric.Find("name"), metric.Find("config"), metric.Find("args"), result.Find("source").Find("url"));
        values ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (!values.TryAdd(key, value.Value) && values[key] != value.Value)
            context.Report(value, $"The metric '{metric.Find("type")}' on '{dataset.Find("name")}' has the value {value.Value} here and {values[key]} before. Say what differs ('config', 'split', 'args'), or remove one.");
    }
}
