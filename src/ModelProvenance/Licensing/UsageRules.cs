using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Licensing;

/// <summary>What the reader of usage profiles finds.</summary>
public static class UsageRules
{
    /// <summary>The file is not in its form.</summary>
    public static RuleDescriptor UsageFormat { get; } =
        new(RuleId.FromNumber(4001), nameof(UsageFormat), Severity.Error, "A usage profile is not JSON, or a member is missing, unknown or of the wrong form.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [UsageFormat];
}
