namespace ModelProvenance.Artifacts.Reading;

/// <summary>Decides whether a path that a file names stays in that file's folder, on every operating system.</summary>
internal static class ContainedPath
{
    // The longest path that common file systems take.
    private const int MaxLength = 4096;

    /// <summary>Why the path is not safe; null when it is.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0)
            return "it is empty";
        if (path.Length > MaxLength)
            return "it is longer than 4,096 characters";
        if (path[0] is '/' or '\\' or '~')
            return "it is absolute";
        foreach (var c in path)
        {
            if (c < ' ' || c == '\x7f')
                return "it holds a control character";
            // A drive (C:), an alternate data stream (a:b) or a URL.
            if (c == ':')
                return "it holds a ':', as drives, streams and URLs do";
        }

        foreach (var part in path.Split('/', '\\'))
        {
            // Windows drops trailing dots and spaces, so "..  " is ".." there.
            var trimmed = part.TrimEnd(' ', '.');
            if (part.Length == 0)
                return "it has an empty part";
            if (trimmed.Length == 0 && part != ".")
                return "it leaves the folder";
        }

        return null;
    }
}
