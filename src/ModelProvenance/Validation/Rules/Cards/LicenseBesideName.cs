using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A listed licence needs neither name nor link; when they name another one, readers cannot tell which holds.</summary>
internal sealed class LicenseBesideName()
    : CardRule(2106, nameof(LicenseBesideName), Severity.Info, "license_name or license_link stands beside a listed licence; a warning when they name another licence.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        var license = card.Licenses.First;
        if (!license.Exists || license.Value is "other" or "unknown" || !HubList.Licenses.Contains(license.Value))
            return;
        var beside = card.LicenseName.Exists ? card.LicenseName : card.LicenseLink;
        if (!beside.Exists)
            return;
        if (Contradiction(context, license.Value!, card.LicenseName.Value) is { } named)
            context.Report(card.LicenseName.Node, $"The licence is '{license.Value}', but 'license_name' is {CardText.Quote(card.LicenseName.Value)}, which is {named}. Keep the one that holds.", Severity.Warning);
        else if (Contradiction(context, license.Value!, card.LicenseLink.Value) is { } linked)
            context.Report(card.LicenseLink.Node, $"The licence is '{license.Value}', but 'license_link' leads to {linked}. Keep the one that holds.", Severity.Warning);
        else if (context.IsStrict)
            context.Report(beside.Node, $"'{license.Value}' is on the Hub's list, so {CardText.Quote(beside.Value)} beside it is not needed. Remove it.");
    }

    // The licence that a name or link means, when it is another one than the listed id.
    private static string? Contradiction(CardRuleContext context, string license, string? beside)
    {
        if (string.IsNullOrWhiteSpace(beside))
            return null;
        var said = context.ResolveLicense(license).License;
        var other = context.ResolveLicense(beside).License;
        return said.IsEmpty || other.IsEmpty || said == other || LicenseTags.For(context, other) == license ? null : other.Value;
    }
}
