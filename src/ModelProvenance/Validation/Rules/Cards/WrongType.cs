using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A known key holds another kind of value than its readers take.</summary>
internal sealed class WrongType()
    : CardRule(2014, nameof(WrongType), Severity.Error, "A known key holds another type of value than readers take: a list where a text is wanted, a text where a list is wanted, a number, a mapping.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var entry in context.Card.Metadata.Entries)
        {
            var value = entry.Value;
            if (value.IsNull || value.Kind is YamlNodeKind.Alias or YamlNodeKind.Unreadable || !entry.Key.IsScalar)
                continue;
            switch (CardKeyTypes.Of(entry.Key.SimpleValue))
            {
                case CardKeyType.Text:
                    CheckText(context, value, $"'{entry.Key.Value}'");
                    break;
                case CardKeyType.TextOrTexts:
                    CheckTextOrTexts(context, entry);
                    break;
                case CardKeyType.Texts:
                    if (value.Kind == YamlNodeKind.Sequence)
                        CheckItems(context, entry);
                    else
                        context.Report(value, $"'{entry.Key.Value}' is {Kind(value)}; a list is wanted. Write each value behind a dash on a line of its own.", hub: HubWords.MustBeArray(value), fix: AsList(value));
                    break;
                case CardKeyType.List:
                    // MP2306 looks into the results.
                    if (value.Kind != YamlNodeKind.Sequence && !entry.Key.ValueEquals(CardKeys.ModelIndex))
                        context.Report(value, $"'{entry.Key.Value}' is {Kind(value)}; a list is wanted.", hub: HubWords.MustBeArray(value));
                    break;
                case CardKeyType.Mapping:
                    if (value.Kind != YamlNodeKind.Mapping)
                        context.Report(value, $"'{entry.Key.Value}' is {Kind(value)}; keys with values are wanted.", hub: HubWords.MustBeObject(value));
                    break;
            }
        }
    }

    private static void CheckText(CardRuleContext context, YamlNode value, string name)
    {
        if (IsText(value) || IsPlaceholder(context, value))
            return;
        var fix = value.IsScalar ? CardRuleContext.Fix("Put the value in quotes.", CardEdits.SetText(value, value.Value)) : null;
        context.Report(value, $"{name} is {Kind(value)}; a text is wanted.{(fix is null ? "" : " Put it in quotes.")}", hub: HubWords.MustBeString(value), fix: fix);
    }

    private static void CheckTextOrTexts(CardRuleContext context, YamlEntry entry)
    {
        // A licence that is a number is no id of the list either; MP2101 says that.
        var isLicense = entry.Key.ValueEquals(CardKeys.License);
        if (entry.Value.Kind == YamlNodeKind.Sequence)
        {
            if (!isLicense)
                CheckItems(context, entry);
        }
        else if (!IsText(entry.Value) && !IsPlaceholder(context, entry.Value) && !(isLicense && entry.Value.IsScalar))
        {
            context.Report(entry.Value, $"'{entry.Key.Value}' is {Kind(entry.Value)}; a text or a list of texts is wanted.", hub: isLicense ? HubWords.NotALicense(entry.Value) : HubWords.MustBeStringOrArray(entry.Value));
        }
    }

    private static void CheckItems(CardRuleContext context, YamlEntry entry)
    {
        foreach (var item in entry.Value.Items)
        {
            if (!item.IsNull && item.Kind is not (YamlNodeKind.Alias or YamlNodeKind.Unreadable))
                CheckText(context, item, $"An item of '{entry.Key.Value}'");
        }
    }

    // MP2011 names placeholders; who asks what the Hub refuses wants to know what it says.
    private static bool IsPlaceholder(CardRuleContext context, YamlNode node) => !context.IsHub && CardText.IsPlaceholder(node);

    private static bool IsText(YamlNode node) => node.ScalarType is YamlScalarType.String;

    private static string Kind(YamlNode node) => node.Kind switch
    {
        YamlNodeKind.Sequence => "a list",
        YamlNodeKind.Mapping => "a mapping",
        _ => node.ScalarType switch
        {
            YamlScalarType.Boolean => $"the truth value {node.Value}",
            YamlScalarType.Integer or YamlScalarType.Float => $"the number {node.Value}",
            YamlScalarType.Timestamp => $"the date {node.Value}",
            _ => "one text",
        },
    };

    // "tags: a" becomes "tags: [a]"; what holds commas or signs of YAML is left to a person.
    private static FindingFix? AsList(YamlNode value) =>
        value.IsScalar && value.Style is YamlScalarStyle.Plain or YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted && !value.IsFlow && value.SimpleValue.IndexOfAny(",[]{}\n#".AsSpan()) < 0
            ? new FindingFix("Write it as a list of one.", [new CardEdit(value.Start, 0, "["), new CardEdit(value.ContentEnd, 0, "]")])
            : null;
}
