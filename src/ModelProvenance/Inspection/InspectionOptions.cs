using ModelProvenance.Artifacts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;

namespace ModelProvenance.Inspection;

/// <summary>How files and folders are inspected.</summary>
public sealed record InspectionOptions
{
    /// <summary>The day for which names in the files are meant; null for the newest meaning.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Cards of repositories outside the catalog, for <see cref="ProvenanceReport.Work"/>; null when there are none.</summary>
    public IModelMetadataSource? Cards { get; init; }

    /// <summary>The licence texts that are known; null for those of this package. See <see cref="Licensing.LicenseTexts.WithLayer"/>.</summary>
    public LicenseTexts? LicenseTexts { get; init; }

    /// <summary>Whether the SHA-256 of every file is computed, which reads all of it: one claim for each file, and the model is identified by the digests of the catalog. False by default.</summary>
    public bool ComputeDigests { get; init; }

    /// <summary>Told how far the digests are, from several threads; null when nobody asks.</summary>
    public IProgress<DigestProgress>? Progress { get; init; }
}
