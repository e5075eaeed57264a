namespace ModelProvenance.Licensing.Texts;

/// <summary>Takes the statements of copyright holders out of a text: they differ from copy to copy, and the licence stays the same.</summary>
/// <remarks>Only whole paragraphs are taken out, or what ends with "all rights reserved": where a line ends must not matter.</remarks>
internal static class CopyrightStatements
{
    /// <summary>The longest statement that is taken out, in words: a list of some thirty holders.</summary>
    private const int MaxWords = 400;

    private static readonly ulong[] AllRightsReserved = [TextTokens.HashOf("all"), TextTokens.HashOf("rights"), TextTokens.HashOf("reserved")];

    /// <summary>Words that no statement of a copyright holder has.</summary>
    public static bool IsLicensingWord(ulong hash) => Licensing.Contains(hash);

    // A paragraph with one of these is more than a statement.
    private static readonly HashSet<ulong> Licensing =
    [
        .. new[]
        {
            "permission", "license", "licensed", "redistribution", "shall", "must", "may", "not", "granted", "terms", "conditions", "agreement", "use", "used", "warranty",
        }.Select(word => TextTokens.HashOf(word)),
    ];

    /// <summary>The words that remain.</summary>
    public static List<TextToken> Without(List<TextToken> tokens)
    {
        var kept = new List<TextToken>(tokens.Count);
        var i = 0;
        while (i < tokens.Count)
        {
            if ((tokens[i].Place & TokenPlace.Paragraph) != 0)
            {
                var end = End(tokens, i);
                if (end > i)
                {
                    i = end;
                    // What follows a statement begins a paragraph, whether or not a line is empty between.
                    if (i < tokens.Count)
                        tokens[i] = tokens[i] with { Place = tokens[i].Place | TokenPlace.Paragraph };
                    continue;
                }
            }

            kept.Add(tokens[i++]);
        }

        return kept;
    }

    /// <summary>Where the statement that begins at a word ends; the word itself when none begins there.</summary>
    private static int End(List<TextToken> tokens, int at)
    {
        if (IsAllRightsReserved(tokens, at) && (at + 3 == tokens.Count || (tokens[at + 3].Place & TokenPlace.Line) != 0))
            return at + 3;
        if (tokens[at].Hash != TextTokens.CopyrightHash)
            return at;
        var isStatement = (tokens[at].Place & TokenPlace.CopyrightSign) != 0;
        for (var i = at + 1; i < tokens.Count && i <= at + 3 && !isStatement && (tokens[i].Place & TokenPlace.Line) == 0; i++)
            isStatement = (tokens[i].Place & TokenPlace.Number) != 0;
        // A form with empty fields: the fields stood between angle brackets.
        isStatement |= at + 1 == tokens.Count || (tokens[at + 1].Place & TokenPlace.Paragraph) != 0;
        if (!isStatement)
            return at;

        for (var i = at + 1; i <= at + MaxWords; i++)
        {
            if (i == tokens.Count || (tokens[i].Place & TokenPlace.Paragraph) != 0)
                return i;
            if (IsAllRightsReserved(tokens, i))
                return i + 3;
            if (Licensing.Contains(tokens[i].Hash))
                return at;
        }

        return at;
    }

    private static bool IsAllRightsReserved(List<TextToken> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at].Hash == AllRightsReserved[0] && tokens[at + 1].Hash == AllRightsReserved[1] && tokens[at + 2].Hash == AllRightsReserved[2];
}
