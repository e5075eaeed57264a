using System.Collections.Immutable;
using System.CommandLine;
using System.Text;

using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>notices</c>: what goes along with what one ships.</summary>
internal sealed class NoticesCommand : ToolCommand
{
    public NoticesCommand(ToolConsole console)
        : base("notices", "Writes what goes along with what one ships: the sentences of the NOTICE, the copies of licences, the texts to show and the names to use, each with its clause.")
    {
        Remarks = "What certainly bears on the use comes first; what depends on something that is not said is listed apart, with what is missing. The NOTICE alone: --notice.";
        Examples =
        [
            "modelprov notices llama-3.1-8b-instruct --usage usage.json",
            "modelprov notices llama-3.1-8b-instruct Qwen/Qwen3-8B --usage usage.json --notice --output NOTICE",
        ];
        var subjects = new Argument<string[]>("SUBJECT") { Description = "Models, by any name that determines one, or licence expressions.", Arity = ArgumentArity.OneOrMore };
        var usage = ObligationsCommand.UsageOption();
        var noticeOnly = new Option<bool>("--notice") { Description = "Only the text of the NOTICE file, with the sentences that certainly belong into it." };
        var target = new Option<string?>("--output") { Description = "A file that is written, or replaced as a whole; without it standard output.", HelpName = "FILE" };
        target.Aliases.Add("-o");
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(subjects, usage, noticeOnly, target, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var day = CommonOptions.DayOrToday(parsed, asOf, console);
            var profile = ObligationsCommand.Profile(parsed.GetValue(usage));
            var lists = parsed.GetValue(subjects)!.Select(subject => ObligationsCommand.Evaluate(catalog, subject, profile, day)).Select(report => (report.Subject, List: ShippingList.From(report))).ToList();
            var text = parsed.GetValue(noticeOnly) ? Notice(lists) : Everything(lists);
            if (parsed.GetValue(target) is { } path)
            {
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            foreach (var line in text.TrimEnd('\n').Split('\n'))
                page.Line(line);
            return ExitCodes.Done;
        });
    }

    // The same sentence stands once, however many models ask for it.
    private static string Notice(List<(string Subject, ShippingList List)> lists) =>
        string.Join("\n", lists.SelectMany(l => l.List.Sentences).Where(s => s.IsCertain).Select(s => s.Text + "\n").Distinct(StringComparer.Ordinal));

    private static string Everything(List<(string Subject, ShippingList List)> lists)
    {
        var text = new StringBuilder();
        foreach (var (subject, list) in lists)
        {
            text.Append("# ").Append(subject).Append('\n');
            Section(text, "Sentences for the NOTICE file", list.Sentences);
            Section(text, "Notices that are kept", list.KeptNotices);
            Section(text, "Copies of licences", list.LicenseCopies);
            Section(text, "Texts to show", list.DisplayTexts);
            Section(text, "Words in the names of derived models", list.Names);
            Section(text, "Other duties", list.Others);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, ImmutableArray<ShippingItem> items)
    {
        if (items.IsEmpty)
            return;
        text.Append('\n').Append("## ").Append(title).Append("\n\n");
        foreach (var item in items.OrderBy(i => i.IsCertain ? 0 : 1))
        {
            text.Append("- ").Append(item.Text).Append("  [").Append(item.License);
            if (item.Clause.Length > 0)
                text.Append(' ').Append(item.Clause);
            if (item.From.Length > 0)
                text.Append(", from ").Append(item.From);
            text.Append(']');
            if (!item.IsCertain)
                text.Append("  unknown, missing: ").AppendJoin(", ", item.Missing);
            text.Append('\n');
            foreach (var source in item.Sources.Take(1))
                text.Append("  ").Append(source.Source.Url.OriginalString).Append(' ').Append(source.Locator).Append('\n');
        }
    }
}
