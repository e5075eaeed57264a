using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Without a licence nobody may rely on anything; with a base model there is one that the card leaves out.</summary>
internal sealed class MissingLicense()
    : CardRule(2100, nameof(MissingLicense), Severity.Warning, "The card names no licence.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        // A card without front matter or with a broken one is found by its reader.
        if (!card.Metadata.Exists || card.Find(CardKeys.License).Exists || card.LicenseName.Exists)
            return;
        var said = Said(context);
        var fix = said is null ? null : CardRuleContext.Fix($"Add 'license: {said}', as the text says.", CardEdits.AddEntry(card, CardKeys.License, said));
        if (said is not null)
            context.ReportMissing($"The front matter names no licence; the text says that it is '{said}'. Add 'license: {said}'.", card.BaseModels.First.Exists ? Severity.Error : null, fix);
        else if (card.BaseModels.First is { Exists: true } first)
            context.ReportMissing($"The card names no licence, though it names the base model '{first.Value}'. Add 'license:' with the licence that you received and pass on.", Severity.Error);
        else
            context.ReportMissing("The card names no licence. Add 'license:' with an id of the hub, or 'license: other' with 'license_name' and 'license_link'.");
    }

    // The licence that a section "License" or a line "License: X" of the text names; null when there is none, or more than one.
    private static string? Said(CardRuleContext context)
    {
        var card = context.Card;
        if (!context.MayHaveLicenseSection)
            return null;
        string? said = null;
        foreach (var section in card.Sections)
        {
            if (!section.Title.Trim(':', ' ').Equals("License", StringComparison.OrdinalIgnoreCase) && !section.Title.Trim(':', ' ').Equals("Licence", StringComparison.OrdinalIgnoreCase))
                continue;
            var text = card.Text[section.ContentStart..section.End];
            // A longer section explains; which of the licences that it names holds is for a person to say.
            if (text.Length > 400 || context.FindLicenseStatement(text) is not { } statement || LicenseTags.For(context, statement.License) is not { } tag || (said is not null && said != tag))
                return null;
            said = tag;
        }

        return said;
    }
}
