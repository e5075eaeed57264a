using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What an address of a licence leads to.</summary>
public enum LicenseUrlKind
{
    /// <summary>The text.</summary>
    Text = 0,

    /// <summary>The licensor's own page for it.</summary>
    Canonical,

    /// <summary>A use policy that belongs to it.</summary>
    Policy,
}

/// <summary>An address of a licence.</summary>
/// <param name="Value">The address.</param>
/// <param name="Kind">What it leads to.</param>
public sealed record LicenseUrl(string Value, LicenseUrlKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A licence text.</summary>
public sealed class ModelLicense
{
    /// <summary>The SPDX id, or a <c>LicenseRef-</c> id.</summary>
    public required LicenseId Id { get; init; }

    /// <summary>The title of the text.</summary>
    public required Fact<string> Name { get; init; }

    /// <summary>The group of texts that succeed one another, such as <c>llama-community</c>; empty for a text that stands alone.</summary>
    public required string Family { get; init; }

    /// <summary>The version that the text states; empty when it states none.</summary>
    public required string Version { get; init; }

    /// <summary>The date that the text states or on which it was published.</summary>
    public required Fact<PartialDate> Date { get; init; }

    /// <summary>Who issued it.</summary>
    public required Fact<OrganizationId> Issuer { get; init; }

    /// <summary>Whether the id is on the SPDX licence list.</summary>
    public required bool OnSpdxList { get; init; }

    /// <summary>The value of <c>license:</c> on the Hugging Face Hub; empty when the hub has none.</summary>
    public required string HubTag { get; init; }

    /// <summary>Values of <c>license_name:</c> seen in model cards.</summary>
    public required ImmutableArray<string> HubNames { get; init; }

    /// <summary>Names as people write them.</summary>
    public required ImmutableArray<string> Aliases { get; init; }

    /// <summary>Where the text and its policies stand.</summary>
    public required ImmutableArray<Fact<LicenseUrl>> Urls { get; init; }

    /// <summary>What the text states, term by term. Its sources say where, and by their kind whether the text itself was read.</summary>
    public required ImmutableArray<Fact<LicenseTerm>> Terms { get; init; }

    /// <summary>Kinds of terms on which the text was read and says nothing. A kind that stands neither here nor among <see cref="Terms"/> was not read.</summary>
    public required Fact<ImmutableArray<LicenseTermKind>> SilentOn { get; init; }

    /// <summary>What is known about a kind of term.</summary>
    public TermReading Reading(LicenseTermKind kind)
    {
        foreach (var term in Terms)
        {
            if (term.IsKnown && term.Value.Kind == kind)
                return TermReading.Stated;
        }

        return SilentOn.IsKnown && SilentOn.Value.Contains(kind) ? TermReading.Silent : TermReading.NotRead;
    }

    /// <summary>The known terms of a type, in the order of the record.</summary>
    /// <typeparam name="T">One of the types of <see cref="LicenseTerm"/>.</typeparam>
    public IEnumerable<T> TermsOf<T>()
        where T : LicenseTerm
    {
        foreach (var term in Terms)
        {
            if (term.ValueOrDefault is T found)
                yield return found;
        }
    }

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id.Value;
}
