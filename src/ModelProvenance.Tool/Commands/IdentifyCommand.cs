using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>identify</c>: which models names mean, one answer a name.</summary>
internal sealed class IdentifyCommand : Command
{
    // Longer names are cut in text output; JSON repeats them whole.
    private const int ShownName = 120;

    public IdentifyCommand(ToolConsole console)
        : base("identify", """
            Says which model each name means: repositories, Ollama tags, router slugs, file names, names as people write them.

            Exits 0 also when nothing is known of a name.

            Examples:
              modelprov identify unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF
              modelprov identify deepseek-r1:8b --as-of 2025-03-01
              cat names.txt | modelprov identify - --format json
            """)
    {
        var names = new Argument<string[]>("NAME") { Description = "Names; '-' or none reads one name a line from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var format = CommonOptions.Format();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        Add(names);
        Add(format);
        Add(asOf);
        Add(layers);
        SetAction(parsed =>
        {
            var given = parsed.GetValue(names) ?? [];
            if (given.Length == 0 && !console.IsInputRedirected)
                throw new ToolException(ExitCodes.Usage, "Give names, or '-' to read them from standard input.");
            var resolver = new ModelResolver(CommonOptions.Open(parsed.GetValue(layers)));
            var day = parsed.GetValue(asOf);
            if (parsed.GetValue(format) == "json")
                WriteJson(console, resolver, Names(console, given), day);
            else
                WriteText(console, resolver, Names(console, given), day);
            return ExitCodes.Done;
        });
    }

    private static IEnumerable<string> Names(ToolConsole console, string[] given)
    {
        foreach (var name in given.Length == 0 ? ["-"] : given)
        {
            if (name != "-")
            {
                yield return name;
                continue;
            }

            using var reader = new LineReader(console.Input);
            while (reader.Read() is { } line)
                yield return line;
        }
    }

    private static void WriteJson(ToolConsole console, ModelResolver resolver, IEnumerable<string> names, DateOnly? day)
    {
        using var lines = new JsonLines(console.Output, immediate: !console.IsInputRedirected);
        var number = 0L;
        foreach (var name in names)
        {
            number++;
            var resolution = resolver.Resolve(name, day);
            lines.Line(json => ProvenanceJson.Write(json, resolution, number));
        }
    }

    private static void WriteText(ToolConsole console, ModelResolver resolver, IEnumerable<string> names, DateOnly? day)
    {
        using var page = new TextPage(console);
        if (console.IsRich)
            page.Table(["name", "confidence", "model", "developer", "publisher", "size", "may be"], names.Select(name => Row(resolver.Resolve(name, day))));
        else
        {
            foreach (var name in names)
                page.Table([], [Row(resolver.Resolve(name, day))]);
        }
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
