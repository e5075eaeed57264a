namespace ModelProvenance.Catalog.Storage;

/// <summary>The members of the terms of a licence: <c>kind</c>, <c>clause</c> and <c>inPolicy</c>, then those of the kind.</summary>
internal static class LicenseTermDescriptions
{
    public static LicenseTerm Term(RecordArchive a, LicenseTerm? t)
    {
        a.Begin("licenseTerm");
        var kind = a.RequiredChoice("kind", t?.Kind ?? default);
        var clause = a.Text("clause", t?.Clause) ?? "";
        var inPolicy = a.Flag("inPolicy", t?.InPolicy ?? false);
        return Members(a, kind, t) with { Clause = clause, InPolicy = inPolicy };
    }

    /// <summary>The members that only this kind has.</summary>
    public static LicenseTerm Members(RecordArchive a, LicenseTermKind kind, LicenseTerm? t) => kind switch
    {
        LicenseTermKind.CommercialUse => Commercial(a, t as CommercialUseTerm),
        LicenseTermKind.Threshold => Threshold(a, t as ThresholdTerm),
        LicenseTermKind.Territory => Territory(a, t as TerritoryTerm),
        LicenseTermKind.FieldOfUse => FieldOfUse(a, t as FieldOfUseTerm),
        LicenseTermKind.CompetingUse => CompetingUse(a, t as CompetingUseTerm),
        LicenseTermKind.Registration => Registration(a, t as RegistrationTerm),
        LicenseTermKind.UsePolicy => UsePolicy(a, t as UsePolicyTerm),
        LicenseTermKind.LicenseCopy => LicenseCopy(a, t as LicenseCopyTerm),
        LicenseTermKind.Notice => Notice(a, t as NoticeTerm),
        LicenseTermKind.Display => Display(a, t as DisplayTerm),
        LicenseTermKind.Naming => Naming(a, t as NamingTerm),
        LicenseTermKind.ChangeNotice => ChangeNotice(a, t as ChangeNoticeTerm),
        LicenseTermKind.FlowDown => FlowDown(a, t as FlowDownTerm),
        LicenseTermKind.Derivatives => new DerivativesTerm(a.RequiredChoice("rule", (t as DerivativesTerm)?.Rule ?? default)),
        LicenseTermKind.Outputs => Output(a, t as OutputTerm),
        LicenseTermKind.Patent => new PatentTerm(a.RequiredChoice("grant", (t as PatentTerm)?.Grant ?? default)),
        LicenseTermKind.Trademark => new TrademarkTerm { Mark = a.Text("mark", (t as TrademarkTerm)?.Mark) ?? "" },
        LicenseTermKind.Termination => Termination(a, t as TerminationTerm),
        LicenseTermKind.GoverningLaw => new GoverningLawTerm(a.RequiredText("law", (t as GoverningLawTerm)?.Law)) { Venue = a.Text("venue", (t as GoverningLawTerm)?.Venue) ?? "" },
        _ => Other(a, t as OtherTerm),
    };

    private static CommercialUseTerm Commercial(RecordArchive a, CommercialUseTerm? t) => new(a.RequiredChoice("rule", t?.Rule ?? default))
    {
        Of = a.Choice("of", t?.Of ?? default, TermSubject.Materials),
        Purposes = a.Texts("purposes", t?.Purposes ?? []),
    };

    private static ThresholdTerm Threshold(RecordArchive a, ThresholdTerm? t)
    {
        var measure = a.RequiredChoice("measure", t?.Measure ?? default);
        var amount = a.RequiredCount("amount", t?.Amount);
        return new ThresholdTerm(measure, amount, a.RequiredChoice("effect", t?.Effect ?? default))
        {
            Unit = a.Text("unit", t?.Unit) ?? "",
            Currency = a.Text("currency", t?.Currency, TextForm.Currency) ?? "",
            Period = a.ChoiceUnless("period", t?.Period ?? default, ThresholdPeriod.Unstated),
            Inclusive = a.Flag("inclusive", t?.Inclusive ?? false),
            Test = a.ChoiceUnless("test", t?.Test ?? default, ThresholdTest.Unstated),
            TestDate = a.Value("testDate", t?.TestDate ?? default),
            Affiliates = a.ChoiceUnless("affiliates", t?.Affiliates ?? default, AffiliateCount.Unstated),
            Scope = a.ChoiceUnless("scope", t?.Scope ?? default, ThresholdScope.Unstated),
            CommercialOnly = a.Flag("commercialOnly", t?.CommercialOnly ?? false),
            Business = a.Text("business", t?.Business) ?? "",
            Display = a.Text("display", t?.Display) ?? "",
        };
    }

    private static TerritoryTerm Territory(RecordArchive a, TerritoryTerm? t)
    {
        var excluded = a.RequiredTexts("excluded", t?.Excluded ?? []);
        foreach (var area in excluded)
        {
            if (area is not ("EU" or "EEA") && !(Facts.CountryCode.TryParse(area, null, out var country) && country.Value == area))
                a.Problem($"'{area}' is neither an ISO 3166-1 alpha-2 code nor EU or EEA.", "excluded");
        }

        return new TerritoryTerm(excluded, a.RequiredChoice("restricts", t?.Restricts ?? default))
        {
            Of = a.Choice("of", t?.Of ?? default, TermSubject.Materials),
            Modality = a.Text("modality", t?.Modality) ?? "",
            ExemptsEndUsers = a.Flag("exemptsEndUsers", t?.ExemptsEndUsers ?? false),
        };
    }

    private static FieldOfUseTerm FieldOfUse(RecordArchive a, FieldOfUseTerm? t) =>
        new(a.RequiredTexts("fields", t?.Fields ?? [])) { Of = a.Choice("of", t?.Of ?? default, TermSubject.Materials) };

    private static CompetingUseTerm CompetingUse(RecordArchive a, CompetingUseTerm? t) => new(a.RequiredChoice("rule", t?.Rule ?? default), a.RequiredText("scope", t?.Scope));

    private static RegistrationTerm Registration(RecordArchive a, RegistrationTerm? t) => new(a.RequiredChoice("for", t?.For ?? default))
    {
        How = a.Text("how", t?.How) ?? "",
        Address = a.Text("address", t?.Address) ?? "",
    };

    private static UsePolicyTerm UsePolicy(RecordArchive a, UsePolicyTerm? t) => new()
    {
        Policy = a.Value("policy", t?.Policy ?? default),
        Address = a.Text("address", t?.Address) ?? "",
        Part = a.Text("part", t?.Part) ?? "",
    };

    private static LicenseCopyTerm LicenseCopy(RecordArchive a, LicenseCopyTerm? t) => Duty(a, t, new LicenseCopyTerm { LinkSuffices = a.Flag("linkSuffices", t?.LinkSuffices ?? false) });

    private static NoticeTerm Notice(RecordArchive a, NoticeTerm? t) => Duty(a, t, new NoticeTerm
    {
        Sentence = a.Text("sentence", t?.Sentence) ?? "",
        File = a.Text("file", t?.File) ?? "",
        Keeps = a.Texts("keeps", t?.Keeps ?? []),
    });

    private static DisplayTerm Display(RecordArchive a, DisplayTerm? t) => Duty(a, t, new DisplayTerm(a.RequiredTexts("texts", t?.Texts ?? []))
    {
        Prominent = a.Flag("prominent", t?.Prominent ?? false),
        Where = a.Texts("where", t?.Where ?? []),
    });

    private static NamingTerm Naming(RecordArchive a, NamingTerm? t) => Duty(a, t, new NamingTerm(a.RequiredText("text", t?.Text)) { AtBeginning = a.Flag("atBeginning", t?.AtBeginning ?? false) });

    private static ChangeNoticeTerm ChangeNotice(RecordArchive a, ChangeNoticeTerm? t) => Duty(a, t, new ChangeNoticeTerm { Where = a.Text("where", t?.Where) ?? "" });

    private static FlowDownTerm FlowDown(RecordArchive a, FlowDownTerm? t) => Duty(a, t, new FlowDownTerm(a.RequiredChoice("content", t?.Content ?? default))
    {
        Clauses = a.Text("clauses", t?.Clauses) ?? "",
        Enforceable = a.Flag("enforceable", t?.Enforceable ?? false),
        TellsRecipients = a.Flag("tellsRecipients", t?.TellsRecipients ?? false),
    });

    private static OutputTerm Output(RecordArchive a, OutputTerm? t) => new(a.RequiredChoice("rule", t?.Rule ?? default))
    {
        Reach = a.Text("reach", t?.Reach) ?? "",
        ExemptsOwnLine = a.Flag("exemptsOwnLine", t?.ExemptsOwnLine ?? false),
        SimilarOnly = a.Flag("similarOnly", t?.SimilarOnly ?? false),
    };

    private static TerminationTerm Termination(RecordArchive a, TerminationTerm? t) => new(a.RequiredChoice("trigger", t?.Trigger ?? default))
    {
        PatentOnly = a.Flag("patentOnly", t?.PatentOnly ?? false),
        Automatic = a.Flag("automatic", t?.Automatic ?? false),
        Delete = a.Flag("delete", t?.Delete ?? false),
    };

    private static OtherTerm Other(RecordArchive a, OtherTerm? t) => Duty(a, t, new OtherTerm(a.RequiredText("topic", t?.Topic)));

    private static T Duty<T>(RecordArchive a, T? t, T term)
        where T : DutyTerm =>
        term with { When = a.Choices("when", t?.When ?? []), Recommended = a.Flag("recommended", t?.Recommended ?? false) };
}
