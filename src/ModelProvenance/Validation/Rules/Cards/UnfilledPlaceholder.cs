using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A template was rendered without its values, or somebody forgot to fill a blank.</summary>
internal sealed class UnfilledPlaceholder()
    : CardRule(2011, nameof(UnfilledPlaceholder), Severity.Error, "A placeholder of a template was not filled in.")
{
    // What templates of the Hub leave for the author to fill in.
    private const string Missing = "[More Information Needed]";

    public override void Check(CardRuleContext context)
    {
        if (context.Card.FrontMatter is { } document && MayHold(context, document))
        {
            var nodes = document.Nodes;
            HashSet<int>? keys = null;
            for (var i = 0; i < nodes.Length; i++)
            {
                if (nodes[i].Kind == YamlNodeKind.Mapping)
                    AddKeys(new YamlNode(document, i), ref keys);
                if (i > 0 && nodes[i].Kind == YamlNodeKind.Mapping && CardText.IsPlaceholder(new YamlNode(document, i)))
                {
                    var mapping = new YamlNode(document, i);
                    // A blank that is a key, or that has one in it ("{{x}}"), is named by the reader (MP2008).
                    if (keys is null || (!keys.Contains(i) && !keys.Contains(i + 1)))
                        context.Report(mapping, $"{CardText.Quote(mapping.RawText)} is a placeholder that nobody filled in. Write the value, or remove the key.");
                    i += nodes[i].Size - 1;
                    continue;
                }

                if (nodes[i].Kind != YamlNodeKind.Scalar || nodes[i].End - nodes[i].Start < 3)
                    continue;
                var node = new YamlNode(document, i);
                if (CardText.IsPlaceholder(node.SimpleValue) && !IsExample(node))
                    context.Report(node, $"{CardText.Quote(node.SimpleValue)} is a placeholder that nobody filled in. Write the value, or remove the key.");
            }
        }

        var (first, count) = (-1, 0);
        foreach (var place in context.Places(CardPhrases.Blank))
        {
            var body = context.Card.Body;
            if (place.Start == 0 || body[place.Start - 1] != '[' || place.Start + place.Length >= body.Length || body[place.Start + place.Length] != ']')
                continue;
            first = first < 0 ? place.Start - 1 : first;
            count++;
        }

        if (count == 0)
            return;
        context.ReportInBody(first, Missing.Length, count == 1 ? $"The text says '{Missing}'. Say it, or remove the heading." : $"The text says '{Missing}' {count} times. Fill in what you know, and remove the other headings.", Severity.Warning);
    }

    // The keys that are collections.
    private static void AddKeys(YamlNode mapping, ref HashSet<int>? keys)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Kind is YamlNodeKind.Mapping or YamlNodeKind.Sequence)
                (keys ??= []).Add(entry.Key.Index);
        }
    }

    // Every form of a blank has one of these signs, or is written with an escape.
    private static bool MayHold(CardRuleContext context, YamlDocument document) =>
        document.Text.AsSpan(document.Start, document.End - document.Start).IndexOfAny('{', '<', '\\') >= 0 || context.Holds(CardPhrases.Blank);

    // Texts for the widget, prompts and templates of prompts hold anything.
    private static bool IsExample(YamlNode node) => node.Pointer is var pointer && (pointer.StartsWith("/widget", StringComparison.Ordinal) || pointer.Contains("prompt", StringComparison.Ordinal) || pointer.Contains("template", StringComparison.Ordinal));
}
