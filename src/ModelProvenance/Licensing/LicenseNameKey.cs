using System.Text;

namespace ModelProvenance.Licensing;

/// <summary>Folds names of licences so that spellings of one name meet: <c>Apache License, Version 2.0</c>, <c>apache-2.0</c> and <c>Apache v2</c> have the key <c>apache 2</c>.</summary>
/// <remarks>Words in lower case with one space between; "the", "license", "agreement", "version", "v", "of", "GNU" and the like are left out; digits part from letters; ".0" at the end of a number goes;
/// "++" becomes "pp", because it tells two licences apart; "open rail" becomes "openrail".</remarks>
internal static class LicenseNameKey
{
    /// <summary>The longest name that has a key, in characters. The longest name of a licence in use has 110.</summary>
    public const int MaxLength = 200;

    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "the", "license", "licence", "licenses", "licences", "licensed", "agreement", "version", "ver", "v", "of", "a", "an", "under", "gnu",
    };

    /// <summary>The key; empty when nothing is left or the name is too long.</summary>
    public static string Fold(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxLength)
            return "";
        var key = new StringBuilder(name.Length);
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '+' && i + 1 < name.Length && name[i + 1] == '+')
            {
                End(key, word);
                word.Append("pp");
                End(key, word);
                i++;
                continue;
            }

            if (c == '.' && word.Length > 0 && char.IsAsciiDigit(word[^1]) && i + 1 < name.Length && char.IsAsciiDigit(name[i + 1]))
            {
                word.Append('.');
                continue;
            }

            if (!char.IsLetterOrDigit(c))
            {
                // "Meta's" is one word.
                if (c is not ('\'' or '’'))
                    End(key, word);
                continue;
            }

            if (word.Length > 0 && char.IsAsciiDigit(c) != char.IsAsciiDigit(word[^1]) && word[^1] != '.')
            {
                // GPLv3: the v belongs to the version.
                if (char.IsAsciiDigit(c) && word.Length > 1 && word[^1] == 'v')
                    word.Length--;
                End(key, word);
            }

            word.Append(char.ToLowerInvariant(c));
        }

        End(key, word);
        return key.ToString();
    }

    private static void End(StringBuilder key, StringBuilder word)
    {
        if (word.Length == 0)
            return;
        var text = word.ToString();
        word.Clear();
        if (Fillers.Contains(text))
            return;
        if (char.IsAsciiDigit(text[0]))
        {
            while (text.EndsWith(".0", StringComparison.Ordinal))
                text = text[..^2];
        }

        if (text == "rail" && EndsWithWord(key, "open"))
        {
            key.Append(text);
            return;
        }

        if (key.Length > 0)
            key.Append(' ');
        key.Append(text);
    }

    private static bool EndsWithWord(StringBuilder key, string word) =>
        key.Length >= word.Length && key.ToString(key.Length - word.Length, word.Length) == word && (key.Length == word.Length || key[key.Length - word.Length - 1] == ' ');
}
