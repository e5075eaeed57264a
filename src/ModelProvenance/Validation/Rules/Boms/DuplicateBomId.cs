using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>An id that two things have refers to neither.</summary>
internal sealed class DuplicateBomId()
    : BomRule(5102, nameof(DuplicateBomId), Severity.Warning, "Two components or elements have the same id.")
{
    public override void Check(BomRuleContext context)
    {
        foreach (var group in context.Document.Ids)
        {
            foreach (var again in group.Skip(1))
                context.Report(again, $"The id {BomRuleContext.Quote(group.Key)} was given before, at {group.First().Pointer}. Ids are unique in a document.");
        }
    }
}
