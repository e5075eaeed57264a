using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Tags are words that people filter by.</summary>
internal sealed class TagForm()
    : CardRule(2305, nameof(TagForm), Severity.Warning, "A tag stands twice, or holds a whole list.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var node = context.Card.Tags.Node;
        if (node.Kind != YamlNodeKind.Sequence)
            return;
        foreach (var item in node.Items)
        {
            if (!item.IsScalar || item.IsNull)
                continue;
            if (item.SimpleValue.Contains(',') && !item.SimpleValue.Contains(':'))
                context.Report(item, $"The tag {CardText.Quote(item.SimpleValue)} holds a list. Write each tag behind a dash of its own.");
            else if (StandsBefore(node, item))
                context.Report(item, $"The tag '{item.Value}' stands twice. Remove one.", Severity.Info, fix: CardRuleContext.Fix($"Remove the second '{item.Value}'.", CardEdits.RemoveItem(node, item)));
        }
    }

    private static bool StandsBefore(YamlNode tags, YamlNode item)
    {
        foreach (var other in tags.Items)
        {
            if (other == item)
                return false;
            if (other.ValueEquals(item.SimpleValue))
                return true;
        }

        return false;
    }
}
