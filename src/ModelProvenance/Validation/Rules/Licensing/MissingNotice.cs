using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>A licence prescribes a sentence that goes along with the files.</summary>
internal sealed class MissingNotice()
    : CardRule(4112, nameof(MissingNotice), Severity.Warning, "The licence of the model or of its base prescribes a sentence, and no text beside the weights holds it.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Folder is not { HoldsModel: true } folder)
            return;
        foreach (var (location, name, license) in Shipped.Licenses(context))
        {
            foreach (var term in license.TermsOf<NoticeTerm>().Where(t => !t.Recommended && t.Sentence.Length > 0))
            {
                if (!folder.AnyTextHolds(term.Sentence))
                    context.Report(location, $"{name} is under {license.Id}, which asks for this sentence{(term.File.Length > 0 ? $" in a file '{term.File}'" : "")} along with the files: \"{term.Sentence}\" [{term.Clause}]. No text in the folder holds it. Add it, for instance with 'modelprov notices'.",
                        context.Card.Relation == RelationKind.Adapter ? Severity.Info : Severity.Warning);
            }
        }
    }
}
