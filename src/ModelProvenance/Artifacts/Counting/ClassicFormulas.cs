namespace ModelProvenance.Artifacts.Counting;

/// <summary>Older architectures: learned positions, LayerNorms with biases, encoders, encoder-decoders.</summary>
internal static class ClassicFormulas
{
    // modeling_gpt2.py: the causal masks of old checkpoints (attn.bias) are buffers and do not count.
    public static ParameterBreakdown Gpt2(ArchitectureFigures figures)
    {
        var d = figures.Need("n_embd", "hidden_size");
        var layers = figures.NeedLayers("n_layer", "num_hidden_layers");
        var i = figures.Optional("n_inner") ?? (4 * d);
        var embedding = figures.Need("vocab_size") * d;
        if (figures.Flag("add_cross_attention", false))
            figures.NotDescribed("gpt2 with cross attention");
        var layer = (4 * d * d) + (4 * d) + (2 * d * i) + i + d + (4 * d);
        return ArchitectureFormulas.Dense(embedding, figures.Flag("tie_word_embeddings", true), (figures.Need("n_positions", "max_position_embeddings") * d) + (layers * layer) + (2 * d));
    }

    // modeling_bloom.py: a norm behind the embedding, no positions.
    public static ParameterBreakdown Bloom(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size", "n_embed");
        var layers = figures.NeedLayers("n_layer", "num_hidden_layers");
        return ArchitectureFormulas.Dense(
            figures.Need("vocab_size") * d,
            figures.Flag("tie_word_embeddings", true),
            (2 * d) + (layers * ((12 * d * d) + (13 * d))) + (2 * d));
    }

    // modeling_gpt_neox.py: one merged projection with bias, two LayerNorms.
    public static ParameterBreakdown GptNeoX(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size");
        var layers = figures.NeedLayers("num_hidden_layers");
        var i = figures.Need("intermediate_size");
        if (!figures.Flag("attention_bias", true))
            figures.NotDescribed("gpt_neox without attention biases");
        var layer = (4 * d * d) + (4 * d) + (2 * d * i) + i + d + (4 * d);
        return ArchitectureFormulas.Dense(figures.Need("vocab_size") * d, figures.Flag("tie_word_embeddings", false), (layers * layer) + (2 * d));
    }

    // modeling_falcon.py: multi-query in the old form, grouped in the new one, which has two LayerNorms for a layer.
    public static ParameterBreakdown Falcon(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size");
        var layers = figures.NeedLayers("num_hidden_layers");
        var heads = figures.Need("num_attention_heads");
        var renewed = figures.Flag("new_decoder_architecture", false);
        var keys = renewed
            ? figures.Need("num_kv_heads", "num_key_value_heads")
            : figures.Flag("multi_query", true) ? figures.Optional("num_key_value_heads") ?? 1 : heads;
        var e = d / heads;
        if (figures.Flag("bias", false))
            figures.NotDescribed("falcon with biases");
        if (d % heads != 0)
            figures.NotDescribed("falcon with a width that is no multiple of its heads");
        var norms = (renewed ? (figures.Optional("num_ln_in_parallel_attn") ?? 2) == 2 : !figures.Flag("parallel_attn", true)) ? 4 * d : 2 * d;
        var attention = (2 * d * heads * e) + (2 * d * keys * e);
        var layer = attention + (2 * d * (figures.Optional("ffn_hidden_size") ?? (4 * d))) + norms;
        return ArchitectureFormulas.Dense(figures.Need("vocab_size") * d, figures.Flag("tie_word_embeddings", true), (layers * layer) + (2 * d));
    }

    // modeling_bert.py: what stands on the encoder depends on the class that saved it.
    public static ParameterBreakdown Bert(ArchitectureFigures figures)
    {
        var (body, d, v) = Encoder(figures);
        body += figures.FirstArchitecture() switch
        {
            "BertModel" => Pooler(d),
            "BertForMaskedLM" => LanguageHead(d, v),
            "BertForPreTraining" => Pooler(d) + LanguageHead(d, v) + (2 * d) + 2,
            var other => OtherClass(figures, other),
        };
        return ArchitectureFormulas.Dense(v * d, tied: true, body);
    }

    // modeling_roberta.py and modeling_xlm_roberta.py: as BERT, without the pooler under a language head.
    public static ParameterBreakdown Roberta(ArchitectureFigures figures)
    {
        var (body, d, v) = Encoder(figures);
        body += figures.FirstArchitecture() switch
        {
            "RobertaModel" or "XLMRobertaModel" => Pooler(d),
            "RobertaForMaskedLM" or "XLMRobertaForMaskedLM" => LanguageHead(d, v),
            var other => OtherClass(figures, other),
        };
        return ArchitectureFormulas.Dense(v * d, tied: true, body);
    }

    // modeling_t5.py: no biases; a table of relative positions in the first layer of each half.
    public static ParameterBreakdown T5(ArchitectureFigures figures)
    {
        var d = figures.Need("d_model");
        var heads = figures.Need("num_heads");
        var inner = heads * figures.Need("d_kv");
        var i = figures.Need("d_ff");
        var encoders = figures.NeedLayers("num_layers");
        var decoders = figures.Optional("num_decoder_layers") ?? encoders;
        var gated = figures.Word("feed_forward_proj")?.StartsWith("gated-", StringComparison.Ordinal) ?? figures.Flag("is_gated_act", false);
        var table = (figures.Optional("relative_attention_num_buckets") ?? 32) * heads;
        var embedding = figures.Need("vocab_size") * d;
        var attention = (4 * d * inner) + d;
        var forward = ((gated ? 3 : 2) * d * i) + d;
        var encoder = (encoders * (attention + forward)) + table + d;
        var decoder = (decoders * ((2 * attention) + forward)) + table + d;
        return figures.FirstArchitecture() switch
        {
            null or "T5ForConditionalGeneration" or "T5WithLMHeadModel" => ArchitectureFormulas.Dense(embedding, figures.Flag("tie_word_embeddings", true), encoder + decoder),
            "T5EncoderModel" => ArchitectureFormulas.Dense(embedding, tied: true, encoder),
            "T5Model" => ArchitectureFormulas.Dense(embedding, tied: true, encoder + decoder),
            var other => ArchitectureFormulas.Dense(embedding, tied: true, OtherClass(figures, other)),
        };
    }

    // modeling_whisper.py: no bias on keys; the tables of positions are stored; the head is tied.
    public static ParameterBreakdown Whisper(ArchitectureFigures figures)
    {
        var d = figures.Need("d_model");
        var mels = figures.Need("num_mel_bins");
        var encoders = figures.NeedLayers("encoder_layers");
        var decoders = figures.NeedLayers("decoder_layers");
        var ie = figures.Need("encoder_ffn_dim");
        var id = figures.Optional("decoder_ffn_dim") ?? ie;
        var attention = (4 * d * d) + (3 * d);
        var encoder = (mels * d * 3) + d + (d * d * 3) + d + (figures.Need("max_source_positions") * d)
            + (encoders * (attention + (2 * d * ie) + ie + d + (4 * d))) + (2 * d);
        var decoder = (figures.Need("max_target_positions") * d) + (decoders * ((2 * attention) + (2 * d * id) + id + d + (6 * d))) + (2 * d);
        if (!figures.Flag("tie_word_embeddings", true))
            figures.NotDescribed("whisper with a head of its own");
        return ArchitectureFormulas.Dense(figures.Need("vocab_size") * d, tied: true, encoder + decoder);
    }

    private static (long Body, long Width, long Vocabulary) Encoder(ArchitectureFigures figures)
    {
        var d = figures.Need("hidden_size");
        var i = figures.Need("intermediate_size");
        var tables = (figures.Need("max_position_embeddings") + figures.Need("type_vocab_size")) * d;
        var layer = (4 * d * d) + (4 * d) + (2 * d * i) + i + d + (4 * d);
        return (tables + (2 * d) + (figures.NeedLayers("num_hidden_layers") * layer), d, figures.Need("vocab_size"));
    }

    private static long Pooler(long d) => (d * d) + d;

    private static long LanguageHead(long d, long vocabulary) => (d * d) + (3 * d) + vocabulary;

    private static long OtherClass(ArchitectureFigures figures, string? name)
    {
        figures.NotDescribed(name is null ? "a configuration without architectures" : $"the class {Reading.FindingSink.Quote(name)}");
        return 0;
    }
}
