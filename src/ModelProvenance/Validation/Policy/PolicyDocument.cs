using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Policy;

/// <summary>A rule of a policy. A closed hierarchy: one type for each <c>kind</c>.</summary>
public abstract record PolicyRule
{
    private protected PolicyRule()
    {
    }

    /// <summary>Its name in this policy; findings and decisions cite it.</summary>
    public required string Id { get; init; }

    /// <summary>Why the team has it, in its own words; empty when not said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How grave it is when a model does not meet it.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>How grave it is when that cannot be said. Never less than <see cref="Severity.Info"/>: unknown does not pass silently.</summary>
    public Severity Unknown { get; init; } = Severity.Error;

    /// <summary>Whether a decision of the team may stand in its place.</summary>
    public bool Decidable { get; init; } = true;

    /// <summary>Whether it speaks of licences, so that a licence which a decision concluded is what it is held against.</summary>
    public bool IsAboutLicenses => this is LicensePolicyRule or TermPolicyRule or ObligationPolicyRule;
}

/// <summary><c>license</c>: the licence of the weights is one of those allowed, and none of those denied.</summary>
/// <param name="Allowed">Licence ids; empty: any that is not denied.</param>
/// <param name="Denied">Licence ids.</param>
public sealed record LicensePolicyRule(ImmutableArray<LicenseId> Allowed, ImmutableArray<LicenseId> Denied) : PolicyRule
{
    /// <summary>Whether the licences of the models that it was made from count too.</summary>
    public bool AlongLineage { get; init; }
}

/// <summary><c>term</c>: no licence that bears on the model has a term of a kind (with certain values).</summary>
/// <param name="Term">The kind of term.</param>
/// <param name="Values">Words that the term must have to be denied: of <c>commercialUse</c>, <c>competingUse</c>, <c>derivatives</c>, <c>outputs</c> the rule; of <c>threshold</c> the measure; of
/// <c>territory</c> a country or set; of <c>fieldOfUse</c> a field. Empty: any term of that kind is denied.</param>
public sealed record TermPolicyRule(LicenseTermKind Term, ImmutableArray<string> Values) : PolicyRule
{
    /// <summary>Whether the licences of the models that it was made from count too. Default true: their terms are handed down.</summary>
    public bool AlongLineage { get; init; } = true;
}

/// <summary><c>obligation</c>: no term of these kinds, of the licence of the model or of those that it was made from, bears on the stated use (the usage profile that the manifest names).</summary>
/// <param name="Terms">The kinds of terms.</param>
public sealed record ObligationPolicyRule(ImmutableArray<LicenseTermKind> Terms) : PolicyRule
{
    /// <summary>The kinds that a rule asks about when it names none: those that take something from the use.</summary>
    public static ImmutableArray<LicenseTermKind> Restrictions { get; } =
        [LicenseTermKind.CommercialUse, LicenseTermKind.Threshold, LicenseTermKind.Territory, LicenseTermKind.FieldOfUse, LicenseTermKind.CompetingUse, LicenseTermKind.Registration];
}

/// <summary><c>developer</c>: the developers are among those allowed, and none of those denied.</summary>
/// <param name="Allowed">Organization ids; empty: any that is not denied.</param>
/// <param name="Denied">Organization ids.</param>
public sealed record DeveloperPolicyRule(ImmutableArray<OrganizationId> Allowed, ImmutableArray<OrganizationId> Denied) : PolicyRule;

/// <summary><c>compute</c>: the training compute does not exceed a threshold of the table (<see cref="Regulation.RegulatoryThreshold"/>), by every method that can be used.</summary>
/// <param name="Threshold">The threshold, an amount of its own and no share.</param>
public sealed record ComputePolicyRule(Regulation.RegulatoryThreshold Threshold) : PolicyRule;

/// <summary><c>openModel</c>: the facts that the exemption for open models of Regulation (EU) 2024/1689, Art. 53(2), asks for are so.</summary>
/// <param name="Facts">Their ids; see <see cref="Regulation.RegulatoryFacts.OpenModelIds"/>.</param>
public sealed record OpenModelPolicyRule(ImmutableArray<string> Facts) : PolicyRule;

/// <summary><c>origin</c>: the countries to which a named attribution rule attributes the model are among those allowed, and none of those denied.</summary>
/// <param name="Attribution">The attribution rule with its version: <c>ultimate-parent-headquarters/1</c>.</param>
/// <param name="Allowed">ISO 3166-1 codes; empty: any that is not denied.</param>
/// <param name="Denied">ISO 3166-1 codes.</param>
public sealed record OriginPolicyRule(string Attribution, ImmutableArray<CountryCode> Allowed, ImmutableArray<CountryCode> Denied) : PolicyRule
{
    /// <summary>Groups of countries that are denied too, as the law that names them has them.</summary>
    public ImmutableArray<Regulation.CountryGroup> DeniedGroups { get; init; } = [];
}

/// <summary><c>size</c>: a count of parameters is at most so large.</summary>
/// <param name="Counts">Which count.</param>
/// <param name="AtMost">The bound, itself allowed.</param>
public sealed record SizePolicyRule(ParameterScope Counts, ParameterCount AtMost) : PolicyRule;

/// <summary><c>base</c>: every model that it was made from is in the catalog.</summary>
public sealed record BasePolicyRule : PolicyRule;

/// <summary><c>evidence</c>: a property is known, from a source of a kind that suffices.</summary>
/// <param name="Property">The property with its qualifier: <c>licenses.weights</c>.</param>
/// <param name="Primary">Whether a primary source is needed; otherwise any.</param>
public sealed record EvidencePolicyRule(string Property, bool Primary) : PolicyRule;

/// <summary><c>dataAge</c>: the catalog is at most so old.</summary>
/// <param name="MaxDays">Days.</param>
public sealed record DataAgePolicyRule(int MaxDays) : PolicyRule;

/// <summary><c>pinned</c>: the model is pinned by a revision or by file digests.</summary>
public sealed record PinnedPolicyRule : PolicyRule;

/// <summary><c>decision</c>: a person decided about the model, and the decision holds.</summary>
public sealed record DecisionPolicyRule : PolicyRule;

/// <summary>What a team asks of the models that it uses: a declarative document (schema <c>policy.schema.json</c>).</summary>
public sealed record PolicyDocument
{
    /// <summary>The version of the form.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is modelled on, as title and address; empty for a policy of one's own.</summary>
    public ImmutableArray<(string Title, string Url)> ModelledOn { get; init; } = [];

    /// <summary>Its rules, in their order.</summary>
    public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    /// <summary>Reads a policy.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="catalog">The catalog in which licences and organizations are looked up: a name that means nothing is a finding, because a rule about it would never speak.</param>
    /// <returns>The policy; null when a part of it could not be read: a policy without one of its rules would let through what it should stop. Findings MP6011.</returns>
    public static ReadResult<PolicyDocument> Read(byte[] utf8, string path, ModelCatalog catalog) => PolicyReader.Read(utf8, path, catalog);
}
