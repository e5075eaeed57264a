using System.CommandLine;
using System.Text;

using ModelProvenance.Facts;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>card</c>: model cards.</summary>
internal sealed class CardCommand : ToolCommand
{
    private static readonly (string Word, RelationKind Relation)[] Relations =
        [("finetune", RelationKind.Finetune), ("adapter", RelationKind.Adapter), ("merge", RelationKind.Merge), ("quantized", RelationKind.Quantized)];

    public CardCommand(ToolConsole console)
        : base("card", "Model cards: a new one from what the catalog knows. 'check' checks cards.") => Add(New(console));

    private static ToolCommand New(ToolConsole console)
    {
        var reference = new Argument<string>("MODEL") { Description = "The model, by any name that determines one." };
        var relation = new Option<string?>("--relation") { Description = "The card is that of a model made from MODEL in this way. Without it, of MODEL itself." };
        relation.AcceptOnlyFromAmong([.. Relations.Select(one => one.Word)]);
        var repository = new Option<string?>("--repo") { Description = "The repository that the card is for; its name is the title.", HelpName = "OWNER/NAME" };
        var target = new Option<string?>("--output") { Description = "The file to write; without it standard output.", HelpName = "FILE" };
        target.Aliases.Add("-o");
        var force = new Option<bool>("--force") { Description = "Replace the file when it is there." };
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("new", "Writes a new card: front matter from facts of the catalog, sections that cite them and mark what is to be filled in.")
        {
            Remarks = "What the catalog does not know is left out, never guessed. A file that is there is not replaced without --force.",
            Examples = ["modelprov card new Qwen/Qwen3-8B", "modelprov card new llama-3.1-8b --relation finetune --repo acme/Llama-3.1-8B-Hedge --output README.md"],
        }.With(reference, relation, repository, target, force, asOf, layers);
        command.SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var day = CommonOptions.Day(parsed, asOf);
            var model = LineageCommand.OneModel(catalog, parsed.GetValue(reference)!, day);
            var path = parsed.GetValue(target);
            if (path is not null && !parsed.GetValue(force) && Path.Exists(path))
                throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(path)}' is there already; --force replaces it.");
            var text = CardBuilder.Build(catalog, model, new CardBuilderOptions { Relation = Relation(parsed.GetValue(relation)), Repository = Repository(parsed.GetValue(repository)), AsOf = day });
            if (path is not null)
            {
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
                return ExitCodes.Done;
            }

            using var page = new TextPage(console);
            foreach (var line in text.TrimEnd('\n').Split('\n'))
                page.Line(line);
            return ExitCodes.Done;
        });
        return command;
    }

    private static RelationKind? Relation(string? word) => word is null ? null : Array.Find(Relations, one => one.Word == word).Relation;

    private static RepositoryId Repository(string? text) => text is null ? default
        : RepositoryId.TryParse(text, null, out var repository) ? repository
        : throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(text)}' is not a repository. Expected owner/name.");
}
