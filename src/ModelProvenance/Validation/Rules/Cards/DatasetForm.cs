using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A data set is an id of the Hub; the rest belongs into the text.</summary>
internal sealed class DatasetForm()
    : CardRule(2302, nameof(DatasetForm), Severity.Error, "A data set is not an id of the Hub: a sentence, a path, an address.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.Datasets)
        {
            var span = item.Node.SimpleValue;
            if (CardText.IsRepository(span) || CardText.IsName(span) || span.IsWhiteSpace() || item.Node.ScalarType != YamlScalarType.String)
                continue;
            var written = item.Value!;
            if (CardText.IsPlaceholder(written))
                continue;
            var repair = CardText.RepositoryInAddress(written, "datasets/");
            var hint = repair is not null ? $"Write '{repair}'." : CardText.IsAddress(written) ? "Link it in the text." : CardText.IsLocalPath(written) ? "It looks like a path on a machine; name the data set, or leave it out." : "Name it in the text, or write the id.";
            context.Report(item.Node, $"{CardText.Quote(written)} is not the id of a data set on the Hub. {hint}", hub: HubWords.NotADataset(item.Node), fix: repair is null ? null : CardRuleContext.Fix($"Write '{repair}'.", CardEdits.SetText(item.Node, repair)));
        }
    }
}
