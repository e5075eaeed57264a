namespace ModelProvenance.Validation;

/// <summary>A pattern of paths: <c>*</c> and <c>?</c> stay within one part, <c>**</c> stands for any number of parts. '/' between the parts; case counts.</summary>
internal static class PathPattern
{
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>Whether a path matches. A pattern without '/' is compared with the last part of the path.</summary>
    public static bool Matches(string pattern, string path)
    {
        if (!pattern.Contains('/', StringComparison.Ordinal))
            return Part(pattern, path.AsSpan(path.LastIndexOf('/') + 1));
        return Parts(pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool Parts(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        while (!pattern.IsEmpty && pattern[0] != "**")
        {
            if (path.IsEmpty || !Part(pattern[0], path[0]))
                return false;
            pattern = pattern[1..];
            path = path[1..];
        }

        if (pattern.IsEmpty)
            return path.IsEmpty;
        while (pattern.Length > 1 && pattern[1] == "**")
            pattern = pattern[1..];
        if (pattern.Length == 1)
            return true;
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Parts(pattern[1..], path[skipped..]))
                return true;
        }

        return false;
    }

    // Goes back to the last star only, so that the work is the product of the two lengths at most.
    private static bool Part(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || (pattern[p] == text[t] && pattern[p] != '*')))
            {
                p++;
                t++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
