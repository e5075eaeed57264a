using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Extensions;

/// <summary>What happens to a call of a model that does not pass the gate.</summary>
public enum ModelGateEnforcement
{
    /// <summary>The call is refused with <see cref="ModelRefusedException"/>.</summary>
    Refuse = 0,

    /// <summary>The call goes on; the verdict is recorded on the activity.</summary>
    Record,
}

/// <summary>What <c>AddModelProvenance</c> goes by.</summary>
public sealed class ModelProvenanceOptions
{
    /// <summary>The catalog; null for that of the library.</summary>
    public ModelCatalog? Catalog { get; set; }

    /// <summary>Path of the manifest of the models in use (<c>models.json</c>), whose policy and decisions count; null for none. Read once, when the gate is made.</summary>
    public string? ManifestPath { get; set; }

    /// <summary>The policy; null for the one that the manifest names.</summary>
    public PolicyDocument? Policy { get; set; }

    /// <summary>What happens to a call of a model that does not pass. Default: it is refused.</summary>
    public ModelGateEnforcement Enforcement { get; set; }

    /// <summary>Whether a model passes that the manifest does not list. Default: yes; the policy applies to it all the same.</summary>
    public bool AllowUnlisted { get; set; } = true;

    /// <summary>The clock by which decisions hold and data is old. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
