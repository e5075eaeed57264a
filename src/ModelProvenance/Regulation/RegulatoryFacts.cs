using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;
using ModelProvenance.Origin;

namespace ModelProvenance.Regulation;

/// <summary>Whether something that a law asks for is so.</summary>
public enum FactAnswer
{
    /// <summary>It is.</summary>
    Yes = 0,

    /// <summary>It is not.</summary>
    No,

    /// <summary>That cannot be said.</summary>
    Unknown,
}

/// <summary>A fact that a law asks for. Whether its conditions are met is for a lawyer.</summary>
/// <param name="Id">A short name: <c>weightsPublic</c>.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Fact">The fact that answers, or what is missing.</param>
public sealed record RegulatoryFact(string Id, string Question, FactAnswer Answer, string Fact)
{
    /// <summary>What the answer rests on.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}

/// <summary>A threshold and what is known of a model's training compute against it.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Low">The least amount that exceeds it; of a share of the original the least by what is known.</param>
/// <param name="High">The greatest amount that may be needed to exceed it; the same as <paramref name="Low"/> for an amount of its own.</param>
/// <param name="State">Whether the training of the model exceeds it; null for a share, which asks about a modification of the model.</param>
/// <param name="IsInForce">Whether the threshold is in force on the day; null when its first day was not established.</param>
/// <param name="Basis">What the answer rests on, in words.</param>
public sealed record ThresholdAnswer(RegulatoryThreshold Threshold, double Low, double High, ThresholdState? State, bool? IsInForce, string Basis);

/// <summary>Whether a model is attributed to a country of a group, by one attribution rule.</summary>
/// <param name="Group">The group.</param>
/// <param name="Rule">The attribution rule.</param>
/// <param name="Answer">Whether one of the countries is in the group.</param>
/// <param name="Countries">The countries to which the rule attributes the model.</param>
/// <param name="Path">The ids from the model to the organization in the group, or to that of which no country is known; empty when neither.</param>
public sealed record CountryGroupAnswer(CountryGroup Group, AttributionRule Rule, FactAnswer Answer, ImmutableArray<CountryCode> Countries, ImmutableArray<string> Path)
{
    /// <summary>What the answer rests on.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}

/// <summary>The facts about a model that laws on AI ask for: training compute against thresholds, what an exemption for open models asks, countries of origin by each attribution rule. Facts, no verdicts, no legal advice.</summary>
/// <param name="Model">The model.</param>
/// <param name="AsOf">The day for which they are meant.</param>
/// <param name="Compute">The training compute.</param>
/// <param name="Thresholds">Every threshold of the table, in force or not.</param>
/// <param name="OpenModel">The facts that Art. 53(2) of Regulation (EU) 2024/1689 asks for (recital 104).</param>
/// <param name="CountryGroups">Every group of countries by every attribution rule.</param>
public sealed record RegulatoryFacts(ModelId Model, DateOnly AsOf, TrainingCompute Compute, ImmutableArray<ThresholdAnswer> Thresholds, ImmutableArray<RegulatoryFact> OpenModel, ImmutableArray<CountryGroupAnswer> CountryGroups)
{
    /// <summary>The document that the facts about open models answer to.</summary>
    public static Citation OpenModelSource { get; } = new(
        new SourceDocument(new Uri("https://eur-lex.europa.eu/eli/reg/2024/1689/oj"), SourceKind.Filing, new DateOnly(2026, 11, 28)) { Title = "Regulation (EU) 2024/1689", Via = "https://ai-act-law.eu/recital/104/" }, "Art. 53(2), recital 104");

    /// <summary>The ids of the facts about open models, in their order.</summary>
    public static ImmutableArray<string> OpenModelIds { get; } = ["weightsPublic", "architecturePublic", "usageInformationPublic", "licenseUse", "licenseModification", "licenseDistribution", "noSystemicRiskCompute"];

    /// <summary>The facts about a model.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model.</param>
    /// <param name="asOf">The day.</param>
    public static RegulatoryFacts Of(ModelCatalog catalog, ModelInfo model, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        var compute = TrainingCompute.Of(catalog, model);
        return new RegulatoryFacts(model.Id, asOf, compute, [.. RegulatoryThreshold.All.Select(t => Against(t, compute, asOf))], OpenModelFacts(catalog, model, compute, asOf), Groups(catalog, model));
    }

    /// <summary>What is known of a training compute against a threshold.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="compute">The training compute.</param>
    /// <param name="asOf">The day.</param>
    public static ThresholdAnswer Against(RegulatoryThreshold threshold, TrainingCompute compute, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(compute);
        if (threshold.Operations is { } amount)
            return new ThresholdAnswer(threshold, amount, amount, compute.Against(amount), threshold.IsInForce(asOf), Basis(compute));
        var share = threshold.ShareOfOriginal!.Value;
        if (compute is { Low: { } low, High: { } high })
            return new ThresholdAnswer(threshold, low * share, high * share, null, threshold.IsInForce(asOf), $"a third of the original, {Basis(compute)}");
        // The guideline gives amounts for an original whose compute is not known; which of them depends on whether it is one with systemic risk.
        return compute.Against(1e25) == ThresholdState.Exceeded
            ? new ThresholdAnswer(threshold, 1e25 * share, 1e25 * share, null, threshold.IsInForce(asOf), "the original is not known exactly, and exceeds 1e25: a third of 1e25")
            : new ThresholdAnswer(threshold, 1e23 * share, 1e25 * share, null, threshold.IsInForce(asOf), "the original is not known: a third of 1e23, or of 1e25 if it is a model with systemic risk");
    }

    /// <summary>An amount as people write it: <c>3.29e24</c>.</summary>
    public static string Text(double operations) => operations.ToString("0.##e0", CultureInfo.InvariantCulture);

    /// <summary>The intervals in words.</summary>
    internal static string Basis(TrainingCompute compute)
    {
        var estimates = compute.Estimates.IsEmpty ? compute.OfBases : compute.Estimates;
        return estimates.IsEmpty
            ? $"nothing is known: {string.Join("; ", compute.Missing)}"
            : string.Join("; ", estimates.Select(e => $"{EnumText<TrainingComputeMethod>.Of(e.Method)}{(e.Model == compute.Model ? "" : $" of {e.Model}, in it")} {Text(e.Low)} to {Text(e.High)}"));
    }

    private static ImmutableArray<RegulatoryFact> OpenModelFacts(ModelCatalog catalog, ModelInfo model, TrainingCompute compute, DateOnly asOf)
    {
        var license = model.License(LicenseScope.Weights, asOf);
        var stated = license is { Expression.IsKnown: true } ? license.Expression : null;
        var licenses = stated is null ? [] : stated.Value.Licenses.Select(l => (Id: l.License, Record: catalog.Licenses.Find(l.License))).ToList();
        var availability = model.Availability;
        var facts = ImmutableArray.CreateBuilder<RegulatoryFact>();
        facts.Add(availability.IsKnown
            ? new RegulatoryFact("weightsPublic", "Are the parameters, including the weights, publicly available?", availability.Value is WeightsAvailability.Open ? FactAnswer.Yes : availability.Value is WeightsAvailability.Gated ? FactAnswer.Unknown : FactAnswer.No,
                availability.Value is WeightsAvailability.Gated ? "the weights are had after an application or the acceptance of terms" : $"the weights are {EnumText<WeightsAvailability>.Of(availability.Value)}") { Sources = availability.Sources }
            : new RegulatoryFact("weightsPublic", "Are the parameters, including the weights, publicly available?", FactAnswer.Unknown, "the catalog does not say whether the weights can be had"));
        facts.Add(model.Structure.IsKnown || model.Architecture.IsKnown
            ? new RegulatoryFact("architecturePublic", "Is information on the architecture publicly available?", FactAnswer.Yes, model.Structure.IsKnown ? "figures of the architecture are published" : $"the architecture is {model.Architecture.Value}") { Sources = model.Structure.IsKnown ? model.Structure.Sources : model.Architecture.Sources }
            : new RegulatoryFact("architecturePublic", "Is information on the architecture publicly available?", FactAnswer.Unknown, "the catalog has no fact about the architecture"));
        facts.Add(new RegulatoryFact("usageInformationPublic", "Is information on the usage of the model publicly available?", FactAnswer.Unknown, "the catalog does not record it; see the model card"));
        LicenseTermKind[] restrictions = [LicenseTermKind.CommercialUse, LicenseTermKind.Threshold, LicenseTermKind.Territory, LicenseTermKind.FieldOfUse, LicenseTermKind.CompetingUse, LicenseTermKind.UsePolicy];
        facts.Add(OfLicense("licenseUse", "Does the licence allow use without restrictions?", licenses, stated, restrictions,
            term => term is CommercialUseTerm { Rule: CommercialUse.Allowed } ? null : $"states {EnumText<LicenseTermKind>.Of(term.Kind)}"));
        facts.Add(OfLicense("licenseModification", "Does the licence allow modification?", licenses, stated, [LicenseTermKind.Derivatives], term => term is DerivativesTerm { Rule: DerivativeRule.NotShared } ? "lets modified versions be made and not shared" : null));
        facts.Add(OfLicense("licenseDistribution", "Does the licence allow distribution?", licenses, stated, [LicenseTermKind.Derivatives], term => term is DerivativesTerm { Rule: DerivativeRule.NotShared } ? "lets modified versions be made and not shared" : null));
        var systemic = compute.Against(1e25);
        facts.Add(new RegulatoryFact("noSystemicRiskCompute", "Is the training compute at most 1e25 operations (no presumption of Art. 51(2))?", systemic switch { ThresholdState.NotExceeded => FactAnswer.Yes, ThresholdState.Exceeded => FactAnswer.No, _ => FactAnswer.Unknown }, Basis(compute))
        {
            Sources = [.. compute.Estimates.Concat(compute.OfBases).SelectMany(e => e.Sources).Distinct()],
        });
        return facts.ToImmutable();
    }

    // A licence that the OSI approved allows use, modification and distribution by the definition that it is approved under. Of others the terms that were read speak, and what was not read is unknown.
    private static RegulatoryFact OfLicense(string id, string question, List<(LicenseId Id, ModelLicense? Record)> licenses, Fact<SpdxExpression>? stated, LicenseTermKind[] kinds, Func<LicenseTerm, string?> objection)
    {
        if (stated is null)
            return new RegulatoryFact(id, question, FactAnswer.Unknown, "the licence of the weights is not known");
        if (licenses.TrueForAll(l => SpdxList.Find(l.Id.Value)?.IsOsiApproved == true))
            return new RegulatoryFact(id, question, FactAnswer.Yes, $"{stated.Value}: approved by the Open Source Initiative (SPDX licence list, {SpdxList.SourceCommit})") { Sources = stated.Sources };
        var unread = new List<string>();
        foreach (var (license, record) in licenses)
        {
            var missing = kinds.Where(kind => (record?.Reading(kind) ?? TermReading.NotRead) == TermReading.NotRead).ToList();
            if (missing.Count > 0)
                unread.Add($"{license} for {string.Join(", ", missing.Select(EnumText<LicenseTermKind>.Of))}");

            foreach (var term in record?.Terms ?? [])
            {
                if (term.IsKnown && kinds.Contains(term.Value.Kind) && objection(term.Value) is { } said)
                    return new RegulatoryFact(id, question, FactAnswer.No, $"{license}{(term.Value.Clause.Length > 0 ? $" {term.Value.Clause}" : "")} {said}") { Sources = term.Sources };
            }
        }

        if (unread.Count > 0)
            return new RegulatoryFact(id, question, FactAnswer.Unknown, $"the text was not read: {string.Join("; ", unread)}") { Sources = stated.Sources };
        return id == "licenseUse"
            ? new RegulatoryFact(id, question, FactAnswer.Yes, $"{stated.Value} states none of {string.Join(", ", kinds.Select(EnumText<LicenseTermKind>.Of))}") { Sources = stated.Sources }
            : new RegulatoryFact(id, question, FactAnswer.Unknown, $"{stated.Value} does not say otherwise, and the catalog does not record what it grants") { Sources = stated.Sources };
    }

    private static ImmutableArray<CountryGroupAnswer> Groups(ModelCatalog catalog, ModelInfo model)
    {
        var origin = ModelOrigin.Of(catalog, model);
        return
        [
            .. from grp in CountryGroup.All
               from rule in AttributionRule.All
               let answers = origin.Where(a => a.Rule == rule).ToList()
               let inside = answers.Find(a => a.State == FactState.Known && grp.Countries.Contains(a.Country))
               let unknown = answers.Find(a => a.State != FactState.Known)
               let decisive = inside ?? unknown
               select new CountryGroupAnswer(grp, rule, inside is not null ? FactAnswer.Yes : unknown is not null || answers.Count == 0 ? FactAnswer.Unknown : FactAnswer.No,
                   [.. answers.Where(a => a.State == FactState.Known).Select(a => a.Country).Distinct()], decisive?.Path ?? [])
               {
                   Sources = decisive?.Sources ?? [.. answers.SelectMany(a => a.Sources).Distinct()],
               },
        ];
    }
}
