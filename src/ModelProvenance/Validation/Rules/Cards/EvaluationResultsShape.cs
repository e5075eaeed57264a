using System.Globalization;
using System.Text;

using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Files of results that stand in <c>.eval_results/</c>, the successor of <c>model-index</c> (hub-docs, docs/hub/eval-results.md): a list of results, each with data set, task and value.</summary>
internal sealed class EvaluationResultsShape()
    : CardRule(2308, nameof(EvaluationResultsShape), Severity.Error, "A file in .eval_results has not the shape that the Hub reads: results with dataset.id, dataset.task_id and value.")
{
    private const string Folder = ".eval_results";

    // The Hub shows a handful; whoever has more does not keep results there.
    private const int MaxFiles = 200;

    public override void Check(CardRuleContext context)
    {
        foreach (var name in context.FilesIn(Folder).Where(name => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)).Take(MaxFiles))
        {
            var relative = $"{Folder}/{name}";
            var path = context.Path[..(context.Path.LastIndexOf('/') + 1)] + relative;
            if (context.ReadFile(relative) is not { } bytes)
                continue;
            var read = YamlDocument.Read(Encoding.UTF8.GetString(bytes.Span), path);
            foreach (var finding in read.Findings.Where(finding => finding.Severity == Severity.Error).Take(1))
                context.Report(finding.Location, $"The file is not YAML that the Hub reads: {finding.Message}");
            if (read.Document is { } document && !read.Findings.Any(finding => finding.Severity == Severity.Error))
                CheckResults(context, document.Root);
        }
    }

    private static void CheckResults(CardRuleContext context, YamlNode root)
    {
        if (root.Kind != YamlNodeKind.Sequence)
        {
            context.Report(root, "The file must be a list of results.");
            return;
        }

        foreach (var result in root.Items)
        {
            if (result.Kind != YamlNodeKind.Mapping)
            {
                context.Report(result, "A result must be keys with values.");
                continue;
            }

            if (result.Find("dataset") is { Kind: YamlNodeKind.Mapping } dataset)
            {
                CheckText(context, dataset, "id", "the data set, 'owner/name'");
                CheckText(context, dataset, "task_id", "the task that the data set defines");
            }
            else
            {
                context.Report(result, "'dataset' is missing here: keys 'id' and 'task_id'.");
            }

            if (!result.Find("value").Exists || result.Find("value").IsNull)
                context.Report(result, "'value' is missing here.");
            if (result.Find("source") is { Kind: YamlNodeKind.Mapping } source && !source.Find("url").Exists)
                context.Report(source, "A source needs its 'url'.");
            CheckDate(context, result.Find("date"));
        }
    }

    private static void CheckText(CardRuleContext context, YamlNode parent, string key, string what)
    {
        var value = parent.Find(key);
        if (!value.Exists || value.IsNull)
            context.Report(parent, $"'{key}' is missing here: {what}.");
        else if (value.ScalarType != YamlScalarType.String)
            context.Report(value, $"'{key}' must be a text.{(value.IsScalar ? " Put it in quotes." : "")}");
    }

    // Readers turn a day without quotes into a time of their own.
    private static void CheckDate(CardRuleContext context, YamlNode date)
    {
        if (!date.Exists || date.IsNull)
            return;
        if (date.ScalarType != YamlScalarType.String)
            context.Report(date, $"The date {CardText.Quote(date.RawText)} must be a text: put it in quotes.");
        else if (!DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && !DateTimeOffset.TryParseExact(date.Value, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            context.Report(date, $"{CardText.Quote(date.Value)} is no day or time as ISO 8601 writes it, such as '2026-03-31'.");
    }
}
