namespace ModelProvenance.Inspection;

/// <summary>The bounds within which a folder is inspected, each with its reason. The readers keep their own bounds for each file.</summary>
public static class InspectionLimits
{
    /// <summary>Files and folders that are listed: the largest repositories known have some 1,000 files (one shard for each layer and their companions).</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Files whose contents are read; a model of 500 shards with its companions stays below.</summary>
    public const int MaxFiles = 2_000;

    /// <summary>Folders inside each other: repositories keep builds one or two levels down (<c>onnx/</c>, <c>original/</c>, <c>Q4_K_M/</c>).</summary>
    public const int MaxDepth = 4;

    /// <summary>Files and folders that a scan of a store or tree lists, 2 million: a home folder with many projects stays below.</summary>
    public const int MaxScanEntries = 2_000_000;

    /// <summary>Folders inside each other that a scan enters.</summary>
    public const int MaxScanDepth = 32;

    /// <summary>Bytes that are read of all files together, 4 GiB: headers and documents of a thousand real files stay below 1 GiB; data of tensors is not read.</summary>
    public const long MaxBytes = 4L << 30;

    /// <summary>Bytes of one licence file, 4 MiB; the longest licence texts have some 50 kB, and a text is matched in its first two million characters.</summary>
    public const int MaxLicenseBytes = 4 << 20;

    /// <summary>Places that are kept for one claim which many files make; further ones say the same.</summary>
    public const int MaxSources = 16;
}
