using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licence of a teacher does not let its outputs serve to make or improve other models.</summary>
internal sealed class OutputsBarred()
    : CardRule(4107, nameof(OutputsBarred), Severity.Warning, "The model was trained on outputs of a model whose licence does not let them serve to make or improve other models.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var teacher in context.Teachers)
        {
            if (teacher.License.TermsOf<OutputTerm>().FirstOrDefault(t => t.Rule == OutputRule.NoTraining) is not { } term || (term.ExemptsOwnLine && teacher.IsOwnLine(context)))
                continue;
            context.Report(teacher.Location, $"The model was trained on outputs of {teacher.Model.Id}, which is under {teacher.License.Id}: {term}. Unless you hold a separate licence, take a teacher whose licence lets its outputs be used so.", evidence: teacher.Evidence);
        }
    }
}
