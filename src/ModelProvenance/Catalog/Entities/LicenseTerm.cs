using System.Collections.Immutable;

namespace ModelProvenance.Catalog;

/// <summary>What a term of a licence is about. The order is the order in which the terms of a licence are listed.</summary>
public enum LicenseTermKind
{
    /// <summary>Whether commercial use is licensed: <see cref="CommercialUseTerm"/>.</summary>
    CommercialUse = 0,

    /// <summary>A number of users or an amount of money that changes something: <see cref="ThresholdTerm"/>.</summary>
    Threshold,

    /// <summary>Where or for whom the licence does not hold: <see cref="TerritoryTerm"/>.</summary>
    Territory,

    /// <summary>Fields of use that are excluded in the text itself: <see cref="FieldOfUseTerm"/>.</summary>
    FieldOfUse,

    /// <summary>Use against the licensor's business: <see cref="CompetingUseTerm"/>.</summary>
    CompetingUse,

    /// <summary>What is asked before use: <see cref="RegistrationTerm"/>.</summary>
    Registration,

    /// <summary>A use policy that belongs to the licence: <see cref="UsePolicyTerm"/>.</summary>
    UsePolicy,

    /// <summary>A copy of the licence goes along: <see cref="LicenseCopyTerm"/>.</summary>
    LicenseCopy,

    /// <summary>A notice goes along: <see cref="NoticeTerm"/>.</summary>
    Notice,

    /// <summary>A text is shown to the public: <see cref="DisplayTerm"/>.</summary>
    Display,

    /// <summary>What a derived model is called: <see cref="NamingTerm"/>.</summary>
    Naming,

    /// <summary>Changes are marked: <see cref="ChangeNoticeTerm"/>.</summary>
    ChangeNotice,

    /// <summary>Terms are handed down by contract: <see cref="FlowDownTerm"/>.</summary>
    FlowDown,

    /// <summary>Under which terms derived works are shared: <see cref="DerivativesTerm"/>.</summary>
    Derivatives,

    /// <summary>What holds for outputs: <see cref="OutputTerm"/>.</summary>
    Outputs,

    /// <summary>Patents: <see cref="PatentTerm"/>.</summary>
    Patent,

    /// <summary>Trademarks: <see cref="TrademarkTerm"/>.</summary>
    Trademark,

    /// <summary>What ends the licence: <see cref="TerminationTerm"/>.</summary>
    Termination,

    /// <summary>Law and courts: <see cref="GoverningLawTerm"/>.</summary>
    GoverningLaw,

    /// <summary>Anything else: <see cref="OtherTerm"/>.</summary>
    Other,
}

/// <summary>What the catalog knows about one kind of term of a licence.</summary>
public enum TermReading
{
    /// <summary>Nobody has read the text for it: nothing follows.</summary>
    NotRead = 0,

    /// <summary>The text was read, and it has no such clause.</summary>
    Silent,

    /// <summary>The text states it; the terms say what.</summary>
    Stated,
}

/// <summary>What brings a duty about.</summary>
public enum TermTrigger
{
    /// <summary>Any use.</summary>
    Use = 0,

    /// <summary>Commercial use.</summary>
    CommercialUse,

    /// <summary>Files of the model or of a derived model go to others.</summary>
    Distribute,

    /// <summary>A product that contains the model or a derived one goes to others.</summary>
    Product,

    /// <summary>Others use the model or a derived one as a service.</summary>
    HostedService,

    /// <summary>A model that was trained or improved with the model or its outputs goes to others.</summary>
    TrainedModel,

    /// <summary>The model is changed.</summary>
    Modify,

    /// <summary>Results are published.</summary>
    Publish,
}

/// <summary>What a term covers.</summary>
public enum TermSubject
{
    /// <summary>The model and what else is licensed with it.</summary>
    Materials = 0,

    /// <summary>What the model gives.</summary>
    Outputs,

    /// <summary>Both.</summary>
    MaterialsAndOutputs,
}

/// <summary>One term of a licence as data. A term says what a text states; what that means for a use is a question for the licensing rules.</summary>
/// <remarks>A closed hierarchy: one type for each <see cref="LicenseTermKind"/>. The sources and notes of a term are those of the <see cref="Facts.Fact{T}"/> around it.</remarks>
public abstract record LicenseTerm
{
    private protected LicenseTerm(LicenseTermKind kind) => Kind = kind;

    /// <summary>What it is about.</summary>
    public LicenseTermKind Kind { get; }

    /// <summary>The clause as the text numbers it (<c>1.b.i</c>), or its heading; empty when nothing tells it apart.</summary>
    public string Clause { get; init; } = "";

    /// <summary>Whether the clause stands in the use policy and not in the licence.</summary>
    public bool InPolicy { get; init; }

    /// <summary>Kind, values and clause in short.</summary>
    public sealed override string ToString() => $"{Summary()}{(Clause.Length > 0 ? $" [{(InPolicy ? "policy " : "")}{Clause}]" : "")}";

    /// <summary>The values in short.</summary>
    private protected abstract string Summary();

    private protected static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    /// <summary>A word of a list as people write it: <c>monthlyActiveUsers</c> and <c>MonthlyActiveUsers</c> are "monthly active users".</summary>
    internal static string Plain<T>(T word)
        where T : notnull => string.Concat((word.ToString() ?? "").Select(static (letter, i) => char.IsAsciiLetterUpper(letter) ? (i > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private protected static string Words<T>(ImmutableArray<T> values, string joint = ", ") => string.Join(joint, values);

    private protected static string If(bool condition, string text) => condition ? text : "";
}

/// <summary>A term that asks for something on certain occasions.</summary>
public abstract record DutyTerm : LicenseTerm
{
    private protected DutyTerm(LicenseTermKind kind)
        : base(kind)
    {
    }

    /// <summary>What brings the duty about, any of these; empty when the text names no occasion.</summary>
    public ImmutableArray<TermTrigger> When { get; init; } = [];

    /// <summary>Whether the text recommends and does not require it.</summary>
    public bool Recommended { get; init; }

    /// <summary>Equality of values.</summary>
    public virtual bool Equals(DutyTerm? other) => base.Equals(other) && Recommended == other.Recommended && Same(When, other.When);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Clause, When.Length);

    private protected string Occasion => $"{If(!When.IsEmpty, $" on {Words([.. When.Select(Plain)], " or ")}")}{If(Recommended, ", recommended")}";
}
