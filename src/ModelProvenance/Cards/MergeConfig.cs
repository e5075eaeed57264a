using System.Collections.Immutable;

using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Cards;

/// <summary>A model that a merge takes weights from.</summary>
/// <param name="Name">As the file names it: a repository or a path; without the adapter behind <c>+</c>.</param>
/// <param name="Location">Where the name stands.</param>
public sealed record MergeSource(string Name, FindingLocation Location);

/// <summary><c>mergekit_config.yml</c>: from which models a model was merged, and how (docs of arcee-ai/mergekit: models, slices, experts, modules, base_model).</summary>
public sealed record MergeConfig
{
    // Real merges have fewer than 30; what is beyond is passed over.
    private const int MaxSources = 1000;

    private MergeConfig()
    {
    }

    /// <summary><c>merge_method</c>: linear, slerp, ties, dare_ties ...; null when absent, as in a mixture of models.</summary>
    public string? Method { get; private init; }

    /// <summary><c>base_model</c>; null when absent.</summary>
    public MergeSource? BaseModel { get; private init; }

    /// <summary>Every model that is named, the base included, each once, in the order of the file; an adapter behind <c>+</c> is one of them.</summary>
    public ImmutableArray<MergeSource> Sources { get; private init; } = [];

    /// <summary><c>dtype</c>; null when absent.</summary>
    public string? DataType { get; private init; }

    /// <summary>Reads a merge configuration. Nothing in it is run, no model that it names is opened.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <returns>The configuration; null when the text is no YAML mapping.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> or <paramref name="path"/> is null.</exception>
    public static ReadResult<MergeConfig> Read(string text, string path)
    {
        var read = YamlDocument.Read(text, path);
        if (read.Document is not { Root: { Kind: YamlNodeKind.Mapping } root })
        {
            var findings = read.Findings;
            if (!read.HasErrors)
                findings = findings.Add(new Finding(CardReadRules.NotOneMapping, "The merge configuration is not one mapping of keys to values.", new FindingLocation(path) { Line = 1 }));
            return new ReadResult<MergeConfig>(null, findings);
        }

        var sources = new List<MergeSource>();
        Collect(root, sources, depth: 0);
        return new ReadResult<MergeConfig>(
            new MergeConfig
            {
                Method = Text(root.Find("merge_method")),
                BaseModel = Source(root.Find("base_model")).FirstOrDefault(),
                DataType = Text(root.Find("dtype")),
                Sources = [.. sources.DistinctBy(s => s.Name)],
            },
            read.Findings);
    }

    /// <summary>What the file states: a base model for each source, and the data type.</summary>
    /// <param name="subject">What the claims are about.</param>
    /// <param name="location">The URL or path of the file as it shall stand in the sources.</param>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(location);
        return
        [
            .. Sources.Select(source => new ProvenanceClaim(subject, "baseModel", source.Name, ClaimMethod.Declared)
            {
                Sources = [new ClaimSource(location, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {source.Location.Line}, {source.Location.Pointer}")) { Literal = source.Name.Length > 120 ? source.Name[..120] : source.Name }],
                Note = Method is { } method ? $"merge_method: {method}" : "mixture of models",
            }),
        ];
    }

    // models[].model, slices[].sources[].model, experts[].source_model, modules.*: the keys are the same at every depth.
    private static void Collect(YamlNode node, List<MergeSource> to, int depth)
    {
        // Deeper than any of these, and bounded whatever the file holds.
        if (depth > 8 || to.Count >= MaxSources)
            return;
        if (node.Kind == YamlNodeKind.Sequence)
        {
            foreach (var item in node.Items)
                Collect(item, to, depth + 1);
        }

        if (node.Kind != YamlNodeKind.Mapping)
            return;
        foreach (var entry in node.Entries)
        {
            if (entry.Key.ValueEquals("model") || entry.Key.ValueEquals("base_model") || entry.Key.ValueEquals("source_model"))
                to.AddRange(Source(entry.Value));
            else if (!entry.Key.ValueEquals("parameters"))
                Collect(entry.Value, to, depth + 1);
        }
    }

    private static IEnumerable<MergeSource> Source(YamlNode node) =>
        Text(node) is { } text ? text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => new MergeSource(name, node.Location)) : [];

    private static string? Text(YamlNode node) => node is { IsScalar: true, IsNull: false } && node.Value.Trim() is { Length: > 0 } text ? text : null;
}
