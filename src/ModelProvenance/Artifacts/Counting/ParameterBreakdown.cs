namespace ModelProvenance.Artifacts.Counting;

/// <summary>What vendors count when they say how many parameters are active for a token.</summary>
public enum ActiveConvention
{
    /// <summary>Everything that a token passes, embeddings included (Mixtral 12.9B, DBRX 36B, DeepSeek-V3 37B).</summary>
    Everything = 0,

    /// <summary>The same without the input embedding, of which a token reads one row (gpt-oss 5.1B).</summary>
    WithoutInputEmbedding,

    /// <summary>The same without the input embedding and the output head (MiniMax-M1 45.9B, GLM-4.5-Air 12B).</summary>
    WithoutEmbeddingAndHead,
}

/// <summary>How many parameters a model of known architecture has, and where they sit.</summary>
/// <remarks>Every stored weight, bias, norm and router value counts once; tied embeddings once; no multi-token-prediction module, no tower for images or sound,
/// no quantization scales, no buffers.</remarks>
/// <param name="Total">All parameters.</param>
/// <param name="Active">Those that one token passes, embeddings included; <see cref="Total"/> for a dense model.</param>
/// <param name="Embedding">The token embedding: vocabulary times width.</param>
/// <param name="TiedEmbedding">Whether the output head is the same matrix.</param>
public sealed record ParameterBreakdown(long Total, long Active, long Embedding, bool TiedEmbedding)
{
    /// <summary>The multi-token-prediction modules, which <see cref="Total"/> leaves out; 0 when there are none. Checkpoints often store copies of embedding and head with them.</summary>
    public long Mtp { get; init; }

    /// <summary>Routed experts in a layer; 0 for a dense model.</summary>
    public int Experts { get; init; }

    /// <summary>Routed experts for one token; 0 for a dense model.</summary>
    public int ExpertsPerToken { get; init; }

    /// <summary>Active parameters without the input embedding; a tied matrix stays, because it is the head.</summary>
    public long ActiveWithoutInputEmbedding => TiedEmbedding ? Active : Active - Embedding;

    /// <summary>Active parameters without the input embedding and the head.</summary>
    public long ActiveWithoutEmbeddingAndHead => ActiveWithoutInputEmbedding - Embedding;

    /// <summary>The active parameters in one of the conventions.</summary>
    public long ActiveIn(ActiveConvention convention) => convention switch
    {
        ActiveConvention.WithoutInputEmbedding => ActiveWithoutInputEmbedding,
        ActiveConvention.WithoutEmbeddingAndHead => ActiveWithoutEmbeddingAndHead,
        _ => Active,
    };
}

/// <summary>The outcome of counting by a configuration: figures, or why there are none. Never a guess.</summary>
/// <param name="Figures">The figures; null when they are not known.</param>
/// <param name="UnknownBecause">Why they are not known; null when they are.</param>
public sealed record ConfigParameterCount(ParameterBreakdown? Figures, string? UnknownBecause)
{
    /// <summary>Whether there are figures.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Figures))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(UnknownBecause))]
    public bool IsKnown => Figures is not null;
}
