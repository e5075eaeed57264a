using ModelProvenance.Boms.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>What a model was trained on is data.</summary>
internal sealed class TrainedOnOther()
    : BomRule(5107, nameof(TrainedOnOther), Severity.Error, "The data that a model is said to be trained or tested on is a component or element of another kind.")
{
    public override void Check(BomRuleContext context)
    {
        var document = context.Document;
        foreach (var element in document.Elements)
        {
            foreach (var dataset in BomReader.Items(element.Node.Find("modelCard")?.Find("modelParameters"), "datasets"))
            {
                if (dataset.Find("ref") is { Text: { } id } reference && document.Ids[id].FirstOrDefault() is { } target && BomReader.Text(target, "type") is { Length: > 0 } type && type is not ("data" or "dataset"))
                    context.Report(reference, $"{BomRuleContext.Quote(id)} is a component of the type {BomRuleContext.Quote(type)}; a data set is of the type data.");
            }
        }

        if (!document.IsSpdx)
            return;
        foreach (var node in BomReader.Items(document.Root, "@graph"))
        {
            if (BomReader.Text(node, "relationshipType") is not ("trainedOn" or "testedOn"))
                continue;
            foreach (var to in BomReader.Items(node, "to"))
            {
                if (to.Text is { } id && document.Ids[id].FirstOrDefault() is { } target && BomReader.Text(target, "type") != "dataset_DatasetPackage")
                    context.Report(to, $"{BomRuleContext.Quote(id)} is of the class {BomReader.Text(target, "type")}; a data set is a dataset_DatasetPackage.", Severity.Warning);
            }
        }
    }
}
