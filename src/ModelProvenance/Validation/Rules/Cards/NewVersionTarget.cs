using ModelProvenance.Cards;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub follows <c>new_version</c> from card to card and shows the last one.</summary>
internal sealed class NewVersionTarget()
    : CardRule(2209, nameof(NewVersionTarget), Severity.Warning, "new_version is not the id of a repository, is this repository, or is older by the catalog.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var next = context.Card.NewVersion;
        if (!next.Exists || CardText.IsPlaceholder(next.Value))
            return;
        var written = next.Value!;
        if (!CardText.IsRepository(written))
        {
            var repository = CardText.RepositoryInAddress(written);
            context.Report(next.Node, $"{CardText.Quote(written)} is not the id of a repository, 'owner/name'. {(repository is null ? "Write the repository that replaces this one." : $"Write '{repository}'.")}",
                fix: repository is null ? null : CardRuleContext.Fix($"Write '{repository}'.", CardEdits.SetText(next.Node, repository)));
        }
        else if (written.Equals(context.Repository.Value, StringComparison.OrdinalIgnoreCase))
        {
            context.Report(next.Node, $"'{written}' is this repository itself. Name the one that replaces it, or remove the key.");
        }
        else if (!context.Repository.IsEmpty && context.ResolveModel(context.Repository.Value).Model is { } self && context.ResolveModel(written).Model is { } other
            && self.Id != other.Id && Published(self) is { IsEmpty: false } from && Published(other) is { IsEmpty: false } to && to.IsBefore(from))
        {
            context.Report(next.Node, $"'{written}' is of {to}, older than this model, which is of {from}. Name a newer one, or remove the key.");
        }
    }

    private static PartialDate Published(ModelInfo model) => model.Date(DateKind.WeightsPublished) is { IsKnown: true } date ? date.Value : default;
}
