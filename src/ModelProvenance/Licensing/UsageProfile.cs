using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Licensing;

/// <summary>What somebody does with a model.</summary>
public enum UsageActivity
{
    /// <summary>It is used within one's own organization.</summary>
    InternalUse = 0,

    /// <summary>A product that contains it goes to others.</summary>
    Product,

    /// <summary>Others use it as a service, by API or on a site.</summary>
    HostedService,

    /// <summary>Its files, or those of a model derived from it, go to others.</summary>
    Redistribution,

    /// <summary>Its weights are trained further or changed.</summary>
    FineTuning,

    /// <summary>Another model is trained to perform like it (logits, intermediate data, or outputs made for that end).</summary>
    Distillation,

    /// <summary>Another model is trained on its outputs.</summary>
    TrainingOnOutputs,

    /// <summary>Results are published.</summary>
    Publication,
}

/// <summary>A number of users.</summary>
/// <param name="Count">How many.</param>
/// <param name="AsOf">When; a month says most.</param>
public sealed record UserFigure(long Count, PartialDate AsOf)
{
    /// <summary><c>monthlyActiveUsers</c> (the default), <c>monthlyUniqueUsers</c>, <c>dailyActiveUsers</c>, <c>visits</c>, <c>users</c>.</summary>
    public string Unit { get; init; } = "monthlyActiveUsers";

    /// <summary>Of which products. Unstated: of all.</summary>
    public ThresholdScope Scope { get; init; } = ThresholdScope.AllProducts;

    /// <summary>Whether those of affiliates are counted in; null when not known.</summary>
    public bool? IncludesAffiliates { get; init; }
}

/// <summary>An amount of revenue.</summary>
/// <param name="Amount">In whole units of the currency.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Period">Over which time.</param>
/// <param name="AsOf">The month or year.</param>
public sealed record RevenueFigure(long Amount, string Currency, ThresholdPeriod Period, PartialDate AsOf)
{
    /// <summary>Of which products. Unstated: of the organization.</summary>
    public ThresholdScope Scope { get; init; } = ThresholdScope.Organization;

    /// <summary>Whether that of affiliates is counted in; null when not known.</summary>
    public bool? IncludesAffiliates { get; init; }
}

/// <summary>What one does with models, where, for whom, and how large one is: what obligations depend on. Null, or a list that is <c>default</c>, means "not said", and then a term that asks for it
/// stays unknown; an empty list means "none".</summary>
public sealed record UsageProfile
{
    /// <summary>Everything that one does; what is not in the list is not done.</summary>
    public ImmutableArray<UsageActivity> Activities { get; init; }

    /// <summary>Whether the use is commercial.</summary>
    public bool? IsCommercial { get; init; }

    /// <summary>Whether models that were trained with the model or its outputs go to others, as files or as a service.</summary>
    public bool? SharesTrainedModels { get; init; }

    /// <summary>The country of one's seat or residence; <c>default</c> when not said.</summary>
    public CountryCode Seat { get; init; }

    /// <summary>Where the model or its outputs are used, one's own places among them.</summary>
    public ImmutableArray<CountryCode> PlacesOfUse { get; init; }

    /// <summary>Whether one is only the end user of somebody else's product.</summary>
    public bool IsEndUser { get; init; }

    /// <summary>When the organization was founded; before that day it had no users and no revenue. <c>default</c> when not said.</summary>
    public PartialDate Founded { get; init; }

    /// <summary>Numbers of users at different times.</summary>
    public ImmutableArray<UserFigure> Users { get; init; } = [];

    /// <summary>Revenue at different times.</summary>
    public ImmutableArray<RevenueFigure> Revenue { get; init; } = [];

    /// <summary>Fields of use (<c>military</c>, <c>medicalAdvice</c> ...), in the words of <see cref="LicenseWords.FieldsOfUse"/>.</summary>
    public ImmutableArray<string> Fields { get; init; }

    /// <summary>Businesses in which the model is used (<c>modelAsAService</c> ...), in the words of <see cref="LicenseWords.Businesses"/>.</summary>
    public ImmutableArray<string> Businesses { get; init; }

    /// <summary>The name of the derived model that goes to others; empty when not said or when there is none.</summary>
    public string ModelName { get; init; } = "";

    /// <summary>Reads a profile: JSON, in which comments and trailing commas are passed over (schema <c>usage.schema.json</c>).</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <returns>The profile; null when a part of it could not be read: it would answer for another use than the one that was meant. Findings MP4001.</returns>
    public static ReadResult<UsageProfile> Read(byte[] utf8, string path = "usage.json") => UsageReader.Read(utf8, path);
}
