using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Evaluation results as the Hub reads them (huggingface.js, api-model.ts, ApiModelIndex).</summary>
internal sealed class ModelIndexShape()
    : CardRule(2306, nameof(ModelIndexShape), Severity.Error, "model-index has not the shape that the Hub reads: models with results, each with task, data set and metrics.", hub: true)
{
    public override void Check(CardRuleContext context)
    {
        var index = context.Card.ModelIndex;
        if (!index.Exists || index.IsNull || index.Kind is YamlNodeKind.Alias or YamlNodeKind.Unreadable)
            return;
        if (index.Kind != YamlNodeKind.Sequence)
        {
            context.Report(index, "'model-index' must be a list of models with their results.", hub: HubWords.MustBeArray(index));
            return;
        }

        foreach (var model in index.Items)
        {
            if (!IsMapping(context, model, "An item of 'model-index'"))
                continue;
            RequireText(context, model, "name");
            if (Require(context, model, "results") is not { Exists: true } results)
                continue;
            if (results.Kind != YamlNodeKind.Sequence)
                context.Report(results, "'results' must be a list.", hub: HubWords.MustBeArray(results));
            else
                CheckResults(context, results);
        }
    }

    private static void CheckResults(CardRuleContext context, YamlNode results)
    {
        foreach (var result in results.Items)
        {
            if (!IsMapping(context, result, "A result"))
                continue;
            if (Require(context, result, "task") is { Exists: true } task && IsMapping(context, task, "'task'"))
                RequireText(context, task, "type");
            if (result.Find("dataset") is { Exists: true } dataset && IsMapping(context, dataset, "'dataset'"))
            {
                RequireText(context, dataset, "type");
                RequireText(context, dataset, "name");
                foreach (var key in (ReadOnlySpan<string>)["config", "split", "revision"])
                    CheckText(context, dataset.Find(key), key);
            }

            if (Require(context, result, "metrics") is { Exists: true } metrics)
                CheckMetrics(context, metrics);
            if (result.Find("source") is { Kind: YamlNodeKind.Mapping } source)
                RequireText(context, source, "url");
        }
    }

    private static void CheckMetrics(CardRuleContext context, YamlNode metrics)
    {
        if (metrics.Kind != YamlNodeKind.Sequence)
        {
            context.Report(metrics, "'metrics' must be a list.", hub: HubWords.MustBeArray(metrics));
            return;
        }

        foreach (var metric in metrics.Items)
        {
            if (!IsMapping(context, metric, "A metric"))
                continue;
            RequireText(context, metric, "type");
            Require(context, metric, "value");
        }
    }

    private static bool IsMapping(CardRuleContext context, YamlNode node, string what)
    {
        if (node.Kind == YamlNodeKind.Mapping)
            return true;
        if (node.Kind is not (YamlNodeKind.Alias or YamlNodeKind.Unreadable))
            context.Report(node, $"{what} must be keys with values.", hub: HubWords.MustBeObject(node));
        return false;
    }

    private static YamlNode Require(CardRuleContext context, YamlNode parent, string key)
    {
        var entry = parent.FindEntry(key);
        if (!entry.Exists)
            context.Report(parent, $"'{key}' is missing here.", hub: HubWords.IsRequired(parent, key));
        return entry.Value;
    }

    private static void RequireText(CardRuleContext context, YamlNode parent, string key) => CheckText(context, Require(context, parent, key), key);

    private static void CheckText(CardRuleContext context, YamlNode value, string key)
    {
        if (value.Exists && value.ScalarType != YamlScalarType.String && (context.IsHub || !CardText.IsPlaceholder(value)) && value.Kind is not (YamlNodeKind.Alias or YamlNodeKind.Unreadable))
            context.Report(value, $"'{key}' must be a text.{(value.IsScalar && !value.IsNull ? " Put it in quotes." : "")}", hub: HubWords.MustBeString(value));
    }
}
