using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using ModelProvenance.Catalog;
using ModelProvenance.Licensing;

namespace ModelProvenance.CatalogDraft;

/// <summary>Writes the records.</summary>
internal sealed class Drafts
{
    // What a task of the hub takes in and gives out; https://huggingface.co/docs/hub/models-tasks. A task that does not determine both is not here.
    private static readonly Dictionary<string, (string[] Input, string[] Output)> Modalities = new()
    {
        ["text-generation"] = (["text"], ["text"]),
        ["translation"] = (["text"], ["text"]),
        ["summarization"] = (["text"], ["text"]),
        ["fill-mask"] = (["text"], ["text"]),
        ["image-text-to-text"] = (["image", "text"], ["text"]),
        ["visual-question-answering"] = (["image", "text"], ["text"]),
        ["image-to-text"] = (["image"], ["text"]),
        ["video-text-to-text"] = (["video", "text"], ["text"]),
        ["audio-text-to-text"] = (["audio", "text"], ["text"]),
        ["automatic-speech-recognition"] = (["audio"], ["text"]),
        ["text-to-speech"] = (["text"], ["audio"]),
        ["text-to-audio"] = (["text"], ["audio"]),
        ["audio-to-audio"] = (["audio"], ["audio"]),
        ["text-to-image"] = (["text"], ["image"]),
        ["image-to-image"] = (["image"], ["image"]),
        ["text-to-video"] = (["text"], ["video"]),
        ["image-to-video"] = (["image"], ["video"]),
        ["sentence-similarity"] = (["text"], ["embedding"]),
        ["image-feature-extraction"] = (["image"], ["embedding"]),
        ["text-ranking"] = (["text"], ["score"]),
    };

    // The relations of the hub that say how the weights came about. "quantized" is not among them: the hub states it of every model with an ONNX file whose base is named.
    private static readonly Dictionary<string, string> Relations = new() { ["finetune"] = "finetune", ["adapter"] = "adapter", ["merge"] = "merge" };

    private static readonly string[] Formats = ["gguf", "mlx", "onnx", "safetensors"];

    private readonly string folder;
    private readonly Dumps dumps;
    private readonly ModelCatalog catalog;
    private readonly LicenseNames licenses;
    private readonly HashSet<string> repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> models = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> files = [];

    public Drafts(string folder, Dumps dumps)
    {
        (this.folder, this.dumps) = (folder, dumps);
        catalog = ModelCatalog.Load(folder);
        licenses = new LicenseNames(catalog);
        foreach (var model in catalog.Models)
        {
            ids.Add(model.Id.ToString());
            foreach (var repository in model.Repositories)
            {
                repositories.Add(repository.Value.Repository.ToString());
                models.TryAdd(repository.Value.Repository.ToString(), model.Id.ToString());
            }

            repositories.UnionWith(model.Distributions.Select(d => d.Value.Repository.ToString()));
        }
    }

    /// <summary>Builds of models that were entered as distributions.</summary>
    public int Builds { get; private set; }

    /// <summary>Writes what the plan picks.</summary>
    /// <returns>The number of models.</returns>
    public int Write(List<DraftPlan> plan)
    {
        var picked = dumps.Models.Values.Where(r => !repositories.Contains(r.Repository))
            .Select(r => (Row: r, Plan: plan.FirstOrDefault(p => p.Rows.IsMatch(r.Repository))))
            .Where(p => p.Plan is not null).Select(p => (p.Row, Plan: p.Plan!)).ToList();
        foreach (var (_, line) in picked)
            line.WasUsed = true;
        picked.RemoveAll(p => p.Plan.LeavesOut);

        var builds = picked.Where(p => BuildOf(p.Row) is not null).ToList();
        picked.RemoveAll(p => BuildOf(p.Row) is not null);
        foreach (var (row, line) in picked)
            models[row.Repository] = NewId(row, line);

        foreach (var series in picked.GroupBy(p => p.Plan.Series))
        {
            var first = series.First();
            DraftOrganization(first.Plan.Organization, first.Row);
            DraftFamily(first.Plan, [.. picked.Where(p => p.Plan.Family == first.Plan.Family)]);
            DraftSeries(first.Plan, [.. series], builds);
        }

        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = path + ".new";
            File.WriteAllBytes(temporary, CatalogFormatter.Format(JsonSerializer.SerializeToUtf8Bytes(content), name));
            File.Move(temporary, path, overwrite: true);
        }

        return picked.Count;
    }

    // The repository of the same owner whose weights this one holds at another precision or in another format; its name then begins with that one's.
    private static string? BuildOf(ModelRow row) => row.TagsOf("base_model:quantized:").FirstOrDefault(b =>
        row.Repository.Length > b.Length && row.Repository.StartsWith(b, StringComparison.OrdinalIgnoreCase));

    // The row in whose name the name of the series stands.
    private static (ModelRow Row, DraftPlan Plan) Naming(IEnumerable<(ModelRow Row, DraftPlan Plan)> rows, string name)
    {
        foreach (var row in rows)
        {
            if (row.Row.Repository.Contains(name, StringComparison.OrdinalIgnoreCase))
                return row;
        }

        Console.Error.WriteLine($"The name {name} stands in no repository of its rows.");
        return rows.First();
    }

    private string NewId(ModelRow row, DraftPlan line)
    {
        var id = Slug(row.Name);
        if (!ids.Add(id))
        {
            id = Slug($"{line.Organization}-{row.Name}");
            if (!ids.Add(id))
                throw new InvalidDataException($"{row.Repository}: the id {id} is taken.");
        }

        return id;
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] is not ('-' or '.'))
                slug.Append(c == '.' ? '.' : '-');
        }

        return slug.ToString().TrimEnd('-', '.');
    }

    private void DraftOrganization(string id, ModelRow row)
    {
        var name = $"organizations/{id}.json";
        var owner = row.Owner;
        if (files.ContainsKey(name))
            return;
        if (File.Exists(Path.Combine(folder, name)))
        {
            AddHandle(name, row);
            return;
        }

        var github = dumps.Organizations.GetValueOrDefault(owner);
        var sources = new JsonObject { [row.File.Key] = row.File.Source() };
        JsonArray names;
        var handles = new JsonArray(new JsonObject { ["hub"] = "huggingface", ["handle"] = owner, ["sources"] = Cite(row, owner) });
        var record = new JsonObject { ["schemaVersion"] = "1.0", ["id"] = id };
        if (github is { Name.Length: > 0 and <= 80 })
        {
            sources[github.File.Key] = github.File.Source();
            names = [NameOf(github.Name, Cite(github, github.Name))];
            handles.Add(new JsonObject { ["hub"] = "github", ["handle"] = github.Login, ["sources"] = Cite(github, github.Login) });
            if (Uri.TryCreate(github.Website, UriKind.Absolute, out var website) && website.Scheme is "https" or "http" && github.Website.Length <= 120)
                record["website"] = new JsonObject { ["value"] = github.Website, ["sources"] = Cite(github, github.Website) };
        }
        else
        {
            names = [NameOf(owner, Cite(row, owner))];
        }

        record["names"] = names;
        record["roles"] = new JsonArray("developer");
        record["handles"] = handles;
        record["sources"] = sources;
        files[name] = record;
    }

    // An organization that has no handle at the hub yet gets the one under which its model stands there, if it is a form of its name.
    private void AddHandle(string name, ModelRow row)
    {
        var record = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, name)))!.AsObject();
        var handles = record["handles"] as JsonArray;
        if (handles is not null && handles.Any(h => h!["hub"]!.GetValue<string>() == "huggingface"))
            return;
        IEnumerable<string> names = [Path.GetFileNameWithoutExtension(name), .. record["names"]!.AsArray().Select(n => n!["text"]!.GetValue<string>())];
        if (!names.Any(n => row.Owner.Contains(n, StringComparison.OrdinalIgnoreCase)))
            return;
        if (handles is null)
            record["handles"] = handles = [];
        if (record["sources"] is not JsonObject sources)
            record["sources"] = sources = [];
        AddSource(sources, row.File);
        handles.Insert(0, new JsonObject { ["hub"] = "huggingface", ["handle"] = row.Owner, ["sources"] = Cite(row, row.Owner) });
        files[name] = record;
    }

    private void DraftFamily(DraftPlan line, List<(ModelRow Row, DraftPlan Plan)> rows)
    {
        var name = $"families/{line.Family}/family.json";
        if (files.ContainsKey(name) || File.Exists(Path.Combine(folder, name)))
            return;
        var row = Naming(rows, line.FamilyName).Row;
        files[name] = new JsonObject
        {
            ["schemaVersion"] = "1.0",
            ["id"] = line.Family,
            ["names"] = new JsonArray(NameOf(line.FamilyName, Cite(row, row.Repository))),
            ["developers"] = new JsonObject { ["value"] = new JsonArray(line.Organization), ["sources"] = Cite(row, row.Owner) },
            ["sources"] = new JsonObject { [row.File.Key] = row.File.Source() },
        };
    }

    private void DraftSeries(DraftPlan line, List<(ModelRow Row, DraftPlan Plan)> rows, List<(ModelRow Row, DraftPlan Plan)> builds)
    {
        var name = $"families/{line.Family}/{line.Series}.json";
        var path = Path.Combine(folder, name);
        var record = File.Exists(path)
            ? JsonNode.Parse(File.ReadAllBytes(path))!.AsObject()
            : new JsonObject
            {
                ["schemaVersion"] = "1.0",
                ["id"] = line.Series,
                ["family"] = line.Family,
                ["names"] = new JsonArray(NameOf(line.SeriesName, Cite(Naming(rows, line.SeriesName).Row, Naming(rows, line.SeriesName).Row.Repository))),
                ["developers"] = new JsonObject { ["value"] = new JsonArray(line.Organization), ["sources"] = Cite(rows[0].Row, rows[0].Row.Owner) },
                ["sources"] = new JsonObject(),
                ["releases"] = new JsonArray(),
            };
        if (record["sources"] is not JsonObject sources)
            record["sources"] = sources = [];
        var releases = record["releases"]!.AsArray();

        // Repositories of one series that were created in one month make a release; of the others nothing says what was published together.
        foreach (var release in rows.GroupBy(r => r.Row.Created is { Length: 10 } day ? day[..7] : "").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var entries = new JsonArray();
            foreach (var (row, plan) in release.OrderBy(r => r.Row.Created, StringComparer.Ordinal).ThenBy(r => r.Row.Repository, StringComparer.Ordinal))
            {
                AddSource(sources, row.File);
                entries.Add(DraftModel(row, plan, [.. builds.Select(b => b.Row).Where(b => string.Equals(BuildOf(b), row.Repository, StringComparison.OrdinalIgnoreCase))], sources));
            }

            var (id, title) = release.Key.Length > 0 ? ($"{line.Series}-{release.Key}", $"{line.SeriesName} ({release.Key})") : ($"{line.Series}-undated", $"{line.SeriesName} (undated)");
            if (releases.Any(r => r!["id"]!.GetValue<string>() == id))
                id += "-hub";
            releases.Add(new JsonObject { ["id"] = id, ["name"] = title, ["models"] = entries });
        }

        files[name] = record;
    }

    private static void AddSource(JsonObject sources, DumpFile file)
    {
        if (!sources.ContainsKey(file.Key))
            sources[file.Key] = file.Source();
        else if (sources[file.Key]!["url"]!.GetValue<string>() != file.Source()["url"]!.GetValue<string>())
            throw new InvalidDataException($"The key {file.Key} is taken by another document.");
    }

    private JsonObject DraftModel(ModelRow row, DraftPlan plan, List<ModelRow> builds, JsonObject sources)
    {
        var model = new JsonObject
        {
            ["id"] = models[row.Repository],
            ["name"] = row.Name,
            ["repositories"] = new JsonArray(new JsonObject { ["hub"] = "huggingface", ["repository"] = row.Repository, ["sources"] = Cite(row, row.Repository) }),
        };
        var variant = plan.Variant == "*" ? OfName(row.Name) : plan.Variant.Length > 0 ? plan.Variant : row.Task switch { "sentence-similarity" => "embedding", "text-ranking" => "reranker", _ => "" };
        if (variant.Length > 0)
            model["variant"] = new JsonObject { ["value"] = variant, ["sources"] = Cite(row, plan.Variant.Length > 0 ? row.Name : row.Task) };
        // The leaderboard counts where it could read the weights, to three places; its other figures come from names.
        if (row.Billions.Split('.') is [_, { Length: 3 }] && decimal.TryParse(row.Billions, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var billions) && billions > 0)
            model["parameters"] = new JsonArray(new JsonObject { ["counts"] = "total", ["value"] = row.Billions + "B", ["sources"] = Cite(row, row.Billions) });
        if (Modalities.TryGetValue(row.Task, out var modalities) && row.File.Key != "leaderboard")
        {
            model["modalities"] = new JsonObject
            {
                ["value"] = new JsonObject { ["input"] = List(modalities.Input), ["output"] = List(modalities.Output) },
                ["sources"] = Cite(row, row.Task),
            };
        }

        if (row.Architecture.Length > 0 && row.Architecture.All(char.IsAsciiLetterOrDigit))
            model["architecture"] = new JsonObject { ["value"] = row.Architecture, ["sources"] = Cite(row, row.Architecture) };
        if (row.Created.Length > 0)
            model["dates"] = new JsonArray(new JsonObject { ["kind"] = "repositoryCreated", ["value"] = row.Created, ["sources"] = Cite(row, row.Created) });
        if (row.TagsOf("license:").ToList() is [var tag] && licenses.ResolveCard(tag) is { Expression: { } expression } && expression.Licenses.All(l => catalog.Licenses.Contains(l.License)))
            model["licenses"] = new JsonArray(new JsonObject { ["scope"] = "weights", ["value"] = expression.ToString(), ["sources"] = Cite(row, row.File.Key == "leaderboard" ? tag : "license:" + tag) });

        var bases = new JsonArray();
        foreach (var (relation, word) in Relations)
        {
            foreach (var name in row.TagsOf($"base_model:{relation}:").Where(b => b.Contains('/', StringComparison.Ordinal) && !string.Equals(b, row.Repository, StringComparison.OrdinalIgnoreCase)))
            {
                var entry = models.TryGetValue(name, out var id) ? new JsonObject { ["model"] = id } : new JsonObject { ["repository"] = name };
                entry["relation"] = word;
                entry["sources"] = Cite(row, Literal($"base_model:{relation}:{name}"));
                bases.Add(entry);
            }
        }

        if (bases.Count > 0)
            model["baseModels"] = bases;

        var distributions = new JsonArray();
        foreach (var build in builds)
        {
            if (Format(build) is not { } format)
                continue;
            AddSource(sources, build.File);
            var entry = new JsonObject { ["repository"] = build.Repository, ["hub"] = "huggingface", ["format"] = format };
            if (build.Repository[row.Repository.Length..].Trim('-', '_') is { Length: > 0 } rest && !string.Equals(rest, format, StringComparison.OrdinalIgnoreCase))
                entry["quantization"] = rest;
            entry["sources"] = Cite(build, build.Repository);
            distributions.Add(entry);
            Builds++;
        }

        if (distributions.Count > 0)
            model["distributions"] = distributions;
        return model;
    }

    private static string OfName(string name)
    {
        var words = name.ToLowerInvariant().Split('-', '_');
        return words.Any(w => w is "instruct" or "chat" or "it") ? "instruct" : words.Any(w => w is "base" or "pretrain" or "pt") ? "base" : "";
    }

    private static string? Format(ModelRow row) => Formats.FirstOrDefault(f => row.Tags.Contains(f));

    private static JsonArray List(string[] items) => [.. items.Select(i => JsonValue.Create(i))];

    private static string Literal(string text) => text.Length <= 120 ? text : text[..120];

    private static JsonObject NameOf(string text, JsonArray sources) => new() { ["text"] = text, ["language"] = "en", ["kind"] = "common", ["sources"] = sources };

    private static JsonArray Cite(ModelRow row, string literal) => Cite(row.File.Key, row.Line, literal);

    private static JsonArray Cite(OrganizationRow row, string literal) => Cite(row.File.Key, row.Line, literal);

    private static JsonArray Cite(string source, int line, string literal) =>
        [new JsonObject { ["source"] = source, ["locator"] = "L" + line.ToString(CultureInfo.InvariantCulture), ["literal"] = literal }];
}
