using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Inspection;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>scan</c>: the models on this disk.</summary>
internal sealed class ScanCommand : ToolCommand
{
    public ScanCommand(ToolConsole console)
        : base("scan", "Finds the models on this disk, and lists what each is, who developed it, its licence, its size and how many findings there are.")
    {
        Remarks = "Without ROOT it looks in the usual places: the cache of the Hugging Face hub (HF_HUB_CACHE, HF_HOME), Ollama (OLLAMA_MODELS) and LM Studio. With ROOT it looks through that folder at any depth; stores of these kinds inside are found too. "
            + "Of weights only headers are read; folders behind links are not entered. 'inspect' of a path shows its findings. Exits 0 also when models have findings, 3 when there is no model.";
        Examples =
        [
            "modelprov scan",
            "modelprov scan ~/models --format table",
            "modelprov scan /srv/models --format json",
            "modelprov scan --format markdown",
        ];
        var roots = new Argument<string[]>("ROOT") { Description = "Folders to look through. Default: the usual stores.", Arity = ArgumentArity.ZeroOrMore };
        var format = CommonOptions.Format("table", "markdown");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(roots, format, asOf, layers);
        SetAction(parsed =>
        {
            var stores = parsed.GetValue(roots) is { Length: > 0 } given ? [.. given.Select(Tree)] : ModelStore.Usual(console.Variable, console.Home);
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            using var progress = new ScanProgressLine(console);
            var scan = new ModelScanner(catalog).Scan(stores, CommonOptions.Day(parsed, asOf), progress, console.Cancellation);
            progress.Clear();
            if (scan.Models.IsEmpty)
                throw new ToolException(ExitCodes.Input, [$"There is no model in {string.Join(", ", stores.Select(s => TextPage.Clean(s.Path)))}.", .. scan.Findings.Take(10).Select(finding => finding.ToString())]);
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, catalog, scan));
                return ExitCodes.Done;
            }

            new ScanPage(console).Print(scan, parsed.GetValue(format)!);
            foreach (var finding in scan.Findings)
                console.ErrorLine(finding.ToString());
            return ExitCodes.Done;
        });
    }

    private static ModelStore Tree(string root) => Directory.Exists(root) ? new ModelStore(ModelStoreKind.Tree, root) : throw new ToolException(ExitCodes.Input, $"There is no folder '{TextPage.Clean(root)}'.");
}
