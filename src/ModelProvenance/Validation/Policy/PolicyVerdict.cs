using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Validation.Policy;

/// <summary>Whether a model meets a rule.</summary>
public enum PolicyOutcome
{
    /// <summary>It does.</summary>
    Met = 0,

    /// <summary>It does not.</summary>
    NotMet,

    /// <summary>That cannot be said.</summary>
    Unknown,

    /// <summary>It does not, or that cannot be said, and a decision of the team that holds stands in its place.</summary>
    Decided,
}

/// <summary>What a rule of a policy says of a model.</summary>
/// <param name="Model">The model as the manifest lists it.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">Whether it is met.</param>
/// <param name="Fact">The fact that decided, or what is missing, with its clause or place.</param>
public sealed record PolicyVerdict(UsedModel Model, PolicyRule Rule, PolicyOutcome Outcome, string Fact)
{
    /// <summary>The id of the model in the catalog; empty when the reference does not determine one.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the fact rests on.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}
