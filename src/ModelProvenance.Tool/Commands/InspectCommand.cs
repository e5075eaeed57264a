using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>inspect</c>: everything that is known of a model, on one page.</summary>
internal sealed class InspectCommand : ToolCommand
{
    public InspectCommand(ToolConsole console)
        : base("inspect", "Says what a model is, who made it, from what, under which licence, how large, since when; each fact with its source, and where sources disagree.")
    {
        Remarks = "Exits 3, and prints nothing, when one of the names means nothing in the catalog.";
        Examples =
        [
            "modelprov inspect unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF",
            "modelprov inspect qwen2.5-7b-instruct --format json",
        ];
        var names = new Argument<string[]>("NAME") { Description = "Names; '-' reads one name a line from standard input.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format();
        var saidToBe = CommonOptions.As();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(names, format, saidToBe, asOf, layers);
        SetAction(parsed =>
        {
            CommonOptions.ExpectNames(parsed.GetValue(names)!, parsed.GetValue(saidToBe));
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var inspector = new ModelInspector(catalog);
            var reports = Expand(console, parsed.GetValue(names)!).Select(name => inspector.Inspect(name, CommonOptions.Day(parsed, asOf))).ToList();
            if (reports.Count == 0)
                throw new ToolException(ExitCodes.Input, "There is nothing to inspect.");
            var unknown = reports.Where(r => r.Identification.Confidence == ResolutionConfidence.None).ToList();
            if (unknown.Count > 0)
                throw new ToolException(ExitCodes.Input, [.. unknown.Select(r => NothingKnown(catalog, r))]);

            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, catalog, reports));
            }
            else
            {
                using var page = new TextPage(console);
                foreach (var report in reports)
                    new InspectionPage(catalog, page).Print(report);
            }

            return ExitCodes.Done;
        });
    }

    private static IEnumerable<string> Expand(ToolConsole console, string[] names)
    {
        foreach (var name in names)
        {
            if (name != "-")
            {
                yield return name;
                continue;
            }

            using var reader = new LineReader(console.Input);
            while (reader.Read() is { } line)
            {
                if (line.Length > 0)
                    yield return line;
            }
        }
    }

    private static string NothingKnown(ModelCatalog catalog, ProvenanceReport report)
    {
        var shown = TextPage.Clean(report.Input.Length <= 120 ? report.Input : report.Input[..117] + "...");
        var near = catalog.Models.Suggest(report.Input.Length <= 120 ? report.Input : "");
        return $"Nothing in catalog {catalog.CatalogVersion} has to do with '{shown}'." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : "");
    }
}
