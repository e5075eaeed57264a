using System.CommandLine;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>catalog diff</c>: what changed between two catalogs.</summary>
internal sealed class CatalogDiffCommand : ToolCommand
{
    public CatalogDiffCommand(ToolConsole console)
        : base("diff", "Says what differs between two catalogs, fact by fact.")
    {
        Remarks = "Exits 0 whether or not something differs.";
        Examples =
        [
            "modelprov catalog diff catalog-old.json",
            "modelprov catalog diff catalog-old.json catalog-new.json --kind model --format json",
        ];
        var before = new Argument<string>("BEFORE") { Description = "The older catalog: a file in the exchange form, or a catalog folder." };
        var after = new Argument<string?>("AFTER") { Description = "The newer one; without it the catalog that the tool carries.", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind") { Description = "Only entities of this kind." };
        kind.AcceptOnlyFromAmong([.. Enum.GetNames<EntityKind>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)]);
        var evidence = new Option<bool>("--evidence") { Description = "In the text also values that stayed the same and rest on other sources, conflicts or notes; JSON always holds them." };
        var format = CommonOptions.Format();
        With(before, after, kind, evidence, format);
        SetAction(parsed =>
        {
            var old = ModelCatalog.Load(parsed.GetValue(before)!);
            var now = parsed.GetValue(after) is { } path ? ModelCatalog.Load(path) : ModelCatalog.Default;
            EntityKind? wanted = parsed.GetValue(kind) is { } word ? Enum.Parse<EntityKind>(word, ignoreCase: true) : null;
            var changes = CatalogDiff.Between(old, now).Where(change => wanted is null || change.Entity.Kind == wanted).ToList();
            Print(console, parsed.GetValue(format) == "json", old, now, changes, parsed.GetValue(evidence));
            return ExitCodes.Done;
        });
    }

    /// <summary>Prints differences. JSON holds all of them; the text leaves out those of evidence alone unless asked for.</summary>
    internal static void Print(ToolConsole console, bool json, ModelCatalog old, ModelCatalog now, List<CatalogChange> changes, bool withEvidence)
    {
        if (json)
        {
            JsonLines.Document(console.Output, writer => ProvenanceJson.Write(writer, old.CatalogVersion, now.CatalogVersion, changes));
            return;
        }

        using var page = new TextPage(console);
        page.Table(["change", "kind", "id", "property", "before", "after"], changes.Where(change => withEvidence || change.Kind != CatalogChangeKind.Evidence).Select(change => new[]
        {
            change.Kind.ToString().ToLowerInvariant(), change.Entity.Kind.ToString().ToLowerInvariant(), change.Entity.Id, change.Property, change.Before ?? "", change.After ?? "",
        }));
    }
}
