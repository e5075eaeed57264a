using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>bom coverage</c>: which elements of a framework a document covers, and how well.</summary>
internal sealed class BomCoverageCommand : ToolCommand
{
    public BomCoverageCommand(ToolConsole console)
        : base("coverage", "Says which elements of a framework a bill of materials covers: verified, declared, inferred, missing or contradicted, with the place.")
    {
        Remarks = "The framework g7 is 'SBOM for AI - Minimum Elements' (50 elements). Verified: the catalog says the same. Inferred: it follows from another value. Exits 3 when the document cannot be read.";
        Examples = ["modelprov bom coverage model.cdx.json", "modelprov bom coverage model.spdx3.json --framework g7 --format json"];
        var file = new Argument<string>("FILE") { Description = "A document; '-' is standard input." };
        var framework = new Option<string>("--framework") { Description = "The framework.", DefaultValueFactory = _ => BomCoverage.G7 };
        framework.AcceptOnlyFromAmong(BomCoverage.G7);
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        With(file, framework, format, layers);
        SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var read = BomCheckCommand.Read(console, path);
            if (!read.HasDocument)
                throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(finding => TextPage.Clean(finding.ToString()))]);
            var coverage = BomCoverage.OfG7(read.Document, new Validator(new ValidatorOptions { Catalog = CommonOptions.Open(parsed.GetValue(layers)) }));
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, path, coverage));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            page.Table(["element", "name", "status", "place"], coverage.Elements.Select(e => new[] { e.Id, e.Name, Word(e.Status), e.Pointer }));
            page.Line(string.Join(", ", Enum.GetValues<BomCoverageStatus>().OrderDescending().Select(status => $"{coverage.Count(status)} {Word(status)}")));
            return ExitCodes.Done;
        });
    }

    private static string Word(BomCoverageStatus status) => status.ToString().ToLowerInvariant();
}
