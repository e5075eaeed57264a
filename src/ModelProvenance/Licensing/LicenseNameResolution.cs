using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Licensing;

/// <summary>Which licence a name, tag, expression or link means, as far as that can be said.</summary>
/// <param name="Input">The text.</param>
public sealed record LicenseNameResolution(string Input)
{
    /// <summary>
    /// <see cref="ResolutionConfidence.Exact"/>: an id, tag, name or address of the data. <see cref="ResolutionConfidence.Strong"/>: read by a rule (a compound, a replaced id).
    /// <see cref="ResolutionConfidence.Weak"/>: a family without a version, or several licences have the name (<see cref="Candidates"/>). <see cref="ResolutionConfidence.None"/>: not known, or the
    /// text says nothing about which licence.
    /// </summary>
    public ResolutionConfidence Confidence { get; init; }

    /// <summary>The licence or licences as an expression; null unless the confidence is strong or exact.</summary>
    public SpdxExpression? Expression { get; init; }

    /// <summary>The one licence; <c>default</c> when there is none, or more than one.</summary>
    public LicenseId License => Expression is SpdxLicense { OrLater: false } one ? one.License : default;

    /// <summary>The family that is named without a version; empty otherwise.</summary>
    public string Family { get; init; } = "";

    /// <summary>What the text may mean when it does not determine one licence.</summary>
    public ImmutableArray<LicenseId> Candidates { get; init; } = [];

    /// <summary>Whether the text says that the licence is another one or unknown (<c>other</c>, <c>unknown</c>): NOASSERTION in SPDX.</summary>
    public bool IsUnstated { get; init; }

    /// <summary>Why the text was read as it was.</summary>
    public ImmutableArray<ResolutionReason> Reasons { get; init; } = [];
}
