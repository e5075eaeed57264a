using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Origin;
using ModelProvenance.Regulation;

namespace ModelProvenance.Validation.Policy;

/// <summary>Applies a policy to models. States which rule of the team a model meets on which fact; no legal advice.</summary>
internal sealed class PolicyEvaluation(ModelCatalog catalog, DateOnly asOf, UsageProfile? usage = null)
{
    /// <summary>The verdict of every rule on a model.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="used">The model as the manifest lists it.</param>
    /// <param name="model">The model; null when the reference does not determine one, and then every rule that asks for a fact of it is unknown.</param>
    public IEnumerable<PolicyVerdict> Evaluate(PolicyDocument policy, UsedModel used, ModelInfo? model)
    {
        var decision = used.Decision is { } stated && stated.HoldsOn(asOf) ? stated : null;
        foreach (var rule in policy.Rules)
        {
            var (outcome, fact, sources) = Judge(rule, used, model, null);
            if (decision?.License is { } concluded && rule.IsAboutLicenses)
                (outcome, fact, sources) = Concluded(rule, used, model, decision, concluded, new Judgement(outcome, fact, sources));
            if (outcome is PolicyOutcome.NotMet or PolicyOutcome.Unknown && rule.Decidable && decision?.Rules.Contains(rule.Id) == true)
                (outcome, fact) = (PolicyOutcome.Decided, $"{fact}; decided by {decision.By} on {decision.On:yyyy-MM-dd}: {decision.Reason}");
            yield return new PolicyVerdict(used, rule, outcome, fact) { Id = model?.Id.Value ?? "", Sources = sources };
        }
    }

    // A concluded licence stands in place of the one that the catalog has for the model, and the rule speaks of it: it helps where it meets the rule, and it does not where it does not.
    private Judgement Concluded(PolicyRule rule, UsedModel used, ModelInfo? model, ModelDecision decision, SpdxExpression concluded, Judgement stated)
    {
        var judged = Judge(rule, used, model, concluded);
        var who = $"{decision.By} concluded {concluded} on {decision.On:yyyy-MM-dd}: {decision.Reason}";
        if (judged.Outcome == PolicyOutcome.Met)
            return stated.Outcome == PolicyOutcome.Met ? stated : rule.Decidable ? new Judgement(PolicyOutcome.Decided, $"{stated.Fact}; {who}", stated.Sources) : stated;
        return stated.Outcome == judged.Outcome && stated.Fact == judged.Fact ? stated : judged with { Fact = $"{judged.Fact} ({who})" };
    }

    private readonly record struct Judgement(PolicyOutcome Outcome, string Fact, ImmutableArray<Citation> Sources);

    private static Judgement Met(string fact, ImmutableArray<Citation> sources = default) => new(PolicyOutcome.Met, fact, sources.IsDefault ? [] : sources);

    private static Judgement NotMet(string fact, ImmutableArray<Citation> sources = default) => new(PolicyOutcome.NotMet, fact, sources.IsDefault ? [] : sources);

    private static Judgement NotKnown(string missing, ImmutableArray<Citation> sources = default) => new(PolicyOutcome.Unknown, missing, sources.IsDefault ? [] : sources);

    private Judgement Judge(PolicyRule rule, UsedModel used, ModelInfo? model, SpdxExpression? concluded)
    {
        switch (rule)
        {
            case DataAgePolicyRule age:
                return CatalogValidator.CheckAge(catalog, asOf, TimeSpan.FromDays(age.MaxDays)) is { } old ? NotMet(old.Message) : Met($"the catalog is of {catalog.CatalogVersion}");
            case PinnedPolicyRule:
                return used.Revision.Length > 0 || !used.Files.IsEmpty ? Met(used.Revision.Length > 0 ? $"revision {used.Revision}" : "file digests") : NotMet("neither a revision nor file digests are stated; 'manifest lock' enters them");
            case DecisionPolicyRule:
                return used.Decision is not { } decision ? NotMet("no decision is stated")
                    : decision.HoldsOn(asOf) ? Met($"decided by {decision.By} on {decision.On:yyyy-MM-dd}")
                    : NotMet($"the decision by {decision.By} does not hold on {asOf:yyyy-MM-dd}");
        }

        if (model is null && (concluded is null || !rule.IsAboutLicenses))
            return NotKnown($"'{used.Reference}' does not determine a model of catalog {catalog.CatalogVersion}");
        var subject = new Subject(model?.Id.Value ?? used.Reference, model, concluded);
        switch (rule)
        {
            case LicensePolicyRule license:
                return Judge(license, subject);
            case TermPolicyRule term:
                return Judge(term, subject);
            case ObligationPolicyRule obligation:
                return Judge(obligation, subject);
        }

        return model is null ? throw new ArgumentOutOfRangeException(nameof(rule)) : rule switch
        {
            DeveloperPolicyRule developer => Judge(developer, model),
            OriginPolicyRule origin => Judge(origin, model),
            ComputePolicyRule compute => Judge(compute, model),
            OpenModelPolicyRule open => Judge(open, model),
            SizePolicyRule size => Judge(size, model),
            BasePolicyRule => JudgeBases(model),
            EvidencePolicyRule evidence => Judge(evidence, model),
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
    }

    // What a rule about licences is asked of: the model, if the catalog has it, and the licence that a decision concluded in place of its own.
    private sealed record Subject(string Id, ModelInfo? Model, SpdxExpression? Concluded);

    // The licence of the model and, when asked for, of those whose weights are in it; null when it is not known.
    private IEnumerable<(string Id, SpdxExpression? License, ImmutableArray<Citation> Sources)> Line(Subject subject, bool alongLineage)
    {
        yield return subject.Concluded is { } concluded ? (subject.Id, concluded, []) : Of(subject.Id, subject.Model);
        if (!alongLineage)
            yield break;
        // Nobody knows from what a model outside the catalog was made.
        if (subject.Model is null)
        {
            yield return ($"what {subject.Id} was made from", null, []);
            yield break;
        }

        foreach (var node in LineageGraph.AncestorsOf(catalog, subject.Model).WeightAncestors())
            yield return Of(node.Id, node.Model);

        (string, SpdxExpression?, ImmutableArray<Citation>) Of(string id, ModelInfo? one) =>
            one?.License(LicenseScope.Weights, asOf) is { Expression.IsKnown: true } fact ? (id, fact.Expression.Value, fact.Expression.Sources) : (id, null, []);
    }

    private Judgement Judge(LicensePolicyRule rule, Subject subject)
    {
        var sources = ImmutableArray.CreateBuilder<Citation>();
        var met = new List<string>();
        Judgement? unknown = null;
        foreach (var (id, license, read) in Line(subject, rule.AlongLineage))
        {
            if (license is not { } expression)
            {
                unknown ??= NotKnown($"the licence of {id} is not known");
                continue;
            }

            if (!Allows(rule, expression))
                return NotMet($"{id} is under {expression}, {(rule.Denied.Any(d => Names(expression, d)) ? "which is denied" : "which is not among the licences that are allowed")}", read);
            met.Add($"{id} is under {expression}");
            sources.AddRange(read);
        }

        return unknown ?? Met(string.Join(", ", met), sources.ToImmutable());
    }

    // Of "A OR B" one suffices; of "A AND B" both must be allowed.
    private static bool Allows(LicensePolicyRule rule, SpdxExpression expression) => expression switch
    {
        SpdxLicense license => (rule.Allowed.IsEmpty || rule.Allowed.Contains(license.License)) && !rule.Denied.Contains(license.License),
        SpdxWith with => Allows(rule, with.License),
        SpdxAnd and => and.Operands.All(o => Allows(rule, o)),
        SpdxOr or => or.Operands.Any(o => Allows(rule, o)),
        _ => false,
    };

    private static bool Names(SpdxExpression expression, LicenseId license) => expression.Licenses.Any(l => l.License == license);

    private Judgement Judge(TermPolicyRule rule, Subject subject)
    {
        Judgement? unknown = null;
        var read = new List<string>();
        foreach (var (id, expression, _) in Line(subject, rule.AlongLineage))
        {
            if (expression is null)
            {
                unknown ??= NotKnown($"the licence of {id} is not known");
                continue;
            }

            foreach (var part in expression.Licenses)
            {
                if (catalog.Licenses.Find(part.License) is not { } license)
                {
                    unknown ??= NotKnown($"{part} of {id} is not in the catalog");
                    continue;
                }

                foreach (var term in license.Terms)
                {
                    if (term.IsKnown && term.Value.Kind == rule.Term && (rule.Values.IsEmpty || Words(term.Value).Any(w => rule.Values.Contains(w, StringComparer.OrdinalIgnoreCase))))
                        return NotMet($"{license.Id}{Clause(term.Value.Clause)} of {id} states {EnumText<LicenseTermKind>.Of(term.Value.Kind)}{Said(term.Value)}", term.Sources);
                }

                if (license.Reading(rule.Term) == TermReading.NotRead)
                    unknown ??= NotKnown($"the text of {license.Id} of {id} was not read for {EnumText<LicenseTermKind>.Of(rule.Term)}");
                else
                    read.Add($"{license.Id} of {id}");
            }
        }

        return unknown ?? Met($"read: {string.Join(", ", read)}");
    }

    private static string Clause(string clause) => clause.Length > 0 ? $" {clause}" : "";

    private static string Said(LicenseTerm term) => Words(term) is { IsEmpty: false } words && words.Where(w => w.Length > 0).ToList() is { Count: > 0 } said ? $": {string.Join(", ", said.Select(w => char.ToLowerInvariant(w[0]) + w[1..]))}" : "";

    // No term of these kinds bears on the use. One of the licences of an expression with OR suffices, and which one is chosen is for the team to say, so such a term is unknown.
    private Judgement Judge(ObligationPolicyRule rule, Subject subject)
    {
        var profile = usage ?? new UsageProfile();
        var terms = new List<Obligation>();
        if (subject.Model is { } model)
            terms.AddRange(Obligations.Evaluate(catalog, model, profile, asOf).Terms.Where(t => subject.Concluded is null || t.Depth > 0));
        if (subject.Concluded is { } concluded)
            terms.InsertRange(0, Obligations.Evaluate(catalog, concluded, profile, asOf).Terms.Select(t => t with { From = subject.Id }));
        Judgement? unknown = subject.Model is null ? NotKnown($"the licence of what {subject.Id} was made from is not known") : null;
        var met = 0;
        foreach (var term in terms)
        {
            var asks = rule.Terms.Contains(term.Kind);
            // A licence that nobody knows can hold any term.
            if (!asks && !term.License.IsEmpty)
                continue;
            if (term.Status == ObligationStatus.DoesNotApply)
            {
                met++;
                continue;
            }

            // What commercial use depends on are terms of their own; a rule that asks about those too has them before it.
            var isConditional = term.Term is CommercialUseTerm { Rule: CommercialUse.Conditional };
            if (isConditional && rule.Terms.Contains(LicenseTermKind.Threshold))
                continue;
            var what = term.License.IsEmpty ? "" : $"{term.License}{Clause(term.Clause)} of {term.From}, {EnumText<LicenseTermKind>.Of(term.Kind)}{(term.Action.Length > 0 ? $": {term.Action}" : "")}";
            if (term.Status == ObligationStatus.Applies && !term.IsAlternative && !isConditional)
                return NotMet($"{what} ({(term.Fact.Length > 0 ? term.Fact : "whatever the use")})", term.Sources);
            unknown ??= NotKnown($"{what}{(what.Length > 0 ? "; " : "")}missing: {string.Join(", ", term.IsAlternative && term.Status == ObligationStatus.Applies ? ["which of the licences is chosen"] : isConditional ? ["a rule about its conditions"] : term.Missing)}{(usage is null ? " (no usage profile is named)" : "")}", term.Sources);
        }

        return unknown ?? Met($"{met} terms that are asked about do not bear on the use");
    }

    private static ImmutableArray<string> Words(LicenseTerm term) => term switch
    {
        CommercialUseTerm commercial => [commercial.Rule.ToString()],
        CompetingUseTerm competing => [competing.Rule.ToString(), competing.Scope],
        DerivativesTerm derivatives => [derivatives.Rule.ToString()],
        OutputTerm outputs => [outputs.Rule.ToString()],
        ThresholdTerm threshold => [threshold.Measure.ToString(), threshold.Effect.ToString()],
        TerritoryTerm territory => territory.Excluded,
        FieldOfUseTerm field => field.Fields,
        OtherTerm other => [other.Topic],
        _ => [],
    };

    private static Judgement Judge(DeveloperPolicyRule rule, ModelInfo model)
    {
        if (!model.Developers.IsKnown)
            return NotKnown($"the developer of {model.Id} is not known");
        var refused = model.Developers.Value.Where(d => rule.Denied.Contains(d) || (!rule.Allowed.IsEmpty && !rule.Allowed.Contains(d))).ToList();
        return refused.Count > 0
            ? NotMet($"{model.Id} is developed by {string.Join(", ", refused)}", model.Developers.Sources)
            : Met($"developed by {string.Join(", ", model.Developers.Value)}", model.Developers.Sources);
    }

    private Judgement Judge(OriginPolicyRule rule, ModelInfo model)
    {
        Judgement? unknown = null;
        var countries = new List<string>();
        foreach (var answer in ModelOrigin.Of(catalog, model).Where(a => a.Rule.Id == rule.Attribution))
        {
            if (answer.State != FactState.Known)
                unknown ??= NotKnown($"{rule.Attribution} gives no country for {string.Join(" > ", answer.Path)} ({EnumText<FactState>.Of(answer.State)})", answer.Sources);
            else if (rule.DeniedGroups.FirstOrDefault(g => g.Countries.Contains(answer.Country)) is { } group)
                return NotMet($"{rule.Attribution}: {answer.Country} by way of {string.Join(" > ", answer.Path)}; {group.Id}, {group.Instrument}, {group.Source.Locator}, names {answer.Country}", [.. answer.Sources, group.Source]);
            else if (rule.Denied.Contains(answer.Country) || (!rule.Allowed.IsEmpty && !rule.Allowed.Contains(answer.Country)))
                return NotMet($"{rule.Attribution}: {answer.Country} by way of {string.Join(" > ", answer.Path)}", answer.Sources);
            else
                countries.Add(answer.Country.Value);
        }

        return unknown ?? Met($"{rule.Attribution}: {string.Join(", ", countries.Distinct())}");
    }

    private Judgement Judge(ComputePolicyRule rule, ModelInfo model)
    {
        var compute = TrainingCompute.Of(catalog, model);
        var answer = RegulatoryFacts.Against(rule.Threshold, compute, asOf);
        var what = $"{rule.Threshold.Id} ({RegulatoryFacts.Text(answer.Low)}, {rule.Threshold.Instrument}, {rule.Threshold.Source.Locator})";
        if (answer.IsInForce == false)
            return Met($"{what} is not in force on {asOf:yyyy-MM-dd}", [rule.Threshold.Source]);
        ImmutableArray<Citation> sources = [rule.Threshold.Source, .. compute.Estimates.Concat(compute.OfBases).SelectMany(e => e.Sources).Distinct()];
        return answer.State switch
        {
            ThresholdState.NotExceeded => Met($"{model.Id} does not exceed {what}: {answer.Basis}", sources),
            ThresholdState.Exceeded => NotMet($"{model.Id} exceeds {what}: {answer.Basis}", sources),
            _ => NotKnown($"whether {model.Id} exceeds {what}: {answer.Basis}{(compute.Estimates.IsEmpty && !compute.OfBases.IsEmpty ? "; what was added in training is not known" : "")}", sources),
        };
    }

    private Judgement Judge(OpenModelPolicyRule rule, ModelInfo model)
    {
        var facts = RegulatoryFacts.Of(catalog, model, asOf).OpenModel.Where(f => rule.Facts.Contains(f.Id)).ToList();
        if (facts.Find(f => f.Answer == FactAnswer.No) is { } no)
            return NotMet($"{no.Question} No: {no.Fact}", [RegulatoryFacts.OpenModelSource, .. no.Sources]);
        var unknown = facts.Where(f => f.Answer == FactAnswer.Unknown).ToList();
        return unknown.Count > 0
            ? NotKnown(string.Join("; ", unknown.Select(f => $"{f.Question} Unknown: {f.Fact}")), [RegulatoryFacts.OpenModelSource, .. unknown.SelectMany(f => f.Sources)])
            : Met(string.Join("; ", facts.Select(f => $"{f.Id}: {f.Fact}")), [RegulatoryFacts.OpenModelSource, .. facts.SelectMany(f => f.Sources)]);
    }

    private static Judgement Judge(SizePolicyRule rule, ModelInfo model)
    {
        var figure = rule.Counts == ParameterScope.Active ? model.Active : model.Total;
        // A dense model has one count; the active one of a mixture is never taken for its total.
        if (figure is not { Count.IsKnown: true } known)
            return NotKnown($"the {rule.Counts.ToString().ToLowerInvariant()} parameters of {model.Id} are not known");
        return known.Count.Value.Value > rule.AtMost.Value
            ? NotMet($"{model.Id} has {known.Count.Value} {rule.Counts.ToString().ToLowerInvariant()} parameters; at most {rule.AtMost} are allowed", known.Count.Sources)
            : Met($"{known.Count.Value} {rule.Counts.ToString().ToLowerInvariant()} parameters", known.Count.Sources);
    }

    private Judgement JudgeBases(ModelInfo model)
    {
        var lineage = LineageGraph.AncestorsOf(catalog, model);
        if (lineage.Nodes.Length == 1 && model.Variant.ValueOrDefault != ModelVariant.Base)
            return NotKnown($"the catalog names no base of {model.Id}, and does not call it a base model");
        var outside = lineage.Nodes.Where(n => n.Model is null).Select(n => n.Id).ToList();
        return outside.Count > 0
            ? NotMet($"{string.Join(", ", outside)} {(outside.Count == 1 ? "is" : "are")} not in the catalog", [.. lineage.Edges.Where(e => outside.Contains(e.Parent)).SelectMany(e => e.Fact.Sources)])
            : Met(lineage.Nodes.Length == 1 ? "it is a base model itself" : $"{lineage.Nodes.Length - 1} ancestors are in the catalog");
    }

    private Judgement Judge(EvidencePolicyRule rule, ModelInfo model)
    {
        var claims = catalog.Evidence(EntityKind.Model, model.Id.Value, rule.Property).Where(c => c.IsPreferred).ToList();
        if (claims.Count == 0)
            return NotMet($"the catalog says nothing about {rule.Property} of {model.Id}");
        foreach (var claim in claims)
        {
            if (claim.Value is "notPublished" or "notEstablished" or "notResearched")
                return NotMet($"{claim.Property} of {model.Id} is {claim.Value}");
            if (rule.Primary && !claim.Sources.Any(s => s.Kind is { } kind && kind.IsPrimary()))
                return NotMet($"{claim.Property} of {model.Id} is '{claim.Value}', which rests on no primary source");
        }

        return Met($"{rule.Property}: {string.Join("; ", claims.Select(c => c.Value))}");
    }
}
