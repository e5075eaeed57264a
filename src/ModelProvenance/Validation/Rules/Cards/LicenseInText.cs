using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>People read the section, programs the front matter. A table or a list line is another rule's (MP2404), a licence file that of an inspection (MP3101).</summary>
internal sealed class LicenseInText()
    : CardRule(2109, nameof(LicenseInText), Severity.Warning, "The section on the licence names another licence than the front matter.")
{
    // A longer section explains; which of the licences that it names holds is for a person to say.
    private const int MaxStatement = 400;

    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (!context.MayHaveLicenseSection || card.Licenses.Count != 1 || card.Licenses.First is not { Value: { } declared } || declared is "other" or "unknown" || context.ResolveLicense(declared) is not { Expression: { } stated, License.IsEmpty: false } known)
            return;
        foreach (var section in card.Sections)
        {
            if (!IsLicense(section.Title) || section.End - section.ContentStart is < 3 or > MaxStatement)
                continue;
            var text = card.Text[section.ContentStart..section.End];
            if (text.AsSpan().TrimStart() is ['|' or '-' or '*', ..] || context.FindLicenseStatement(text) is not { Expression: { } said, License.IsEmpty: false } found
                || said.Licenses.Any(license => stated.Licenses.Contains(license)) || FamilyOf(found.License.Value) == FamilyOf(known.License.Value))
                continue;
            // The folder says that the front matter is at odds with the text beside it, which the section agrees with: one fault, said once.
            if (context.Folder is { IsChecked: true } folder && folder.HoldsTextOf(found.License))
                continue;
            var start = section.ContentStart + (text.Length - text.AsSpan().TrimStart().Length);
            context.Report(card.Lines.Location(context.Path, start, section.ContentStart + text.AsSpan().TrimEnd().Length),
                $"The text names the licence {found.License}, the front matter '{declared}'. Keep the one that holds; when each covers a part (code, weights), say which.");
        }
    }

    /// <summary>Whether a heading is that of a section on the licence.</summary>
    public static bool IsLicense(string title)
    {
        var word = title.AsSpan().Trim("#*:_ ");
        return word.Equals("License", StringComparison.OrdinalIgnoreCase) || word.Equals("Licence", StringComparison.OrdinalIgnoreCase) || word.Equals("Licensing", StringComparison.OrdinalIgnoreCase)
            || word.Equals("License Agreement", StringComparison.OrdinalIgnoreCase);
    }

    // A text is often called without its version ("GPL"); that is no other licence.
    private static string FamilyOf(string license) => license.TrimEnd("0123456789.-".ToCharArray()).Replace("-only", "", StringComparison.Ordinal).Replace("-or-later", "", StringComparison.Ordinal).TrimEnd("0123456789.-".ToCharArray());
}
