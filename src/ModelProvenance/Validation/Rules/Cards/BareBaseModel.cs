using ModelProvenance.Cards;
using ModelProvenance.Resolution;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Names without an owner are kept alive by redirects of the Hub; other readers do not have those.</summary>
internal sealed class BareBaseModel()
    : CardRule(2201, nameof(BareBaseModel), Severity.Info, "base_model is a bare name without an owner.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.BaseModels)
        {
            if (!CardText.IsName(item.Node.SimpleValue))
                continue;
            var resolution = context.Resolver.Resolve(item.Value!, context.AsOf);
            var repository = resolution.Confidence == ResolutionConfidence.Exact && resolution.Model is { } model ? model.Repository.Value : "";
            var hint = repository.Length > 0 ? $"Write '{repository}'." : "Write 'owner/name'.";
            context.Report(item.Node, $"The base model '{item.Value}' names no owner; only the Hub's redirects know whose it is. {hint}",
                fix: repository.Length > 0 ? CardRuleContext.Fix($"Write '{repository}'.", CardEdits.SetText(item.Node, repository)) : null);
        }
    }
}
