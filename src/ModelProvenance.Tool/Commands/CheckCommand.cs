using System.CommandLine;

using ModelProvenance.Tool.Output;
using ModelProvenance.Validation;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>check</c>: the rules over what is given.</summary>
internal sealed class CheckCommand : ToolCommand
{
    public CheckCommand(ToolConsole console)
        : base("check", "Checks model cards and manifests of models: what is wrong, missing, or at odds with the catalog, with its place and rule.")
    {
        Remarks = "A file called models.json is checked as a manifest of the models in use, with the policy that it names; any other one as a card. A folder stands for every README.md and models.json in it, at any depth. Exits 1 with findings at or above --fail-on, 3 when there is nothing to check.";
        Examples =
        [
            "modelprov check README.md",
            "modelprov check models --profile strict --fail-on warning",
            "modelprov check models.json --as-of 2026-11-27",
            "modelprov check - --profile hub < README.md",
        ];
        var paths = new Argument<string[]>("PATH") { Description = "Files or folders; '-' is a card on standard input. Default: the current folder.", Arity = ArgumentArity.ZeroOrMore };
        var format = CommonOptions.Format();
        var profile = new Option<string>("--profile") { Description = "Which rules run: 'hub' is what the Hugging Face Hub refuses, in its words; 'strict' makes warnings errors.", DefaultValueFactory = _ => ValidationProfile.Provenance.Name };
        profile.AcceptOnlyFromAmong([.. ValidationProfile.All.Select(p => p.Name)]);
        var failOn = CommonOptions.FailOn();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(paths, format, profile, failOn, asOf, layers);
        SetAction(parsed =>
        {
            ValidationProfile.TryFind(parsed.GetValue(profile)!, out var chosen);
            var validator = new Validator(new ValidatorOptions { Profile = chosen!, Catalog = CommonOptions.Open(parsed.GetValue(layers)), AsOf = CommonOptions.Day(parsed, asOf), Time = console.Time });
            var arguments = parsed.GetValue(paths) is { Length: > 0 } given ? given : ["."];
            using var report = CheckReport.Of(console, chosen!, parsed.GetValue(format)!);
            foreach (var argument in arguments)
            {
                foreach (var one in argument == "-" ? [StandardInput(console, validator)] : validator.ValidateAll(Inputs(argument)))
                    report.Add(one);
            }

            if (report.Files == 0)
                throw new ToolException(ExitCodes.Input, "There is nothing to check: no README.md and no models.json.");
            report.Finish();
            return CommonOptions.Fails(parsed, failOn, report.Summary) ? ExitCodes.Findings : ExitCodes.Done;
        });
    }

    private static IEnumerable<ValidationInput> Inputs(string argument) => File.Exists(argument) || Directory.Exists(argument)
        ? ValidationInput.Find(argument)
        : throw new ToolException(ExitCodes.Input, $"There is no file or folder '{TextPage.Clean(argument)}'.");

    private static ValidationReport StandardInput(ToolConsole console, Validator validator)
    {
        using var bytes = new MemoryStream();
        console.Input.CopyTo(bytes);
        return validator.Validate(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), "-");
    }
}
