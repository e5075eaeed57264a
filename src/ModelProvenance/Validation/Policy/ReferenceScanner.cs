using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ModelProvenance.Validation.Policy;

/// <summary>A place in a project that names a model.</summary>
/// <param name="Reference">The name as it stands there.</param>
/// <param name="Path">The file, relative to the project with '/' between the parts.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Pattern">By which pattern it was found: <c>from_pretrained</c>, <c>modelMember</c>, <c>modelfile</c>, <c>commandLine</c>, <c>ggufFile</c>, <c>knownName</c>.</param>
public sealed record FoundReference(string Reference, string Path, int Line, int Column, string Pattern)
{
    /// <summary>The id of the model in the catalog; empty when the reference does not determine one.</summary>
    public string Model { get; init; } = "";
}

/// <summary>Looks through the text files of a project for names of models: calls that load one, members of configurations, Modelfiles, command lines, names of GGUF files. Reads only, runs nothing.</summary>
/// <remarks>
/// What stands where only a model can stand (<c>from_pretrained("...")</c>, <c>FROM</c> of a Modelfile) is taken as it is. A member called <c>model</c> can be anything, so its value is taken only when
/// it names a model of the catalog or has the form <c>owner/name</c> of a repository. Any other text of the form <c>owner/name</c> or <c>name:tag</c> is taken when the catalog has exactly that. A name that a variable holds is not found.
/// </remarks>
public sealed partial class ReferenceScanner
{
    /// <summary>Longer files are passed over: nobody writes them by hand.</summary>
    public const int MaxFileBytes = 2 * 1024 * 1024;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".json", ".jsonc", ".yaml", ".yml", ".toml", ".ini", ".env", ".cfg", ".conf", ".properties", ".xml", ".config",
        ".cs", ".fs", ".vb", ".py", ".ipynb", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".go", ".rs", ".java", ".kt", ".rb", ".php", ".swift", ".sh", ".bash", ".ps1", ".bat", ".cmd", ".tf", ".bicep",
    };

    // A folder that may not be read is passed over; hidden files are looked at as before.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = 0, MatchType = MatchType.Win32 };

    private static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase) { "node_modules", "bin", "obj", "dist", "build", "target", "venv", "vendor", "__pycache__" };

    private readonly ModelResolver _resolver;
    private readonly DateOnly? _asOf;

    /// <summary>A scanner.</summary>
    /// <param name="catalog">The catalog that names are looked up in; null for that of this package.</param>
    /// <param name="asOf">The day for which names are meant: tags of registries move. Null: no day, and a tag that moved determines no model.</param>
    public ReferenceScanner(ModelCatalog? catalog = null, DateOnly? asOf = null)
    {
        _resolver = catalog is null || catalog == ModelCatalog.Default ? ModelResolver.Default : new ModelResolver(catalog);
        _asOf = asOf;
    }

    /// <summary>Every place in a folder that names a model, files in ordinal order.</summary>
    /// <param name="folder">The root of the project. Folders that may not be read or whose names begin with '.', links, and those of packages and build outputs are not entered.</param>
    /// <param name="cancellationToken">Asked at each file.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public IEnumerable<FoundReference> Scan(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var root = new DirectoryInfo(folder);
        return root.Exists ? Walk(root, "", cancellationToken) : throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
    }

    /// <summary>Every place in a text that names a model.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its path in the project; its name decides whether it is a Modelfile.</param>
    public IEnumerable<FoundReference> Scan(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        var isModelfile = IsModelfile(path);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            // A line of a minified file is no place that a person could go to.
            if (lines[i].Length > 10_000)
                continue;
            var seen = new HashSet<int>();
            foreach (var (pattern, regex, needs) in Patterns)
            {
                if (pattern == "modelfile" && !isModelfile)
                    continue;
                foreach (Match match in regex.Matches(lines[i]))
                {
                    var name = match.Groups["name"];
                    if (!seen.Add(name.Index) || Judge(name.Value, needs) is not { } model)
                        continue;
                    yield return new FoundReference(name.Value, path, i + 1, name.Index + 1, pattern) { Model = model };
                }
            }
        }
    }

    /// <summary>What makes a text at a place the name of a model.</summary>
    private enum Needs
    {
        /// <summary>The place: nothing else stands there.</summary>
        Place,

        /// <summary>The form of a name of a model, or a model of the catalog.</summary>
        Form,

        /// <summary>An id, repository or alias that is in the catalog.</summary>
        Catalog,
    }

    private static ImmutableArray<(string Name, Regex Regex, Needs Needs)> Patterns { get; } =
    [
        ("from_pretrained", LoadCall(), Needs.Place),
        ("modelfile", ModelfileLine(), Needs.Place),
        ("commandLine", CommandLine(), Needs.Place),
        ("ggufFile", GgufName(), Needs.Place),
        ("modelMember", ModelMember(), Needs.Form),
        ("knownName", QualifiedName(), Needs.Catalog),
    ];

    // The id of the model, empty for a name that is one all the same, null for anything else.
    private string? Judge(string name, Needs needs)
    {
        if (name.Length > 200 || name.StartsWith('.') || name.StartsWith('/') || name.Contains("://", StringComparison.Ordinal) || name.Contains('{', StringComparison.Ordinal) || name.Contains('$', StringComparison.Ordinal))
            return null;
        var found = _resolver.Resolve(name, _asOf);
        if (needs == Needs.Catalog)
            return found.Confidence == Resolution.ResolutionConfidence.Exact ? found.Model?.Id.Value : null;
        if (found.Model is { } model && found.Confidence is Resolution.ResolutionConfidence.Exact or Resolution.ResolutionConfidence.Strong)
            return model.Id.Value;
        return needs == Needs.Place || RepositoryName().IsMatch(name) || found.Confidence == Resolution.ResolutionConfidence.Weak ? "" : null;
    }

    private IEnumerable<FoundReference> Walk(DirectoryInfo folder, string prefix, CancellationToken cancellationToken)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Readable).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.LinkTarget is not null)
                continue;
            if (entry is DirectoryInfo inner)
            {
                if (inner.Name.StartsWith('.') || Folders.Contains(inner.Name))
                    continue;
                foreach (var found in Walk(inner, $"{prefix}{inner.Name}/", cancellationToken))
                    yield return found;
            }
            else if (entry is FileInfo file && file.Length <= MaxFileBytes && file.Name != ModelsManifest.DefaultPath && (Extensions.Contains(file.Extension) || IsModelfile(file.Name)))
            {
                foreach (var found in TextOf(file) is { } text ? Scan(text, prefix + file.Name) : [])
                    yield return found;
            }
            else if (entry.Name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
            {
                yield return new FoundReference(entry.Name, prefix + entry.Name, 0, 0, "ggufFile") { Model = Judge(entry.Name, Needs.Place) ?? "" };
            }
        }
    }

    // A file that may not be read, or went away meanwhile, names nothing.
    private static string? TextOf(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsModelfile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith("Modelfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".modelfile", StringComparison.OrdinalIgnoreCase);
    }

    // Loaders of transformers, sentence-transformers, diffusers, vLLM, huggingface_hub, llama-cpp-python.
    [GeneratedRegex("""(?:from_pretrained|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|LLM)\s*\(\s*(?:(?:repo_id|model|model_name_or_path|pretrained_model_name_or_path)\s*=\s*)?["'](?<name>[^"'\\]+)["']""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LoadCall();

    [GeneratedRegex("""^\s*FROM\s+(?<name>[^\s#]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ModelfileLine();

    [GeneratedRegex("""(?:\bollama\s+(?:run|pull|show)|\b(?:hf|huggingface-cli)\s+download|\bvllm\s+serve|\bmodelscope\s+download\s+--model)\s+(?<name>[A-Za-z0-9][\w.:/-]*)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex("""(?<=["'\s/=])(?<name>[A-Za-z0-9][\w.-]*\.gguf)(?=["'\s]|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GgufName();

    [GeneratedRegex("""["']?\b(?:\w*[_-])?(?:model|modelId|modelName|model_id|model_name|deployment|repo_id|hf_model|chatModel|embeddingModel)["']?\s*[:=]\s*["'](?<name>[A-Za-z0-9][^"'\s]*)["']""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ModelMember();

    // owner/name or name:tag in quotes, or as the value of a line of YAML, TOML or environment.
    [GeneratedRegex("""(?:["']|[:=]\s*)(?<name>[A-Za-z0-9][\w.-]{0,95}[/:][A-Za-z0-9][\w.-]{0,95})(?=["'\s,]|$)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QualifiedName();

    [GeneratedRegex("""^[A-Za-z0-9][\w.-]{1,95}/[A-Za-z0-9][\w.-]*[0-9][\w.-]*$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RepositoryName();
}
