namespace ModelProvenance.Artifacts;

/// <summary>How much a GGUF reader keeps and checks.</summary>
public sealed record GgufReadOptions
{
    /// <summary>Small arrays kept, data section checked against the length of the file.</summary>
    public static GgufReadOptions Default { get; } = new();

    /// <summary>Whether the input is known to end behind the header (a copy of the first bytes of a file), so that the data section is not looked for. Default false.</summary>
    public bool HeaderOnly { get; init; }

    /// <summary>Decides by key which arrays are kept whatever their size; null (the default) keeps those of at most <see cref="ArtifactLimits.SmallGgufArrayBytes"/>.
    /// Kept arrays count towards <see cref="ArtifactLimits.MaxGgufRetainedBytes"/>; those beyond are not kept.</summary>
    public Func<string, bool>? KeepArrays { get; init; }

    /// <summary>Whether the bytes of every array are hashed while they pass (<see cref="GgufArray.Sha256"/>). Default false; costs about 1 ms for each MB.</summary>
    public bool HashArrays { get; init; }

    /// <summary>Whether the tokens are made one digest that other formats have too (<see cref="GgufArray.Fingerprint"/>). Default false; costs about 2 ms for each MB of tokens.</summary>
    public bool FingerprintTokens { get; init; }
}
