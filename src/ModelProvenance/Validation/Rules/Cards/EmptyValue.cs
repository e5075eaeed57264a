using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A key without a value; the Hub takes that for three keys only.</summary>
internal sealed class EmptyValue()
    : CardRule(2012, nameof(EmptyValue), Severity.Warning, "A key has no value, or a list an item without a text.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var entry in context.Card.Metadata.Entries)
        {
            var value = entry.Value;
            if (!entry.Key.IsScalar)
                continue;
            if (value.IsNull || (value.IsScalar && value.SimpleValue.IsWhiteSpace()))
            {
                if (!MayBeEmpty(entry.Key))
                    context.Report(value.RawText.IsEmpty ? entry.Key : value, $"The key '{entry.Key.Value}' has no value. Give it one, or remove the line.", hub: Words(entry), fix: CardRuleContext.Fix($"Remove the empty '{entry.Key.Value}'.", CardEdits.RemoveEntry(context.Card.Metadata, entry)));
                continue;
            }

            if (value.Kind != YamlNodeKind.Sequence || !CardKeys.IsKnown(entry.Key.SimpleValue))
                continue;
            foreach (var item in value.Items)
            {
                if (item.IsNull || (item.IsScalar && item.SimpleValue.IsWhiteSpace()))
                    context.Report(item.RawText.IsEmpty ? value : item, $"The list '{entry.Key.Value}' has an empty item. Remove it.", hub: HubWords.MustBeString(item), fix: CardRuleContext.Fix("Remove the empty item.", value.Count == 1 ? CardEdits.RemoveEntry(context.Card.Metadata, entry) : CardEdits.RemoveItem(value, item)));
            }
        }
    }

    // Typed "string | null" in huggingface.js, packages/hub/src/types/api/api-model.ts.
    private static bool MayBeEmpty(YamlNode key) => key.SimpleValue is CardKeys.Thumbnail or CardKeys.Description or CardKeys.InstancePrompt;

    private static string? Words(YamlEntry entry) => CardKeyTypes.Of(entry.Key.SimpleValue) switch
    {
        _ when entry.Key.ValueEquals(CardKeys.License) => HubWords.NotALicense(entry.Value),
        CardKeyType.TextOrTexts => HubWords.MustBeStringOrArray(entry.Value),
        CardKeyType.Texts or CardKeyType.List => HubWords.MustBeArray(entry.Value),
        CardKeyType.Text => HubWords.MustBeString(entry.Value),
        _ => null,
    };
}
