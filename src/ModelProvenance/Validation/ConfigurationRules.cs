using ModelProvenance.Findings;

namespace ModelProvenance.Validation;

/// <summary>What is found in the configuration of a check.</summary>
public static class ConfigurationRules
{
    /// <summary>The file is not a configuration.</summary>
    public static RuleDescriptor InvalidConfiguration { get; } = new(RuleId.FromNumber(6901), nameof(InvalidConfiguration), Severity.Error, "The configuration of a check is not valid JSON, or has a member that is not known.");

    /// <summary>A waiver whose day has passed.</summary>
    public static RuleDescriptor ExpiredWaiver { get; } = new(RuleId.FromNumber(6902), nameof(ExpiredWaiver), Severity.Warning, "A waiver has expired; what it covered is reported again.");

    internal static RuleDescriptor[] All => [InvalidConfiguration, ExpiredWaiver];
}
