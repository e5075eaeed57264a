using System.CommandLine;

using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Origin;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>origin</c>: to which countries a model is attributed.</summary>
internal sealed class OriginCommand : ToolCommand
{
    public OriginCommand(ToolConsole console)
        : base("origin", "Says to which country a model is attributed, by every named rule: seat of the developer, of its ultimate parent, of the developers of its ancestors.")
    {
        Examples =
        [
            "modelprov origin deepseek-r1-distill-llama-8b",
            "modelprov origin unsloth/Qwen3-8B-GGUF --format json",
        ];
        var name = new Argument<string>("MODEL") { Description = "A model, by id or any name that determines one." };
        var format = CommonOptions.Format();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(name, format, asOf, layers);
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var day = CommonOptions.DayOrToday(parsed, asOf, console);
            var model = LineageCommand.OneModel(catalog, parsed.GetValue(name)!, day);
            var answers = ModelOrigin.Of(catalog, model);
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(console.Output, json => ProvenanceJson.Write(json, model.Id, day, answers));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            page.Table(
                ["rule", "country", "organization", "way"],
                answers.Select(a => new[]
                {
                    a.Rule.Id,
                    a.State == FactState.Known ? a.Country.Value : $"unknown ({System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(a.State.ToString())})",
                    a.Organization.IsEmpty ? "-" : catalog.Organizations.Get(a.Organization).Name,
                    string.Join(" > ", a.Path),
                }));
            return ExitCodes.Done;
        });
    }
}
