namespace ModelProvenance.Facts;

/// <summary>What a parameter figure counts.</summary>
public enum ParameterScope
{
    /// <summary>All stored parameters.</summary>
    Total = 0,

    /// <summary>Those used for one token.</summary>
    Active,

    /// <summary>A vendor's "effective" number (Gemma 3n, Gemma 4): the memory footprint of so many parameters.</summary>
    Effective,
}

/// <summary>Whether a part of the model is in the count.</summary>
public enum PartInclusion
{
    /// <summary>The source does not say.</summary>
    Unstated = 0,

    /// <summary>The source says that it is counted.</summary>
    Included,

    /// <summary>The source says that it is not counted.</summary>
    Excluded,
}

/// <summary>A count together with what it counts. Two figures are comparable only when they count the same.</summary>
/// <param name="Counts">Total, active or effective.</param>
/// <param name="Count">The number with its precision.</param>
public sealed record ParameterFigure(ParameterScope Counts, ParameterCount Count)
{
    /// <summary>Token embeddings (and an untied output head).</summary>
    public PartInclusion Embeddings { get; init; }

    /// <summary>Multi-token-prediction modules.</summary>
    public PartInclusion Mtp { get; init; }

    /// <summary>Vision or audio towers.</summary>
    public PartInclusion Vision { get; init; }

    /// <summary>A word for a vendor's own way of counting; null when there is none.</summary>
    public string? Convention { get; init; }

    /// <summary>Whether both count the same things, as far as their sources say.</summary>
    public bool IsComparableTo(ParameterFigure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Counts == other.Counts && Embeddings == other.Embeddings && Mtp == other.Mtp && Vision == other.Vision
            && string.Equals(Convention, other.Convention, StringComparison.Ordinal);
    }
}
