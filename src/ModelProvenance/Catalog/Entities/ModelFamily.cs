using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What the catalog claims to hold of a family in full. Without it no cadence is called established.</summary>
/// <param name="CompleteSince">Every release since then is in the catalog.</param>
/// <param name="CheckedAgainst">The lists that were gone through.</param>
/// <param name="CheckedOn">When.</param>
public sealed record CoverageStatement(PartialDate CompleteSince, string CheckedAgainst, PartialDate CheckedOn)
{
    /// <summary>What is left out on purpose; empty when nothing is.</summary>
    public string Note { get; init; } = "";
}

/// <summary>A model family: what its developer calls by one name over the years, such as Qwen.</summary>
public sealed class ModelFamily
{
    /// <summary>The id.</summary>
    public required FamilyId Id { get; init; }

    /// <summary>The names; the first one is the display name.</summary>
    public required ImmutableArray<Fact<EntityName>> Names { get; init; }

    /// <summary>Who develops it.</summary>
    public required Fact<ValueList<OrganizationId>> Developers { get; init; }

    /// <summary>What the catalog claims to hold in full; null when it claims nothing.</summary>
    public required CoverageStatement? Coverage { get; init; }

    /// <summary>The display name.</summary>
    public string Name => Names.IsEmpty || !Names[0].IsKnown ? Id.Value : Names[0].Value.Text;

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A generation or branch of a family, such as Qwen2.5-Coder.</summary>
public sealed class ModelSeries
{
    /// <summary>The id.</summary>
    public required SeriesId Id { get; init; }

    /// <summary>The family.</summary>
    public required FamilyId Family { get; init; }

    /// <summary>The names; the first one is the display name.</summary>
    public required ImmutableArray<Fact<EntityName>> Names { get; init; }

    /// <summary>Who develops it.</summary>
    public required Fact<ValueList<OrganizationId>> Developers { get; init; }

    /// <summary>The display name.</summary>
    public string Name => Names.IsEmpty || !Names[0].IsKnown ? Id.Value : Names[0].Value.Text;

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What was published together.</summary>
public sealed class ModelRelease
{
    /// <summary>The id.</summary>
    public required ReleaseId Id { get; init; }

    /// <summary>The series.</summary>
    public required SeriesId Series { get; init; }

    /// <summary>The name that its developer uses.</summary>
    public required string Name { get; init; }

    /// <summary>Dates by kind, at most one of each.</summary>
    public required ImmutableArray<DateFact> Dates { get; init; }

    /// <summary>Licences by scope.</summary>
    public required ImmutableArray<LicenseFact> Licenses { get; init; }

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
