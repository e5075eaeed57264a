using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts;

/// <summary>A document that makes claims about a model: what it says, where it says it, and whether that is a statement or an observation.</summary>
public interface IClaimSource
{
    /// <summary>The claims of the document.</summary>
    /// <param name="subject">What they are about: a catalog id, a repository or a path.</param>
    /// <param name="location">The URL or path of the document, as it shall stand in <see cref="ClaimSource.Location"/>.</param>
    /// <returns>In the order of <see cref="ArtifactProperties"/>, several for one property in the order of the document. Never a claim without a value.</returns>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location);
}
