namespace ModelProvenance.Artifacts.Counting;

/// <summary>Dense decoders of the Llama kind: RMS norms, gated feed-forward layers, rotary positions.</summary>
internal static class DenseFormulas
{
    // modeling_llama.py: optional biases on q, k, v, o and on the three feed-forward matrices.
    public static ParameterBreakdown Llama(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var i = figures.Need("intermediate_size");
        var layer = s.Attention + (3 * s.Width * i) + (2 * s.Width);
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias + s.Width;
        if (figures.Flag("mlp_bias", false))
            layer += (2 * i) + s.Width;
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_mistral.py, modeling_phi3.py (the same matrices, merged): no biases.
    public static ParameterBreakdown Mistral(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        return Finish(s, s.Attention + (3 * s.Width * figures.Need("intermediate_size")) + (2 * s.Width), figures.Flag("tie_word_embeddings", false));
    }

    // modeling_qwen2.py: q, k and v always have biases, though no key says so.
    public static ParameterBreakdown Qwen2(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + s.QueryKeyValueBias + (3 * s.Width * figures.Need("intermediate_size")) + (2 * s.Width);
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_qwen3.py: norms over the head width on queries and keys.
    public static ParameterBreakdown Qwen3(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + (2 * s.HeadWidth) + (3 * s.Width * figures.Need("intermediate_size")) + (2 * s.Width);
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias + s.Width;
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_gemma.py and its successors: the head is tied unless the configuration says otherwise.
    public static ParameterBreakdown Gemma(ArchitectureFigures figures, int normsPerLayer, bool queryKeyNorms)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + (3 * s.Width * figures.Need("intermediate_size")) + (normsPerLayer * s.Width) + (queryKeyNorms ? 2 * s.HeadWidth : 0);
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias + s.Width;
        return Finish(s, layer, figures.Flag("tie_word_embeddings", true));
    }

    // modeling_olmo.py: norms without weights, also the last.
    public static ParameterBreakdown Olmo(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + (3 * s.Width * figures.Need("intermediate_size"));
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias + s.Width;
        return ArchitectureFormulas.Dense(s.Embedding, figures.Flag("tie_word_embeddings", false), s.Layers * layer);
    }

    // modeling_olmo2.py: norms over all heads together.
    public static ParameterBreakdown Olmo2(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + ((s.Heads + s.KeyHeads) * s.HeadWidth) + (3 * s.Width * figures.Need("intermediate_size")) + (2 * s.Width);
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias + s.Width;
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_glm4.py: norms before and behind both halves of a layer; biases on q, k, v only.
    public static ParameterBreakdown Glm4(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + (3 * s.Width * figures.Need("intermediate_size")) + (4 * s.Width);
        if (figures.Flag("attention_bias", false))
            layer += s.QueryKeyValueBias;
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_telechat2.py of Tele-AI/TeleChat2: biases on the attention's output and on the feed-forward's last matrix.
    public static ParameterBreakdown TeleChat(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var layer = s.Attention + s.Width + (3 * s.Width * figures.Need("intermediate_size", "ffn_hidden_size")) + s.Width + (2 * s.Width);
        return Finish(s, layer, figures.Flag("tie_word_embeddings", false));
    }

    // modeling_phi.py: biases everywhere, one LayerNorm for a layer, plain feed-forward, a bias on the head.
    public static ParameterBreakdown Phi(ArchitectureFigures figures)
    {
        var s = new DecoderShape(figures);
        var i = figures.Need("intermediate_size");
        if (figures.Flag("qk_layernorm", false))
            figures.NotDescribed("phi with qk_layernorm");
        if (figures.Flag("tie_word_embeddings", false))
            figures.NotDescribed("phi with a tied head");
        var layer = s.Attention + s.QueryKeyValueBias + s.Width + (2 * s.Width * i) + i + s.Width + (2 * s.Width);
        return ArchitectureFormulas.Dense(s.Embedding, tied: false, (s.Layers * layer) + (2 * s.Width) + s.Vocabulary);
    }

    private static ParameterBreakdown Finish(DecoderShape s, long layer, bool tied) => ArchitectureFormulas.Dense(s.Embedding, tied, (s.Layers * layer) + s.Width);
}
