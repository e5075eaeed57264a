namespace ModelProvenance.Artifacts.Counting;

/// <summary>Compares module names with the patterns that configurations write: names, <c>*</c>, and the few regular expressions that are nothing but literals and <c>.*</c>.</summary>
/// <remarks>A pattern of a file is never given to a regular expression engine: it could take for ever. One with other syntax matches nothing.</remarks>
internal static class ModulePattern
{
    // Patterns and names are compared part by part; a real one is below 200 characters.
    private const int MaxLength = 1000;

    public static bool Matches(string pattern, string name)
    {
        if (pattern.Length is 0 or > MaxLength || name.Length > MaxLength)
            return false;
        if (!pattern.StartsWith("re:", StringComparison.Ordinal))
            return Glob(pattern.Split('*'), name, openEnd: false);
        return TryParse(pattern.AsSpan(3), out var parts, out var openEnd) && Glob(parts, name, openEnd);
    }

    /// <summary>Turns <c>.*self_attn\.q_proj$</c> into literals between wildcards. Python matches from the start, and without <c>$</c> leaves the end open.</summary>
    private static bool TryParse(ReadOnlySpan<char> expression, out string[] parts, out bool openEnd)
    {
        var result = new List<string>();
        var literal = new System.Text.StringBuilder();
        parts = [];
        openEnd = true;
        if (expression.StartsWith("^"))
            expression = expression[1..];
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '.' && i + 1 < expression.Length && expression[i + 1] == '*')
            {
                result.Add(literal.ToString());
                literal.Clear();
                i++;
            }
            else if (c == '\\' && i + 1 < expression.Length && expression[i + 1] is '.' or '-' or '_')
            {
                literal.Append(expression[++i]);
            }
            else if (c == '$' && i == expression.Length - 1)
            {
                openEnd = false;
            }
            else if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            {
                // A lone '.' stands for any character; writers mean the dot itself.
                literal.Append(c);
            }
            else
            {
                return false;
            }
        }

        result.Add(literal.ToString());
        parts = [.. result];
        return true;
    }

    /// <summary>Literals in order, with anything between. The leftmost place for each is the right one, so nothing is tried twice.</summary>
    private static bool Glob(string[] parts, string name, bool openEnd)
    {
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var position = parts[0].Length;
        if (parts.Length == 1)
            return openEnd || position == name.Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = name.IndexOf(parts[i], position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + parts[i].Length;
        }

        var last = parts[^1];
        return openEnd
            ? name.IndexOf(last, position, StringComparison.Ordinal) >= 0
            : name.Length - position >= last.Length && name.EndsWith(last, StringComparison.Ordinal);
    }
}
