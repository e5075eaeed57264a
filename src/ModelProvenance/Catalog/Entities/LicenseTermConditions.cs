using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>Whether commercial use is licensed.</summary>
public enum CommercialUse
{
    /// <summary>Licensed like any other use.</summary>
    Allowed = 0,

    /// <summary>Licensed under conditions that other terms of the licence state.</summary>
    Conditional,

    /// <summary>Not licensed by this text.</summary>
    Excluded,
}

/// <summary>Whether commercial use is licensed.</summary>
/// <param name="Rule">Whether it is.</param>
public sealed record CommercialUseTerm(CommercialUse Rule) : LicenseTerm(LicenseTermKind.CommercialUse)
{
    /// <summary>The use of what.</summary>
    public TermSubject Of { get; init; }

    /// <summary>Purposes that the text licenses when it excludes commercial use (<c>research</c>, <c>evaluation</c>, <c>personal</c>); empty when it lists none.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(CommercialUseTerm? other) => base.Equals(other) && Rule == other.Rule && Of == other.Of && Same(Purposes, other.Purposes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Of, Clause);

    private protected override string Summary() => $"commercial use of {Plain(Of)}: {Plain(Rule)}{If(!Purposes.IsEmpty, $" (for {Words([.. Purposes.Select(Plain)])})")}";
}

/// <summary>What a threshold counts.</summary>
public enum ThresholdMeasure
{
    /// <summary>Users, as <see cref="ThresholdTerm.Unit"/> says.</summary>
    Users = 0,

    /// <summary>Revenue in <see cref="ThresholdTerm.Currency"/>.</summary>
    Revenue,
}

/// <summary>The time over which something is counted.</summary>
public enum ThresholdPeriod
{
    /// <summary>The text does not say.</summary>
    Unstated = 0,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A year: calendar, fiscal, or any twelve months as the note says.</summary>
    Year,
}

/// <summary>On which day a threshold is tested.</summary>
public enum ThresholdTest
{
    /// <summary>The text does not say.</summary>
    Unstated = 0,

    /// <summary>Once, on the day of the release: later growth changes nothing.</summary>
    Release,

    /// <summary>At any time.</summary>
    Rolling,
}

/// <summary>Whether affiliates are counted in.</summary>
public enum AffiliateCount
{
    /// <summary>The text does not say.</summary>
    Unstated = 0,

    /// <summary>They are.</summary>
    Included,

    /// <summary>They are not.</summary>
    Excluded,
}

/// <summary>What is counted.</summary>
public enum ThresholdScope
{
    /// <summary>The text does not say.</summary>
    Unstated = 0,

    /// <summary>The products and services that use the model.</summary>
    ProductsUsingModel,

    /// <summary>All products and services of the licensee.</summary>
    AllProducts,

    /// <summary>The licensee as a whole.</summary>
    Organization,
}

/// <summary>What happens above a threshold.</summary>
public enum ThresholdEffect
{
    /// <summary>A licence must be asked for, and without it there are no rights.</summary>
    RequestLicense = 0,

    /// <summary>The rights end.</summary>
    EndsRights,

    /// <summary>A text must be shown (<see cref="ThresholdTerm.Display"/>).</summary>
    DisplayText,

    /// <summary>Something else, as the note says.</summary>
    Other,
}

/// <summary>A number of users or an amount of money above which something changes.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Amount">The number, or the amount in whole units of the currency. At least 1.</param>
/// <param name="Effect">What changes above it.</param>
public sealed record ThresholdTerm(ThresholdMeasure Measure, long Amount, ThresholdEffect Effect) : LicenseTerm(LicenseTermKind.Threshold)
{
    /// <summary>Of users: <c>monthlyActiveUsers</c>, <c>monthlyUniqueUsers</c>, <c>dailyActiveUsers</c>, <c>visits</c>, <c>users</c>; empty for money.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Of money: ISO 4217 code; empty for users.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Over which time it is counted.</summary>
    public ThresholdPeriod Period { get; init; }

    /// <summary>Whether the effect begins at the amount itself; otherwise above it.</summary>
    public bool Inclusive { get; init; }

    /// <summary>On which day it is tested.</summary>
    public ThresholdTest Test { get; init; }

    /// <summary>The day of the test when the text names or fixes one; <c>default</c> otherwise.</summary>
    public PartialDate TestDate { get; init; }

    /// <summary>Whether affiliates are counted in.</summary>
    public AffiliateCount Affiliates { get; init; }

    /// <summary>What is counted.</summary>
    public ThresholdScope Scope { get; init; }

    /// <summary>Whether it matters for commercial use only.</summary>
    public bool CommercialOnly { get; init; }

    /// <summary>The business that it is about (a word of <see cref="LicenseWords.Businesses"/>); empty for any.</summary>
    public string Business { get; init; } = "";

    /// <summary>The text to be shown, for <see cref="ThresholdEffect.DisplayText"/>; empty otherwise.</summary>
    public string Display { get; init; } = "";

    private protected override string Summary() =>
        $"threshold: {(Inclusive ? "at least" : "more than")} {Amount.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} {(Measure == ThresholdMeasure.Users ? Plain(Unit) : $"{Currency} revenue")}" +
        $"{If(Period != ThresholdPeriod.Unstated, $" per {Plain(Period)}")}, test {Plain(Test)}{If(!TestDate.IsEmpty, $" {TestDate}")}, affiliates {Plain(Affiliates)}{If(Business.Length > 0, $", business {Plain(Business)}")}: {Plain(Effect)}" +
        If(Display.Length > 0, $" \"{Display}\"");
}

/// <summary>What a territory clause restricts.</summary>
public enum TerritoryRestriction
{
    /// <summary>Who may be a licensee, by seat or residence.</summary>
    Licensee = 0,

    /// <summary>Where the model or its outputs may be used.</summary>
    PlaceOfUse,

    /// <summary>Both.</summary>
    LicenseeAndPlaceOfUse,
}

/// <summary>Where or for whom the licence does not hold.</summary>
/// <param name="Excluded">ISO 3166-1 alpha-2 codes, <c>EU</c> (the European Union) or <c>EEA</c>. At least one.</param>
/// <param name="Restricts">What is restricted.</param>
public sealed record TerritoryTerm(ImmutableArray<string> Excluded, TerritoryRestriction Restricts) : LicenseTerm(LicenseTermKind.Territory)
{
    /// <summary>The use of what.</summary>
    public TermSubject Of { get; init; }

    /// <summary>Models that it is limited to: <c>multimodal</c>; empty for all.</summary>
    public string Modality { get; init; } = "";

    /// <summary>Whether end users of a product that contains the model are exempt.</summary>
    public bool ExemptsEndUsers { get; init; }

    /// <inheritdoc/>
    public bool Equals(TerritoryTerm? other) =>
        base.Equals(other) && Same(Excluded, other.Excluded) && Restricts == other.Restricts && Of == other.Of && Modality == other.Modality && ExemptsEndUsers == other.ExemptsEndUsers;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Excluded.Length, Restricts, Clause);

    private protected override string Summary() => $"territory: not {Words(Excluded)} ({Plain(Restricts)}{If(Modality.Length > 0, $", {Modality} models")})";
}

/// <summary>Fields of use that the text itself excludes or limits.</summary>
/// <param name="Fields">Words of <see cref="LicenseWords.FieldsOfUse"/>. At least one.</param>
public sealed record FieldOfUseTerm(ImmutableArray<string> Fields) : LicenseTerm(LicenseTermKind.FieldOfUse)
{
    /// <summary>The use of what.</summary>
    public TermSubject Of { get; init; }

    /// <inheritdoc/>
    public bool Equals(FieldOfUseTerm? other) => base.Equals(other) && Of == other.Of && Same(Fields, other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Fields.Length, Of, Clause);

    private protected override string Summary() => $"fields of use excluded: {Words([.. Fields.Select(Plain)])}";
}

/// <summary>Use against the licensor's business.</summary>
/// <param name="Rule">Whether it needs a licence or is excluded: <see cref="CommercialUse.Conditional"/> or <see cref="CommercialUse.Excluded"/>.</param>
/// <param name="Scope">A word of <see cref="LicenseWords.Businesses"/>.</param>
public sealed record CompetingUseTerm(CommercialUse Rule, string Scope) : LicenseTerm(LicenseTermKind.CompetingUse)
{
    private protected override string Summary() => $"competing use ({Plain(Scope)}): {Plain(Rule)}";
}

/// <summary>What is asked before use.</summary>
/// <param name="For">The use that it is asked for: <see cref="TermTrigger.Use"/>, <see cref="TermTrigger.CommercialUse"/> ...</param>
public sealed record RegistrationTerm(TermTrigger For) : LicenseTerm(LicenseTermKind.Registration)
{
    /// <summary><c>form</c>, <c>email</c>, <c>acceptance</c>.</summary>
    public string How { get; init; } = "";

    /// <summary>Where; empty when the text names no address.</summary>
    public string Address { get; init; } = "";

    private protected override string Summary() => $"registration for {Plain(For)}{If(How.Length > 0, $" by {Plain(How)}")}{If(Address.Length > 0, $" at {Address}")}";
}

/// <summary>A use policy that belongs to the licence.</summary>
public sealed record UsePolicyTerm() : LicenseTerm(LicenseTermKind.UsePolicy)
{
    /// <summary>The policy's own id (<c>LicenseRef-Llama-3.1-AUP</c>); <c>default</c> when it has none.</summary>
    public LicenseId Policy { get; init; }

    /// <summary>The address that the text names; empty when it names none.</summary>
    public string Address { get; init; } = "";

    /// <summary>The part of the text that holds the policy (<c>Attachment A</c>); empty when it stands elsewhere.</summary>
    public string Part { get; init; } = "";

    private protected override string Summary() => $"use policy: {(Address.Length > 0 ? Address : Part.Length > 0 ? Part : Policy.Value)}";
}
