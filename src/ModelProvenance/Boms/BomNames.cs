namespace ModelProvenance.Boms;

/// <summary>Names of our own that stand in documents, where the standards have none. Documented in docs/boms.md; a name keeps its meaning.</summary>
internal static class BomNames
{
    /// <summary>What every property of ours begins with.</summary>
    public const string Prefix = "modelprovenance:";

    /// <summary>How a model comes from an ancestor; one of <see cref="Facts.RelationKind"/>.</summary>
    public const string Relation = Prefix + "relation";

    /// <summary>The registered CycloneDX name for the number of parameters (cdx:ai-ml taxonomy of CycloneDX/cyclonedx-property-taxonomy).</summary>
    public const string ParameterCount = "cdx:ai-ml:model:parameter:count";

    /// <summary>The registered CycloneDX name for a modality.</summary>
    public const string Modality = "cdx:ai-ml:model:modality";

    /// <summary>The registered CycloneDX name for languages.</summary>
    public const string Language = "cdx:ai-ml:model:language";

    /// <summary>The registered CycloneDX name for a quantization.</summary>
    public const string Quantization = "cdx:ai-ml:model:hyperparameter:quantization";

    /// <summary>The registered CycloneDX name for the context window, in tokens.</summary>
    public const string ContextLength = "cdx:ai-ml:model:hyperparameter:context_length";

    /// <summary>The registered CycloneDX name for the largest context that the configuration allows, in tokens.</summary>
    public const string MaxPositionEmbeddings = "cdx:ai-ml:model:hyperparameter:max_position_embeddings";

    /// <summary>The element of SPDX that says that nothing is asserted about a licence.</summary>
    public const string SpdxNoAssertionLicense = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense";
}
