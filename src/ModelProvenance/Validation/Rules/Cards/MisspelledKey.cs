using ModelProvenance.Cards;
using ModelProvenance.Catalog;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A key that nobody reads and that is a slip away from one that is read.</summary>
internal sealed class MisspelledKey()
    : CardRule(2013, nameof(MisspelledKey), Severity.Warning, "A key is not known; it is a slip away from one that is, or no reader asks for it.", fixable: true)
{
    private static readonly (string Key, string Folded)[] Known =
    [.. new[]
    {
        CardKeys.License, CardKeys.LicenseName, CardKeys.LicenseLink, CardKeys.BaseModel, CardKeys.BaseModelRelation, CardKeys.NewVersion, CardKeys.Datasets, CardKeys.Language, CardKeys.LibraryName,
        CardKeys.PipelineTag, CardKeys.Tags, CardKeys.Metrics, CardKeys.ModelIndex, CardKeys.Widget, CardKeys.Thumbnail,
    }.Select(key => (key, key.Replace('-', '_')))];

    public override void Check(CardRuleContext context)
    {
        foreach (var entry in context.Card.Metadata.Entries)
        {
            var key = entry.Key;
            if (!key.IsScalar || CardKeys.IsKnown(key.SimpleValue))
                continue;
            var written = key.Value;
            if (Meant(written) is { } meant)
            {
                var fix = context.Card.Find(meant).Exists ? null : CardRuleContext.Fix($"Rename '{written}' to '{meant}'.", CardEdits.RenameKey(entry, meant));
                context.Report(key, $"No reader knows the key {CardText.Quote(written)}; it looks like '{meant}'. Rename it.", fix: fix);
            }
            else if (context.IsStrict && context.Card.Dialect == CardDialect.HuggingFace)
            {
                context.Report(key, $"The Hub does not know the key {CardText.Quote(written)}. It keeps the key and does nothing with it.", Severity.Info);
            }
        }
    }

    private static string? Meant(string written)
    {
        if (written.Length is < 4 or > 40)
            return null;
        var folded = written.ToLowerInvariant().Replace('-', '_');
        foreach (var (known, other) in Known)
        {
            if (folded == other || (known.Length > 4 && EditDistance.IsWithin(folded, other, 1)))
                return known;
        }

        return folded switch { "languages" or "lang" => CardKeys.Language, "base_models" => CardKeys.BaseModel, "licence" => CardKeys.License, "pipeline" => null, _ => null };
    }
}
