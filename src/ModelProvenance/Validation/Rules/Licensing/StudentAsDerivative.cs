using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>The licence of a teacher counts models that were trained on its outputs as derived from it.</summary>
internal sealed class StudentAsDerivative()
    : CardRule(4108, nameof(StudentAsDerivative), Severity.Warning, "The model was trained on outputs of a model whose licence counts it as derived, and the card does not state that licence.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Teachers.IsEmpty)
            return;
        var declared = BaseLicense.DeclaredBy(context, context.Card);
        foreach (var teacher in context.Teachers)
        {
            if (teacher.License.TermsOf<OutputTerm>().FirstOrDefault(t => t.Rule == OutputRule.StudentIsDerivative) is not { } term
                || declared?.Licenses.Any(l => l.License == teacher.License.Id) == true || BaseLicense.Mentions(context, teacher.License))
                continue;
            context.Report(teacher.Location,
                $"The model was trained on outputs of {teacher.Model.Id}, which is under {teacher.License.Id}: {term}{(term.SimilarOnly ? "; that asks that the student performs similarly" : "")}. Unless you hold a separate licence, state the licence of the teacher too, and what it hands down.",
                evidence: teacher.Evidence);
        }
    }
}
