using System.CommandLine;
using System.Text;

using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>usage</c>: what one does with models, for <c>obligations</c> and <c>notices</c>.</summary>
internal sealed class UsageCommand : ToolCommand
{
    public UsageCommand(ToolConsole console)
        : base("usage", "What you do with models, as a file that 'obligations' and 'notices' read.")
    {
        var subjects = new LicensedSubjects(console, isOptional: true);
        var target = new Option<string>("--file") { Description = "The file that is written; '-' is standard output.", DefaultValueFactory = _ => "usage.json", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var init = new ToolCommand("init", "Writes a usage profile to fill in, with a comment on each member.")
        {
            Remarks = "What stays behind '//' is not said, and terms that depend on it stay unknown. With subjects the file holds only the members, words and places that change an answer for them.",
            Examples = ["modelprov usage init", "modelprov usage init llama-3.1-8b-instruct ./my-model --file -"],
        }.With(subjects.Subjects, target, force, subjects.Cards, subjects.SaidToBe, subjects.AsOf, subjects.Layers);
        init.SetAction(parsed =>
        {
            var works = subjects.Read(parsed, out var catalog, out var day);
            var path = parsed.GetValue(target)!;
            var text = UsageDraft.Write(catalog, works, day);
            if (path == "-")
            {
                using var page = new TextPage(console);
                foreach (var line in text.TrimEnd('\n').Split('\n'))
                    page.Line(line);
                return ExitCodes.Done;
            }

            if (File.Exists(path) && !parsed.GetValue(force))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(path)}' is there already. --force replaces it.");
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
            return ExitCodes.Done;
        });
        Add(init);
    }
}
