using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Policy;

/// <summary>What the gate finds: in the manifest of the models in use, in the policy, and of the models when the policy is applied.</summary>
public static class GateRules
{
    /// <summary>The manifest is not in its form.</summary>
    public static RuleDescriptor ManifestFormat { get; } = Rule(6001, nameof(ManifestFormat), Severity.Error, "A manifest of models (models.json) is not JSON, or a member is missing, unknown or of the wrong form.");

    /// <summary>The same model stands twice.</summary>
    public static RuleDescriptor DuplicateModel { get; } = Rule(6002, nameof(DuplicateModel), Severity.Error, "A manifest lists the same reference at the same revision twice.");

    /// <summary>Nobody knows the model.</summary>
    public static RuleDescriptor UnknownModel { get; } = Rule(6003, nameof(UnknownModel), Severity.Warning, "A reference in a manifest does not determine a model of the catalog.");

    /// <summary>The reference can come to mean something else.</summary>
    public static RuleDescriptor UnpinnedModel { get; } = Rule(6004, nameof(UnpinnedModel), Severity.Info, "A model in a manifest has neither a revision nor file digests, so it can change without a change of the manifest.");

    /// <summary>The catalog knows other digests.</summary>
    public static RuleDescriptor DigestOfAnotherFile { get; } = Rule(6005, nameof(DigestOfAnotherFile), Severity.Error, "A file digest in a manifest differs from the one that the catalog has for that file of that model.");

    /// <summary>A decision is over.</summary>
    public static RuleDescriptor DecisionExpired { get; } = Rule(6006, nameof(DecisionExpired), Severity.Error, "A decision in a manifest held only until a day that has passed.");

    /// <summary>A decision rests on another licence than the catalog knows.</summary>
    public static RuleDescriptor DecisionAgainstCatalog { get; } = Rule(6007, nameof(DecisionAgainstCatalog), Severity.Warning, "The licence that a decision concluded is not the one that the catalog has for the model.");

    /// <summary>A file that the manifest names cannot be had.</summary>
    public static RuleDescriptor MissingDocument { get; } = Rule(6008, nameof(MissingDocument), Severity.Error, "A manifest names a policy or a usage file that cannot be read.");

    /// <summary>The policy is not in its form.</summary>
    public static RuleDescriptor PolicyFormat { get; } = Rule(6011, nameof(PolicyFormat), Severity.Error, "A policy is not JSON, or a member is missing, unknown or of the wrong form.");

    /// <summary>A model does not meet a rule of the policy.</summary>
    public static RuleDescriptor PolicyNotMet { get; } = Rule(6021, nameof(PolicyNotMet), Severity.Error, "A model does not meet a rule of the policy.");

    /// <summary>Whether a model meets a rule of the policy cannot be said.</summary>
    public static RuleDescriptor PolicyUnknown { get; } = Rule(6022, nameof(PolicyUnknown), Severity.Error, "Whether a model meets a rule of the policy cannot be said: a fact is missing. Unknown never passes silently.");

    /// <summary>A decision took the place of a rule.</summary>
    public static RuleDescriptor PolicyDecided { get; } = Rule(6023, nameof(PolicyDecided), Severity.Info, "A decision of the team stands in place of a rule of the policy that a model does not meet.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
    [
        ManifestFormat, DuplicateModel, UnknownModel, UnpinnedModel, DigestOfAnotherFile, DecisionExpired, DecisionAgainstCatalog, MissingDocument, PolicyFormat, PolicyNotMet, PolicyUnknown, PolicyDecided,
    ];

    private static RuleDescriptor Rule(int number, string name, Severity severity, string summary) => new(RuleId.FromNumber(number), name, severity, summary);
}
