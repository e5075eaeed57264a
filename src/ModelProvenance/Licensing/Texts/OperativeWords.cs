namespace ModelProvenance.Licensing.Texts;

/// <summary>Tells words that could change a licence from titles and remarks.</summary>
internal static class OperativeWords
{
    /// <summary>The longest remark, in words: a heading, the name of a model, a link.</summary>
    private const int LongestRemark = 30;

    /// <summary>The longest remark in characters of Chinese or Japanese.</summary>
    private const int LongestCjkRemark = 12;

    // Words of duty, permission and condition, and of what conditions are about.
    private static readonly HashSet<ulong> Words =
    [
        .. ("shall must may might can cannot not no nor never none without except excluding unless only solely provided provision prohibited prohibit forbidden forbid restrict restricts restricted restriction " +
            "restrictions require requires required requirement agree agrees agreed allow allows allowed permit permits permitted grant grants granted revoke terminate terminates commercial commercially noncommercial " +
            "personal academic condition conditions term terms additional addition addendum exception exceptions clause modification modified modify fee fees royalty pay payment revenue revenues users user monthly annual " +
            "territory military purpose purposes research display attribution prominently notwithstanding however instead exceed exceeds exceeding obtain authorization consent approval written request free " +
            "company companies entity entities employees business competitor compete train training distill outputs")
            .Split(' ').Select(word => TextTokens.HashOf(word)),
    ];

    /// <summary>Whether a run of words is no more than a remark.</summary>
    public static bool IsRemark(string text, ReadOnlySpan<TextToken> tokens)
    {
        if (tokens.Length > LongestRemark)
            return false;
        var cjk = 0;
        foreach (var token in tokens)
        {
            if (Words.Contains(token.Hash))
                return false;
            if (text[token.Start] >= '\u3040')
                cjk++;
        }

        return cjk <= LongestCjkRemark;
    }

    /// <summary>Whether a run of words is the statement of a copyright holder, or the number of a page.</summary>
    public static bool IsStatementOrPageNumber(ReadOnlySpan<TextToken> tokens)
    {
        if (tokens.IsEmpty || tokens.Length > LongestRemark)
            return false;
        if (tokens.Length == 1)
            return (tokens[0].Place & (TokenPlace.Number | TokenPlace.Line | TokenPlace.Paragraph)) == (TokenPlace.Number | TokenPlace.Line | TokenPlace.Paragraph);
        // "Copyright (c) 2026 ...", "Software Copyright (c) 2026 ..."
        var at = tokens[0].Hash == TextTokens.CopyrightHash ? 0 : 1;
        if (tokens[at].Hash != TextTokens.CopyrightHash || ((tokens[at].Place & TokenPlace.CopyrightSign) == 0 && (at + 1 == tokens.Length || (tokens[at + 1].Place & TokenPlace.Number) == 0)))
            return false;
        foreach (var token in tokens)
        {
            if (CopyrightStatements.IsLicensingWord(token.Hash))
                return false;
        }

        return true;
    }
}
