using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub takes ids of its own list and nothing else.</summary>
internal sealed class UnknownLicenseTag()
    : CardRule(2101, nameof(UnknownLicenseTag), Severity.Error, "The licence is not an id of the Hub's list.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        // ModelScope writes names with blanks; only who asks what the Hub refuses wants to know.
        if (context.Card.Dialect == CardDialect.ModelScope && !context.IsHub)
            return;
        foreach (var item in context.Card.Licenses)
        {
            if (HubList.Licenses.Contains(item.Node.SimpleValue) || item.Node.SimpleValue.IsWhiteSpace())
                continue;
            var written = item.Value!;
            if (!CardText.IsPlaceholder(written) && !LicenseTags.IsSpdxOnly(written))
                Report(context, item.Node, written);
        }
    }

    private static void Report(CardRuleContext context, YamlNode node, string written)
    {
        var tag = LicenseTags.For(context, written);
        var hint = tag is not null ? $"Write '{tag}'."
            : context.ResolveLicense(written).License is { IsEmpty: false } known ? $"It is {known}, which has no id there: write 'license: other' with 'license_name' and 'license_link'."
            : HubList.Licenses.Near(written) is { } near ? $"Did you mean '{near}'?"
            : "Write an id of the list, or 'license: other' with 'license_name' and 'license_link'.";
        context.Report(node, $"The licence {CardText.Quote(written)} is no id of the Hub ({HubList.Licenses.Edition}). {hint}", hub: HubWords.NotALicense(node),
            fix: tag is null ? null : CardRuleContext.Fix($"Write '{tag}' instead of {CardText.Quote(written)}.", CardEdits.SetText(node, tag)));
    }
}
