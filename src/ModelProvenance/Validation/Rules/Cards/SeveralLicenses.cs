using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Several licences in a list: nothing says whether all hold or one may be chosen.</summary>
internal sealed class SeveralLicenses()
    : CardRule(2107, nameof(SeveralLicenses), Severity.Warning, "The card lists several licences; whether all hold or one may be chosen is not said.")
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.Licenses is { Count: > 1 } licenses)
            context.Report(licenses.Node, $"The card lists {licenses.Count} licences, and nothing says whether all of them hold or one may be chosen. Write 'license: other' and say in 'license_name' and the text what holds for weights, code and data.");
    }
}
