namespace ModelProvenance.Artifacts.Counting;

/// <summary>DeepSeek-V2 and its descendants: attention through a compressed latent, dense layers first, shared and routed experts.</summary>
internal static class LatentAttentionFormulas
{
    // modeling_deepseek.py of deepseek-ai/DeepSeek-V2 and -V3; the indexer of inference/model.py of DeepSeek-V3.2-Exp.
    public static ParameterBreakdown DeepSeek(ArchitectureFigures figures, bool correctionBias, bool indexer)
    {
        var d = figures.Need("hidden_size");
        var layers = figures.NeedLayers("num_hidden_layers");
        var h = figures.Need("num_attention_heads");
        var c = figures.Need("kv_lora_rank");
        var n = figures.Need("qk_nope_head_dim");
        var r = figures.Need("qk_rope_head_dim");
        var v = figures.Need("v_head_dim");
        // The small models (V2-Lite) state null: queries are not compressed.
        var q = figures.Optional("q_lora_rank") is { } rank and > 0 ? rank : 0;
        if (figures.Flag("attention_bias", false))
            figures.NotDescribed("latent attention with biases");

        var query = q > 0 ? (d * q) + q + (q * h * (n + r)) : d * h * (n + r);
        var attention = query + (d * (c + r)) + c + (c * h * (n + v)) + (h * v * d);
        if (indexer)
        {
            var ih = figures.Need("index_n_heads");
            var ie = figures.Need("index_head_dim");
            attention += (q * ih * ie) + (d * ie) + (2 * ie) + (d * ih);
        }

        return ExpertFormulas.DenseFirst(figures, d, layers, figures.Need("vocab_size") * d, attention + (2 * d), correctionBias);
    }
}
