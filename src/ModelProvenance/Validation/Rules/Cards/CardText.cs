using System.Buffers;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Forms of texts that several rules ask for.</summary>
internal static class CardText
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    private static readonly string[] HubAddresses = ["https://huggingface.co/", "http://huggingface.co/", "https://hf.co/", "huggingface.co/", "hf.co/"];

    /// <summary>The longest piece of a value that messages quote.</summary>
    private const int MaxQuoted = 60;

    public static string Quote(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length <= MaxQuoted ? $"'{text}'" : $"'{text[..(MaxQuoted - 3)]}...'";
    }

    /// <summary>Whether it is <c>owner/name</c>.</summary>
    public static bool IsRepository(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash > 0 && IsName(text[..slash]) && IsName(text[(slash + 1)..]);
    }

    /// <summary>Whether it is one part of an id: <c>gpt2</c>.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => text.Length is > 0 and <= 96 && text.IndexOfAnyExcept(IdCharacters) < 0;

    /// <summary>The <c>owner/name</c> in an address of the hub; null when it is another address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="prefix">What stands before the owner: empty for models, <c>datasets/</c> for data sets.</param>
    public static string? RepositoryInAddress(string text, string prefix = "")
    {
        text = text.Trim();
        foreach (var address in HubAddresses)
        {
            if (!text.StartsWith(address + prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var parts = text[(address.Length + prefix.Length)..].TrimEnd('/').Split('/', '?', '#');
            return parts.Length >= 2 && parts[0] is not ("datasets" or "spaces" or "docs" or "papers" or "collections" or "blog") && IsName(parts[0]) && IsName(parts[1]) ? $"{parts[0]}/{parts[1]}" : null;
        }

        return null;
    }

    public static bool IsAddress(ReadOnlySpan<char> text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it looks like a path on somebody's machine.</summary>
    public static bool IsLocalPath(ReadOnlySpan<char> text) =>
        text.StartsWith("/") || text.StartsWith("./") || text.StartsWith("../") || text.StartsWith("~/") || text.Contains('\\') || (text.Length > 2 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '/' or '\\')
        || text.Count('/') > 1;

    /// <summary>Whether it is a placeholder in braces, <c>{{ x }}</c> or <c>{x}</c>, which YAML takes for a mapping.</summary>
    public static bool IsPlaceholder(YamlNode node)
    {
        if (node.Kind != YamlNodeKind.Mapping || !node.IsFlow || node.Count != 1)
            return false;
        foreach (var entry in node.Entries)
            return entry.Value.IsNull && entry.Value.RawText.IsEmpty;
        return false;
    }

    /// <summary>Whether a text holds a blank that nobody filled in: <c>{{ x }}</c>, <c>${x}</c>, <c>&lt;x&gt;</c>, <c>[More Information Needed]</c>.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> text)
    {
        var brace = text.IndexOf('{');
        if (brace >= 0 && ((brace > 0 && text[brace - 1] == '$') || (brace + 1 < text.Length && text[brace + 1] == '{') || (text[0] == '{' && text[^1] == '}')))
            return text[brace..].Contains('}');
        if (text.Length > 2 && text[0] == '<' && text[^1] == '>')
            return !text.Contains('/') && !text.Contains('=') && !IsToken(text[1..^1]);
        return text.Contains('[') && text.Contains("[More Information Needed]", StringComparison.OrdinalIgnoreCase) || text.Equals("More Information Needed", StringComparison.OrdinalIgnoreCase);
    }

    // <mask>, <s>, <pad> are tokens of a tokenizer.
    private static bool IsToken(ReadOnlySpan<char> word) => word is "mask" or "s" or "pad" or "unk" or "bos" or "eos" or "cls" or "sep" or "MASK" || word.StartsWith("|") || word.StartsWith("extra_id");
}
