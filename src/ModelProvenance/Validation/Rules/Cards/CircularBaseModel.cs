using ModelProvenance.Cards;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A model cannot be made from itself, nor from what was made from it.</summary>
internal sealed class CircularBaseModel()
    : CardRule(2202, nameof(CircularBaseModel), Severity.Error, "base_model names the repository itself, the same model twice, or one that is made from this one.", fixable: true)
{
    // Longer chains are no chains of models.
    private const int MaxSteps = 32;

    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (!card.BaseModels.Node.Exists)
            return;
        var self = context.Repository;
        List<string>? seen = null;
        foreach (var item in card.BaseModels)
        {
            if (!self.IsEmpty && item.Node.SimpleValue.Equals(self.Value, StringComparison.OrdinalIgnoreCase))
            {
                context.Report(item.Node, $"The base model '{item.Value}' is this repository itself. Name what it was made from, or remove the key.");
                continue;
            }

            if (seen?.Contains(item.Value!, StringComparer.OrdinalIgnoreCase) == true)
                context.Report(item.Node, $"The base model '{item.Value}' is listed twice. Remove one.", fix: CardRuleContext.Fix("Remove the second one.", CardEdits.RemoveItem(card.BaseModels.Node, item.Node)));
            else if (!self.IsEmpty && context.Metadata is not null && Circle(context, item.Value!) is { } path)
                context.Report(item.Node, $"The base model '{item.Value}' is made from this repository itself: {path}. One of the cards names the wrong parent.");
            (seen ??= []).Add(item.Value!);
        }
    }

    private static string? Circle(CardRuleContext context, string start)
    {
        var path = new List<string> { start };
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { start };
        for (var i = 0; i < path.Count && path.Count < MaxSteps; i++)
        {
            if (!RepositoryId.TryParse(path[i], null, out var repository) || context.Metadata!.FindCard(repository) is not { } card)
                continue;
            foreach (var parent in card.BaseModels)
            {
                if (parent.Value!.Equals(context.Repository.Value, StringComparison.OrdinalIgnoreCase))
                    return $"the card of {path[i]} names {parent.Value}";
                if (visited.Add(parent.Value))
                    path.Add(parent.Value);
            }
        }

        return null;
    }
}
