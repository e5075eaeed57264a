using ModelProvenance.Boms;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>A model card describes a model; the schema of CycloneDX lets it stand on anything.</summary>
internal sealed class ModelCardElsewhere()
    : BomRule(5106, nameof(ModelCardElsewhere), Severity.Error, "A model card stands on a component that is not a model.")
{
    public override void Check(BomRuleContext context)
    {
        foreach (var element in context.Document.Elements)
        {
            if (element.Kind != BomElementKind.Model && element.Node.Find("modelCard") is { } card)
                context.Report(card, $"A model card stands on {BomRuleContext.Quote(element.Name)}, which is not of the type machine-learning-model. Put it on the model.");
        }
    }
}
