using System.CommandLine;

using ModelProvenance.Boms;
using ModelProvenance.Findings;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>bom check</c>: the rules over bills of materials.</summary>
internal sealed class BomCheckCommand : ToolCommand
{
    public BomCheckCommand(ToolConsole console)
        : base("check", "Checks bills of materials from any tool: shape, profile clauses, references, licences, and what the catalog says otherwise.")
    {
        Remarks = "Reads CycloneDX JSON (1.6 and 1.7 with their shape) and SPDX 3.0.1 JSON-LD. Exits 1 with findings at or above --fail-on, 3 when a file cannot be opened. 'check' does the same with a configuration, waivers and a baseline.";
        Examples = ["modelprov bom check model.cdx.json", "modelprov bom check *.spdx3.json --format json", "modelprov bom Qwen/Qwen2.5-7B | modelprov bom check -"];
        var files = new Argument<string[]>("FILE") { Description = "Documents; '-' is standard input.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format(CheckReport.MoreFormats);
        var profile = new Option<string>("--profile") { Description = "Which rules run: 'strict' makes warnings errors.", DefaultValueFactory = _ => ValidationProfile.Provenance.Name };
        profile.AcceptOnlyFromAmong(ValidationProfile.Provenance.Name, ValidationProfile.Strict.Name);
        var failOn = CommonOptions.FailOn();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(files, format, profile, failOn, asOf, layers);
        SetAction(parsed =>
        {
            ValidationProfile.TryFind(parsed.GetValue(profile)!, out var chosen);
            var validator = new Validator(new ValidatorOptions { Profile = chosen!, Catalog = CommonOptions.Open(parsed.GetValue(layers)), AsOf = CommonOptions.Day(parsed, asOf) });
            using var report = CheckReport.Of(console, chosen!, parsed.GetValue(format)!);
            foreach (var file in parsed.GetValue(files)!)
            {
                var document = Read(console, file);
                // A large document takes seconds to read; nothing is printed before it is judged.
                console.Cancellation.ThrowIfCancellationRequested();
                var judged = validator.Validate(document, file, console.Cancellation);
                console.Cancellation.ThrowIfCancellationRequested();
                report.Add(judged);
            }

            report.Finish();
            return CommonOptions.Fails(parsed, failOn, report.Summary) ? ExitCodes.Findings : ExitCodes.Done;
        });
    }

    /// <summary>Reads a document or standard input.</summary>
    public static ReadResult<BomDocument> Read(ToolConsole console, string file)
    {
        if (file == "-")
            return BomDocument.Read(console.Input, file, console.Cancellation);
        return File.Exists(file) ? BomDocument.Read(file, console.Cancellation) : throw new ToolException(ExitCodes.Input, $"There is no file '{TextPage.Clean(file)}'.");
    }
}
