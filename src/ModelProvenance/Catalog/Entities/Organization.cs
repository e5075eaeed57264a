using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog;

/// <summary>What sort of name a name is.</summary>
public enum NameKind
{
    /// <summary>The usual one.</summary>
    Common = 0,

    /// <summary>As registered.</summary>
    Legal,

    /// <summary>No longer used.</summary>
    Former,

    /// <summary>A team or laboratory inside.</summary>
    Team,

    /// <summary>A product or service that people take for the name.</summary>
    Brand,

    /// <summary>As others translate it.</summary>
    Translated,
}

/// <summary>A name with its language.</summary>
/// <param name="Text">The name, as its bearer writes it.</param>
public sealed record EntityName(string Text)
{
    /// <summary>BCP 47 language tag (<c>en</c>, <c>zh-Hans</c>); empty when it makes no difference.</summary>
    public string Language { get; init; } = "";

    /// <summary>What sort of name it is.</summary>
    public NameKind Kind { get; init; }

    /// <summary>Used since; <c>default</c> when not known.</summary>
    public PartialDate From { get; init; }

    /// <summary>Used until; <c>default</c> when it is still used or not known.</summary>
    public PartialDate To { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What an organization is.</summary>
public enum OrganizationKind
{
    /// <summary>A business.</summary>
    Company = 0,

    /// <summary>A foundation, association or institute that is no business.</summary>
    Nonprofit,

    /// <summary>A university or one of its groups.</summary>
    University,

    /// <summary>A public body.</summary>
    Government,

    /// <summary>People without a legal form.</summary>
    Community,

    /// <summary>One person.</summary>
    Individual,
}

/// <summary>What an organization does in this catalog.</summary>
public enum OrganizationRole
{
    /// <summary>Makes models.</summary>
    Developer = 0,

    /// <summary>Publishes quantized builds of models of others.</summary>
    Quantizer,

    /// <summary>Runs a hub or registry.</summary>
    Hub,

    /// <summary>Routes requests to endpoints of others.</summary>
    Router,

    /// <summary>Owns others.</summary>
    Holder,

    /// <summary>Publishes models or data of others in another way.</summary>
    Publisher,
}

/// <summary>A place, as exactly as it is known.</summary>
/// <param name="Country">The country or territory.</param>
public sealed record Seat(CountryCode Country)
{
    /// <summary>Province, state or region; empty when not known.</summary>
    public string Region { get; init; } = "";

    /// <summary>City; empty when not known.</summary>
    public string City { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[] { City, Region, Country.Value }.Where(part => part.Length > 0));
}

/// <summary>Who holds a share of an organization.</summary>
/// <param name="Name">The id of an organization of the catalog, or a name.</param>
public sealed record ShareHolding(string Name)
{
    /// <summary>0 to 1; null when the source states none.</summary>
    public decimal? Share { get; init; }

    /// <summary>The day for which the source states it; <c>default</c> when it states none.</summary>
    public PartialDate AsOf { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Share is { } share ? FormattableString.Invariant($"{Name} {share:P1}") : Name;
}

/// <summary>A listing on a stock exchange.</summary>
/// <param name="Exchange">ISO 10383 market identifier, such as <c>XHKG</c>.</param>
/// <param name="Ticker">The symbol there.</param>
public sealed record StockListing(string Exchange, string Ticker)
{
    /// <summary>First day of trading; <c>default</c> when not known.</summary>
    public PartialDate From { get; init; }

    /// <summary>Last day of trading; <c>default</c> when it is still listed or not known.</summary>
    public PartialDate To { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Exchange}:{Ticker}";
}

/// <summary>The name under which an organization publishes on a hub.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Handle">The owner part of its repositories there; compared ignoring case.</param>
public sealed record HubHandle(HubName Hub, string Handle)
{
    /// <summary>Used since; <c>default</c> when not known.</summary>
    public PartialDate From { get; init; }

    /// <summary>Used until (renamed or given up); <c>default</c> when it is in use or not known.</summary>
    public PartialDate To { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Hub}:{Handle}";
}

/// <summary>Who develops, publishes or owns. A country is never stored on a model: it follows from its developer by an attribution rule.</summary>
public sealed class Organization
{
    /// <summary>The id.</summary>
    public required OrganizationId Id { get; init; }

    /// <summary>The names; the first one is the display name.</summary>
    public required ImmutableArray<Fact<EntityName>> Names { get; init; }

    /// <summary>What it is.</summary>
    public required Fact<OrganizationKind> Kind { get; init; }

    /// <summary>What it does in this catalog.</summary>
    public required ImmutableArray<OrganizationRole> Roles { get; init; }

    /// <summary>Where it is incorporated.</summary>
    public required Fact<Seat> LegalSeat { get; init; }

    /// <summary>Where its head office is.</summary>
    public required Fact<Seat> Headquarters { get; init; }

    /// <summary>When it was founded.</summary>
    public required Fact<PartialDate> Founded { get; init; }

    /// <summary>When it ceased to exist.</summary>
    public required Fact<PartialDate> Dissolved { get; init; }

    /// <summary>Who controls it.</summary>
    public required Fact<OrganizationId> Parent { get; init; }

    /// <summary>Who holds shares of it.</summary>
    public required ImmutableArray<Fact<ShareHolding>> Holders { get; init; }

    /// <summary>Where it is listed.</summary>
    public required ImmutableArray<Fact<StockListing>> Listings { get; init; }

    /// <summary>Its names on hubs.</summary>
    public required ImmutableArray<Fact<HubHandle>> Handles { get; init; }

    /// <summary>Its site.</summary>
    public required Fact<string> Website { get; init; }

    /// <summary>The display name.</summary>
    public string Name => Names.IsEmpty || !Names[0].IsKnown ? Id.Value : Names[0].Value.Text;

    /// <summary>Whether a layer hides the record of that id below it.</summary>
    internal bool Removed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
