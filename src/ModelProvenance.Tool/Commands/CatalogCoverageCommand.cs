using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>catalog coverage</c>: how much of each family the catalog holds and knows.</summary>
internal sealed class CatalogCoverageCommand : ToolCommand
{
    public CatalogCoverageCommand(ToolConsole console)
        : base("coverage", "Says for each family how much of it the catalog holds, for how many models a property is known, and what it claims to hold in full.")
    {
        Examples = ["modelprov catalog coverage", "modelprov catalog coverage --format json"];
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        With(format, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, catalog.CatalogVersion, FamilyCoverage.Of(catalog)));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            page.Table(["family", "series", "releases", "models", "complete", .. FamilyCoverage.Properties, "complete since"], FamilyCoverage.Of(catalog).Select(family => (string[])
            [
                family.Family.Value, Number(family.Series), Number(family.Releases), Number(family.Models), Number(family.ModelsComplete), .. family.Known.Select(pair => Number(pair.Value)),
                family.Statement is { } statement ? $"{statement.CompleteSince} (checked {statement.CheckedOn})" : "not claimed",
            ]));
            return ExitCodes.Done;
        });
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
