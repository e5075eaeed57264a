using System.Collections.Immutable;

namespace ModelProvenance.Catalog;

/// <summary>A copy of the licence goes along.</summary>
public sealed record LicenseCopyTerm() : DutyTerm(LicenseTermKind.LicenseCopy)
{
    /// <summary>Whether a link to the text is enough.</summary>
    public bool LinkSuffices { get; init; }

    private protected override string Summary() => $"licence copy{If(LinkSuffices, " or link")}{Occasion}";
}

/// <summary>A notice goes along.</summary>
public sealed record NoticeTerm() : DutyTerm(LicenseTermKind.Notice)
{
    /// <summary>The sentence that the text prescribes, word for word: it is itself the duty. Empty when no sentence is prescribed.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The file that must hold it (<c>Notice</c>); empty when the text names none.</summary>
    public string File { get; init; } = "";

    /// <summary>Notices of those before that are kept: <c>copyright</c>, <c>patent</c>, <c>trademark</c>, <c>attribution</c>, <c>noticeFile</c>, <c>permission</c>.</summary>
    public ImmutableArray<string> Keeps { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(NoticeTerm? other) => base.Equals(other) && Sentence == other.Sentence && File == other.File && Same(Keeps, other.Keeps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sentence, Clause);

    private protected override string Summary() => $"notice{If(Sentence.Length > 0, $" \"{Sentence}\"")}{If(File.Length > 0, $" in {File}")}{If(!Keeps.IsEmpty, $", keep {Words([.. Keeps.Select(Plain)])}")}{Occasion}";
}

/// <summary>A text is shown to the public.</summary>
/// <param name="Texts">The text; several are alternatives. At least one.</param>
public sealed record DisplayTerm(ImmutableArray<string> Texts) : DutyTerm(LicenseTermKind.Display)
{
    /// <summary>Whether it must be prominent.</summary>
    public bool Prominent { get; init; }

    /// <summary>Where, any of these: <c>website</c>, <c>userInterface</c>, <c>blogPost</c>, <c>aboutPage</c>, <c>productDocumentation</c>; empty when the text names no place.</summary>
    public ImmutableArray<string> Where { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(DisplayTerm? other) => base.Equals(other) && Same(Texts, other.Texts) && Prominent == other.Prominent && Same(Where, other.Where);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Texts.Length, Clause);

    private protected override string Summary() => $"display \"{Words(Texts, "\" or \"")}\"{If(!Where.IsEmpty, $" in {Words([.. Where.Select(Plain)])}")}{Occasion}";
}

/// <summary>What a derived model is called.</summary>
/// <param name="Text">The word that the name must hold.</param>
public sealed record NamingTerm(string Text) : DutyTerm(LicenseTermKind.Naming)
{
    /// <summary>Whether the name must begin with it; otherwise it may stand anywhere.</summary>
    public bool AtBeginning { get; init; }

    private protected override string Summary() => $"name {(AtBeginning ? "begins with" : "holds")} \"{Text}\"{Occasion}";
}

/// <summary>Changes are marked.</summary>
public sealed record ChangeNoticeTerm() : DutyTerm(LicenseTermKind.ChangeNotice)
{
    /// <summary>Where: <c>modifiedFiles</c>, <c>readme</c>; empty when the text names no place.</summary>
    public string Where { get; init; } = "";

    private protected override string Summary() => $"change notice{If(Where.Length > 0, $" in {Where}")}{Occasion}";
}

/// <summary>What is handed down by contract.</summary>
public enum FlowDownContent
{
    /// <summary>The use restrictions.</summary>
    UseRestrictions = 0,

    /// <summary>The whole agreement.</summary>
    WholeLicense,
}

/// <summary>Terms are handed down by contract.</summary>
/// <param name="Content">What.</param>
public sealed record FlowDownTerm(FlowDownContent Content) : DutyTerm(LicenseTermKind.FlowDown)
{
    /// <summary>The clauses or the attachment that are handed down; empty when the text names none.</summary>
    public string Clauses { get; init; } = "";

    /// <summary>Whether it must be an enforceable provision of an agreement.</summary>
    public bool Enforceable { get; init; }

    /// <summary>Whether those downstream must be told.</summary>
    public bool TellsRecipients { get; init; }

    private protected override string Summary() => $"flow-down of {Plain(Content)}{If(Clauses.Length > 0, $" ({Clauses})")}{If(Enforceable, ", enforceable")}{Occasion}";
}

/// <summary>Under which terms derived works are shared.</summary>
public enum DerivativeRule
{
    /// <summary>Under any terms.</summary>
    OwnTerms = 0,

    /// <summary>Under own terms that do not conflict with the licence, which stays in force.</summary>
    OwnTermsWithinLicense,

    /// <summary>Under the same licence, or one that the text names as compatible.</summary>
    SameLicense,

    /// <summary>They may be made, not shared.</summary>
    NotShared,

    /// <summary>They may not be made.</summary>
    NotMade,
}

/// <summary>Under which terms derived works are shared.</summary>
/// <param name="Rule">Under which.</param>
public sealed record DerivativesTerm(DerivativeRule Rule) : LicenseTerm(LicenseTermKind.Derivatives)
{
    private protected override string Summary() => $"derived works: {Plain(Rule)}";
}

/// <summary>What holds for outputs.</summary>
public enum OutputRule
{
    /// <summary>They may not serve to make or improve other models.</summary>
    NoTraining = 0,

    /// <summary>A model trained on them brings a duty about: another term of the licence with <see cref="TermTrigger.TrainedModel"/>.</summary>
    Duty,

    /// <summary>A model trained on them counts as a derived model.</summary>
    StudentIsDerivative,

    /// <summary>The licensor claims no rights in them.</summary>
    NoRightsClaimed,

    /// <summary>They belong to the licensor.</summary>
    OwnedByLicensor,

    /// <summary>They belong to the licensee.</summary>
    OwnedByLicensee,
}

/// <summary>What holds for outputs.</summary>
/// <param name="Rule">What.</param>
public sealed record OutputTerm(OutputRule Rule) : LicenseTerm(LicenseTermKind.Outputs)
{
    /// <summary>The models that training rules are about: <c>largeLanguageModels</c>, <c>foundationModels</c>; empty for any.</summary>
    public string Reach { get; init; } = "";

    /// <summary>Whether the licensed model and models derived from it are exempt.</summary>
    public bool ExemptsOwnLine { get; init; }

    /// <summary>Whether it matters only when the student is meant to perform similarly.</summary>
    public bool SimilarOnly { get; init; }

    private protected override string Summary() => $"outputs: {Plain(Rule)}{If(Reach.Length > 0, $" ({Plain(Reach)})")}{If(ExemptsOwnLine, ", own line exempt")}{If(SimilarOnly, ", similar performance")}";
}

/// <summary>Whether patents are licensed.</summary>
public enum PatentGrant
{
    /// <summary>A clause of its own grants them.</summary>
    Express = 0,

    /// <summary>The general grant names patents or all rights.</summary>
    WithinGrant,

    /// <summary>The text says that none are granted.</summary>
    None,
}

/// <summary>Whether patents are licensed with the text, and what ends that licence.</summary>
/// <param name="Grant">Whether they are licensed.</param>
public sealed record PatentTerm(PatentGrant Grant) : LicenseTerm(LicenseTermKind.Patent)
{
    private protected override string Summary() => $"patents: {Plain(Grant)}";
}

/// <summary>What the text says of names and trademarks of the licensor: as a rule that they are not licensed.</summary>
public sealed record TrademarkTerm() : LicenseTerm(LicenseTermKind.Trademark)
{
    /// <summary>The mark that may be used to fulfil the licence; empty when none is granted.</summary>
    public string Mark { get; init; } = "";

    private protected override string Summary() => Mark.Length > 0 ? $"trademark: \"{Mark}\" as the licence asks" : "trademark: none granted";
}

/// <summary>What ends rights.</summary>
public enum TerminationTrigger
{
    /// <summary>A breach of the licence.</summary>
    Breach = 0,

    /// <summary>A suit over any intellectual property in the model or its outputs.</summary>
    IpSuit,

    /// <summary>A patent suit.</summary>
    PatentSuit,

    /// <summary>A patent or copyright suit.</summary>
    PatentOrCopyrightSuit,

    /// <summary>The licensor's wish.</summary>
    LicensorsWish,

    /// <summary>A new version of the model or of the text.</summary>
    NewVersion,

    /// <summary>A guardrail is bypassed.</summary>
    GuardrailBypass,
}

/// <summary>What ends the licence.</summary>
/// <param name="Trigger">What does.</param>
public sealed record TerminationTerm(TerminationTrigger Trigger) : LicenseTerm(LicenseTermKind.Termination)
{
    /// <summary>Whether only the patent licence ends.</summary>
    public bool PatentOnly { get; init; }

    /// <summary>Whether it ends by itself; otherwise the licensor may end it.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether copies must be deleted then.</summary>
    public bool Delete { get; init; }

    private protected override string Summary() => $"{Plain(Trigger)} {(Automatic ? "ends" : "lets the licensor end")} {(PatentOnly ? "the patent licence" : "the licence")}{If(Delete, ", copies are deleted")}";
}

/// <summary>Law and courts.</summary>
/// <param name="Law">The law, in English: <c>California</c>.</param>
public sealed record GoverningLawTerm(string Law) : LicenseTerm(LicenseTermKind.GoverningLaw)
{
    /// <summary>Where disputes are heard; empty when the text does not say.</summary>
    public string Venue { get; init; } = "";

    private protected override string Summary() => $"law of {Law}{If(Venue.Length > 0, $", {Venue}")}";
}

/// <summary>A duty that no other kind covers.</summary>
/// <param name="Topic">A word: <c>lawCompliance</c>, <c>exportControl</c>, <c>indemnity</c>, <c>citation</c>, <c>contentFilter</c>, <c>remoteRestriction</c>.</param>
public sealed record OtherTerm(string Topic) : DutyTerm(LicenseTermKind.Other)
{
    private protected override string Summary() => $"{Plain(Topic)}{Occasion}";
}
