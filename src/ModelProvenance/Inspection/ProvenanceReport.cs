using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>What was inspected.</summary>
public enum InputKind
{
    /// <summary>A name.</summary>
    Name = 0,

    /// <summary>A model card.</summary>
    Card,

    /// <summary>A file with weights.</summary>
    Artifact,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A bill of materials.</summary>
    Bom,

    /// <summary>A list of models in use.</summary>
    Manifest,
}

/// <summary>All claims about one property, side by side.</summary>
/// <param name="Name">The property, as the JSON shapes name it: <c>parameters.total</c>.</param>
/// <param name="State">Whether a value is known, and if not, in which way.</param>
/// <param name="Verdict">What the claims say of one another.</param>
/// <param name="Claims">The claims, the preferred one first.</param>
public sealed record ReportedProperty(string Name, FactState State, ClaimVerdict Verdict, ImmutableArray<ProvenanceClaim> Claims)
{
    /// <summary>The preferred value; null when none is known.</summary>
    public string? Value => State == FactState.Known && !Claims.IsEmpty ? Claims[0].Value : null;
}

/// <summary>Everything that is known about an input, reconciled.</summary>
/// <param name="Input">The input as it was given.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Identification">Which model it names or is.</param>
/// <param name="Properties">Every property of which there is a claim; those of the catalog in the catalog's order.</param>
/// <param name="Findings">What rules say.</param>
public sealed record ProvenanceReport(string Input, InputKind Kind, ModelResolution Identification, ImmutableArray<ReportedProperty> Properties, ImmutableArray<Finding> Findings)
{
    /// <summary>What the model comes from; null when no model is determined.</summary>
    public LineageGraph? Lineage { get; init; }

    /// <summary>What the input states about licence and bases, for <see cref="Obligations"/>; null for a name that determines no model and no card.</summary>
    public StatedWork? Work { get; init; }

    /// <summary>How many files were read with a result; 0 for a name, and for an input that could not be read (<see cref="Findings"/> says why).</summary>
    public int FilesRead { get; init; }

    /// <summary>The property of a name, or null.</summary>
    public ReportedProperty? Property(string name) => Properties.FirstOrDefault(p => p.Name == name);
}
