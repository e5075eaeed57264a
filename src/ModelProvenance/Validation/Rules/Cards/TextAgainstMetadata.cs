using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A table of the text that says another licence or base model than the front matter.</summary>
internal sealed class TextAgainstMetadata()
    : CardRule(2404, nameof(TextAgainstMetadata), Severity.Info, "A table or a line of the text says another licence or base model than the front matter.")
{
    private static readonly string[] LicenseTitles = ["license", "licence", "license:", "licence:"];

    private static readonly string[] BaseTitles = ["base model", "base model:", "finetuned from model", "finetuned from model:", "base_model"];

    public override void Check(CardRuleContext context)
    {
        var card = context.Card;
        if (card.Licenses.Node.Exists)
            CheckLines(context, CardPhrases.License);
        if (card.BaseModels.Node.Exists)
            CheckLines(context, CardPhrases.BaseTitle);
    }

    // The lines that hold a word of a title.
    private static void CheckLines(CardRuleContext context, CardPhrases words)
    {
        var body = context.Card.Body;
        var behind = 0;
        foreach (var place in context.Places(words))
        {
            if (place.Start < behind)
                continue;
            var start = body[..place.Start].LastIndexOfAny('\r', '\n') + 1;
            var length = body[place.Start..].IndexOfAny('\r', '\n');
            behind = length < 0 ? body.Length : place.Start + length;
            var line = body[start..behind].TrimStart(" \t");
            if (line.Length > 8 && line[0] is '|' or '-' or '*')
                CheckLine(context, line, context.Card.BodyStart + behind - line.Length, words == CardPhrases.License);
        }
    }

    private static void CheckLine(CardRuleContext context, ReadOnlySpan<char> line, int start, bool isLicense)
    {
        // "| License | MIT |", "- **License:** MIT", "* License: MIT".
        var content = line[1..];
        var separator = line[0] == '|' ? content.IndexOf('|') : content.IndexOf(':');
        if (separator <= 0)
            return;
        var title = content[..separator].Trim(" \t*_`");
        if (title.Length > 24)
            return;
        if (!Is(title, isLicense ? LicenseTitles : BaseTitles))
            return;
        var value = content[(separator + 1)..];
        var bar = value.IndexOf('|');
        if (line[0] == '|')
        {
            // Two cells only: a table of several models is not about this one.
            if (bar < 0 || !value[(bar + 1)..].IsWhiteSpace())
                return;
            value = value[..bar];
        }

        var said = value.Trim(" \t*_`:").ToString();
        if (said.StartsWith('[') && said.IndexOf(']', StringComparison.Ordinal) is var close and > 1)
            said = said[1..close].Trim('`', '*', ' ');
        if (said.Length is 0 or > 100)
            return;
        var message = isLicense ? License(context, said) : Base(context, said);
        if (message is not null)
            context.Report(context.Card.Lines.Location(context.Path, start, start + line.Length), message);
    }

    private static string? License(CardRuleContext context, string said)
    {
        var declared = context.Card.Licenses.First;
        if (!declared.Exists || declared.Value == "other" || context.Card.Licenses.Count > 1)
            return null;
        var here = context.ResolveLicense(said).License;
        var there = context.ResolveLicense(declared.Value!).License;
        return here.IsEmpty || there.IsEmpty || here == there ? null : $"The text says the licence {CardText.Quote(said)}, the front matter '{declared.Value}'. Keep the one that holds.";
    }

    private static string? Base(CardRuleContext context, string said)
    {
        var declared = context.Card.BaseModels;
        if (declared.Count != 1 || !CardText.IsRepository(said) || !CardText.IsRepository(declared.First.Value))
            return null;
        var name = said[(said.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return declared.First.Value!.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) ? null : $"The text says the base model '{said}', the front matter '{declared.First.Value}'. Keep the one that holds.";
    }

    private static bool Is(ReadOnlySpan<char> title, string[] known)
    {
        foreach (var one in known)
        {
            if (title.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
