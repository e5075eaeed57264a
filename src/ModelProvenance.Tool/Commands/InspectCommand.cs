using System.Collections.Immutable;
using System.CommandLine;

using ModelProvenance.Boms;
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
        Remarks = "Takes names, files (model card, licence, configuration, weights, bill of materials) and folders. Exits 3, and prints nothing, when one of the names means nothing in the catalog, or a path holds nothing that can be read.";
        Examples =
        [
            "modelprov inspect unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF",
            "modelprov inspect qwen2.5-7b-instruct --format json",
            "modelprov inspect ./my-model --as path",
            "modelprov inspect ./my-model --hash",
        ];
        var names = new Argument<string[]>("NAME_OR_PATH") { Description = "Names, files or folders; '-' reads one name a line from standard input.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format();
        var saidToBe = CommonOptions.As();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        var hash = new Option<bool>("--hash") { Description = "Compute the SHA-256 of every file, on all cores, and compare it with the digests of the catalog." };
        With(names, format, saidToBe, asOf, hash, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var inspector = new ModelInspector(catalog);
            using var progress = new DigestProgressLine(console);
            var options = new InspectionOptions { AsOf = CommonOptions.Day(parsed, asOf), LicenseTexts = CommonOptions.Texts(parsed.GetValue(layers)), ComputeDigests = parsed.GetValue(hash), Progress = progress };
            var reports = parsed.GetValue(names)!.SelectMany(argument => Inspect(console, inspector, argument, parsed.GetValue(saidToBe), options)).ToList();
            progress.Clear();
            if (reports.Count == 0)
                throw new ToolException(ExitCodes.Input, "There is nothing to inspect.");
            var unknown = reports.Where(r => r.Kind == InputKind.Name && r.Identification.Confidence == ResolutionConfidence.None).ToList();
            if (unknown.Count > 0)
                throw new ToolException(ExitCodes.Input, [.. unknown.Select(r => NothingKnown(catalog, r))]);
            var unreadable = reports.Where(r => r.Kind != InputKind.Name && r.FilesRead == 0).ToList();
            if (unreadable.Count > 0)
                throw new ToolException(ExitCodes.Input, [.. unreadable.SelectMany(NothingRead)]);

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

    // '-' is standard input; what exists is a path unless it is said to be a name.
    private static IEnumerable<ProvenanceReport> Inspect(ToolConsole console, ModelInspector inspector, string argument, string? saidToBe, InspectionOptions options)
    {
        if (argument == "-")
            return Names(console).Select(name => inspector.Inspect(name, options.AsOf));
        if (saidToBe == "name" || (saidToBe is null && !File.Exists(argument) && !Directory.Exists(argument)))
            return [inspector.Inspect(argument, options.AsOf)];
        if (Directory.Exists(argument))
            return [inspector.InspectFolder(argument, options, console.Cancellation)];
        return File.Exists(argument) ? AtFile(inspector, argument, options, console.Cancellation) : throw new ToolException(ExitCodes.Input, $"There is no file or folder '{TextPage.Clean(argument)}'.");
    }

    /// <summary>The reports on a file: one, or for a bill of materials one for each of its models.</summary>
    /// <exception cref="ToolException">The bill of materials cannot be read, or holds no model.</exception>
    internal static ImmutableArray<ProvenanceReport> AtFile(ModelInspector inspector, string path, InspectionOptions options, CancellationToken cancellation)
    {
        if (!BomDocument.IsLikely(path))
            return [inspector.InspectFile(path, options, cancellation)];
        var read = BomDocument.Read(path, cancellation);
        if (read.Document is not { } document)
            throw new ToolException(ExitCodes.Input, [.. read.Findings.Take(10).Select(finding => TextPage.Clean(finding.ToString()))]);
        var reports = inspector.InspectBom(document, options);
        if (reports.IsEmpty)
            throw new ToolException(ExitCodes.Input, $"The bill of materials '{TextPage.Clean(path)}' holds no model.");
        // What is wrong with the document itself is said once.
        return reports.SetItem(0, reports[0] with { Findings = read.Findings });
    }

    private static IEnumerable<string> Names(ToolConsole console)
    {
        using var reader = new LineReader(console.Input);
        while (reader.Read() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }

    internal static IEnumerable<string> NothingRead(ProvenanceReport report) =>
        report.Findings.IsEmpty ? [$"Nothing in '{TextPage.Clean(report.Input)}' can be read."] : report.Findings.Take(10).Select(finding => TextPage.Clean(finding.ToString()));

    private static string NothingKnown(ModelCatalog catalog, ProvenanceReport report)
    {
        var shown = TextPage.Clean(report.Input.Length <= 120 ? report.Input : report.Input[..117] + "...");
        var near = catalog.Models.Suggest(report.Input.Length <= 120 ? report.Input : "");
        return $"Nothing in catalog {catalog.CatalogVersion} has to do with '{shown}'." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : "");
    }
}
