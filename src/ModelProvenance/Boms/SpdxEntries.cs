namespace ModelProvenance.Boms;

/// <summary>Where values stand for which SPDX 3.0.1 has no member: keys of <c>ai_hyperparameter</c>, words in front of texts.</summary>
internal static class SpdxEntries
{
    /// <summary>What stands in front of the modalities in <c>ai_informationAboutApplication</c>.</summary>
    public const string ModalitiesPrefix = "Modalities: ";

    /// <summary>Keys and the properties of the catalog that they hold.</summary>
    public static IReadOnlyList<(string Key, string Property)> Hyperparameters { get; } =
    [
        ("parameterCount.total", "parameters.total"),
        ("parameterCount.active", "parameters.active"),
        ("parameterCount.effective", "parameters.effective"),
        ("contextWindow", "contextWindow"),
        ("contextLimit", "contextLimit"),
        ("trainingTokens", "trainingTokens"),
        ("quantization", "quantization"),
    ];
}
