using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>obligations</c>: what the licences of a model and of its ancestors state about a use.</summary>
internal sealed class ObligationsCommand : ToolCommand
{
    public ObligationsCommand(ToolConsole console)
        : base("obligations", "Says which terms of the licences of a model, and of the models that it was made from, bear on a use: applies, does not apply, or unknown, with clause, fact and what is missing.")
    {
        Remarks = "States what texts say about a described use; no legal advice. Several subjects give one table and one exit code: 0 unless --fail-on-status asks otherwise. In JSON one subject is one object, several are a list of them.";
        Examples =
        [
            "modelprov obligations deepseek-r1-distill-llama-8b --usage usage.json",
            "modelprov obligations Qwen/Qwen2.5-3B-Instruct llama3.1:8b ./my-model --usage usage.json --fail-on-status applies",
            "modelprov obligations ./my-model/LICENSE LicenseRef-Llama-3.1-Community --format json",
        ];
        var subjects = new LicensedSubjects(console);
        var format = CommonOptions.Format("markdown");
        var failOn = new Option<string?>("--fail-on-status") { Description = "Exit 1 when a term has this status; 'unknown' counts 'applies' too." };
        failOn.AcceptOnlyFromAmong("applies", "unknown");
        With(subjects.Subjects, subjects.Usage, format, failOn, subjects.Cards, subjects.SaidToBe, subjects.AsOf, subjects.Layers);
        SetAction(parsed =>
        {
            var reports = subjects.Evaluate(parsed, out _);
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, reports, parsed.GetValue(subjects.Usage) ?? ""));
            }
            else
            {
                using var page = new TextPage(console);
                var table = new ObligationPage(page, reports);
                if (parsed.GetValue(format) == "markdown")
                    table.Markdown();
                else
                    table.Text();
            }

            var fails = parsed.GetValue(failOn) is { } status && reports.Exists(r => r.Count(ObligationStatus.Applies) > 0 || (status == "unknown" && r.Count(ObligationStatus.Unknown) > 0));
            return fails ? ExitCodes.Findings : ExitCodes.Done;
        });
    }
}
