using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>identify</c>: which models names mean, one answer a name.</summary>
internal sealed class IdentifyCommand : ToolCommand
{
    // Longer names are cut in text output; JSON repeats them whole.
    private const int ShownName = 120;

    public IdentifyCommand(ToolConsole console)
        : base("identify", "Says which model each name means: repositories, Ollama tags, router slugs, file names, names as people write them.")
    {
        Remarks = "Gives one answer for each name, in their order. Exits 0 also when nothing is known of a name.";
        Examples =
        [
            "modelprov identify unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF",
            "modelprov identify deepseek-r1:8b --as-of 2025-03-01",
            "cat names.txt | modelprov identify - --format json",
        ];
        var names = new Argument<string[]>("NAME") { Description = "Names; '-' or none reads one name a line from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var format = CommonOptions.Format();
        var saidToBe = CommonOptions.As();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(names, format, saidToBe, asOf, layers);
        SetAction(parsed =>
        {
            var given = parsed.GetValue(names) ?? [];
            if (given.Length == 0 && !console.IsInputRedirected)
                throw new ToolException(ExitCodes.Usage, "Give names, or '-' to read them from standard input.");
            CommonOptions.ExpectNames(given, parsed.GetValue(saidToBe));
            if (given.Length == 0)
                given = ["-"];
            var resolver = new ModelResolver(CommonOptions.Open(parsed.GetValue(layers)));
            var day = CommonOptions.Day(parsed, asOf);
            if (parsed.GetValue(format) == "json")
                WriteJson(console, resolver, given, day);
            else
                WriteText(console, resolver, given, day);
            return ExitCodes.Done;
        });
    }

    private static IEnumerable<string> Names(ToolConsole console, string[] given, Action beforeWaiting)
    {
        foreach (var name in given)
        {
            if (name != "-")
            {
                yield return name;
                continue;
            }

            using var reader = new LineReader(console.Input, beforeWaiting);
            while (reader.Read() is { } line)
                yield return line;
        }
    }

    private static void WriteJson(ToolConsole console, ModelResolver resolver, string[] given, DateOnly? day)
    {
        using var lines = new JsonLines(console.Output);
        var number = 0L;
        foreach (var name in Names(console, given, lines.Flush))
        {
            number++;
            var resolution = resolver.Resolve(name, day);
            lines.Line(json => ProvenanceJson.Write(json, resolution, number));
        }
    }

    private static void WriteText(ToolConsole console, ModelResolver resolver, string[] given, DateOnly? day)
    {
        using var page = new TextPage(console);
        // A table needs all rows before it can print the first; what comes from standard input may have no end.
        if (console.IsRich && !given.Contains("-"))
        {
            page.Table(["name", "confidence", "model", "developer", "publisher", "size", "may be"], given.Select(name => Row(resolver.Resolve(name, day))));
            return;
        }

        foreach (var name in Names(console, given, page.Flush))
            page.Row(Row(resolver.Resolve(name, day)));
    }

    private static string[] Row(ModelResolution r) =>
    [
        r.Input.Length <= ShownName ? r.Input : r.Input[..(ShownName - 3)] + "...",
        r.Confidence.ToString().ToLowerInvariant(),
        r.Model?.Id.Value ?? ((r.Series?.Id.Value ?? r.Family?.Id.Value) is { } group ? $"({group})" : "-"),
        r.Organization?.Name ?? "-",
        r.Publisher ?? "-",
        r.Size.IsEmpty ? "-" : r.Size.ToString(),
        r.Candidates.IsEmpty ? "-" : string.Join(", ", r.Candidates.Select(c => c.Model)),
    ];
}
