using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Valid for SPDX, refused by the Hub.</summary>
internal sealed class SpdxExpressionAsLicense()
    : CardRule(2102, nameof(SpdxExpressionAsLicense), Severity.Warning, "The licence is an SPDX expression, which the Hub refuses.", hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.Licenses)
        {
            if (HubList.Licenses.Contains(item.Node.SimpleValue))
                continue;
            var written = item.Value!;
            if (!LicenseTags.IsSpdxOnly(written))
                continue;
            var plain = written.Replace("-or-later", "", StringComparison.OrdinalIgnoreCase).Replace("-only", "", StringComparison.OrdinalIgnoreCase).TrimEnd('+').ToLowerInvariant();
            var offer = HubList.Licenses.Contains(plain) ? $"Write '{plain}', which leaves the version open, or" : "Write";
            context.Report(item.Node, $"{CardText.Quote(written)} is valid SPDX, but the Hub takes one id of its list. {offer} 'license: other' with 'license_name: {written}'.", hub: HubWords.NotALicense(item.Node));
        }
    }
}
