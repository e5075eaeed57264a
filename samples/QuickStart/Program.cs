#region quick-start
using ModelProvenance;
using ModelProvenance.Catalog;
using ModelProvenance.Lineage;

var found = ModelResolver.Default.Resolve("unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF");
if (found.Model is not { } model)
{
    Console.WriteLine($"{found.Input}: {found.Confidence}");
    return;
}

Console.WriteLine($"{model.Name}, developed by {found.Organization?.Name}, published here by {found.Publisher}");

if (model.License(LicenseScope.Weights) is { Expression.IsKnown: true } license)
{
    Console.WriteLine($"Licence of the weights: {license.Expression.Value}");
    foreach (var source in license.Expression.Sources)
        Console.WriteLine($"  {source.Source.Url} {source.Locator}");
}

foreach (var step in LineageGraph.AncestorsOf(ModelCatalog.Default, model).Edges)
    Console.WriteLine($"{step.Child} <- {step.Parent} ({step.Relation})");
#endregion
