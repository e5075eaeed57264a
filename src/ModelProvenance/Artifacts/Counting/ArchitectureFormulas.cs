namespace ModelProvenance.Artifacts.Counting;

/// <summary>The formula of each model type. One that is not here is unknown.</summary>
/// <remarks>Written from the modules of Transformers (modeling_*.py) and checked against counts of published checkpoints; the letters are d width, L layers, h heads,
/// k key-value heads, e head width, I intermediate width, V vocabulary, E experts, K of them used, m expert width.</remarks>
internal static class ArchitectureFormulas
{
    public static IReadOnlyDictionary<string, Func<ArchitectureFigures, ParameterBreakdown>> ByModelType { get; } =
        new Dictionary<string, Func<ArchitectureFigures, ParameterBreakdown>>(StringComparer.Ordinal)
        {
            ["llama"] = DenseFormulas.Llama,
            ["mistral"] = DenseFormulas.Mistral,
            ["phi3"] = DenseFormulas.Mistral,
            ["qwen2"] = DenseFormulas.Qwen2,
            ["qwen3"] = DenseFormulas.Qwen3,
            ["gemma"] = figures => DenseFormulas.Gemma(figures, normsPerLayer: 2, queryKeyNorms: false),
            ["gemma2"] = figures => DenseFormulas.Gemma(figures, normsPerLayer: 4, queryKeyNorms: false),
            ["gemma3_text"] = figures => DenseFormulas.Gemma(figures, normsPerLayer: 4, queryKeyNorms: true),
            ["olmo"] = DenseFormulas.Olmo,
            ["olmo2"] = DenseFormulas.Olmo2,
            ["olmo3"] = DenseFormulas.Olmo2,
            ["glm4"] = DenseFormulas.Glm4,
            ["telechat"] = DenseFormulas.TeleChat,
            ["phi"] = DenseFormulas.Phi,
            ["gpt2"] = ClassicFormulas.Gpt2,
            ["bloom"] = ClassicFormulas.Bloom,
            ["gpt_neox"] = ClassicFormulas.GptNeoX,
            ["falcon"] = ClassicFormulas.Falcon,
            ["bert"] = ClassicFormulas.Bert,
            ["roberta"] = ClassicFormulas.Roberta,
            ["xlm-roberta"] = ClassicFormulas.Roberta,
            ["t5"] = ClassicFormulas.T5,
            ["whisper"] = ClassicFormulas.Whisper,
            ["mamba"] = StateSpaceFormulas.Mamba,
            ["mamba2"] = StateSpaceFormulas.Mamba2,
            ["qwen3_next"] = StateSpaceFormulas.Qwen3Next,
            ["minimax_m1"] = StateSpaceFormulas.MiniMaxM1,
            ["mixtral"] = ExpertFormulas.Mixtral,
            ["grok"] = ExpertFormulas.Grok,
            ["dbrx"] = ExpertFormulas.Dbrx,
            ["phimoe"] = ExpertFormulas.PhiMoe,
            ["olmoe"] = ExpertFormulas.OlMoe,
            ["qwen2_moe"] = ExpertFormulas.Qwen2Moe,
            ["qwen3_moe"] = ExpertFormulas.Qwen3Moe,
            ["gpt_oss"] = ExpertFormulas.GptOss,
            ["glm4_moe"] = ExpertFormulas.Glm4Moe,
            ["minimax_m2"] = ExpertFormulas.MiniMaxM2,
            ["hunyuan_v1_moe"] = ExpertFormulas.HunyuanMoe,
            ["ernie4_5_moe"] = ExpertFormulas.ErnieMoe,
            ["llama4_text"] = ExpertFormulas.Llama4,
            ["deepseek_v2"] = figures => LatentAttentionFormulas.DeepSeek(figures, correctionBias: false, indexer: false),
            ["deepseek_v3"] = figures => LatentAttentionFormulas.DeepSeek(figures, correctionBias: true, indexer: false),
            ["kimi_k2"] = figures => LatentAttentionFormulas.DeepSeek(figures, correctionBias: true, indexer: false),
            ["deepseek_v32"] = figures => LatentAttentionFormulas.DeepSeek(figures, correctionBias: true, indexer: true),
        };

    /// <summary>A dense model: embedding, body, and a head unless it is tied.</summary>
    public static ParameterBreakdown Dense(long embedding, bool tied, long body)
    {
        var total = embedding + (tied ? 0 : embedding) + body;
        return new ParameterBreakdown(total, total, embedding, tied);
    }

    /// <summary>A model with routed experts.</summary>
    /// <param name="embedding">Vocabulary times width.</param>
    /// <param name="tied">Whether the head is the same matrix.</param>
    /// <param name="body">Everything else but the routed experts.</param>
    /// <param name="expert">One routed expert.</param>
    /// <param name="layers">Layers with routed experts.</param>
    /// <param name="experts">Routed experts in such a layer.</param>
    /// <param name="used">Of them for one token.</param>
    public static ParameterBreakdown Sparse(long embedding, bool tied, long body, long expert, long layers, long experts, long used)
    {
        var dense = embedding + (tied ? 0 : embedding) + body;
        return new ParameterBreakdown(dense + (layers * experts * expert), dense + (layers * Math.Min(used, experts) * expert), embedding, tied)
        {
            Experts = checked((int)experts),
            ExpertsPerToken = checked((int)used),
        };
    }
}
