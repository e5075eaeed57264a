using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A base model is a repository of the Hub; nothing else can be followed.</summary>
internal sealed class BaseModelForm()
    : CardRule(2200, nameof(BaseModelForm), Severity.Error, "base_model is not the id of a repository: an address, a path on a machine, a sentence.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.BaseModels)
        {
            var span = item.Node.SimpleValue;
            if (CardText.IsRepository(span) || CardText.IsName(span) || span.IsWhiteSpace() || item.Node.ScalarType != YamlScalarType.String)
                continue;
            var written = item.Value!;
            if (CardText.IsPlaceholder(written))
                continue;
            var (hint, repair) = Advice(written);
            context.Report(item.Node, $"The base model {CardText.Quote(written)} is not the id of a repository, 'owner/name'. {hint}", hub: HubWords.NotAModel(item.Node),
                fix: repair is null ? null : CardRuleContext.Fix($"Write '{repair}'.", CardEdits.SetText(item.Node, repair)));
        }
    }

    private static (string Hint, string? Repair) Advice(string written)
    {
        if (CardText.RepositoryInAddress(written) is { } repository)
            return ($"Write '{repository}'.", repository);
        var trimmed = written.Trim().TrimEnd('/');
        if (CardText.IsRepository(trimmed))
            return ($"Write '{trimmed}'.", trimmed);
        if (CardText.IsAddress(written))
            return ("Name the repository on the Hub, or leave the key out and say in the text where the weights came from.", null);
        return CardText.IsLocalPath(written)
            ? ("It looks like a path on the machine where the model was trained. Write the repository that the weights were downloaded from.", null)
            : ("Write the repository that the weights come from.", null);
    }
}
