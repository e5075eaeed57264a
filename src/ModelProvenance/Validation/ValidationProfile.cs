using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

using ModelProvenance.Findings;

namespace ModelProvenance.Validation;

/// <summary>Which rules run, and how grave their findings are.</summary>
public sealed class ValidationProfile
{
    private ValidationProfile(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    /// <summary>What the Hugging Face Hub refuses, in its words; every finding is an error. Findings of the gate (MP60xx: manifests, policies) are reported as in every profile.</summary>
    public static ValidationProfile Hub { get; } = new("hub", "What the Hugging Face Hub refuses, in its words; every finding is an error.");

    /// <summary>What a reader of provenance needs: the default.</summary>
    public static ValidationProfile Provenance { get; } = new("provenance", "What a reader of provenance needs: the default.");

    /// <summary>Everything; warnings are errors.</summary>
    public static ValidationProfile Strict { get; } = new("strict", "Every rule; warnings are errors.");

    /// <summary>All profiles.</summary>
    public static ImmutableArray<ValidationProfile> All { get; } = [Hub, Provenance, Strict];

    /// <summary>The word that the command line and configurations use.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Summary { get; }

    /// <summary>The profile of a name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out ValidationProfile? profile)
    {
        profile = All.FirstOrDefault(p => p.Name == name);
        return profile is not null;
    }

    /// <summary>Whether a rule runs. A rule without profiles belongs to a reader and speaks whenever it applies.</summary>
    public bool Includes(RuleDescriptor rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Profiles.IsEmpty || rule.Profiles.Contains(Name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The finding as this profile reports it; null when it does not.</summary>
    internal ReportedFinding? Report(ReportedFinding finding)
    {
        // What a team asks of its models is no matter of the Hub, and never passes silently.
        if (this == Hub && finding.Rule.Id.Number / 100 == 60)
            return finding;
        if (this == Hub)
            return finding.HubMessage is { } words ? finding with { Finding = finding.Finding with { Message = words, Severity = Severity.Error } } : null;
        return this == Strict && finding.Severity == Severity.Warning ? finding with { Finding = finding.Finding with { Severity = Severity.Error } } : finding;
    }
}
