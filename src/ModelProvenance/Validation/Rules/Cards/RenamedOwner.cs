using ModelProvenance.Cards;
using ModelProvenance.Facts;
using ModelProvenance.Resolution;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Repositories move with their owners; the old name works as long as the redirect does.</summary>
internal sealed class RenamedOwner()
    : CardRule(2211, nameof(RenamedOwner), Severity.Info, "base_model names a repository by an owner that was renamed since.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.BaseModels)
        {
            if (!CardText.IsRepository(item.Node.SimpleValue))
                continue;
            var written = RepositoryId.Parse(item.Value!);
            if (context.ResolveModel(written.Value) is not { Confidence: ResolutionConfidence.Exact, Model: { } model } || model.Repository.IsEmpty
                || model.Repository.Owner.Equals(written.Owner, StringComparison.OrdinalIgnoreCase) || !model.Repository.Name.Equals(written.Name, StringComparison.OrdinalIgnoreCase))
                continue;
            var current = model.Repository.Value;
            context.Report(item.Node, $"'{written}' is called '{current}' since its owner was renamed. Write the new name.", fix: CardRuleContext.Fix($"Write '{current}'.", CardEdits.SetText(item.Node, current)));
        }
    }
}
