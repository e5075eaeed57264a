using ModelProvenance.Artifacts;
using ModelProvenance.Boms;
using ModelProvenance.Inspection;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Validation;

/// <summary>What a document is checked as.</summary>
public enum ValidationInputKind
{
    /// <summary>A model card.</summary>
    Card = 0,

    /// <summary>A manifest of the models in use (<c>models.json</c>).</summary>
    Manifest,

    /// <summary>A file of a model: weights, of which the header is read, a configuration, a licence text.</summary>
    Artifact,

    /// <summary>A folder that holds a model: what its card, licence, configuration and weights say against each other. Its card is a document of its own.</summary>
    ModelFolder,

    /// <summary>A bill of materials: CycloneDX JSON or SPDX 3 JSON-LD.</summary>
    Bom,

    /// <summary>A name of a model, which is no file: a repository, registry tag, file name, or name as people write it.</summary>
    Name,
}

/// <summary>A document that can be checked.</summary>
/// <param name="FullPath">The file to open; the name itself for <see cref="ValidationInputKind.Name"/>.</param>
/// <param name="Name">The path that findings carry, with '/' between the parts; for <see cref="ValidationInputKind.Name"/> the name, and its findings carry no path.</param>
/// <param name="Kind">What it is checked as.</param>
public sealed record ValidationInput(string FullPath, string Name, ValidationInputKind Kind)
{
    /// <summary>Whether a model folder lies in another one, which reports what is wrong with the files.</summary>
    internal bool IsInModel { get; init; }

    /// <summary>Whether the folder of a card is checked as a model too: what the card says against the files is said there.</summary>
    internal bool IsOfModel { get; init; }

    private static readonly EnumerationOptions AllFiles = new() { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>A name of a model.</summary>
    /// <param name="name">A repository, registry tag, file name, or name as people write it.</param>
    public static ValidationInput OfName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ValidationInput(name, name, ValidationInputKind.Name);
    }

    /// <summary>The documents that a path stands for: a file is one; a folder stands for every card (README.md), manifest of models (models.json), bill of materials (*.cdx.json, *.spdx3.json, bom.json), model folder and loose file of weights in it, at any depth, in ordinal order. Folders whose names begin with '.' and links to folders are not entered.</summary>
    /// <param name="path">A file, a folder, or a pattern such as <c>models/**/*.md</c>, which stands for every file that it matches: artifacts by their names, others as cards.</param>
    /// <param name="cancellationToken">Asked at each folder.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static IEnumerable<ValidationInput> Find(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return [new ValidationInput(path, NameOf(path), KindOf(path) ?? (IsArtifact(path) ? ValidationInputKind.Artifact : BomDocument.IsLikely(path) ? ValidationInputKind.Bom : ValidationInputKind.Card))];
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
            : BomNamesOfFiles.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || file.Equals("bom.json", StringComparison.OrdinalIgnoreCase) ? ValidationInputKind.Bom
            : null;
    }

    // CycloneDX recommends bom.json and *.cdx.json, SPDX 3 *.spdx3.json; *.spdx.json is that of SPDX 2 and 3 alike.
    private static readonly string[] BomNamesOfFiles = [".cdx.json", ".spdx3.json", ".spdx.json"];

    // Other programs call files models.json too. Whoever names the file itself gets it checked whatever is in it.
    private static bool IsManifest(string path)
    {
        var head = new byte[4096];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return text.IndexOf("\"schemaVersion\""u8) >= 0 && text.IndexOf("\"models\""u8) >= 0;
    }

    // A file that was named is what its bytes say; a text that no reader of models knows is taken for a card.
    private static bool IsArtifact(string path)
    {
        if (InspectedFileReader.IsLicense(path))
            return true;
        var prefix = new byte[ArtifactFileKinds.PrefixBytes];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return ArtifactFileKinds.Detect(path, prefix.AsSpan(0, file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false))) != ArtifactFileKind.Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever checks the file says that it cannot be read.
            return false;
        }
    }

    // Weights beside a description are one model; so is a configuration of Transformers alone. Loose weights are checked one by one.
    private static IEnumerable<ValidationInput> Models(DirectoryInfo folder, string prefix, bool isInModel)
    {
        var files = folder.EnumerateFiles("*", AllFiles).Select(f => f.Name).Order(StringComparer.Ordinal).ToList();
        var isFolder = files.Exists(ModelFileNames.IsWeights) ? files.Exists(f => ModelFileNames.IsDescription(f) || ModelFileNames.IsText(f)) : files.Exists(f => f == "config.json" && StatesArchitecture(Path.Combine(folder.FullName, f)));
        if (isFolder)
            return [new ValidationInput(folder.FullName, prefix.Length == 0 ? "." : prefix.TrimEnd('/'), ValidationInputKind.ModelFolder) { IsInModel = isInModel }];
        return isInModel ? [] : files.Where(ModelFileNames.IsWeights).Select(f => new ValidationInput(Path.Combine(folder.FullName, f), prefix + f, ValidationInputKind.Artifact));
    }

    // Many programs have a config.json.
    private static bool StatesArchitecture(string path)
    {
        var head = new byte[64 * 1024];
        try
        {
            if (new FileInfo(path).Length == 0)
                return false;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            return text.IndexOf("\"model_type\""u8) >= 0 || text.IndexOf("\"architectures\""u8) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<ValidationInput> Walk(DirectoryInfo folder, string prefix, CancellationToken cancellationToken, Func<string, bool>? matches = null, bool isInModel = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isModel = false;
        foreach (var model in matches is null ? Models(folder, prefix, isInModel) : [])
        {
            isModel |= model.Kind == ValidationInputKind.ModelFolder;
            yield return model;
        }

        isInModel |= isModel;

        // One folder at a time: the memory does not grow with the number of files.
        foreach (var entry in folder.EnumerateFileSystemInfos("*", AllFiles).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry is DirectoryInfo inner)
            {
                if (entry.Name.StartsWith('.') || entry.LinkTarget is not null)
                    continue;
                foreach (var found in Walk(inner, $"{prefix}{entry.Name}/", cancellationToken, matches, isInModel))
                    yield return found;
            }
            else if ((matches is null ? KindOf(entry.Name) : matches(prefix + entry.Name) ? KindOf(entry.Name) ?? (ModelFileNames.IsWeights(entry.Name) || ModelFileNames.IsDescription(entry.Name) ? ValidationInputKind.Artifact : ValidationInputKind.Card) : null) is { } kind
                && (kind != ValidationInputKind.Manifest || IsManifest(entry.FullName)) && (kind != ValidationInputKind.Bom || BomDocument.IsLikely(entry.FullName)))
            {
                yield return new ValidationInput(entry.FullName, prefix + entry.Name, kind) { IsOfModel = isModel };
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
