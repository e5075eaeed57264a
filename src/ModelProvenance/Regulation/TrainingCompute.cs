using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Lineage;

namespace ModelProvenance.Regulation;

/// <summary>How an amount of training compute was got.</summary>
public enum TrainingComputeMethod
{
    /// <summary>The developer states operations.</summary>
    Reported = 0,

    /// <summary>Hours of an accelerator times what it can do.</summary>
    HardwareTime,

    /// <summary>Six operations for each active parameter and token.</summary>
    ParametersTokens,
}

/// <summary>Whether an amount exceeds another one.</summary>
public enum ThresholdState
{
    /// <summary>It does not, by every method that could be used.</summary>
    NotExceeded = 0,

    /// <summary>It does, by every method that could be used, or a model that it was made from does.</summary>
    Exceeded,

    /// <summary>That cannot be said: no figure is known, or the interval reaches over it, or methods differ.</summary>
    Unknown,
}

/// <summary>An amount of training compute, as an interval.</summary>
/// <param name="Model">The model whose figures these are.</param>
/// <param name="Method">How it was got.</param>
/// <param name="Low">The least number of operations.</param>
/// <param name="High">The greatest number of operations.</param>
/// <param name="Basis">The figures that went in.</param>
/// <param name="Assumption">What is assumed, and what is left out.</param>
public sealed record TrainingComputeEstimate(ModelId Model, TrainingComputeMethod Method, double Low, double High, string Basis, string Assumption)
{
    /// <summary>Where the figures were read.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}

/// <summary>The computation that went into the training of a model, by the three usual methods. Computed from facts of the catalog, never stored.</summary>
/// <param name="Model">The model.</param>
/// <param name="Estimates">Those from its own figures, in the order of the methods.</param>
/// <param name="OfBases">Those of the models whose weights are in it.</param>
/// <param name="Missing">For each method that could not be used, what is missing.</param>
public sealed record TrainingCompute(ModelId Model, ImmutableArray<TrainingComputeEstimate> Estimates, ImmutableArray<TrainingComputeEstimate> OfBases, ImmutableArray<string> Missing)
{
    /// <summary>The share of its peak that an accelerator is taken to reach at least. An assumption.</summary>
    public const double LeastUtilization = 0.2;

    /// <summary>By how much the product of parameters and tokens is taken to be off at most, up and down. An assumption: it leaves out attention, and training after pretraining.</summary>
    public const double ProductMargin = 0.3;

    private static readonly Lazy<ImmutableArray<(ImmutableArray<string> Names, double Peak, string Url, DateOnly Read, string Note)>> Accelerators = new(() =>
        RegulationTables.Read("ModelProvenance.accelerators", cell => (cell("names").Split(' ').ToImmutableArray(), double.Parse(cell("peak"), CultureInfo.InvariantCulture) * 1e12, cell("url"), RegulationTables.Day(cell("read"))!.Value, cell("note"))));

    /// <summary>The estimates that decide: the developer's own figure, if there is one, otherwise all from the model's own figures.</summary>
    public ImmutableArray<TrainingComputeEstimate> Deciding => Estimates.Any(e => e.Method == TrainingComputeMethod.Reported) ? [.. Estimates.Where(e => e.Method == TrainingComputeMethod.Reported)] : Estimates;

    /// <summary>The least amount by every method that decides; null when nothing is known.</summary>
    public double? Low => Deciding.IsEmpty ? OfBases.IsEmpty ? null : OfBases.Min(e => e.Low) : Deciding.Min(e => e.Low);

    /// <summary>The greatest amount by every method that decides; null when nothing is known of the model itself, to which training was added.</summary>
    public double? High => Deciding.IsEmpty ? null : Deciding.Max(e => e.High);

    /// <summary>Computes the amounts for a model.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model.</param>
    public static TrainingCompute Of(ModelCatalog catalog, ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        var missing = ImmutableArray.CreateBuilder<string>();
        var own = EstimatesOf(model, missing);
        var bases = LineageGraph.AncestorsOf(catalog, model).WeightAncestors().Select(n => n.Model).OfType<ModelInfo>().SelectMany(b => EstimatesOf(b, null)).ToImmutableArray();
        return new TrainingCompute(model.Id, own, bases, missing.ToImmutable());
    }

    /// <summary>Whether more than an amount went into the training.</summary>
    /// <param name="operations">The amount.</param>
    public ThresholdState Against(double operations)
    {
        // What went into a base is in the sum whatever came after it.
        var bases = OfBases.GroupBy(e => e.Model).Select(g => g.Any(e => e.Method == TrainingComputeMethod.Reported) ? [.. g.Where(e => e.Method == TrainingComputeMethod.Reported)] : g.ToList()).ToList();
        if ((!Deciding.IsEmpty && Deciding.All(e => e.Low > operations)) || bases.Exists(b => b.TrueForAll(e => e.Low > operations)))
            return ThresholdState.Exceeded;
        // Figures of a fine-tune are often those of its base; only one that differs is added.
        var added = bases.Where(b => !b.Exists(e => Deciding.Any(own => own.Method == e.Method && own.Low == e.Low && own.High == e.High))).Sum(b => b.Max(e => e.High));
        return !Deciding.IsEmpty && Deciding.All(e => e.High + added <= operations) ? ThresholdState.NotExceeded : ThresholdState.Unknown;
    }

    private static ImmutableArray<TrainingComputeEstimate> EstimatesOf(ModelInfo model, ImmutableArray<string>.Builder? missing)
    {
        var estimates = ImmutableArray.CreateBuilder<TrainingComputeEstimate>();
        foreach (var fact in model.TrainingCompute.Where(c => c.Method == ComputeMethod.Reported && c.Amount.IsKnown))
        {
            var unit = fact.Unit == "ZFLOP" ? 1e21 : 1;
            estimates.Add(new TrainingComputeEstimate(model.Id, TrainingComputeMethod.Reported, fact.Amount.Value.Low * unit, fact.Amount.Value.High * unit, $"{fact.Amount.Value} {fact.Unit}", "the developer's figure, as far as it was rounded") { Sources = fact.Amount.Sources });
        }

        if (estimates.Count == 0)
            missing?.Add("reported: the developer's figure is not known");
        AddHardware(estimates, model, missing);
        AddProduct(estimates, model, missing);
        return estimates.ToImmutable();
    }

    private static void AddHardware(ImmutableArray<TrainingComputeEstimate>.Builder estimates, ModelInfo model, ImmutableArray<string>.Builder? missing)
    {
        var hours = model.TrainingCompute.Where(c => c.Method == ComputeMethod.HardwareTime && c.Amount.IsKnown).ToList();
        if (hours.Count == 0)
            missing?.Add("hardwareTime: the hours of training are not known");
        foreach (var fact in hours)
        {
            var known = Accelerators.Value.FirstOrDefault(a => a.Names.Contains(fact.Hardware));
            if (known.Names.IsDefault)
            {
                missing?.Add(fact.Hardware.Length == 0 ? "hardwareTime: the accelerator is not known" : $"hardwareTime: the peak of {fact.Hardware} is not in the table");
                continue;
            }

            estimates.Add(new TrainingComputeEstimate(
                model.Id,
                TrainingComputeMethod.HardwareTime,
                fact.Amount.Value.Low * 3600d * known.Peak * LeastUtilization,
                fact.Amount.Value.High * 3600d * known.Peak,
                $"{fact.Amount.Value} hours of {fact.Hardware}",
                $"between 20 % and 100 % of the dense 16-bit peak, {(known.Peak / 1e12).ToString(CultureInfo.InvariantCulture)}e12 operations a second ({known.Note}); training in 8 bits can do more")
            {
                Sources = [.. fact.Amount.Sources, new Citation(new SourceDocument(new Uri(known.Url), SourceKind.Secondary, known.Read), "peak")],
            });
        }
    }

    private static void AddProduct(ImmutableArray<TrainingComputeEstimate>.Builder estimates, ModelInfo model, ImmutableArray<string>.Builder? missing)
    {
        // Of a mixture only the parameters that work on a token count; one whose active count is not known has none.
        var figure = model.Active is { Count.IsKnown: true } active ? active : model.Active is null && model.Total is { Count.IsKnown: true } total ? total : null;
        if (figure is null)
            missing?.Add("parametersTokens: the active parameters are not known");
        if (!model.TrainingTokens.IsKnown)
            missing?.Add("parametersTokens: the training tokens are not known");
        if (figure is null || !model.TrainingTokens.IsKnown)
            return;
        var (parameters, tokens) = (figure.Count.Value, model.TrainingTokens.Value);
        estimates.Add(new TrainingComputeEstimate(
            model.Id,
            TrainingComputeMethod.ParametersTokens,
            6d * parameters.Low * tokens.Low * (1 - ProductMargin),
            6d * parameters.High * tokens.High * (1 + ProductMargin),
            $"6 x {parameters} {(figure.Counts == ParameterScope.Active ? "active " : "")}parameters x {tokens} tokens",
            "30 % up and down for what the product leaves out: attention, and training after pretraining")
        {
            Sources = [.. figure.Count.Sources, .. model.TrainingTokens.Sources],
        });
    }
}
