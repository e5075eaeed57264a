using System.CommandLine;
using System.Text;

using ModelProvenance.Export;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>catalog export</c>: the whole catalog for other programs.</summary>
internal sealed class CatalogExportCommand : ToolCommand
{
    public CatalogExportCommand(ToolConsole console)
        : base("export", "Writes the catalog, with the layers on top, as one JSON document or as a table.")
    {
        Remarks = "json is the exchange form (schema catalog.schema.json), the same bytes for the same facts; csv is one table (RFC 4180).";
        Examples =
        [
            "modelprov catalog export --output catalog.json",
            "modelprov catalog export --format csv --table models",
            "modelprov catalog export --format csv --table claims --output claims.csv",
        ];
        var format = new Option<string>("--format") { Description = "What is written.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "csv");
        var table = new Option<string?>("--table") { Description = "Which table, with csv. Default: models." };
        table.AcceptOnlyFromAmong([.. CatalogCsv.Tables]);
        var target = new Option<string?>("--output") { Description = "A file that is written, or replaced as a whole; without it standard output.", HelpName = "FILE" };
        target.Aliases.Add("-o");
        var layers = CommonOptions.Catalog();
        With(format, table, target, layers);
        SetAction(parsed =>
        {
            var csv = parsed.GetValue(format) == "csv";
            if (!csv && parsed.GetValue(table) is not null)
                throw new ToolException(ExitCodes.Usage, "--table goes with --format csv.");
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            using var content = new MemoryStream();
            if (csv)
            {
                using var writer = new StreamWriter(content, new UTF8Encoding(false), leaveOpen: true);
                CatalogCsv.Write(catalog, parsed.GetValue(table) ?? "models", writer);
            }
            else
            {
                catalog.Save(content);
            }

            if (parsed.GetValue(target) is { } path)
            {
                AtomicFile.Write(path, content.ToArray());
            }
            else
            {
                content.WriteTo(console.Output);
                console.Output.Flush();
            }

            return ExitCodes.Done;
        });
    }
}
