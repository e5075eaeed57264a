using System.Collections.Immutable;
using System.CommandLine;
using System.Text;

using ModelProvenance.Export;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>notices</c>: what goes along with what one ships.</summary>
internal sealed class NoticesCommand : ToolCommand
{
    private const string NoticeFile = "NOTICE";
    private const string ListFile = "LICENSES.md";

    private readonly ToolConsole _console;

    public NoticesCommand(ToolConsole console)
        : base("notices", "Writes what goes along with what one ships: the sentences of the NOTICE, the copies of licences, the texts to show and the names to use, each with its clause and source.")
    {
        _console = console;
        Remarks = $"What certainly bears on the use comes first; what depends on something that is not said is marked, with what is missing. --output FOLDER writes the files {NoticeFile} (when a sentence is prescribed) and {ListFile}; "
            + "with --notice or --format json it is one file. Nothing that is there is replaced without --force.";
        Examples =
        [
            "modelprov notices llama-3.1-8b-instruct --usage usage.json",
            "modelprov notices llama-3.1-8b-instruct Qwen/Qwen3-8B ./my-model --usage usage.json --output third-party",
            "modelprov notices llama-3.1-8b-instruct --usage usage.json --notice --output NOTICE",
            "modelprov notices --manifest models.json --output third-party --force",
        ];
        var subjects = new LicensedSubjects(console, isOptional: true);
        var format = CommonOptions.Format();
        var noticeOnly = new Option<bool>("--notice") { Description = "Only the text of the NOTICE file, with the sentences that certainly belong into it." };
        var target = new Option<string?>("--output") { Description = "A folder that receives the files; with --notice or --format json a file. Without it everything goes to standard output.", HelpName = "FOLDER" };
        target.Aliases.Add("-o");
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        With(subjects.Subjects, subjects.Usage, subjects.Manifest, format, noticeOnly, target, force, subjects.Cards, subjects.SaidToBe, subjects.AsOf, subjects.Layers);
        SetAction(parsed =>
        {
            var isJson = parsed.GetValue(format) == "json";
            var path = parsed.GetValue(target);
            var isFolder = !isJson && !parsed.GetValue(noticeOnly);
            if (isJson && parsed.GetValue(noticeOnly))
                throw new ToolException(ExitCodes.Usage, "--notice and --format json exclude each other; the JSON has the text as 'notice'.");
            if (path is not null)
                Refuse(path, isFolder, parsed.GetValue(force));
            if (parsed.GetValue(subjects.Subjects) is not { Length: > 0 } && parsed.GetValue(subjects.Manifest) is null)
                throw new ToolException(ExitCodes.Usage, "A subject is needed, or --manifest FILE. Try: modelprov notices --help");
            var reports = subjects.Evaluate(parsed, out var day);
            var list = ShippingList.From(reports);
            var names = reports.ConvertAll(report => report.Subject).Distinct().ToList();
            if (isFolder && path is not null)
            {
                WriteFolder(path, list, Page(names, list));
                return ExitCodes.Done;
            }

            using var buffer = new MemoryStream();
            if (isJson)
                JsonLines.Document(buffer, json => ProvenanceJson.Write(json, list, names, day, subjects.UsagePath ?? ""));
            else
                buffer.Write(Encoding.UTF8.GetBytes(parsed.GetValue(noticeOnly) ? list.NoticeText : Page(names, list)));
            var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            if (path is not null)
                AtomicFile.Write(path, bytes);
            else
                console.Output.Write(bytes);
            return ExitCodes.Done;
        });
    }

    private static void Refuse(string path, bool isFolder, bool force)
    {
        var shown = TextPage.Clean(path);
        if (isFolder ? File.Exists(path) : Directory.Exists(path))
            throw new ToolException(ExitCodes.Usage, isFolder ? $"'{shown}' is a file; --output is a folder here." : $"'{shown}' is a folder; --output is a file here.");
        if (force)
            return;
        foreach (var file in isFolder ? (string[])[Path.Combine(path, NoticeFile), Path.Combine(path, ListFile)] : [path])
        {
            if (File.Exists(file))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(file)}' is there already. --force replaces it.");
        }
    }

    // A new folder appears with all of its files or not at all; in one that is there each file is replaced as a whole.
    private void WriteFolder(string folder, ShippingList list, string page)
    {
        var files = new List<(string Name, string Text)> { (ListFile, page) };
        if (list.NoticeText is { Length: > 0 } notice)
            files.Insert(0, (NoticeFile, notice));
        if (Directory.Exists(folder))
        {
            foreach (var (name, text) in files)
                AtomicFile.Write(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
            if (files.Count == 1 && File.Exists(Path.Combine(folder, NoticeFile)))
                _console.ErrorLine($"No sentence is prescribed: '{TextPage.Clean(Path.Combine(folder, NoticeFile))}' was left as it is.");
            return;
        }

        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            foreach (var (name, text) in files)
                AtomicFile.Write(Path.Combine(temporary, name), Encoding.UTF8.GetBytes(text));
            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static string Page(List<string> subjects, ShippingList list)
    {
        var text = new StringBuilder();
        text.Append("# What goes along with ").AppendJoin(", ", subjects.Select(TextPage.Clean)).Append('\n');
        Section(text, "Sentences for the NOTICE file", list.Sentences, subjects.Count);
        Section(text, "Notices that are kept", list.KeptNotices, subjects.Count);
        Section(text, "Copies of licences", list.LicenseCopies, subjects.Count);
        Section(text, "Texts to show", list.DisplayTexts, subjects.Count);
        Section(text, "Words in the names of derived models", list.Names, subjects.Count);
        Section(text, "Other duties", list.Others, subjects.Count);
        Section(text, "Not known", list.Open, subjects.Count);
        if (text.ToString().AsSpan().Count('\n') == 1)
            text.Append("\nNothing is asked for.\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, ImmutableArray<ShippingItem> items, int subjects)
    {
        if (items.IsEmpty)
            return;
        text.Append('\n').Append("## ").Append(title).Append("\n\n");
        foreach (var item in items.OrderBy(i => i.IsCertain ? 0 : 1))
        {
            text.Append("- ").Append(TextPage.Clean(item.Text));
            var origin = string.Join(", ", new[] { item.License.IsEmpty ? "" : $"{item.License}{(item.Clause.Length > 0 ? " " : "")}{item.Clause}", item.From.Length > 0 ? $"from {item.From}" : "" }.Where(part => part.Length > 0));
            if (item.Subjects.Length < subjects)
                origin += $"; for {string.Join(", ", item.Subjects)}";
            if (origin.Length > 0)
                text.Append("  [").Append(TextPage.Clean(origin)).Append(']');
            if (!item.IsCertain && item.Text != string.Join(", ", item.Missing))
                text.Append("  unknown, missing: ").AppendJoin(", ", item.Missing.Select(TextPage.Clean));
            text.Append('\n');
            foreach (var source in item.Sources.Take(1))
                text.Append("  ").Append(source.Source.Url.OriginalString).Append(source.Locator.Length > 0 ? " " : "").Append(source.Locator).Append('\n');
        }
    }
}
