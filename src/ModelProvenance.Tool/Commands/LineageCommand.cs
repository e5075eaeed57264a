using System.CommandLine;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>lineage</c>: what a model comes from.</summary>
internal sealed class LineageCommand : ToolCommand
{
    public LineageCommand(ToolConsole console)
        : base("lineage", "Shows what a model comes from (or what comes from it), with relation, developer and licence.")
    {
        Remarks = "Exits 3 when the name does not determine one model.";
        Examples =
        [
            "modelprov lineage deepseek-r1-distill-llama-8b",
            "modelprov lineage Qwen/Qwen2.5-7B --descendants",
            "modelprov lineage deepseek-r1-distill-llama-8b --format mermaid",
        ];
        var name = new Argument<string>("MODEL") { Description = "A model, by id or any name that determines one." };
        var descendants = new Option<bool>("--descendants") { Description = "What comes from the model, in place of what it comes from." };
        var format = CommonOptions.Format("mermaid");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(name, descendants, format, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var model = OneModel(catalog, parsed.GetValue(name)!, CommonOptions.Day(parsed, asOf));
            var graph = parsed.GetValue(descendants) ? LineageGraph.DescendantsOf(catalog, model) : LineageGraph.AncestorsOf(catalog, model);
            switch (parsed.GetValue(format))
            {
                case "json":
                    JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, graph));
                    break;
                case "mermaid":
                    Print(console, LineageText.Mermaid(graph));
                    break;
                default:
                    Print(console, LineageText.Tree(graph, parsed.GetValue(descendants)));
                    break;
            }

            return ExitCodes.Done;
        });
    }

    private static void Print(ToolConsole console, IEnumerable<string> lines)
    {
        using var page = new TextPage(console);
        foreach (var line in lines)
            page.Line(line);
    }

    /// <summary>The model that a name determines.</summary>
    /// <exception cref="ToolException">It determines none; the message names those that it may be.</exception>
    internal static ModelInfo OneModel(ModelCatalog catalog, string name, DateOnly? day)
    {
        var resolution = new ModelResolver(catalog).Resolve(name, day);
        return resolution.Model ?? throw new ToolException(ExitCodes.Input, NotOneModel(catalog, resolution));
    }

    internal static string NotOneModel(ModelCatalog catalog, ModelResolution resolution)
    {
        var shown = TextPage.Clean(resolution.Input.Length <= 120 ? resolution.Input : resolution.Input[..117] + "...");
        var near = resolution.Candidates.IsEmpty ? catalog.Models.Suggest(shown) : [.. resolution.Candidates.Select(c => c.Model.Value)];
        return $"'{shown}' does not determine a model of catalog {catalog.CatalogVersion}." + (near.Count > 0 ? $" It may be: {string.Join(", ", near)}." : "");
    }
}
