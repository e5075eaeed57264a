using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Links that lead nowhere for others, and secrets that lead too far.</summary>
internal sealed class RiskyLink()
    : CardRule(2403, nameof(RiskyLink), Severity.Warning, "The card links to a machine of its author or to a file that is missing, or holds what looks like a secret.")
{
    // Tokens of the Hugging Face Hub, GitHub and AWS, with the length of what follows.
    internal static readonly (string Prefix, int Length, string Name)[] Secrets = [("hf_", 34, "the Hugging Face Hub"), ("ghp_", 36, "GitHub"), ("AKIA", 16, "AWS")];

    // Ways to name the machine that one sits at.
    internal static readonly string[] Machines = ["file:", "localhost", "127.0.0.1", "0.0.0.0"];

    public override void Check(CardRuleContext context)
    {
        if (context.Holds(CardPhrases.Secret))
            CheckSecrets(context);
        // Without a folder nobody knows whether a file is missing.
        if (context.Folder is null && !context.Holds(CardPhrases.Machine))
            return;
        var body = context.Card.Body;
        for (var at = Next(body, 0); at >= 0; at = Next(body, at + 2))
        {
            var rest = body[(at + 2)..];
            var end = rest.IndexOfAny(')', ' ', '\n');
            if (end <= 0 || rest[end] == '\n')
                continue;
            var target = rest[..end].Trim("<>\r");
            if (target.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || Host(target) is "localhost" or "127.0.0.1" or "0.0.0.0")
                context.ReportInBody(at + 2, end, $"The link {CardText.Quote(target)} leads to the machine of its author. Put the file into the repository.");
            else if (IsRelative(target) && context.FileExists(Uri.UnescapeDataString(Cut(target))) == false)
                context.ReportInBody(at + 2, end, $"The link {CardText.Quote(target)} leads to a file that is not beside the card. Add it, or correct the link.");
        }
    }

    private static int Next(ReadOnlySpan<char> body, int from)
    {
        var at = from >= body.Length ? -1 : body[from..].IndexOf("](");
        return at < 0 ? -1 : from + at;
    }

    private static void CheckSecrets(CardRuleContext context)
    {
        var text = context.Card.Text.AsSpan();
        foreach (var (prefix, length, name) in Secrets)
        {
            for (var from = 0; from < text.Length;)
            {
                var at = text[from..].IndexOf(prefix);
                if (at < 0)
                    break;
                at += from;
                from = at + prefix.Length;
                var end = from;
                while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                    end++;
                // Words of one letter, x for instance, stand for a secret that was taken out.
                if (end - from == length && (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_')) && Kinds(text[from..end]) > 8)
                    context.Report(context.Card.Lines.Location(context.Path, at, end), $"This looks like a token of {name}. Take it back there first; then remove it here and from the history.", Severity.Error);
            }
        }
    }

    private static int Kinds(ReadOnlySpan<char> text)
    {
        var kinds = 0;
        for (var i = 0; i < text.Length; i++)
            kinds += text[..i].Contains(text[i]) ? 0 : 1;
        return kinds;
    }

    private static bool IsRelative(ReadOnlySpan<char> target) => target.Length > 0 && !target.Contains(':') && target[0] is not ('#' or '/' or '?' or '{' or '$') && Cut(target).Length > 0;

    // Without what stands behind ? and #.
    private static string Cut(ReadOnlySpan<char> target) => target.IndexOfAny('#', '?') is var end and >= 0 ? target[..end].ToString() : target.ToString();

    private static ReadOnlySpan<char> Host(ReadOnlySpan<char> target)
    {
        var scheme = target.IndexOf("://");
        if (scheme < 0)
            return "";
        var rest = target[(scheme + 3)..];
        var end = rest.IndexOfAny('/', ':', '?');
        return end < 0 ? rest : rest[..end];
    }
}
