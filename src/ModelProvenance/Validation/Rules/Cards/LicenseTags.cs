using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub's id for what a card writes as its licence.</summary>
internal static class LicenseTags
{
    /// <summary>The id of the Hub's list that means the same; null when there is none, or when it is not certain.</summary>
    public static string? For(CardRuleContext context, string written)
    {
        if (HubList.Licenses.Folded(written) is { } folded)
            return folded;
        var resolution = context.ResolveLicense(written);
        return resolution.Confidence is ResolutionConfidence.Exact or ResolutionConfidence.Strong ? For(context, resolution.License) : null;
    }

    /// <summary>The id of the Hub's list for a licence; null when there is none.</summary>
    public static string? For(CardRuleContext context, LicenseId license) => For(context.Catalog, license);

    /// <summary>The id of the Hub's list for a licence; null when there is none.</summary>
    public static string? For(ModelCatalog catalog, LicenseId license)
    {
        if (license.IsEmpty)
            return null;
        if (catalog.Licenses.Find(license) is { HubTag: { Length: > 0 } tag } && HubList.Licenses.Contains(tag))
            return tag;
        var lower = license.Value.ToLowerInvariant();
        return HubList.Licenses.Contains(lower) ? lower : null;
    }

    /// <summary>Whether a value is valid SPDX and more than one id of the list: an operator, or one of the GNU endings.</summary>
    public static bool IsSpdxOnly(string written) =>
        SpdxExpression.TryParse(written, null, out var expression)
        && (!expression.IsSimple || written.EndsWith("-or-later", StringComparison.OrdinalIgnoreCase) || written.EndsWith("-only", StringComparison.OrdinalIgnoreCase) || written.EndsWith('+'))
        && expression.Licenses.All(license => SpdxList.IsKnown(license.Id));
}
