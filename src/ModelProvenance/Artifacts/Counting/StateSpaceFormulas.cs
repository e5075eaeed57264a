namespace ModelProvenance.Artifacts.Counting;

/// <summary>Architectures whose layers carry a state instead of, or beside, attention.</summary>
internal static class StateSpaceFormulas
{
    // modeling_mamba.py.
    public static ParameterBreakdown Mamba(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size");
        var layers = figures.NeedLayers("num_hidden_layers");
        var inner = figures.Has("intermediate_size") ? figures.Need("intermediate_size") : figures.Need("expand") * d;
        var n = figures.Need("state_size");
        // "auto" means a sixteenth of the width, rounded up.
        var r = figures.Word("time_step_rank") == "auto" ? (d + 15) / 16 : figures.Need("time_step_rank");
        var layer = (d * 2 * inner) + (inner * figures.Need("conv_kernel")) + (figures.Flag("use_conv_bias", true) ? inner : 0)
            + (inner * (r + (2 * n))) + (r * inner) + inner + (inner * n) + inner + (inner * d) + d;
        if (figures.Flag("use_bias", false))
            layer += (2 * inner) + d;
        return ArchitectureFormulas.Dense(figures.Need("vocab_size") * d, figures.Flag("tie_word_embeddings", true), (layers * layer) + d);
    }

    // modeling_mamba2.py.
    public static ParameterBreakdown Mamba2(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size");
        var layers = figures.NeedLayers("num_hidden_layers");
        var inner = figures.Need("expand") * d;
        var heads = figures.Need("num_heads");
        var states = 2 * figures.Need("n_groups") * figures.Need("state_size");
        var layer = (d * ((2 * inner) + states + heads)) + ((inner + states) * (figures.Need("conv_kernel") + (figures.Flag("use_conv_bias", true) ? 1 : 0)))
            + (3 * heads) + inner + (inner * d) + d;
        if (figures.Flag("use_bias", false))
            layer += (2 * inner) + states + heads + d;
        return ArchitectureFormulas.Dense(figures.Need("vocab_size") * d, figures.Flag("tie_word_embeddings", false), (layers * layer) + d);
    }

    // modeling_qwen3_next.py: every n-th layer has attention with gated queries, the others a gated delta net; experts everywhere. The MTP module is not counted.
    public static ParameterBreakdown Qwen3Next(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var interval = figures.Need("full_attention_interval");
        var full = interval == 0 ? 0 : s.Layers / interval;
        var keys = figures.Need("linear_num_key_heads") * figures.Need("linear_key_head_dim");
        var valueHeads = figures.Need("linear_num_value_heads");
        var valueWidth = figures.Need("linear_value_head_dim");
        var values = valueHeads * valueWidth;
        var attention = s.Attention + (s.Width * s.Heads * s.HeadWidth) + (2 * s.HeadWidth);
        var delta = (s.Width * ((2 * keys) + (2 * values))) + (s.Width * 2 * valueHeads) + (((2 * keys) + values) * figures.Need("linear_conv_kernel_dim"))
            + (2 * valueHeads) + valueWidth + (values * s.Width);
        var experts = figures.Need("num_experts");
        if ((figures.Optional("decoder_sparse_step") ?? 1) != 1 || figures.Numbers("mlp_only_layers") is { Length: > 0 })
            figures.NotDescribed("qwen3_next with layers without experts");
        var rest = (2 * s.Width) + (s.Width * experts) + (3 * s.Width * figures.Need("shared_expert_intermediate_size")) + s.Width;
        var body = (full * attention) + ((s.Layers - full) * delta) + (s.Layers * rest) + s.Width;
        return ArchitectureFormulas.Sparse(s.Embedding, figures.Flag("tie_word_embeddings", false), body, 3 * s.Width * figures.Need("moe_intermediate_size"), s.Layers, experts, figures.Need("num_experts_per_tok"));
    }

    // modeling_minimax_m1.py: attn_type_list says which layers have linear (0) and which have ordinary attention (1).
    public static ParameterBreakdown MiniMaxM1(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var kinds = figures.Numbers("attn_type_list");
        if (kinds is null || kinds.Length != s.Layers || kinds.Any(kind => kind > 1))
        {
            figures.NotDescribed("minimax_m1 without a 0 or 1 for each layer in attn_type_list");
            kinds = [];
        }

        var inner = s.Heads * s.HeadWidth;
        long body = s.Width;
        var experts = figures.Need("num_local_experts");
        foreach (var kind in kinds)
            body += (kind == 1 ? s.Attention : (5 * s.Width * inner) + inner) + (2 * s.Width) + (s.Width * experts);
        if ((figures.Optional("shared_intermediate_size") ?? 0) != 0)
            figures.NotDescribed("minimax_m1 with a shared expert");
        return ArchitectureFormulas.Sparse(s.Embedding, figures.Flag("tie_word_embeddings", false), body, 3 * s.Width * figures.Need("intermediate_size"), s.Layers, experts, figures.Need("num_experts_per_tok"));
    }
}
