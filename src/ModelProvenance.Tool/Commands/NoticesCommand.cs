using System.Collections.Immutable;
using System.CommandLine;
using System.Text;

using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>notices</c>: what goes along with what one ships.</summary>
internal sealed class NoticesCommand : ToolCommand
{
    private const string NoticeFile = "NOTICE";
    private const string ListFile = "LICENSES.md";
    private const string TextFolder = "licenses";

    private readonly ToolConsole _console;

    public NoticesCommand(ToolConsole console)
        : base("notices", "Writes what goes along with what one ships: the sentences of the NOTICE, the copies of licences, the texts to show and the names to use, each with its clause and source.")
    {
        _console = console;
        Remarks = $"What certainly bears on the use comes first; what depends on something that is not said is marked, with what is missing. --output FOLDER writes the files {NoticeFile} (when a sentence is prescribed) and {ListFile}, "
            + $"and copies into {TextFolder}/ the licence texts and notices that are asked for and that lie in the folders or files that were named. The tool holds no text of a licence and fetches none: for a text that is not at hand "
            + $"{ListFile} says where it was read, at which revision and with which digest. With --notice or --format json it is one file. Nothing that is there is replaced without --force.";
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
            if (parsed.GetValue(subjects.Subjects) is not { Length: > 0 } && parsed.GetValue(subjects.Manifest) is null)
                throw new ToolException(ExitCodes.Usage, "A subject is needed, or --manifest FILE. Try: modelprov notices --help");
            var reports = subjects.Evaluate(parsed, out var day);
            var texts = CommonOptions.Texts(parsed.GetValue(subjects.Layers));
            var list = ShippingList.From(reports).With((parsed.GetValue(subjects.Subjects) ?? []).Where(argument => argument != "-" && parsed.GetValue(subjects.SaidToBe) != "name").SelectMany(path => LicenseFile.Find(path, texts)));
            var names = reports.ConvertAll(report => report.Subject).Distinct().ToList();
            var copies = isFolder && path is not null ? Copies(list) : [];
            if (path is not null)
                Refuse(path, isFolder, parsed.GetValue(force), copies.Select(copy => copy.Name));
            if (isFolder && path is not null)
            {
                WriteFolder(path, list, Page(names, list, copies), copies);
                return ExitCodes.Done;
            }

            using var buffer = new MemoryStream();
            if (isJson)
                JsonLines.Document(buffer, json => ProvenanceJson.Write(json, list, names, day, subjects.UsagePath ?? ""));
            else
                buffer.Write(Encoding.UTF8.GetBytes(parsed.GetValue(noticeOnly) ? list.NoticeText : Page(names, list, [])));
            var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            if (path is not null)
                AtomicFile.Write(path, bytes);
            else
                console.Output.Write(bytes);
            return ExitCodes.Done;
        });
    }

    /// <summary>The files at hand with the names that they get: that of the licence, of several licences that of the file; those of another content get a number.</summary>
    private static List<(LicenseFile File, string Name)> Copies(ShippingList list)
    {
        var copies = new List<(LicenseFile, string)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in list.Files)
        {
            var name = file.IsNotice ? NoticeFile : file.Licenses is [var license] ? license.Value : Path.GetFileNameWithoutExtension(file.Path);
            var free = name;
            for (var i = 2; !taken.Add(free); i++)
                free = $"{name}-{i}";
            copies.Add((file, $"{TextFolder}/{free}.txt"));
        }

        return copies;
    }

    private static void Refuse(string path, bool isFolder, bool force, IEnumerable<string> copies)
    {
        var shown = TextPage.Clean(path);
        if (isFolder ? File.Exists(path) : Directory.Exists(path))
            throw new ToolException(ExitCodes.Usage, isFolder ? $"'{shown}' is a file; --output is a folder here." : $"'{shown}' is a folder; --output is a file here.");
        if (force)
            return;
        foreach (var file in isFolder ? (string[])[Path.Combine(path, NoticeFile), Path.Combine(path, ListFile), .. copies.Select(copy => Path.Combine(path, copy))] : [path])
        {
            if (File.Exists(file))
                throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(file)}' is there already. --force replaces it.");
        }
    }

    // A new folder appears with all of its files or not at all; in one that is there each file is replaced as a whole.
    private void WriteFolder(string folder, ShippingList list, string page, List<(LicenseFile File, string Name)> copies)
    {
        var files = new List<(string Name, byte[] Bytes)>();
        if (list.NoticeText is { Length: > 0 } notice)
            files.Add((NoticeFile, Encoding.UTF8.GetBytes(notice)));
        files.Add((ListFile, Encoding.UTF8.GetBytes(page)));
        foreach (var (file, name) in copies)
            files.Add((name, File.ReadAllBytes(file.Path)));
        if (Directory.Exists(folder))
        {
            if (copies.Count > 0)
                Directory.CreateDirectory(Path.Combine(folder, TextFolder));
            foreach (var (name, bytes) in files)
                AtomicFile.Write(Path.Combine(folder, name), bytes);
            if (list.NoticeText.Length == 0 && File.Exists(Path.Combine(folder, NoticeFile)))
                _console.ErrorLine($"No sentence is prescribed: '{TextPage.Clean(Path.Combine(folder, NoticeFile))}' was left as it is.");
            return;
        }

        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(copies.Count > 0 ? Path.Combine(temporary, TextFolder) : temporary);
        try
        {
            foreach (var (name, bytes) in files)
                AtomicFile.Write(Path.Combine(temporary, name), bytes);
            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static string Page(List<string> subjects, ShippingList list, List<(LicenseFile File, string Name)> copies)
    {
        var text = new StringBuilder();
        text.Append("# What goes along with ").AppendJoin(", ", subjects.Select(TextPage.Clean)).Append('\n');
        Section(text, "Sentences for the NOTICE file", list.Sentences, subjects.Count);
        Section(text, "Notices that are kept", list.KeptNotices, subjects.Count);
        foreach (var file in list.Files.Where(file => file.IsNotice))
            text.Append(copies.Find(copy => copy.File == file) is { Name: { } name } ? $"- copied to {name}: {TextPage.Clean(file.Path)}\n" : $"- at hand: {TextPage.Clean(file.Path)}\n");
        Section(text, "Copies of licences", list.LicenseCopies, subjects.Count, item => Texts(item, list, copies));
        Section(text, "Texts to show", list.DisplayTexts, subjects.Count);
        Section(text, "Words in the names of derived models", list.Names, subjects.Count);
        Section(text, "Other duties", list.Others, subjects.Count);
        Section(text, "Not known", list.Open, subjects.Count);
        if (text.ToString().AsSpan().Count('\n') == 1)
            text.Append("\nNothing is asked for.\n");
        return text.ToString();
    }

    // The text itself: where it was read and what tells its content apart, and the file at hand that holds it.
    private static IEnumerable<string> Texts(ShippingItem item, ShippingList list, List<(LicenseFile File, string Name)> copies)
    {
        var isRead = false;
        foreach (var source in item.Sources.Select(citation => citation.Source).Where(source => source.Kind == SourceKind.LicenseText).Distinct())
        {
            isRead = true;
            var pinned = string.Join(", ", new[] { source.Revision is { } revision ? $"revision {revision}" : "", source.Sha256 is { } digest ? $"sha256 {digest}" : "" }.Where(part => part.Length > 0));
            yield return pinned.Length > 0 ? $"text: {pinned}" : "text: neither revision nor digest is known";
        }

        if (!isRead)
            yield return "text: not read; the sources speak of it";
        var files = list.Files.Where(file => file.Licenses.Contains(item.License)).ToList();
        if (files.Count == 0)
            yield return "not at hand: no file in what was named holds this text word for word";
        foreach (var file in files)
            yield return copies.Find(copy => copy.File == file) is { Name: { } name } ? $"copied to {name}: {file.Path}, sha256 {file.Sha256}" : $"at hand: {file.Path}, sha256 {file.Sha256}";
    }

    private static void Section(StringBuilder text, string title, ImmutableArray<ShippingItem> items, int subjects, Func<ShippingItem, IEnumerable<string>>? more = null)
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
            foreach (var line in more?.Invoke(item) ?? [])
                text.Append("  ").Append(TextPage.Clean(line)).Append('\n');
        }
    }
}
