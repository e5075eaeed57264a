namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>Damages a text as people and tools do: a sign too many, a piece lost, moved or doubled, the end cut off.</summary>
internal static class YamlMutation
{
    private static readonly string[] Pieces =
    [
        ": ", ":", "- ", "-", "\n", "\n  ", "\n- ", "\t", " ", "#", " #", "\"", "'", "[", "]", "{", "}", ",", "|", ">", "|-\n  ", "? ", "&a ", "*a", "!x ", "!!str ", "@", "`", "%", "---\n", "...",
        "\r\n", "\r", "\\", "\\n", "\\u00", "null", "~", "<<: ", "\u00a0", "\u2028", "\u0007", "\0", "\ufeff", "🎁", "\ud83c", "[[", "{{", "}}",
    ];

    public static string Of(string text, Random random)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var from = random.Next(text.Length + 1);
            var to = Math.Min(text.Length, from + random.Next(1, 20));
            text = random.Next(10) switch
            {
                < 5 => text.Insert(from, Pieces[random.Next(Pieces.Length)]),
                < 7 => text.Remove(from, to - from),
                < 9 => text.Insert(random.Next(text.Length + 1), text[from..to]),
                _ => text[..from],
            };
        }

        return text;
    }
}
