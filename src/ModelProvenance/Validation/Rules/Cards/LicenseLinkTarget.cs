using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The link must lead to a text that stays: a file of the repository, or an address over https.</summary>
internal sealed class LicenseLinkTarget()
    : CardRule(2105, nameof(LicenseLinkTarget), Severity.Warning, "license_link is neither a file of the repository nor a https address of a text.")
{
    public override void Check(CardRuleContext context)
    {
        var link = context.Card.LicenseLink;
        if (!link.Exists || CardText.IsPlaceholder(link.Value))
            return;
        var written = link.Value!.Trim();
        if (!CardText.IsAddress(written))
        {
            if (written.Contains("://", StringComparison.Ordinal) || written.Contains(' ') || written.StartsWith('/') || written.Contains("..", StringComparison.Ordinal))
                context.Report(link.Node, $"{CardText.Quote(written)} is neither a file of the repository nor an address. Write 'LICENSE', or an address that begins with https://.");
            else if (!written.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && context.FileExists(written) == false)
                context.Report(link.Node, $"There is no file {CardText.Quote(written)} beside the card. Add it, or link where the text is.");
        }
        else if (written.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            context.Report(link.Node, $"{CardText.Quote(written)} can be changed on its way. Write https://.");
        }
        else if (CardText.RepositoryInAddress(written) is { } repository && written.TrimEnd('/').EndsWith(repository, StringComparison.OrdinalIgnoreCase))
        {
            context.Report(link.Node, $"The link leads to the repository {repository}, not to a text. Link the file in it: {written.TrimEnd('/')}/blob/main/LICENSE.", Severity.Info);
        }
    }
}
