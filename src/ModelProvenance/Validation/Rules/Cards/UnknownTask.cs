using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub shows a widget and filters by the tasks of its list.</summary>
internal sealed class UnknownTask()
    : CardRule(2303, nameof(UnknownTask), Severity.Warning, "pipeline_tag is not on the Hub's list of tasks.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var task = context.Card.PipelineTag;
        if (!task.Exists || HubList.Tasks.Contains(task.Node.SimpleValue) || task.Node.SimpleValue.IsWhiteSpace() || CardText.IsPlaceholder(task.Node.SimpleValue))
            return;
        var written = task.Value!;
        if (Retired(written) is { } hint)
        {
            context.Report(task.Node, $"The task '{written}' was taken off the Hub's list. {hint}", Severity.Info);
            return;
        }

        var folded = HubList.Tasks.Folded(written);
        var near = folded ?? HubList.Tasks.Near(written);
        context.Report(task.Node, $"The task {CardText.Quote(written)} is not known to the Hub ({HubList.Tasks.Edition}). {(near is null ? "Write one of its list, or remove the key." : $"Write '{near}'.")}",
            fix: folded is null ? null : CardRuleContext.Fix($"Write '{folded}'.", CardEdits.SetText(task.Node, folded)));
    }

    // Taken off in February 2024 and July 2025 (history of packages/tasks/src/pipelines.ts in huggingface.js).
    private static string? Retired(string task) => task switch
    {
        "conversational" => "Write 'text-generation', and 'conversational' under 'tags'.",
        "text2text-generation" => "Write the task that the model does: 'translation', 'summarization', 'text-generation'.",
        _ => null,
    };
}
