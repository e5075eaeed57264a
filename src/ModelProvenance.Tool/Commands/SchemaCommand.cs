using System.CommandLine;

using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>schema</c>: the published JSON Schemas, which the tool carries with it.</summary>
internal sealed class SchemaCommand : ToolCommand
{
    private const string Prefix = "schema/";

    public SchemaCommand(ToolConsole console)
        : base("schema", "Lists the published JSON Schemas, or prints one.")
    {
        Examples = ["modelprov schema", "modelprov schema catalog/series.schema.json"];
        var name = new Argument<string?>("NAME") { Description = "The schema, as the list names it.", Arity = ArgumentArity.ZeroOrOne };
        Add(name);
        SetAction(parsed =>
        {
            var assembly = typeof(SchemaCommand).Assembly;
            var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).Order(StringComparer.Ordinal).ToList();
            if (parsed.GetValue(name) is not { } wanted)
            {
                using var page = new TextPage(console);
                foreach (var schema in names)
                    page.Line(schema);
                return ExitCodes.Done;
            }

            var found = names.Find(n => n == wanted) ?? names.Find(n => n == wanted + ".schema.json")
                ?? throw new ToolException(ExitCodes.Input, $"There is no schema '{TextPage.Clean(wanted)}'. 'modelprov schema' lists them.");
            using var stream = assembly.GetManifestResourceStream(Prefix + found)!;
            stream.CopyTo(console.Output);
            console.Output.Flush();
            return ExitCodes.Done;
        });
    }
}
