using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>Which entity of the catalog.</summary>
public enum EntityKind
{
    /// <summary>An <see cref="Organization"/>.</summary>
    Organization = 0,

    /// <summary>A <see cref="ModelLicense"/>.</summary>
    License,

    /// <summary>A <see cref="ModelFamily"/>.</summary>
    Family,

    /// <summary>A <see cref="ModelSeries"/>.</summary>
    Series,

    /// <summary>A <see cref="ModelRelease"/>.</summary>
    Release,

    /// <summary>A <see cref="ModelInfo"/>.</summary>
    Model,

    /// <summary>A <see cref="Statement"/>.</summary>
    Statement,
}

/// <summary>An entity by kind and id.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id.</param>
public sealed record EntityReference(EntityKind Kind, string Id);

/// <summary>What the sources beside a statement say of it.</summary>
public enum ClaimVerdict
{
    /// <summary>Nothing to compare with.</summary>
    Unknown = 0,

    /// <summary>Another source that must know says the same.</summary>
    Confirmed,

    /// <summary>Another source that must know says otherwise.</summary>
    Contradicted,

    /// <summary>Looked for such a source, and found none.</summary>
    Unverified,
}

/// <summary>What a primary source says beside a statement.</summary>
/// <param name="Value">What it says, as a short value.</param>
/// <param name="Sources">Where.</param>
public sealed record StatementComparison(string Value, ImmutableArray<Citation> Sources)
{
    /// <summary>How the two relate; empty when it is plain.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What somebody said about something that is no model: a share of downloads, a pace, a valuation.</summary>
public sealed class Statement
{
    /// <summary>The id.</summary>
    public required StatementId Id { get; init; }

    /// <summary>Entities that it is about.</summary>
    public required ImmutableArray<EntityReference> About { get; init; }

    /// <summary>What it is about, in words.</summary>
    public required string Subject { get; init; }

    /// <summary>Which property.</summary>
    public required string Property { get; init; }

    /// <summary>What was said, as a short value.</summary>
    public required string Value { get; init; }

    /// <summary>For when it was said; <c>default</c> when that is not stated.</summary>
    public required PartialDate AsOf { get; init; }

    /// <summary>How the value is defined; empty when nobody says.</summary>
    public required string Definition { get; init; }

    /// <summary>The span of time that the value covers; empty when nobody says.</summary>
    public required string Window { get; init; }

    /// <summary>Who said it.</summary>
    public required ImmutableArray<Citation> StatedBy { get; init; }

    /// <summary>What primary sources say.</summary>
    public required ImmutableArray<StatementComparison> Beside { get; init; }

    /// <summary>What follows for the statement.</summary>
    public required ClaimVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {Property}: {Value}";
}

/// <summary>An id that changed.</summary>
/// <param name="Kind">The kind of entity.</param>
/// <param name="Id">The old id.</param>
/// <param name="Successor">The new id; empty when the entity was removed.</param>
public sealed record RetiredId(EntityKind Kind, string Id, string Successor)
{
    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When.</summary>
    public PartialDate On { get; init; }
}
