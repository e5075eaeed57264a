namespace ModelProvenance.Artifacts.Counting;

/// <summary>Decoders with routed experts and ordinary attention.</summary>
internal static class ExpertFormulas
{
    // modeling_mixtral.py.
    public static ParameterBreakdown Mixtral(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        return Uniform(figures, s, s.Attention + (2 * s.Width), figures.Need("num_local_experts"), figures.Need("num_experts_per_tok"), figures.Need("intermediate_size"));
    }

    // Grok-1 as its GGUF and Transformers conversions name it: four norms in a layer. The head is tied in the original and stored apart in conversions.
    public static ParameterBreakdown Grok(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        return Uniform(figures, s, s.Attention + (4 * s.Width), figures.Need("num_local_experts"), figures.Need("num_experts_per_tok"), figures.Need("intermediate_size"));
    }

    // modeling_dbrx.py: LayerNorms without biases. The developer's own configuration nests the figures and uses other names.
    public static ParameterBreakdown Dbrx(ArchitectureFigures figures)
    {
        if (figures.Map.Find("ffn_config") is { } nested)
            return NestedDbrx(figures, new ArchitectureFigures(nested), figures.Map.Find("attn_config"));
        var s = new DecoderShape(figures);
        return Uniform(figures, s, s.Attention + (2 * s.Width), figures.Need("num_experts"), figures.Need("num_experts_per_tok"), figures.Need("intermediate_size"));
    }

    // modeling_phimoe.py: LayerNorms with biases, biases on q, k, v, o and on the head.
    public static ParameterBreakdown PhiMoe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var i = figures.Need("intermediate_size");
        var experts = figures.Need("num_local_experts");
        var layer = s.Attention + s.QueryKeyValueBias + s.Width + (4 * s.Width) + (s.Width * experts);
        if (figures.Flag("tie_word_embeddings", false))
            figures.NotDescribed("phimoe with a tied head");
        return ArchitectureFormulas.Sparse(s.Embedding, tied: false, (s.Layers * layer) + (2 * s.Width) + s.Vocabulary, 3 * s.Width * i, s.Layers, experts, figures.Need("num_experts_per_tok"));
    }

    // modeling_olmoe.py: norms over all heads together.
    public static ParameterBreakdown OlMoe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var rest = s.Attention + ((s.Heads + s.KeyHeads) * s.HeadWidth) + (2 * s.Width);
        return Uniform(figures, s, rest, figures.Need("num_experts"), figures.Need("num_experts_per_tok"), figures.Need("intermediate_size"));
    }

    // modeling_qwen2_moe.py: biases on q, k, v; a shared expert behind a gate of its own.
    public static ParameterBreakdown Qwen2Moe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var rest = s.Attention + s.QueryKeyValueBias + (2 * s.Width);
        var shared = (3 * s.Width * figures.Need("shared_expert_intermediate_size")) + s.Width;
        return QwenMoe(figures, s, rest, shared);
    }

    // modeling_qwen3_moe.py: norms over the head width; no shared expert.
    public static ParameterBreakdown Qwen3Moe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var rest = s.Attention + (2 * s.HeadWidth) + (2 * s.Width);
        if (figures.Flag("attention_bias", false))
            rest += s.QueryKeyValueBias + s.Width;
        return QwenMoe(figures, s, rest, shared: 0);
    }

    // gpt_oss/torch/model.py of openai/gpt-oss: biases on everything, a sink for each head.
    public static ParameterBreakdown GptOss(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var i = figures.Need("intermediate_size");
        var experts = figures.Need("num_local_experts");
        var layer = s.Attention + s.QueryKeyValueBias + s.Width + s.Heads + (s.Width * experts) + experts + (2 * s.Width);
        var expert = (s.Width * 2 * i) + (2 * i) + (i * s.Width) + s.Width;
        return ArchitectureFormulas.Sparse(
            s.Embedding,
            figures.Flag("tie_word_embeddings", false),
            (s.Layers * layer) + s.Width,
            expert,
            s.Layers,
            experts,
            figures.Need("num_experts_per_tok", "experts_per_token"));
    }

    // modeling_glm4_moe.py: dense layers first; a correction bias for each expert; MTP modules stored but not counted here.
    public static ParameterBreakdown Glm4Moe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var rest = s.Attention + (2 * s.Width) + (figures.Flag("attention_bias", false) ? s.QueryKeyValueBias : 0) + (figures.Flag("use_qk_norm", false) ? 2 * s.HeadWidth : 0);
        return DenseFirst(figures, s.Width, s.Layers, s.Embedding, rest, correctionBias: true);
    }

    // modeling_minimax_m2.py: norms over all heads together, a correction bias for each expert.
    public static ParameterBreakdown MiniMaxM2(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var experts = figures.Need("num_local_experts");
        var rest = s.Attention + (figures.Flag("use_qk_norm", true) ? (s.Heads + s.KeyHeads) * s.HeadWidth : 0) + (2 * s.Width) + experts;
        return Uniform(figures, s, rest, experts, figures.Need("num_experts_per_tok"), figures.Need("intermediate_size"));
    }

    // modeling_hunyuan.py: norms over the head width, shared experts, figures for each layer.
    public static ParameterBreakdown HunyuanMoe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var experts = figures.Need("num_experts");
        long body = s.Width;
        long routed = 0;
        long used = 0;
        for (var layer = 0; layer < s.Layers && figures.Problem is null; layer++)
        {
            var m = figures.Has("moe_intermediate_size") ? figures.NeedAt(layer, "moe_intermediate_size") : figures.Need("intermediate_size");
            var expert = 3 * s.Width * m;
            var shared = figures.NeedAt(layer, "num_shared_expert", "n_shared_experts");
            body += s.Attention + (2 * s.HeadWidth) + (2 * s.Width) + (s.Width * experts) + (shared * expert);
            routed += experts * expert;
            used += figures.NeedAt(layer, "moe_topk", "num_experts_per_tok") * expert;
        }

        var tied = figures.Flag("tie_word_embeddings", false);
        var dense = s.Embedding + (tied ? 0 : s.Embedding) + body;
        return new ParameterBreakdown(dense + routed, dense + used, s.Embedding, tied)
        {
            Experts = (int)experts,
            ExpertsPerToken = s.Layers > 0 ? (int)figures.NeedAt(0, "moe_topk", "num_experts_per_tok") : 0,
        };
    }

    // modeling_ernie4_5_moe.py: dense layers before moe_layer_start_index, a correction bias for each expert.
    public static ParameterBreakdown ErnieMoe(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var m = figures.Need("moe_intermediate_size");
        var experts = figures.Need("moe_num_experts");
        var start = Math.Min(figures.Need("moe_layer_start_index"), s.Layers);
        var end = figures.Optional("moe_layer_end_index") is { } last && last + 1 < s.Layers ? last + 1 : s.Layers;
        if ((figures.Optional("moe_layer_interval") ?? 1) != 1 || end < s.Layers)
            figures.NotDescribed("experts in some layers only (moe_layer_interval, moe_layer_end_index)");
        var sparse = s.Layers - start;
        var rest = s.Attention + (2 * s.Width) + (figures.Flag("use_bias", false) ? s.QueryKeyValueBias + s.Width : 0);
        var shared = 3 * s.Width * m * (figures.Optional("moe_num_shared_experts") ?? 0);
        var body = (s.Layers * rest) + s.Width + (start * 3 * s.Width * figures.Need("intermediate_size")) + (sparse * (shared + (s.Width * experts) + experts));
        return ArchitectureFormulas.Sparse(s.Embedding, figures.Flag("tie_word_embeddings", true), body, 3 * s.Width * m, sparse, experts, figures.Need("moe_k"));
    }

    // modeling_llama4.py, the language model alone: every n-th layer has experts and a shared one; norms on queries and keys have no weights.
    public static ParameterBreakdown Llama4(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var step = figures.Need("interleave_moe_layer_step");
        var experts = figures.Need("num_local_experts");
        var expert = 3 * s.Width * figures.Need("intermediate_size");
        var sparse = step == 0 ? 0 : s.Layers / step;
        var rest = s.Attention + (2 * s.Width) + (figures.Flag("attention_bias", false) ? s.QueryKeyValueBias + s.Width : 0);
        var dense = (s.Layers - sparse) * 3 * s.Width * (sparse < s.Layers ? figures.Need("intermediate_size_mlp") : 0);
        var body = (s.Layers * rest) + s.Width + dense + (sparse * (expert + (s.Width * experts)));
        return ArchitectureFormulas.Sparse(s.Embedding, figures.Flag("tie_word_embeddings", false), body, expert, sparse, experts, figures.Need("num_experts_per_tok"));
    }

    /// <summary>Dense layers first, then layers with routed and shared experts (DeepSeek, Kimi, GLM).</summary>
    public static ParameterBreakdown DenseFirst(ArchitectureFigures figures, long d, int layers, long embedding, long rest, bool correctionBias)
    {
        var m = figures.Need("moe_intermediate_size");
        var experts = figures.Need("n_routed_experts");
        var first = Math.Min(figures.Need("first_k_dense_replace"), layers);
        var shared = 3 * d * m * (figures.Optional("n_shared_experts") ?? 0);
        var router = (d * experts) + (correctionBias ? experts : 0);
        if ((figures.Optional("moe_layer_freq") ?? 1) != 1)
            figures.NotDescribed("a moe_layer_freq other than 1");
        var sparse = layers - first;
        var body = (layers * rest) + d + (first * 3 * d * figures.Need("intermediate_size")) + (sparse * (shared + router));
        var tied = figures.Flag("tie_word_embeddings", false);
        // One module: two norms of its own, a third for its head, the matrix that joins state and embedding, one layer with experts.
        var module = (2 * d * d) + (3 * d) + rest + shared + router + (experts * 3 * d * m);
        return ArchitectureFormulas.Sparse(embedding, tied, body, 3 * d * m, sparse, experts, figures.Need("num_experts_per_tok")) with
        {
            Mtp = (figures.Optional("num_nextn_predict_layers") ?? 0) * module,
        };
    }

    private static ParameterBreakdown Uniform(ArchitectureFigures figures, DecoderShape s, long rest, long experts, long used, long expertWidth) =>
        ArchitectureFormulas.Sparse(
            s.Embedding,
            figures.Flag("tie_word_embeddings", false),
            (s.Layers * (rest + (s.Width * experts))) + s.Width,
            3 * s.Width * expertWidth,
            s.Layers,
            experts,
            used);

    private static ParameterBreakdown QwenMoe(ArchitectureFigures figures, DecoderShape s, long rest, long shared)
    {
        var experts = figures.Need("num_experts");
        var step = figures.Optional("decoder_sparse_step") ?? 1;
        var plain = figures.Numbers("mlp_only_layers") ?? [];
        long sparse = 0;
        for (var layer = 0; layer < s.Layers; layer++)
            sparse += step > 0 && (layer + 1) % step == 0 && Array.IndexOf(plain, layer) < 0 ? 1 : 0;
        var dense = sparse < s.Layers ? (s.Layers - sparse) * 3 * s.Width * figures.Need("intermediate_size") : 0;
        var body = (s.Layers * rest) + s.Width + dense + (sparse * (shared + (s.Width * experts)));
        return ArchitectureFormulas.Sparse(s.Embedding, figures.Flag("tie_word_embeddings", false), body, 3 * s.Width * figures.Need("moe_intermediate_size"), sparse, experts, figures.Need("num_experts_per_tok"));
    }

    private static ParameterBreakdown NestedDbrx(ArchitectureFigures figures, ArchitectureFigures forward, Reading.JsonItem? attention)
    {
        var d = figures.Need("d_model");
        var layers = figures.NeedLayers("n_layers");
        var heads = figures.Need("n_heads");
        var keys = attention is null ? heads : new ArchitectureFigures(attention).Need("kv_n_heads");
        var experts = forward.Need("moe_num_experts");
        var layer = (2 * d * d) + (2 * d * keys * (d / heads)) + (2 * d) + (d * experts);
        var expert = 3 * d * forward.Need("ffn_hidden_size");
        if (forward.Problem is { } problem)
            figures.NotDescribed("dbrx: " + problem);
        return ArchitectureFormulas.Sparse(figures.Need("vocab_size") * d, figures.Flag("tie_word_embeddings", false), (layers * layer) + d, expert, layers, experts, forward.Need("moe_top_k"));
    }
}
