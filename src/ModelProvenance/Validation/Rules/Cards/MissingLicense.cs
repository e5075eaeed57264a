using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Without a licence nobody may rely on anything; with a base model there is one that the card leaves out.</summary>
internal sealed class MissingLicense()
    : CardRule(2100, nameof(MissingLicense), Severity.Warning, "The card names no licence.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        // A card without front matter or with a broken one is found by its reader.
        if (!card.Metadata.Exists || card.Find(CardKeys.License).Exists || card.LicenseName.Exists)
            return;
        if (card.BaseModels.First is { Exists: true } first)
            context.ReportMissing($"The card names no licence, though it names the base model '{first.Value}'. Add 'license:' with the licence that you received and pass on.", Severity.Error);
        else
            context.ReportMissing("The card names no licence. Add 'license:' with an id of the hub, or 'license: other' with 'license_name' and 'license_link'.");
    }
}
