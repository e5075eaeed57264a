// Facts of one's own on top of the shipped catalog: `dotnet run --project samples/PrivateLayer`. layer.json has a private model made from a public one, and corrects a shipped fact.
using ModelProvenance;
using ModelProvenance.Catalog;
using ModelProvenance.Lineage;

var catalog = ModelCatalog.Default.With(ModelCatalog.Load(Path.Combine(AppContext.BaseDirectory, "layer.json")));
var resolver = new ModelResolver(catalog);

var ours = resolver.Resolve("acme/hedge-assistant").Model!;
Console.WriteLine($"{ours.Id}: {ours.Name}, {ours.License(LicenseScope.Weights)?.Expression.Value}");
foreach (var step in LineageGraph.AncestorsOf(catalog, ours).Edges)
    Console.WriteLine($"  {step.Child} <- {step.Parent} ({step.Relation})");

// The layer is preferred; what lies below stays visible.
foreach (var claim in catalog.Evidence(EntityKind.Model, "qwen2.5-7b", "contextWindow"))
    Console.WriteLine($"qwen2.5-7b contextWindow {claim.Value}{(claim.IsPreferred ? ", preferred" : "")}: {claim.Sources[0].Location}");
