using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelProvenance.CatalogDraft;

/// <summary>A file of the clone, at its commit: what a record cites.</summary>
internal sealed record DumpFile(string Key, string Path, string Title, string Kind, string Revision, string Published, string Sha256)
{
    /// <summary>The entry of <c>sources</c>.</summary>
    public JsonObject Source() => new()
    {
        ["url"] = $"https://github.com/{Dumps.Repository}/blob/{Revision}/{Path}",
        ["title"] = Title,
        ["kind"] = Kind,
        ["revision"] = Revision,
        ["published"] = Published,
        ["read"] = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["sha256"] = Sha256,
    };
}

/// <summary>A row about a model.</summary>
internal sealed record ModelRow(DumpFile File, int Line, string Repository, string Task, string Created, string[] Tags, string Architecture, string Billions)
{
    public string Owner => Repository[..Repository.IndexOf('/', StringComparison.Ordinal)];

    public string Name => Repository[(Repository.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public IEnumerable<string> TagsOf(string prefix) => Tags.Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t[prefix.Length..]);
}

/// <summary>A row about an organization at GitHub.</summary>
internal sealed record OrganizationRow(DumpFile File, int Line, string Login, string Name, string Website);

/// <summary>The dumps of hub, leaderboard and GitHub that a public repository stores.</summary>
internal sealed class Dumps
{
    public const string Repository = "currentai-org/os-ai-map";

    // The hub gives this creation date to everything that is older than its record of dates.
    private const string Backfill = "2022-03-02";

    private readonly string clone;
    private readonly string revision;

    private Dumps(string clone)
    {
        this.clone = clone;
        revision = Encoding.ASCII.GetString(Git("rev-parse", "HEAD")).Trim();
    }

    /// <summary>Rows by repository, in the order of the dumps; a repository that stands in several has the row of the first.</summary>
    public Dictionary<string, ModelRow> Models { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Organizations at GitHub by login.</summary>
    public Dictionary<string, OrganizationRow> Organizations { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static Dumps Read(string clone)
    {
        var dumps = new Dumps(clone);
        dumps.ReadHub("hubDump", "top_models.csv", "Dump of the Hugging Face API: top models");
        dumps.ReadHub("hubTracked", "tracked_models.csv", "Dump of the Hugging Face API: tracked models");
        dumps.ReadLeaderboard();
        dumps.ReadOrganizations();
        return dumps;
    }

    private void ReadHub(string key, string file, string title)
    {
        foreach (var (dump, line, row) in Rows(key, "huggingface/" + file, title, "hubSnapshot"))
        {
            var created = row("created_at") is { Length: >= 10 } at && at[..10] != Backfill ? at[..10] : "";
            if (row("model_id").Contains('/', StringComparison.Ordinal))
                Models.TryAdd(row("model_id"), new ModelRow(dump, line, row("model_id"), row("pipeline_tag"), created, row("tags").Split(','), "", ""));
        }
    }

    private void ReadLeaderboard()
    {
        foreach (var (dump, line, row) in Rows("leaderboard", "huggingface/model_benchmarks.csv", "Open LLM Leaderboard: results", "database"))
        {
            var model = new ModelRow(dump, line, row("model_id"), "text-generation", "", ["license:" + row("license")], row("architecture"), row("params_b"));
            if (model.Repository.Contains('/', StringComparison.Ordinal))
                Models.TryAdd(model.Repository, model);
        }
    }

    private void ReadOrganizations()
    {
        foreach (var (dump, line, row) in Rows("githubDump", "github-orgs/orgs.csv", "Dump of the GitHub API: organizations", "hubSnapshot"))
        {
            if (row("type") == "Organization")
                Organizations.TryAdd(row("login"), new OrganizationRow(dump, line, row("login"), row("name").Trim(), row("blog").Trim()));
        }
    }

    private IEnumerable<(DumpFile File, int Line, Func<string, string> Row)> Rows(string key, string file, string title, string kind)
    {
        var path = "warehouse/catalog/" + file;
        var bytes = Git("show", $"{revision}:{path}");
        var published = Encoding.ASCII.GetString(Git("log", "-1", "--format=%cs", revision, "--", path)).Trim();
        var dump = new DumpFile(key, path, title, kind, revision, published, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Dictionary<string, int>? header = null;
        foreach (var (line, fields) in Csv(Encoding.UTF8.GetString(bytes)))
        {
            if (header is null)
                header = fields.Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
            else if (fields.Count == header.Count)
                yield return (dump, line, name => fields[header[name]]);
        }
    }

    // RFC 4180; the line is that on which the record begins.
    private static IEnumerable<(int Line, List<string> Fields)> Csv(string text)
    {
        var (line, start, quoted) = (1, 1, false);
        var field = new StringBuilder();
        var fields = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            if (quoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"')
                quoted = true;
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return (start, fields);
                    fields = [];
                    start = line;
                }
            }
            else if (c != '\r')
                field.Append(c);
        }

        if (field.Length > 0 || fields.Count > 0)
            yield return (start, [.. fields, field.ToString()]);
    }

    private byte[] Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", clone, .. arguments]) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        return git.ExitCode == 0 ? output.ToArray() : throw new IOException($"git {string.Join(' ', arguments)} ended with {git.ExitCode}.");
    }
}
