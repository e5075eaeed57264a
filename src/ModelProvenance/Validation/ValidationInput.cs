using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Validation;

/// <summary>What a document is checked as.</summary>
public enum ValidationInputKind
{
    /// <summary>A model card.</summary>
    Card = 0,

    /// <summary>A manifest of the models in use (<c>models.json</c>).</summary>
    Manifest,
}

/// <summary>A document that can be checked.</summary>
/// <param name="FullPath">The file to open.</param>
/// <param name="Name">The path that findings carry, with '/' between the parts.</param>
/// <param name="Kind">What it is checked as.</param>
public sealed record ValidationInput(string FullPath, string Name, ValidationInputKind Kind)
{
    private static readonly EnumerationOptions AllFiles = new() { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The documents that a path stands for: a file is one; a folder stands for every card (README.md) and manifest of models (models.json) in it, at any depth, in ordinal order. Folders whose names begin with '.' and links to folders are not entered.</summary>
    /// <param name="path">A file, a folder, or a pattern such as <c>models/**/*.md</c>, which stands for every card that it matches.</param>
    /// <param name="cancellationToken">Asked at each folder.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static IEnumerable<ValidationInput> Find(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return [new ValidationInput(path, NameOf(path), KindOf(path) ?? ValidationInputKind.Card)];
        if (PathPattern.IsPattern(path))
            return Match(NameOf(path), cancellationToken);
        return Directory.Exists(path) ? Walk(new DirectoryInfo(path), Prefix(path), cancellationToken) : throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
    }

    // The folder before the first sign of a pattern is walked through.
    private static IEnumerable<ValidationInput> Match(string pattern, CancellationToken cancellationToken)
    {
        var sign = pattern.AsSpan().IndexOfAny('*', '?');
        var slash = pattern.LastIndexOf('/', sign);
        var folder = slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash];
        if (!Directory.Exists(folder))
            return [];
        var relative = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return Walk(new DirectoryInfo(folder), Prefix(folder.StartsWith("./", StringComparison.Ordinal) ? folder[2..] : folder), cancellationToken, name => PathPattern.Matches(relative.Contains('/', StringComparison.Ordinal) ? relative : "./" + relative, relative.Contains('/', StringComparison.Ordinal) ? name : "./" + name));
    }

    /// <summary>What a file in a folder is checked as, by its name; null when it is passed over.</summary>
    private static ValidationInputKind? KindOf(string name)
    {
        var file = Path.GetFileName(name.AsSpan());
        return file.Equals(ModelCard.DefaultPath, StringComparison.OrdinalIgnoreCase) ? ValidationInputKind.Card
            : file.Equals(ModelsManifest.DefaultPath, StringComparison.OrdinalIgnoreCase) ? ValidationInputKind.Manifest
            : null;
    }

    // Other programs call files models.json too. Whoever names the file itself gets it checked whatever is in it.
    private static bool IsManifest(string path)
    {
        var head = new byte[4096];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return text.IndexOf("\"schemaVersion\""u8) >= 0 && text.IndexOf("\"models\""u8) >= 0;
    }

    private static IEnumerable<ValidationInput> Walk(DirectoryInfo folder, string prefix, CancellationToken cancellationToken, Func<string, bool>? matches = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // One folder at a time: the memory does not grow with the number of files.
        foreach (var entry in folder.EnumerateFileSystemInfos("*", AllFiles).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry is DirectoryInfo inner)
            {
                if (entry.Name.StartsWith('.') || entry.LinkTarget is not null)
                    continue;
                foreach (var found in Walk(inner, $"{prefix}{entry.Name}/", cancellationToken, matches))
                    yield return found;
            }
            else if ((matches is null ? KindOf(entry.Name) : matches(prefix + entry.Name) ? KindOf(entry.Name) ?? ValidationInputKind.Card : null) is { } kind
                && (kind != ValidationInputKind.Manifest || IsManifest(entry.FullName)))
            {
                yield return new ValidationInput(entry.FullName, prefix + entry.Name, kind);
            }
        }
    }

    private static string NameOf(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');

    private static string Prefix(string folder)
    {
        var name = NameOf(folder);
        return name is "." or "./" ? "" : name.EndsWith('/') ? name : name + "/";
    }
}
