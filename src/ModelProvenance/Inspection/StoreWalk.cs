using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Findings;

namespace ModelProvenance.Inspection;

/// <summary>Walks through the folders of a store and says where models are. Reads names, and of Ollama the manifests; nothing else. Folders behind links are not entered, so a circle of links has no end to be followed to.</summary>
internal sealed class StoreWalk(ModelStore store, FindingSink findings, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
{
    // Version control and dependencies of programs hold no models, and many files.
    private static readonly string[] PassedOver = [".git", ".hg", ".svn", "node_modules", "__pycache__", ".locks", ".no_exist"];

    /// <summary>How findings name the manifest of a model.</summary>
    public const string ManifestName = "manifest";

    /// <summary>How findings name the configuration blob of a manifest.</summary>
    public const string ConfigName = "manifest-config";

    private readonly List<StoredModel> _models = [];
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(store.Path));
    private int _entries;
    private int _folders;
    private bool _isCut;

    public ImmutableArray<StoredModel> Models => [.. _models];

    /// <summary>The length of every file of the models, by its path.</summary>
    public IReadOnlyDictionary<string, long> Files => _files;

    public int Folders => _folders;

    public void Run()
    {
        Visit(new DirectoryInfo(_root), "", 0);
        if (_isCut)
            findings.Add(InspectionRules.FolderTooLarge, $"There are more than {FindingSink.Number(InspectionLimits.MaxScanEntries)} entries, or more than {InspectionLimits.MaxScanDepth} levels; the rest was passed over. Scan its parts one by one.");
    }

    private void Visit(DirectoryInfo folder, string prefix, int depth)
    {
        var entries = Entries(folder, prefix);
        var folders = entries.OfType<DirectoryInfo>().ToList();
        if (folder.Name.StartsWith("models--", StringComparison.Ordinal) && folders.Exists(f => f.Name == "snapshots"))
        {
            AddRepository(folder);
            return;
        }

        if (folders.Exists(f => f.Name == "manifests") && folders.Exists(f => f.Name == "blobs"))
        {
            AddManifests(folders.Find(f => f.Name == "manifests")!, folder, []);
            return;
        }

        var files = entries.OfType<FileInfo>().ToList();
        var isModel = AddFolder(folder, prefix, files, folders);
        if (isModel && files.Exists(f => ModelFileNames.IsWhole(f.Name)))
            return;
        foreach (var inner in folders)
        {
            // A folder inside a model is a part of it, unless it says itself that it is a model (checkpoint-500).
            if (isModel && !IsModelItself(inner))
                continue;
            if (depth + 1 >= InspectionLimits.MaxScanDepth)
                _isCut = true;
            else if (!inner.Name.StartsWith("datasets--", StringComparison.Ordinal) && !inner.Name.StartsWith("spaces--", StringComparison.Ordinal))
                Visit(inner, $"{prefix}{inner.Name}/", depth + 1);
        }
    }

    // The entries of a folder in ordinal order, without folders behind links.
    private List<FileSystemInfo> Entries(DirectoryInfo folder, string prefix)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new ScanProgress(++_folders, _models.Count, 0));
        var kept = new List<FileSystemInfo>();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().Take(InspectionLimits.MaxScanEntries + 1 - _entries))
            {
                if (++_entries > InspectionLimits.MaxScanEntries)
                {
                    _isCut = true;
                    break;
                }

                if (Array.IndexOf(PassedOver, entry.Name) >= 0)
                    continue;
                if (entry is DirectoryInfo && entry.LinkTarget is not null)
                    findings.Add(InspectionRules.LinkNotFollowed, $"{FindingSink.Quote(prefix + entry.Name)} is a link to a folder; it was not followed. Scan its target, if models are there.", pointer: prefix + entry.Name);
                else
                    kept.Add(entry);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(InspectionRules.UnreadableFile, $"The folder {FindingSink.Quote(prefix.Length == 0 ? store.Path : prefix)} cannot be listed. Check its permissions.", pointer: prefix.TrimEnd('/'));
        }

        kept.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return kept;
    }

    // A folder that describes its weights is one model. Otherwise each file of weights is one, with the parts of the same name.
    private bool AddFolder(DirectoryInfo folder, string prefix, List<FileInfo> files, List<DirectoryInfo> folders)
    {
        var weights = files.Where(f => ModelFileNames.IsWeights(f.Name)).ToList();
        var texts = files.Where(f => ModelFileNames.IsText(f.Name)).Select(Listed).ToImmutableArray();
        var name = prefix.Length == 0 ? folder.Name : prefix.TrimEnd('/');
        if (files.Exists(f => ModelFileNames.IsDescription(f.Name)) && (weights.Exists(f => !ModelFileNames.IsGguf(f.Name)) || (weights.Count == 0 && HasParts(folders))))
        {
            Add(new StoredModel(store.Kind, name, folder.FullName), ListedIn(folder.FullName));
            return true;
        }

        var companions = weights.Where(f => ModelFileNames.IsCompanion(f.Name)).ToList();
        var groups = weights.Except(companions).GroupBy(f => ModelFileNames.Group(f.Name)).ToList();
        if (groups.Count != 1 && companions.Count > 0)
            groups = [.. weights.GroupBy(f => ModelFileNames.Group(f.Name))];
        foreach (var group in groups)
        {
            var own = (groups.Count == 1 ? group.Concat(companions) : group).Select(Listed).ToImmutableArray();
            Add(
                new StoredModel(store.Kind, prefix + group.Key.Name, group.First().FullName) { Listed = [.. own, .. texts], OwnNames = store.Kind == ModelStoreKind.LmStudio ? [group.Key.Name, name] : [group.Key.Name] },
                own);
        }

        return false;
    }

    private static bool HasParts(List<DirectoryInfo> folders) => folders.Exists(f => Names(f) is var names && names.Exists(ModelFileNames.IsWeights));

    private static bool IsModelItself(DirectoryInfo folder) => Names(folder) is var names && names.Exists(ModelFileNames.IsWeights) && names.Exists(n => n is "config.json" or "adapter_config.json");

    private static List<string> Names(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFiles().Take(InspectionLimits.MaxEntries).Select(f => f.Name)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void AddRepository(DirectoryInfo repository)
    {
        var name = string.Join('/', repository.Name["models--".Length..].Split("--", 2));
        var references = References(new DirectoryInfo(Path.Combine(repository.FullName, "refs")));
        foreach (var snapshot in Entries(new DirectoryInfo(Path.Combine(repository.FullName, "snapshots")), repository.Name + "/snapshots/").OfType<DirectoryInfo>())
        {
            var files = ListedIn(snapshot.FullName);
            if (files.IsEmpty)
                continue;
            Add(new StoredModel(ModelStoreKind.HuggingFaceHub, name, snapshot.FullName) { Revision = snapshot.Name, References = [.. references.Where(r => r.Commit == snapshot.Name).Select(r => r.Name).Order(StringComparer.Ordinal)] }, files);
        }
    }

    // refs/main holds the commit of the branch; refs/pr/1 that of a pull request.
    private static List<(string Name, string Commit)> References(DirectoryInfo folder)
    {
        var found = new List<(string, string)>();
        try
        {
            if (!folder.Exists)
                return found;
            foreach (var file in folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint }).Take(InspectionLimits.MaxEntries))
            {
                // 40 hex digits, at most a line end.
                if (file.Length is > 0 and <= 128)
                    found.Add((Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName).Trim()));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a commit is called is an extra.
        }

        return found;
    }

    private void AddManifests(DirectoryInfo folder, DirectoryInfo root, ImmutableArray<string> parts)
    {
        foreach (var entry in Entries(folder, string.Join("", parts.Select(p => p + "/"))))
        {
            if (entry is DirectoryInfo inner && parts.Length < InspectionLimits.MaxDepth)
                AddManifests(inner, root, parts.Add(inner.Name));
            else if (entry is FileInfo file && parts.Length >= 2 && !file.Name.StartsWith('.'))
                AddManifest(file, root, parts.Add(file.Name));
        }
    }

    private void AddManifest(FileInfo file, DirectoryInfo root, ImmutableArray<string> parts)
    {
        var read = ReadManifest(file);
        var files = ImmutableArray.CreateBuilder<ListedFile>();
        files.Add(new ListedFile(file.FullName, ManifestName));
        var licenses = 0;
        foreach (var layer in read.Document?.Layers ?? [])
            files.Add(new ListedFile(Blob(layer), NameOf(layer, ref licenses)));
        if (read.Document?.Config is { } config)
            files.Add(new ListedFile(Blob(config), ConfigName));
        Add(new StoredModel(ModelStoreKind.Ollama, OllamaName(parts), file.FullName) { OwnNames = OwnNames(parts), Listed = files.ToImmutable(), ManifestFindings = read.Findings }, files.ToImmutable());

        string Blob(ManifestLayer layer) => Path.Combine(root.FullName, "blobs", layer.BlobName);
    }

    // Layers have no names; these say what each is for, and the readers go by the name of a licence.
    private static string NameOf(ManifestLayer layer, ref int licenses) => layer.Kind switch
    {
        ManifestLayerKind.Model when layer.MediaType.EndsWith(".model", StringComparison.Ordinal) => "model.gguf",
        ManifestLayerKind.Adapter => "adapter.gguf",
        ManifestLayerKind.Projector => "projector.gguf",
        ManifestLayerKind.License => ++licenses == 1 ? "LICENSE" : "LICENSE-" + FindingSink.Number(licenses),
        _ => layer.BlobName,
    };

    private static ReadResult<ModelManifest> ReadManifest(FileInfo file)
    {
        try
        {
            if (file.Length > 0)
            {
                using var stream = InputFile.OpenForReading(file.FullName);
                return ModelManifest.Read(stream, ManifestName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said below.
        }

        return new ReadResult<ModelManifest>(null, [new Finding(InspectionRules.UnreadableFile, "The manifest is empty, or cannot be read. Pull the model again.", new FindingLocation(ManifestName))]);
    }

    // As Ollama shows it: its own host and the namespace library are left out (types/model/name.go).
    private static string OllamaName(ImmutableArray<string> parts)
    {
        var shown = parts[0] == "registry.ollama.ai" ? parts[1] == "library" && parts.Length == 4 ? parts[2..] : parts[1..] : parts;
        return string.Join('/', shown[..^1]) + ":" + shown[^1];
    }

    // hf.co/owner/name:Q4_K_M is a repository of the Hugging Face hub.
    private static ImmutableArray<string> OwnNames(ImmutableArray<string> parts) =>
        parts is ["hf.co" or "huggingface.co", .. var middle, _] ? [string.Join('/', middle), OllamaName(parts)] : [OllamaName(parts)];

    private void Add(StoredModel model, ImmutableArray<ListedFile> files)
    {
        long bytes = 0;
        foreach (var path in files.Select(f => f.FullPath).Distinct(StringComparer.Ordinal))
        {
            var length = LengthOf(path);
            _files[path] = length;
            bytes += length;
        }

        _models.Add(model with { Path = Shown(model.Path), Bytes = bytes, Files = files.Length, HasWeights = files.Any(f => ModelFileNames.IsWeights(f.Name[(f.Name.LastIndexOf('/') + 1)..]) && LengthOf(f.FullPath) > 0) });
        progress?.Report(new ScanProgress(_folders, _models.Count, 0));
    }

    // As the place was given: a relative one gives relative paths.
    private string Shown(string path) => Path.GetRelativePath(_root, path) is var relative && relative == "." ? store.Path : Path.Combine(store.Path, relative);

    // The files that an inspection reads. What is wrong with the listing it says itself.
    private ImmutableArray<ListedFile> ListedIn(string folder) => FolderListing.List(folder, new FindingSink(folder), cancellationToken);

    private static ListedFile Listed(FileInfo file) => new(file.FullName, file.Name);

    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
