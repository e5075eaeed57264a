namespace ModelProvenance.Boms;

/// <summary>The bounds that the reader of bills of materials keeps, each with its reason.</summary>
public static class BomLimits
{
    /// <summary>Bytes of one document, 64 MiB: the largest published ones of whole distributions have about 50.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Values in one document: each takes about 120 bytes here.</summary>
    public const int MaxValues = 1_000_000;

    /// <summary>Objects and lists inside each other. Documents of real tools stay below 20; components inside components are what grows.</summary>
    public const int MaxDepth = Text.JsonTree.MaxDepth;

    /// <summary>Components or elements that are looked at.</summary>
    public const int MaxElements = 100_000;

    /// <summary>Findings of one rule in one document; more are counted in the last.</summary>
    public const int MaxFindingsPerRule = 100;
}
