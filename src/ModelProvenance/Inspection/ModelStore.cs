using System.Collections.Immutable;
using System.Text.Json;

namespace ModelProvenance.Inspection;

/// <summary>How models lie on a disk.</summary>
public enum ModelStoreKind
{
    /// <summary>Folders of any layout; stores of the other kinds inside are found.</summary>
    Tree = 0,

    /// <summary>The cache of the Hugging Face hub: <c>models--owner--name/snapshots/commit</c>, whose files are links to <c>blobs</c>.</summary>
    HuggingFaceHub,

    /// <summary>The store of Ollama: <c>manifests/host/namespace/model/tag</c> and <c>blobs/sha256-...</c>.</summary>
    Ollama,

    /// <summary>The folder of LM Studio: <c>publisher/repository/file</c>.</summary>
    LmStudio,
}

/// <summary>A place where models lie.</summary>
/// <param name="Kind">The layout.</param>
/// <param name="Path">The folder. It need not exist.</param>
public sealed record ModelStore(ModelStoreKind Kind, string Path)
{
    // Pointer and settings of LM Studio are small; a larger file is something else.
    private const int MaxSettingsBytes = 1 << 20;

    /// <summary>The usual places of this user, whether they exist or not.</summary>
    /// <remarks>
    /// Hugging Face: <c>HF_HUB_CACHE</c>, <c>HUGGINGFACE_HUB_CACHE</c>, <c>HF_HOME/hub</c>, <c>XDG_CACHE_HOME/huggingface/hub</c>, <c>~/.cache/huggingface/hub</c>, the first that is set (huggingface_hub, constants.py).
    /// Ollama: <c>OLLAMA_MODELS</c>, else <c>~/.ollama/models</c> and, where it runs as a service of Linux, <c>/usr/share/ollama/.ollama/models</c> (ollama, docs/faq.md).
    /// LM Studio: the folder for downloads in its settings, else <c>models</c> in its home, which <c>~/.lmstudio-home-pointer</c> names, else <c>~/.lmstudio</c> and, before version 0.3.6, <c>~/.cache/lm-studio</c>.
    /// </remarks>
    /// <param name="variable">Answers for a variable of the environment; null when it is not set.</param>
    /// <param name="home">The folder of the user.</param>
    /// <exception cref="ArgumentException"><paramref name="home"/> is null or empty.</exception>
    public static ImmutableArray<ModelStore> Usual(Func<string, string?> variable, string home)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentException.ThrowIfNullOrEmpty(home);
        string? Set(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? Expand(value.Trim(), home) : null;
        string Home(params string[] parts) => System.IO.Path.Combine([home, .. parts]);

        var cache = Set("XDG_CACHE_HOME") ?? Home(".cache");
        var hub = Set("HF_HUB_CACHE") ?? Set("HUGGINGFACE_HUB_CACHE") ?? System.IO.Path.Combine(Set("HF_HOME") ?? System.IO.Path.Combine(cache, "huggingface"), "hub");
        var stores = ImmutableArray.CreateBuilder<ModelStore>();
        void Add(ModelStoreKind kind, string path)
        {
            var store = new ModelStore(kind, System.IO.Path.TrimEndingDirectorySeparator(path));
            if (!stores.Contains(store))
                stores.Add(store);
        }

        Add(ModelStoreKind.HuggingFaceHub, hub);
        if (Set("OLLAMA_MODELS") is { } ollama)
        {
            Add(ModelStoreKind.Ollama, ollama);
        }
        else
        {
            Add(ModelStoreKind.Ollama, Home(".ollama", "models"));
            if (OperatingSystem.IsLinux())
                Add(ModelStoreKind.Ollama, "/usr/share/ollama/.ollama/models");
        }

        foreach (var studio in Text(Home(".lmstudio-home-pointer")) is { Length: > 0 } pointed ? [Expand(pointed.Trim(), home)] : new[] { Home(".lmstudio"), Home(".cache", "lm-studio") })
            Add(ModelStoreKind.LmStudio, Downloads(System.IO.Path.Combine(studio, "settings.json")) is { } downloads ? Expand(downloads, home) : System.IO.Path.Combine(studio, "models"));
        return stores.ToImmutable();
    }

    private static string Expand(string path, string home) => path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal) ? System.IO.Path.Combine(home, path[2..]) : path;

    private static string? Downloads(string settings)
    {
        if (Text(settings) is not { } text)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("downloadsFolder", out var folder) && folder.ValueKind == JsonValueKind.String && folder.GetString() is { Length: > 0 } value ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxSettingsBytes } ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
