namespace ModelProvenance.Artifacts.Counting;

/// <summary>The figures that nearly all decoders share, under the names of Transformers.</summary>
internal readonly struct DecoderShape
{
    public DecoderShape(ArchitectureFigures figures)
    {
        Width = figures.Need("hidden_size");
        Layers = figures.NeedLayers("num_hidden_layers");
        Heads = figures.Need("num_attention_heads");
        KeyHeads = figures.Optional("num_key_value_heads") ?? Heads;
        HeadWidth = figures.Optional("head_dim") ?? (Heads > 0 && Width % Heads == 0 ? Width / Heads : NoHeadWidth(figures));
        Vocabulary = figures.Need("vocab_size");
    }

    public long Width { get; }

    public int Layers { get; }

    public long Heads { get; }

    public long KeyHeads { get; }

    public long HeadWidth { get; }

    public long Vocabulary { get; }

    public long Embedding => Vocabulary * Width;

    /// <summary>Query, key, value and output projections without biases.</summary>
    public long Attention => (2 * Width * Heads * HeadWidth) + (2 * Width * KeyHeads * HeadWidth);

    /// <summary>Biases of query, key and value.</summary>
    public long QueryKeyValueBias => (Heads + (2 * KeyHeads)) * HeadWidth;

    private static long NoHeadWidth(ArchitectureFigures figures)
    {
        figures.NotDescribed("a hidden_size that is no multiple of num_attention_heads, without head_dim");
        return 1;
    }
}
