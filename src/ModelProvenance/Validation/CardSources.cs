using System.Collections.Concurrent;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Lineage;

namespace ModelProvenance.Validation;

/// <summary>Cards in a folder: <c>owner/name/README.md</c>, <c>owner/name.md</c>, or the hub's cache (<c>models--owner--name/snapshots/*/README.md</c>).</summary>
/// <remarks>A card is read when it is first asked for. Safe to share between threads.</remarks>
public sealed class CardFolderSource : IModelMetadataSource
{
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, ModelCard?> _cards = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cards in a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public CardFolderSource(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
    }

    /// <summary>Called with the full path of each file or folder before it is looked for, possibly from several threads. Default null.</summary>
    public Action<string>? FileUsed { get; init; }

    /// <inheritdoc/>
    public ModelCard? FindCard(RepositoryId repository) => repository.IsEmpty ? null : _cards.GetOrAdd(repository.Value, Read);

    private ModelCard? Read(string repository)
    {
        foreach (var path in Candidates(repository))
        {
            FileUsed?.Invoke(Path.GetFullPath(path));
            if (File.Exists(path))
                return ModelCard.Read(File.ReadAllBytes(path), path).Document;
        }

        return null;
    }

    private IEnumerable<string> Candidates(string repository)
    {
        // A repository holds no "..", but a part may be dots alone.
        if (repository.Split('/').Any(part => part.Trim('.').Length == 0))
            yield break;
        yield return Path.Combine(_folder, repository, ModelCard.DefaultPath);
        yield return Path.Combine(_folder, repository + ".md");
        var snapshots = Path.Combine(_folder, "models--" + repository.Replace("/", "--", StringComparison.Ordinal), "snapshots");
        FileUsed?.Invoke(Path.GetFullPath(snapshots));
        if (!Directory.Exists(snapshots))
            yield break;
        foreach (var snapshot in Directory.EnumerateDirectories(snapshots).Order(StringComparer.Ordinal))
            yield return Path.Combine(snapshot, ModelCard.DefaultPath);
    }
}

/// <summary>Cards in a dump: a JSON object a line, with <c>id</c> (or <c>modelId</c>) and <c>card</c> (or <c>cardText</c>, <c>readme</c>), the whole README.</summary>
/// <remarks>The whole dump is held as text; a card is read when it is first asked for. Safe to share between threads.</remarks>
public sealed class CardDumpSource : IModelMetadataSource
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ModelCard?> _cards = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;

    /// <summary>Cards in a dump. Lines without an id or a card are passed over; of two lines for one repository the last one holds.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">A line is not a JSON object; names the line.</exception>
    public CardDumpSource(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                Add(line, number);
        }
    }

    /// <inheritdoc/>
    public ModelCard? FindCard(RepositoryId repository) =>
        _texts.TryGetValue(repository.Value, out var text) ? _cards.GetOrAdd(repository.Value, _ => ModelCard.Read(text, $"{_path}#{repository}").Document) : null;

    private void Add(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Member(root, "id", "modelId") is { } id && Member(root, "card", "cardText", "readme") is { } card)
                _texts[id] = card;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{_path}({number}): not a JSON object: {e.Message}", e);
        }
    }

    private static string? Member(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString();
        }

        return null;
    }
}

/// <summary>Several sources, asked in their order.</summary>
/// <param name="sources">The sources.</param>
public sealed class CombinedMetadataSource(params IModelMetadataSource[] sources) : IModelMetadataSource
{
    /// <inheritdoc/>
    public ModelCard? FindCard(RepositoryId repository)
    {
        foreach (var source in sources)
        {
            if (source.FindCard(repository) is { } card)
                return card;
        }

        return null;
    }
}
