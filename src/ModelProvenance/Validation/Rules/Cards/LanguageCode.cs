using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub takes codes of two or three lower-case letters, <c>code</c> and <c>multilingual</c>.</summary>
internal sealed class LanguageCode()
    : CardRule(2300, nameof(LanguageCode), Severity.Error, "A language is not a code of ISO 639 in lower case.", fixable: true, hub: true)
{
    public override void Check(CardRuleContext context)
    {
        foreach (var item in context.Card.Languages)
        {
            var code = item.Node.SimpleValue;
            if (Languages.IsAssigned(code) || Languages.IsSpecial(code) || code.IsWhiteSpace() || item.Node.ScalarType != YamlScalarType.String)
                continue;
            var written = item.Value!;
            if (CardText.IsPlaceholder(written) || Languages.Successor(written) is not null || Languages.OfCountry(written) is not null)
                continue;
            Report(context, item.Node, written);
        }
    }

    private static void Report(CardRuleContext context, YamlNode node, string written)
    {
        if (written.Length is 2 or 3 && written.All(char.IsAsciiLetterLower))
        {
            context.Report(node, $"The code '{written}' is not assigned in ISO 639.", written is "unk" ? Severity.Info : Severity.Warning);
            return;
        }

        var upper = written.Any(char.IsUpper);
        var hub = upper ? HubWords.MustBeLowercase(node) : HubWords.NotALanguage(node);
        var lower = written.Trim().ToLowerInvariant();
        if (Languages.OfName(lower) is { } named)
            context.Report(node, $"{CardText.Quote(written)} is the name of a language; its code is '{named}'.", hub: hub, fix: Fix(context, node, named, null));
        else if (Languages.IsAssigned(lower) || Languages.IsSpecial(lower))
            context.Report(node, $"The code {CardText.Quote(written)} must be in lower case.", hub: hub, fix: Fix(context, node, lower, null));
        else if (written.IndexOfAny(['-', '_']) is var dash and > 1 and < 4 && Languages.IsAssigned(lower.AsSpan(0, dash)) && IsTag(written.AsSpan(dash + 1)))
            context.Report(node, $"{CardText.Quote(written)} carries a region or a script. Write '{lower[..dash]}' here, and '{written.Replace('_', '-')}' under 'language_bcp47'.", hub: hub, fix: Fix(context, node, lower[..dash], written.Replace('_', '-')));
        else if (Several(written) is { } codes)
            context.Report(node, $"{CardText.Quote(written)} holds several languages. Write a list: [{codes}].", hub: hub, fix: node == context.Card.Languages.Node && written.Contains(',') ? new FindingFix($"Write the list [{codes}].", [new CardEdit(node.Start, node.ContentEnd - node.Start, $"[{codes}]")]) : null);
        else
            context.Report(node, $"{CardText.Quote(written)} is not a code of ISO 639. Write two or three lower-case letters, 'code' or 'multilingual'.", hub: hub);
    }

    // "de, en", and "hi-en" as people write mixed languages.
    private static string? Several(string written)
    {
        var codes = written.Split([',', '-', '/', ' '], StringSplitOptions.RemoveEmptyEntries);
        return codes.Length > 1 && Array.TrueForAll(codes, code => Languages.IsAssigned(code)) ? string.Join(", ", codes) : null;
    }

    // A region of two letters or three digits, or a script of four letters: parts of a tag by BCP 47.
    private static bool IsTag(ReadOnlySpan<char> text) => text.Length switch
    {
        // "hi-en" are two languages.
        2 => char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && (char.IsAsciiLetterUpper(text[0]) || !Languages.IsAssigned(text)),
        3 => char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]),
        4 => char.IsAsciiLetterUpper(text[0]) && text[1..].IndexOfAnyExceptInRange('a', 'z') < 0,
        _ => false,
    };

    private static FindingFix? Fix(CardRuleContext context, YamlNode node, string code, string? tag)
    {
        var card = context.Card;
        var entry = card.Find(CardKeys.Language);
        var stands = false;
        foreach (var other in card.Languages)
            stands |= other.Node != node && other.Node.ValueEquals(code);
        var edit = stands ? CardEdits.RemoveItem(entry.Value, node) : CardEdits.SetText(node, code);
        if (edit is not { } change)
            return null;
        if (tag is null)
            return new FindingFix($"Write '{code}'.", [change]);
        // A list that stands there already is left to a person.
        if (card.Find(CardKeys.LanguageBcp47).Exists || CardEdits.AddEntry(card.Metadata, entry, CardKeys.LanguageBcp47, [tag]) is not { } addition)
            return null;
        return new FindingFix($"Write '{code}', and '{tag}' under 'language_bcp47'.", [change, addition]);
    }
}
