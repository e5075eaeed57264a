using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Catalog;

namespace ModelProvenance.Resolution;

/// <summary>Figures of an architecture as a file states them.</summary>
/// <param name="Structure">The figures.</param>
/// <param name="ContextLength">The limit of the context in tokens; null when not stated.</param>
internal sealed record ObservedStructure(ModelStructure Structure, long? ContextLength)
{
    /// <summary>Query heads for each key head, where shapes tell only that; null when the heads themselves are stated, or nothing is.</summary>
    public long? QueriesPerKey { get; init; }

    /// <summary>The figures of a configuration; null when it does not state layers and width.</summary>
    public static ObservedStructure? Of(ModelConfig config)
    {
        var text = config.TextConfig ?? config;
        if (text.Layers?.Value is not { } layers || text.HiddenSize?.Value is not { } width)
            return null;
        return new ObservedStructure(
            new ModelStructure(layers, width)
            {
                AttentionHeads = text.AttentionHeads?.Value,
                // Absent means one for each query head, in every class of Transformers that has the key.
                KeyValueHeads = text.KeyValueHeads?.Value ?? text.AttentionHeads?.Value,
                IntermediateSize = text.IntermediateSize?.Value,
                VocabularySize = text.VocabularySize?.Value,
                Experts = text.Experts?.Value,
                ExpertsPerToken = text.ExpertsPerToken?.Value,
            },
            text.ContextLength?.Value);
    }

    /// <summary>The figures of a GGUF header; null when it does not state layers and width.</summary>
    public static ObservedStructure? Of(GgufHeader header)
    {
        if (header.Structure is not { BlockCount: { } blocks, EmbeddingLength: { } width } figures)
            return null;
        return new ObservedStructure(
            // Blocks for multi-token prediction are counted in block_count (llama.cpp, LLM_KV_NEXTN_PREDICT_LAYERS).
            new ModelStructure(blocks - (figures.NextTokenLayers ?? 0), width)
            {
                AttentionHeads = Single(figures.HeadCount),
                KeyValueHeads = Single(figures.KeyValueHeadCount) ?? Single(figures.HeadCount),
                IntermediateSize = Single(figures.FeedForwardLength),
                VocabularySize = figures.VocabularySize ?? (header.Tokenizer.Tokens?.Count),
                Experts = figures.ExpertCount,
                ExpertsPerToken = figures.ExpertUsedCount,
            },
            figures.ContextLength);
    }

    private static long? Single(ImmutableArray<long> values) => values.IsDefaultOrEmpty || values.Any(v => v != values[0]) ? null : values[0];
}

/// <summary>How a file's figures stand to those of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="For">Figures that are the same: <c>layers 32</c>.</param>
/// <param name="Against">Figures that differ: <c>vocabularySize 32000, not 128256</c>.</param>
internal sealed record StructureMatch(ModelInfo Model, ImmutableArray<string> For, ImmutableArray<string> Against)
{
    /// <summary>What speaks for and against, in one line.</summary>
    public string Reason => $"same structure: {string.Join(", ", For)}{(Against.IsEmpty ? "" : "; against it: " + string.Join(", ", Against))}";
}

/// <summary>The models of a catalog whose structure is known. Made when the first structure is compared, since it goes through all models.</summary>
internal sealed class StructureIndex(ModelCatalog catalog)
{
    // Two models that share fewer stated figures than this are not told apart by them.
    private const int LeastFigures = 4;

    private readonly ImmutableArray<ModelInfo> _models = [.. catalog.Models.Where(m => m.Structure.IsKnown)];

    /// <summary>The models with all the figures that both sides state. When the context fits some, only those.</summary>
    public ImmutableArray<StructureMatch> Find(ObservedStructure observed)
    {
        var same = _models.Select(m => Compare(observed, m)).Where(m => m.Against.IsEmpty && m.For.Length >= LeastFigures).Select(m => WithContext(observed, m)).ToImmutableArray();
        var sure = same.RemoveAll(m => !m.Against.IsEmpty);
        return sure.IsEmpty ? same : sure;
    }

    /// <summary>What speaks for and against a file being a model.</summary>
    public static StructureMatch Compare(ObservedStructure observed, ModelInfo model)
    {
        var stated = observed.Structure.Figures().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var (same, other) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var (name, value) in model.Structure.IsKnown ? model.Structure.Value.Figures() : [])
        {
            if (stated.TryGetValue(name, out var seen))
                (seen == value ? same : other).Add(seen == value ? Text(name, seen) : Text(name, seen, value));
        }

        if (observed.QueriesPerKey is { } ratio && model.Structure is { IsKnown: true, Value: { AttentionHeads: { } heads, KeyValueHeads: > 0 and var keys } } && heads % keys == 0)
            (ratio == heads / keys ? same : other).Add(ratio == heads / keys ? Text("queryHeadsPerKeyHead", ratio) : Text("queryHeadsPerKeyHead", ratio, heads / keys));
        return new StructureMatch(model, same.ToImmutable(), other.ToImmutable());
    }

    private static StructureMatch WithContext(ObservedStructure observed, StructureMatch match)
    {
        var known = match.Model.ContextLimit.IsKnown ? match.Model.ContextLimit : match.Model.ContextWindow;
        if (observed.ContextLength is not { } context || !known.IsKnown)
            return match;
        return known.Value == context ? match with { For = match.For.Add(Text("context", context)) } : match with { Against = match.Against.Add(Text("context", context, known.Value)) };
    }

    private static string Text(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");

    private static string Text(string name, long seen, long known) => string.Create(CultureInfo.InvariantCulture, $"{name} {seen}, not {known}");
}
