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

    /// <summary>Whether the file would say so if there were experts; then a model with experts is another one.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The class in <c>config.json</c>; empty when not stated.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The tokens of the tokenizer; null when they are not at hand.</summary>
    public ModelVocabulary? Vocabulary { get; init; }

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
                HeadSize = text.HeadDimension?.Value,
                IntermediateSize = text.IntermediateSize?.Value,
                VocabularySize = text.VocabularySize?.Value,
                Experts = text.Experts?.Value,
                ExpertsPerToken = text.ExpertsPerToken?.Value,
                RopeBase = Whole(text.RopeTheta?.Value),
                RopeFactor = Whole(text.RopeScalingFactor?.Value),
            },
            text.ContextLength?.Value)
        {
            // Experts by a name that is not known here are experts all the same.
            IsWhole = text.Experts is not null || !text.Root.Members.Any(m => m.Key.Contains("expert", StringComparison.Ordinal)),
            Architecture = config.Architectures is [var only] ? only.Value : "",
        };
    }

    /// <summary>The figures of a configuration in the developer's own form; null when it does not state layers and width.</summary>
    public static ObservedStructure? Of(NativeParameters native)
    {
        if (native.Layers?.Value is not { } layers || native.HiddenSize?.Value is not { } width)
            return null;
        return new ObservedStructure(
            new ModelStructure(layers, width)
            {
                AttentionHeads = native.AttentionHeads?.Value,
                KeyValueHeads = native.KeyValueHeads?.Value,
                HeadSize = native.HeadDimension?.Value,
                IntermediateSize = native.IntermediateSize?.Value,
                // Llama wrote -1 for "as the tokenizer has it".
                VocabularySize = native.VocabularySize is { Value: > 0 and var vocabulary } ? vocabulary : null,
                Experts = native.Experts?.Value,
                ExpertsPerToken = native.ExpertsPerToken?.Value,
                RopeBase = Whole(native.RopeTheta?.Value),
            },
            native.ContextLength?.Value) { IsWhole = true };
    }

    /// <summary>The figures of a configuration of ONNX Runtime GenAI; null when it does not state layers and width.</summary>
    public static ObservedStructure? Of(GenAiConfig config)
    {
        if (config.Layers?.Value is not { } layers || config.HiddenSize?.Value is not { } width)
            return null;
        return new ObservedStructure(
            new ModelStructure(layers, width) { AttentionHeads = config.AttentionHeads?.Value, KeyValueHeads = config.KeyValueHeads?.Value, VocabularySize = config.VocabularySize?.Value },
            config.ContextLength?.Value);
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
                // With latent attention (DeepSeek) the keys that are kept are wider than a head.
                HeadSize = figures.KeyLength is { } length && Single(figures.KeyValueHeadCount) is not 1 ? length : null,
                IntermediateSize = Single(figures.FeedForwardLength),
                VocabularySize = figures.VocabularySize ?? (header.Tokenizer.Tokens?.Count),
                Experts = figures.ExpertCount,
                ExpertsPerToken = figures.ExpertUsedCount,
                RopeBase = Whole(figures.RopeFrequencyBase),
                RopeFactor = Whole(figures.RopeScalingFactor),
            },
            figures.ContextLength) { IsWhole = true };
    }

    private static long? Single(ImmutableArray<long> values) => values.IsDefaultOrEmpty || values.Any(v => v != values[0]) ? null : values[0];

    // Bases are whole numbers in every model known here; another one is not compared.
    private static long? Whole(double? value) => value is >= 1 and <= 1e15 && Math.Floor(value.Value) == value ? (long)value.Value : null;
}

/// <summary>How a file's figures stand to those of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="For">Figures that are the same: <c>layers 32</c>.</param>
/// <param name="Against">Figures that differ: <c>vocabularySize 32000, not 128256</c>.</param>
internal sealed record StructureMatch(ModelInfo Model, ImmutableArray<string> For, ImmutableArray<string> Against)
{
    /// <summary>How many of <see cref="For"/> are of the weights themselves: shapes, not settings.</summary>
    public int Shapes { get; init; }

    /// <summary>Whether something of <see cref="Against"/> is of the weights themselves, so that the file cannot be the model, nor what was trained further from it.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>What speaks for and against, in one line.</summary>
    public string Reason(string what) => $"{what}: {string.Join(", ", For)}{(Against.IsEmpty ? "" : "; against it: " + string.Join(", ", Against))}";
}

/// <summary>The models of a catalog whose structure or vocabulary is known. Made when the first structure is compared, since it goes through all models.</summary>
internal sealed class StructureIndex(ModelCatalog catalog)
{
    // Two models that share fewer stated figures than this are not told apart by them.
    private const int LeastFigures = 4;

    // Trained further, a model often has a few tokens more, for turns and tools, or fillers up to a multiple of 64; another model has another number altogether.
    private const int MostAddedTokens = 64;

    // Settings, which whoever trains further can change without changing a shape.
    private static readonly string[] Settings = ["ropeBase", "ropeFactor"];

    private readonly ImmutableArray<ModelInfo> _models = [.. catalog.Models.Where(m => m.Structure.IsKnown || m.Vocabulary.IsKnown)];

    /// <summary>The models whose shapes are the same, as far as both sides state them, and among which those come first that have the fewest settings (context, rope, tokens, class) against them.</summary>
    public ImmutableArray<StructureMatch> Find(ObservedStructure observed) =>
        Sorted(_models.Where(m => m.Structure.IsKnown).Select(m => Compare(observed, m)).Where(m => !m.IsExcluded && m.Shapes >= LeastFigures));

    /// <summary>The models with the same tokens, and what else speaks for and against each.</summary>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="observed">The figures; null when none are at hand.</param>
    public ImmutableArray<StructureMatch> Find(ModelVocabulary vocabulary, ObservedStructure? observed) =>
        Sorted(_models.Where(m => m.Vocabulary.IsKnown && m.Vocabulary.Value == vocabulary)
            .Select(m => observed is null ? new StructureMatch(m, [Text("vocabulary", vocabulary.Tokens) + " tokens"], []) : Compare(observed with { Vocabulary = vocabulary }, m)));

    /// <summary>What speaks for and against a file being a model.</summary>
    public static StructureMatch Compare(ObservedStructure observed, ModelInfo model)
    {
        var stated = observed.Structure.Figures().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var (same, other) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var (shapes, excluded) = (0, false);
        foreach (var (name, value) in model.Structure.IsKnown ? model.Structure.Value.Figures() : [])
        {
            if (!stated.TryGetValue(name, out var seen))
            {
                if (name == "experts" && observed.IsWhole)
                {
                    other.Add($"no experts, not {value.ToString(CultureInfo.InvariantCulture)}");
                    excluded = true;
                }

                continue;
            }

            var isSetting = Array.IndexOf(Settings, name) >= 0;
            (seen == value ? same : other).Add(seen == value ? Text(name, seen) : Text(name, seen, value));
            shapes += seen == value && !isSetting ? 1 : 0;
            excluded |= seen != value && !isSetting && !(name == "vocabularySize" && seen > value && seen - value <= MostAddedTokens);
        }

        // Of a model with experts the figures mostly say so; that they do not speaks against it without deciding.
        if (observed.Structure.Experts is > 1 and var experts && model.Structure is { IsKnown: true, Value.Experts: null })
            other.Add(Text("experts", experts) + ", none stated");
        if (observed.QueriesPerKey is { } ratio && model.Structure is { IsKnown: true, Value: { AttentionHeads: { } heads, KeyValueHeads: > 0 and var keys } } && heads % keys == 0)
        {
            (ratio == heads / keys ? same : other).Add(ratio == heads / keys ? Text("queryHeadsPerKeyHead", ratio) : Text("queryHeadsPerKeyHead", ratio, heads / keys));
            shapes += ratio == heads / keys ? 1 : 0;
            excluded |= ratio != heads / keys;
        }

        var context = model.ContextLimit.IsKnown ? model.ContextLimit : model.ContextWindow;
        if (observed.ContextLength is { } limit && context.IsKnown)
            (context.Value == limit ? same : other).Add(context.Value == limit ? Text("context", limit) : Text("context", limit, context.Value));
        if (observed.Architecture.Length > 0 && model.Architecture.IsKnown)
        {
            var isSame = model.Architecture.Value == observed.Architecture;
            // A class has the layout of its tensors; with it three figures tell as much as four without.
            shapes += isSame ? 1 : 0;
            (isSame ? same : other).Add(isSame ? $"architecture {observed.Architecture}" : $"architecture {observed.Architecture}, not {model.Architecture.Value}");
        }

        if (observed.Vocabulary is { } tokens && model.Vocabulary.IsKnown)
        {
            var (isSame, known) = (model.Vocabulary.Value == tokens, model.Vocabulary.Value.Tokens);
            (isSame ? same : other).Add(Text("vocabulary", tokens.Tokens) + (isSame ? " tokens" : known == tokens.Tokens ? " tokens, of which some are others" : Text(" tokens, not", known)));
        }

        return new StructureMatch(model, same.ToImmutable(), other.ToImmutable()) { Shapes = shapes, IsExcluded = excluded };
    }

    private static ImmutableArray<StructureMatch> Sorted(IEnumerable<StructureMatch> found) =>
        [.. found.OrderBy(m => m.Against.Length).ThenByDescending(m => m.For.Length).ThenBy(m => m.Model.Id.Value, StringComparer.Ordinal)];

    private static string Text(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");

    private static string Text(string name, long seen, long known) => string.Create(CultureInfo.InvariantCulture, $"{name} {seen}, not {known}");
}
