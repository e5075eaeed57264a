using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Ids of the Hub that name no text.</summary>
internal sealed class LicenseFamilyOnly()
    : CardRule(2108, nameof(LicenseFamilyOnly), Severity.Warning, "The licence is an id that names a family of texts, is 'unknown', or was given up.")
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.Licenses)
        {
            var message = item.Node.SimpleValue switch
            {
                "unknown" => "'unknown' says that nobody looked. Find the licence of the base model and of the data, or write 'license: other' and say what is known.",
                "cc" => "'cc' names a family of licences that allow and forbid different things. Write the one that holds, such as 'cc-by-4.0'.",
                "gpl" or "lgpl" or "gfdl" => $"'{item.Value}' names a family of licences without a version. Write the one that holds, such as '{(item.Value == "gfdl" ? "other" : item.Value + "-3.0")}'.",
                "bsd" => "'bsd' names a family of licences. Write 'bsd-2-clause', 'bsd-3-clause' or 'bsd-3-clause-clear'.",
                "openrail" => "'openrail' names a family of licences with different use limits. Write the one that holds, such as 'creativeml-openrail-m' or 'bigscience-openrail-m'.",
                "open-mdw" => "'open-mdw' was given up. Write 'openmdw-1.0'.",
                _ => null,
            };
            if (message is not null)
                context.Report(item.Node, message);
        }
    }
}
