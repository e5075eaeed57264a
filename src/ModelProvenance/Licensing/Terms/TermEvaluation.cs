using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Licensing.Terms;

/// <summary>Holds one term against a use.</summary>
internal static class TermEvaluation
{
    /// <param name="term">The term.</param>
    /// <param name="usage">The use.</param>
    /// <param name="model">The model under the licence; null when a licence alone was asked for.</param>
    /// <param name="asOf">The day.</param>
    public static TermOutcome Evaluate(LicenseTerm term, UsageProfile usage, ModelInfo? model, DateOnly asOf) => term switch
    {
        CommercialUseTerm t => Commercial(t, usage),
        ThresholdTerm t => ThresholdEvaluation.Evaluate(t, usage, asOf),
        TerritoryTerm t => Territory(t, usage, model),
        FieldOfUseTerm t => Fields(t, usage),
        CompetingUseTerm t => Competing(t, usage),
        RegistrationTerm t => On([t.For], usage, $"{(t.How == "acceptance" ? "accepted by use" : "register")}{(t.Address.Length > 0 ? $" at {t.Address}" : "")}"),
        UsePolicyTerm t => On([TermTrigger.Use], usage, $"keep to the use policy{(t.Address.Length > 0 ? $" at {t.Address}" : t.Part.Length > 0 ? $" in {t.Part}" : "")}"),
        LicenseCopyTerm t => Duty(t, usage, t.LinkSuffices ? "give recipients a copy of the licence or a link to it" : "give recipients a copy of the licence"),
        NoticeTerm t => Duty(t, usage, NoticeAction(t), t.Sentence),
        DisplayTerm t => Duty(t, usage, $"show {(t.Prominent ? "prominently " : "")}{(t.Texts.Length > 1 ? "one of the texts" : "the text")}{(t.Where.IsEmpty ? "" : $" on one of: {string.Join(", ", t.Where)}")}", string.Join(" | ", t.Texts)),
        NamingTerm t => Naming(t, usage),
        ChangeNoticeTerm t => Duty(t, usage, t.Where == "modifiedFiles" ? "mark the files that were changed" : "say that it was changed"),
        FlowDownTerm t => Duty(t, usage, $"hand down {(t.Content == FlowDownContent.UseRestrictions ? "the use restrictions" : "the licence")}{(t.Clauses.Length > 0 ? $" ({t.Clauses})" : "")}{(t.Enforceable ? " as an enforceable provision" : "")}{(t.TellsRecipients ? " and tell recipients" : "")}"),
        DerivativesTerm t => Derivatives(t, usage),
        OutputTerm t => Outputs(t, usage),
        TerminationTerm t => On([TermTrigger.Use], usage, $"keep in mind: {LicenseTerm.Plain(t.Trigger)} {(t.Automatic ? "ends" : "lets the licensor end")} {(t.PatentOnly ? "the patent licence" : "the licence")}"),
        TrademarkTerm or GoverningLawTerm or PatentTerm => On([TermTrigger.Use], usage, ""),
        OtherTerm t => t.When.IsEmpty ? On([TermTrigger.Use], usage, t.Topic) : Duty(t, usage, t.Topic),
        _ => TermOutcome.Unknown("", "a rule for this kind of term"),
    };

    private static TermOutcome Commercial(CommercialUseTerm term, UsageProfile usage)
    {
        if (term.Rule == CommercialUse.Allowed)
            return TermOutcome.DoesNotApply("the text licenses commercial use like any other");
        if (usage.IsCommercial == false)
            return TermOutcome.DoesNotApply("the use is not commercial");
        if (term.Rule == CommercialUse.Conditional)
            return usage.IsCommercial is null ? TermOutcome.Unknown("see the conditions, which are terms of their own", "isCommercial") : TermOutcome.Applies("the use is commercial", "see the conditions, which are terms of their own");
        const string Action = "the text does not license commercial use; ask the licensor for a licence";
        return usage.IsCommercial is null ? TermOutcome.Unknown(Action, "isCommercial") : TermOutcome.Applies("the use is commercial", Action);
    }

    private static TermOutcome Territory(TerritoryTerm term, UsageProfile usage, ModelInfo? model)
    {
        if (term.ExemptsEndUsers && usage.IsEndUser)
            return TermOutcome.DoesNotApply("end users of a product are exempt");
        if (term.Modality == "multimodal" && model is { Modalities: { IsKnown: true } known } && known.Value.Input.All(m => m == Modality.Text) && known.Value.Output.All(m => m == Modality.Text))
            return TermOutcome.DoesNotApply("the model takes and gives text only");

        var missing = new List<string>();
        if (term.Modality.Length > 0 && model is null or { Modalities.IsKnown: false })
            missing.Add($"whether the model is {term.Modality}");
        var isMet = false;
        var fact = "";
        if (term.Restricts is TerritoryRestriction.Licensee or TerritoryRestriction.LicenseeAndPlaceOfUse)
        {
            if (usage.Seat.IsEmpty)
                missing.Add("seat");
            else if (term.Excluded.Any(area => Regions.Holds(area, usage.Seat)))
                (isMet, fact) = (true, $"seat in {usage.Seat}");
        }

        if (term.Restricts is TerritoryRestriction.PlaceOfUse or TerritoryRestriction.LicenseeAndPlaceOfUse && !isMet)
        {
            if (usage.PlacesOfUse.IsDefault)
                missing.Add("placesOfUse");
            else if (usage.PlacesOfUse.FirstOrDefault(place => term.Excluded.Any(area => Regions.Holds(area, place))) is { IsEmpty: false } place)
                (isMet, fact) = (true, $"used in {place}");
        }

        var action = $"the text does not license this in {string.Join(", ", term.Excluded)}";
        if (isMet && (term.Modality.Length == 0 || model?.Modalities.IsKnown == true))
            return TermOutcome.Applies(fact, action);
        return missing.Count > 0 ? TermOutcome.Unknown(action, [.. missing]) : TermOutcome.DoesNotApply($"neither seat nor place of use is in {string.Join(", ", term.Excluded)}");
    }

    private static TermOutcome Fields(FieldOfUseTerm term, UsageProfile usage)
    {
        if (usage.Fields.IsDefault)
            return TermOutcome.Unknown($"the text excludes: {string.Join(", ", term.Fields)}", "fields");
        var met = usage.Fields.Where(field => term.Fields.Any(excluded => LicenseWords.IsWithin(LicenseWords.FieldsOfUse, field, excluded))).ToList();
        if (met.Count > 0)
            return TermOutcome.Applies($"field of use {string.Join(", ", met)}", "the text excludes this field of use");
        // Who works on weapons has not said whether they are chemical ones.
        var open = term.Fields.Where(excluded => usage.Fields.Any(field => LicenseWords.IsWithin(LicenseWords.FieldsOfUse, excluded, field))).ToList();
        return open.Count > 0
            ? TermOutcome.Unknown($"the text excludes: {string.Join(", ", open)}", [.. open.Select(excluded => $"fields (whether {excluded} is among them)")])
            : TermOutcome.DoesNotApply("none of the fields of use is excluded");
    }

    private static TermOutcome Competing(CompetingUseTerm term, UsageProfile usage)
    {
        var action = term.Rule == CommercialUse.Excluded ? "the text excludes this use" : "ask the licensor for a licence";
        if (usage.Businesses.IsDefault)
            return TermOutcome.Unknown(action, "businesses");
        return usage.Businesses.Contains(term.Scope) ? TermOutcome.Applies($"business {term.Scope}", action) : TermOutcome.DoesNotApply($"the business is not {term.Scope}");
    }

    private static string NoticeAction(NoticeTerm term) =>
        term.Sentence.Length > 0 ? $"put the sentence into {(term.File.Length > 0 ? $"a file named {term.File}" : "a notice")} that goes along"
        : $"keep these notices: {string.Join(", ", term.Keeps)}{(term.File.Length > 0 ? $" ({term.File})" : "")}";

    private static TermOutcome Naming(NamingTerm term, UsageProfile usage)
    {
        var outcome = Duty(term, usage, $"let the name of the model {(term.AtBeginning ? "begin with" : "hold")} the word", term.Text);
        if (outcome.Status != ObligationStatus.Applies || usage.ModelName.Length == 0)
            return outcome;
        var isMet = term.AtBeginning ? usage.ModelName.StartsWith(term.Text, StringComparison.OrdinalIgnoreCase) : usage.ModelName.Contains(term.Text, StringComparison.OrdinalIgnoreCase);
        return outcome with { Fact = $"{outcome.Fact}; the name '{usage.ModelName}' {(isMet ? "does" : "does not")}" };
    }

    private static TermOutcome Derivatives(DerivativesTerm term, UsageProfile usage)
    {
        switch (term.Rule)
        {
            case DerivativeRule.OwnTerms:
                return TermOutcome.DoesNotApply("the text leaves the terms of derived works open");
            case DerivativeRule.NotMade:
                return Is(usage, UsageActivity.FineTuning) switch
                {
                    true => TermOutcome.Applies("the weights are changed", "the text does not license derived works"),
                    false => TermOutcome.DoesNotApply("the weights are not changed"),
                    null => TermOutcome.Unknown("the text does not license derived works", "activities"),
                };
            default:
                var action = term.Rule switch
                {
                    DerivativeRule.SameLicense => "share derived works under the same licence",
                    DerivativeRule.NotShared => "the text does not license sharing derived works",
                    _ => "own terms on derived works must not conflict with the licence, which stays in force",
                };
                return SharesDerived(usage) switch
                {
                    true => TermOutcome.Applies("a derived model goes to others", action),
                    false => TermOutcome.DoesNotApply("no derived model goes to others"),
                    null => TermOutcome.Unknown(action, Unsaid(usage)),
                };
        }
    }

    private static TermOutcome Outputs(OutputTerm term, UsageProfile usage)
    {
        switch (term.Rule)
        {
            case OutputRule.NoRightsClaimed or OutputRule.OwnedByLicensee:
                return TermOutcome.DoesNotApply("the licensor claims no rights in outputs");
            case OutputRule.OwnedByLicensor:
                return On([TermTrigger.Use], usage, "outputs belong to the licensor by the text");
            case OutputRule.Duty:
                return On([TermTrigger.TrainedModel], usage, "the terms for models that were trained with outputs hold");
        }

        var trains = Or(Is(usage, UsageActivity.TrainingOnOutputs), Is(usage, UsageActivity.Distillation));
        var action = term.Rule == OutputRule.NoTraining
            ? $"the text does not license use of outputs to improve other models{(term.Reach.Length > 0 ? $" ({term.Reach})" : "")}{(term.ExemptsOwnLine ? ", apart from the licensed model and models derived from it" : "")}"
            : "the trained model counts as derived: the terms for derived models hold";
        return trains switch
        {
            null => TermOutcome.Unknown(action, "activities"),
            false => TermOutcome.DoesNotApply("no model is trained on outputs"),
            _ when term.SimilarOnly && Is(usage, UsageActivity.Distillation) != true => TermOutcome.Unknown(action, "whether the trained model is meant to perform similarly"),
            _ when term.Reach.Length > 0 => TermOutcome.Applies($"a model is trained on outputs; the clause is about {term.Reach}", action),
            _ => TermOutcome.Applies("a model is trained on outputs", action),
        };
    }

    private static TermOutcome Duty(DutyTerm term, UsageProfile usage, string action, string text = "")
    {
        var outcome = On(term.When.IsEmpty ? [TermTrigger.Use] : term.When, usage, term.Recommended ? $"recommended, not required: {action}" : action);
        return outcome.Status == ObligationStatus.DoesNotApply ? outcome : outcome with { Text = text };
    }

    private static TermOutcome On(System.Collections.Immutable.ImmutableArray<TermTrigger> triggers, UsageProfile usage, string action)
    {
        bool? any = false;
        foreach (var trigger in triggers)
        {
            var met = IsMet(trigger, usage);
            if (met == true)
                return TermOutcome.Applies(Fact(trigger), action);
            any = Or(any, met);
        }

        return any == false ? TermOutcome.DoesNotApply($"not done: {string.Join(", ", triggers.Select(Fact))}") : TermOutcome.Unknown(action, triggers.Contains(TermTrigger.CommercialUse) && !usage.Activities.IsDefault ? "isCommercial" : Unsaid(usage));
    }

    private static bool? IsMet(TermTrigger trigger, UsageProfile usage) => trigger switch
    {
        TermTrigger.Use => true,
        TermTrigger.CommercialUse => usage.IsCommercial,
        TermTrigger.Distribute => Or(Is(usage, UsageActivity.Redistribution), And(Is(usage, UsageActivity.FineTuning), usage.SharesTrainedModels)),
        TermTrigger.Product => Is(usage, UsageActivity.Product),
        TermTrigger.HostedService => Is(usage, UsageActivity.HostedService),
        TermTrigger.TrainedModel => And(Or(Or(Is(usage, UsageActivity.FineTuning), Is(usage, UsageActivity.Distillation)), Is(usage, UsageActivity.TrainingOnOutputs)), usage.SharesTrainedModels),
        TermTrigger.Modify => Is(usage, UsageActivity.FineTuning),
        _ => Is(usage, UsageActivity.Publication),
    };

    private static string Fact(TermTrigger trigger) => trigger switch
    {
        TermTrigger.Use => "the model is used",
        TermTrigger.CommercialUse => "the use is commercial",
        TermTrigger.Distribute => "files go to others",
        TermTrigger.Product => "a product that contains the model goes to others",
        TermTrigger.HostedService => "others use the model as a service",
        TermTrigger.TrainedModel => "a model that was trained with it goes to others",
        TermTrigger.Modify => "the model is changed",
        _ => "results are published",
    };

    private static bool? SharesDerived(UsageProfile usage) => And(Is(usage, UsageActivity.FineTuning), Or(usage.SharesTrainedModels, Is(usage, UsageActivity.Redistribution)));

    private static string Unsaid(UsageProfile usage) => usage.Activities.IsDefault ? "activities" : "sharesTrainedModels";

    private static bool? Is(UsageProfile usage, UsageActivity activity) => usage.Activities.IsDefault ? null : usage.Activities.Contains(activity);

    // Three-valued: unknown stays unknown unless the other side decides.
    private static bool? And(bool? left, bool? right) => left & right;

    private static bool? Or(bool? left, bool? right) => left | right;
}
