using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>What a gated repository asks (hub-docs, docs/hub/models-gated.md; api-model.ts, extra_gated_fields).</summary>
internal sealed class GatedFieldType()
    : CardRule(2310, nameof(GatedFieldType), Severity.Error, "A question of a gated repository has a type that the Hub does not know, or choices without options.")
{
    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        foreach (var field in card.GatedFields.Entries)
        {
            var value = field.Value;
            if (value.Kind == YamlNodeKind.Mapping)
            {
                var type = value.Find("type");
                if (type.ValueEquals("select"))
                {
                    if (value.Find("options") is not { Kind: YamlNodeKind.Sequence, Count: > 0 })
                        context.Report(value, $"The question '{field.Key.Value}' is a choice without 'options'. List them.");
                }
                else if (!IsType(type.Value))
                {
                    context.Report(type.Exists ? type : value, $"The question '{field.Key.Value}' has no known type. Write text, checkbox, date_picker, country, ip_location or select.");
                }
            }
            else if (!value.IsScalar || !IsType(value.SimpleValue))
            {
                context.Report(value.RawText.IsEmpty ? field.Key : value, $"The question '{field.Key.Value}' has the type {CardText.Quote(value.RawText)}. Write text, checkbox, date_picker, country, ip_location, or a mapping with 'type: select' and 'options'.");
            }
        }

        var refused = card.Find(CardKeys.GatedEuDisallowed).Value;
        if (refused.Exists && refused.ScalarType != YamlScalarType.Boolean)
            context.Report(refused, "'extra_gated_eu_disallowed' is true or false.");
    }

    private static bool IsType(ReadOnlySpan<char> type) => type is "text" or "checkbox" or "date_picker" or "country" or "ip_location";
}
