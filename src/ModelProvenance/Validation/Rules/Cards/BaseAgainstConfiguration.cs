using ModelProvenance.Artifacts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>An adapter loads the base that its configuration names, whatever the card says.</summary>
internal sealed class BaseAgainstConfiguration()
    : CardRule(2205, nameof(BaseAgainstConfiguration), Severity.Warning, "The configuration of the adapter names another base model than the card.")
{
    private const string FileName = "adapter_config.json";

    public override void Check(CardRuleContext context)
    {
        var bases = context.Card.BaseModels;
        // A merge of adapters names several; its configuration names one of them.
        if (bases.Count == 0 || context.ReadFile(FileName) is not { } bytes || AdapterConfig.Read(bytes, FileName).Document is not { BaseModel.Value: { } loaded } || !CardText.IsRepository(loaded))
            return;
        var model = context.ResolveModel(loaded).Model;
        var name = loaded[(loaded.IndexOf('/', StringComparison.Ordinal) + 1)..];
        foreach (var item in bases)
        {
            if (item.Value is not { } stated || CardText.IsPlaceholder(stated))
                return;
            if (stated.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) || stated.Equals(name, StringComparison.OrdinalIgnoreCase) || (model is not null && context.ResolveModel(stated).Model?.Id == model.Id))
                return;
        }

        context.Report(bases.First.Node, $"The card names the base {CardText.Quote(bases.First.Value)}; {FileName} loads '{loaded}'. Name the base that the adapter was trained on, or correct the configuration.",
            evidence: [new FindingEvidence($"base_model_name_or_path is '{loaded}'", FileName, "/base_model_name_or_path")]);
    }
}
