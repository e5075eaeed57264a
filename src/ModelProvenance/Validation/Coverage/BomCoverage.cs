using System.Collections.Immutable;

using ModelProvenance.Boms;

namespace ModelProvenance.Validation;

/// <summary>How well an element of a framework is covered by a document.</summary>
public enum BomCoverageStatus
{
    /// <summary>The document does not say it.</summary>
    Missing = 0,

    /// <summary>The document says it, and nothing at hand speaks for or against it.</summary>
    Declared,

    /// <summary>The document does not say it there, but it follows from something else that it says.</summary>
    Inferred,

    /// <summary>The document says it, and the catalog or the document's own form confirms it.</summary>
    Verified,

    /// <summary>The document says it, and the catalog says otherwise.</summary>
    Contradicted,
}

/// <summary>One element of a framework and how it is covered.</summary>
/// <param name="Id">The id in our numbering: <c>MDL-07</c>.</param>
/// <param name="Cluster">The cluster of the framework.</param>
/// <param name="Name">The name in the framework.</param>
/// <param name="Status">How it is covered.</param>
/// <param name="Pointer">Where in the document (RFC 6901); empty when it is missing.</param>
/// <param name="Note">Why, when the status does not say it all; empty otherwise.</param>
public sealed record BomCoverageElement(string Id, string Cluster, string Name, BomCoverageStatus Status, string Pointer, string Note);

/// <summary>What a bill of materials covers of a framework of minimum elements: each element with its status and place, not a percentage of filled fields.</summary>
/// <param name="Framework">The word for the framework.</param>
/// <param name="Elements">The elements in the order of the framework.</param>
public sealed record BomCoverage(string Framework, ImmutableArray<BomCoverageElement> Elements)
{
    /// <summary>The 50 elements of "SBOM for AI - Minimum Elements" of the G7 cybersecurity working group (2026-05-12).</summary>
    public const string G7 = "g7";

    /// <summary>Coverage of the G7 elements.</summary>
    /// <param name="document">The document.</param>
    /// <param name="validator">Holds the catalog that values are compared with.</param>
    public static BomCoverage OfG7(BomDocument document, Validator validator)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(validator);
        return new BomCoverage(G7, new G7Coverage(document, validator).Elements());
    }

    /// <summary>The number of elements of a status.</summary>
    public int Count(BomCoverageStatus status) => Elements.Count(e => e.Status == status);
}
