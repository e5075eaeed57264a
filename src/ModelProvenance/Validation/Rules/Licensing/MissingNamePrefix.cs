using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>Some licences ask that the name of a derived model begins with, or holds, a word.</summary>
internal sealed class MissingNamePrefix()
    : CardRule(4104, nameof(MissingNamePrefix), Severity.Warning, "The licence of the base asks for a word in the names of derived models, and the name of this repository lacks it.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Repository.IsEmpty || context.Card.Relation is { } relation && relation.IsSameWork())
            return;
        var name = context.Repository.Name.ToString();
        foreach (var (node, repository, license) in BaseLicense.Of(context))
        {
            // The vendor's own name for the base passes: Meta-Llama-3-8B begins with its own prefix.
            if (name.StartsWith(repository[(repository.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var term in license.TermsOf<NamingTerm>().Where(t => !t.Recommended))
            {
                var plain = name.Replace('-', ' ').Replace('_', ' ');
                if (term.AtBeginning ? plain.StartsWith(term.Text, StringComparison.OrdinalIgnoreCase) : plain.Contains(term.Text, StringComparison.OrdinalIgnoreCase))
                    continue;
                context.Report(node, $"'{name}' comes from '{repository}', which is under {license.Id}; that asks names of derived models to {(term.AtBeginning ? "begin with" : "hold")} '{term.Text}' [{term.Clause}]. Rename the repository, or say on what other ground it stands.");
            }
        }
    }
}
