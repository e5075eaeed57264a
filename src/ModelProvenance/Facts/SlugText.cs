namespace ModelProvenance.Facts;

/// <summary>The spelling that all ids of catalog entities but licences share: <c>[a-z0-9]+([.-][a-z0-9]+)*</c>.</summary>
internal static class SlugText
{
    /// <summary>The longest id. Longer names of files and URLs cause trouble elsewhere.</summary>
    public const int MaxLength = 120;

    public static bool IsSlug(ReadOnlySpan<char> s)
    {
        if (s.IsEmpty || s.Length > MaxLength)
            return false;

        var afterMark = true;
        foreach (var c in s)
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                afterMark = false;
            else if (c is '.' or '-' && !afterMark)
                afterMark = true;
            else
                return false;
        }

        return !afterMark;
    }

    public static FormatException NotASlug(ReadOnlySpan<char> s, string what) =>
        new($"'{s}' is not the id of {what}. Expected lower-case letters and digits, with single '.' or '-' between them, at most {MaxLength} characters.");
}
