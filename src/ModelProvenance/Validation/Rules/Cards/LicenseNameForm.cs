using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub shows and filters by <c>license_name</c>; hub-docs asks for a short lower-case word.</summary>
internal sealed class LicenseNameForm()
    : CardRule(2104, nameof(LicenseNameForm), Severity.Warning, "license_name is not a short lower-case name, or is an id of the Hub's list.", fixable: true)
{
    private const int Longest = 60;

    public override void Check(CardRuleContext context)
    {
        var name = context.Card.LicenseName;
        if (!name.Exists || CardText.IsPlaceholder(name.Value))
            return;
        var written = name.Value!;
        // A link or another licence beside it is what MP2106 is about.
        if (HubList.Licenses.Contains(written) && written is not ("other" or "unknown") && context.Card.Licenses.First.Node.ValueEquals("other"))
            context.Report(name.Node, $"'{written}' is an id of the Hub. Write 'license: {written}' instead of 'license: other' with a name.");
        else if (written.Length > Longest || !IsSlug(written))
            context.Report(name.Node, $"The name {CardText.Quote(written)} is not a short lower-case word. Write {(Slug(written) is { } slug ? $"'{slug}'" : "letters, digits, '.' and '-'")}.", Severity.Info,
                fix: Slug(written) is { } word ? CardRuleContext.Fix($"Write '{word}'.", CardEdits.SetText(name.Node, word)) : null);
    }

    private static bool IsSlug(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_' or '+');

    private static string? Slug(string text)
    {
        var slug = string.Join('-', text.ToLowerInvariant().Split([' ', '/', '(', ')', ',', ':'], StringSplitOptions.RemoveEmptyEntries));
        return slug.Length <= Longest && IsSlug(slug) ? slug : null;
    }
}
