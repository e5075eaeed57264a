using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Catalog;

namespace ModelProvenance.Resolution;

/// <summary>Reads the figures of an architecture off the names and shapes of tensors, for weights without a configuration beside them.</summary>
/// <remarks>By the names of Transformers that Llama, Mistral, Qwen, Gemma, DeepSeek, OLMo and many others share: <c>embed_tokens</c>, <c>layers.N.self_attn.q_proj</c>, <c>layers.N.mlp.gate_proj</c>. Other names give nothing.</remarks>
internal static class TensorFigures
{
    private const string Embedding = "embed_tokens.weight";

    /// <summary>The figures; null when the tensors do not tell layers and width.</summary>
    public static ObservedStructure? Of(IReadOnlyCollection<SafetensorsTensor> tensors)
    {
        // Of several towers with an embedding (encoder and decoder) none is the model.
        var embeddings = tensors.Where(t => t.Name.EndsWith(Embedding, StringComparison.Ordinal) && !t.Name.Contains("layers.", StringComparison.Ordinal) && IsPlain(t)).Take(2).ToList();
        if (embeddings is not [{ Shape: [var vocabulary, var width] } embedding])
            return null;
        var prefix = embedding.Name[..^Embedding.Length] + "layers.";
        var (layers, prediction) = (new HashSet<long>(), new HashSet<long>());
        var (query, key, feedForward) = (new HashSet<long>(), new HashSet<long>(), new HashSet<long>());
        long experts = 0;
        foreach (var tensor in tensors)
        {
            if (Split(tensor.Name, prefix) is not { } split)
                continue;
            layers.Add(split.Layer);
            // Layers for multi-token prediction join two states first (DeepSeek-V3, README_WEIGHTS.md); they are not counted as layers.
            if (split.Part == "eh_proj.weight")
                prediction.Add(split.Layer);
            if (Expert(split.Part) is { } expert)
                experts = Math.Max(experts, expert + 1);
            var widths = split.Part switch { "self_attn.q_proj.weight" => query, "self_attn.k_proj.weight" => key, "mlp.gate_proj.weight" => feedForward, _ => null };
            if (widths is not null && IsPlain(tensor) && tensor.Shape is [var rows, var columns] && columns == width)
                widths.Add(rows);
        }

        layers.ExceptWith(prediction);
        if (layers.Count == 0 || layers.Max() != layers.Count - 1)
            return null;
        return new ObservedStructure(
            new ModelStructure(layers.Count, width) { IntermediateSize = Single(feedForward), VocabularySize = vocabulary, Experts = experts > 0 ? experts : null },
            null)
        {
            // The size of a head is not told by shapes; how many query heads share a key head is.
            QueriesPerKey = Single(query) is { } q && Single(key) is > 0 and var k && q % k == 0 ? q / k : null,
        };
    }

    private static (long Layer, string Part)? Split(string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var dot = name.IndexOf('.', prefix.Length);
        return dot > 0 && Number(name.AsSpan(prefix.Length, dot - prefix.Length)) is { } layer ? (layer, name[(dot + 1)..]) : null;
    }

    // mlp.experts.N.gate_proj (Qwen, DeepSeek), block_sparse_moe.experts.N.w1 (Mixtral, MiniMax).
    private static long? Expert(string rest)
    {
        const string Mark = ".experts.";
        var at = rest.IndexOf(Mark, StringComparison.Ordinal);
        var end = at < 0 ? -1 : rest.IndexOf('.', at + Mark.Length);
        return end < 0 ? null : Number(rest.AsSpan(at + Mark.Length, end - at - Mark.Length));
    }

    // Bounded: a number of a thousand digits, or a layer of a million, is none.
    private static long? Number(ReadOnlySpan<char> digits) => digits.Length is > 0 and <= 6 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Single(HashSet<long> values) => values.Count == 1 ? values.First() : null;

    // Packed integers have other shapes than the weights in them.
    private static bool IsPlain(SafetensorsTensor tensor) => tensor.DataType.Name is "BF16" or "F16" or "F32" or "F64" || tensor.DataType.Name.StartsWith("F8_", StringComparison.Ordinal);
}
