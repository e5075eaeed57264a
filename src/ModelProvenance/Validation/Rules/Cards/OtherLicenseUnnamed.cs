using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>"other" says that there is a licence and not which.</summary>
internal sealed class OtherLicenseUnnamed()
    : CardRule(2103, nameof(OtherLicenseUnnamed), Severity.Error, "The licence is 'other', and its name or its text is not given.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        YamlNode other = default;
        foreach (var item in card.Licenses)
        {
            if (item.Node.ValueEquals("other"))
                other = item.Node;
        }

        if (!other.Exists || (card.LicenseName.Exists && card.LicenseLink.Exists))
            return;
        if (!card.LicenseName.Exists && !card.LicenseLink.Exists)
            context.Report(other, "The licence is 'other', and neither 'license_name' nor 'license_link' says which. Add both: a short name, and the file or address of the text.");
        else if (!card.LicenseName.Exists)
            context.Report(other, "The licence is 'other' without 'license_name'. Add a short name, such as the file's title in lower case.", Severity.Warning);
        else
            context.Report(other, $"The licence is 'other', named '{card.LicenseName.Value}', without 'license_link'. Add the file of the repository or the address that holds the text.", Severity.Warning);
    }
}
