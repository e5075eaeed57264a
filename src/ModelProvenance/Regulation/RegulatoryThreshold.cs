using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Facts;

namespace ModelProvenance.Regulation;

/// <summary>An amount of computation that a law, order or guideline names. A fact of that document; what follows from it is for a lawyer.</summary>
/// <param name="Id">The name with its version: <c>eu-systemic-risk/1</c>. A changed amount is a new version.</param>
/// <param name="Operations">The number of operations; null when it is a share of another amount (<see cref="ShareOfOriginal"/>).</param>
/// <param name="Jurisdiction">ISO 3166 code of a country or region, or <c>EU</c>.</param>
/// <param name="Instrument">The document.</param>
/// <param name="Condition">What is to exceed the amount, and what else the document asks.</param>
/// <param name="Source">The document and the place in it; <see cref="SourceDocument.Via"/> says where a copy was read.</param>
public sealed record RegulatoryThreshold(string Id, double? Operations, string Jurisdiction, string Instrument, string Condition, Citation Source)
{
    private static readonly Lazy<ImmutableArray<RegulatoryThreshold>> Table = new(Load);

    /// <summary>The share of the original model's training compute that a modification is to exceed; null for an amount of its own.</summary>
    public double? ShareOfOriginal { get; init; }

    /// <summary>The first day on which it holds; null when that was not established.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it held; null while it does.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>All of them, in force or not.</summary>
    public static ImmutableArray<RegulatoryThreshold> All => Table.Value;

    /// <summary>The threshold of an id, with or without its version (then the newest); null when there is none.</summary>
    public static RegulatoryThreshold? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return All.LastOrDefault(t => t.Id == id || (t.Id.StartsWith(id, StringComparison.Ordinal) && t.Id.Length > id.Length && t.Id[id.Length] == '/'));
    }

    /// <summary>Whether it is in force on a day; null when its first day was not established.</summary>
    public bool? IsInForce(DateOnly day) => day > (Until ?? DateOnly.MaxValue) ? false : From is { } from ? day >= from : null;

    private static ImmutableArray<RegulatoryThreshold> Load() => RegulationTables.Read("ModelProvenance.thresholds", cell =>
        new RegulatoryThreshold(cell("id"), cell("operations") is { Length: > 0 } amount ? double.Parse(amount, CultureInfo.InvariantCulture) : null, cell("jurisdiction"), cell("instrument"), cell("condition"), RegulationTables.Cite(cell))
        {
            ShareOfOriginal = cell("shareOf") == "1/3" ? 1d / 3 : null,
            From = RegulationTables.Day(cell("from")),
            Until = RegulationTables.Day(cell("until")),
        });
}

/// <summary>A group of countries that a law names.</summary>
/// <param name="Id">The name with its version: <c>us-covered-nation/1</c>.</param>
/// <param name="Countries">The countries.</param>
/// <param name="Jurisdiction">Whose law it is.</param>
/// <param name="Instrument">The document.</param>
/// <param name="Note">What a reader must know.</param>
/// <param name="Source">The document and the place in it.</param>
public sealed record CountryGroup(string Id, ImmutableArray<CountryCode> Countries, string Jurisdiction, string Instrument, string Note, Citation Source)
{
    private static readonly Lazy<ImmutableArray<CountryGroup>> Table = new(Load);

    /// <summary>The first day on which it holds; null when that was not established.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it held; null while it does.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>All of them.</summary>
    public static ImmutableArray<CountryGroup> All => Table.Value;

    /// <summary>The group of an id with its version; null when there is none.</summary>
    public static CountryGroup? Find(string id) => All.FirstOrDefault(g => g.Id == id);

    private static ImmutableArray<CountryGroup> Load() => RegulationTables.Read("ModelProvenance.countryGroups", cell =>
        new CountryGroup(cell("id"), [.. cell("countries").Split(' ').Select(c => CountryCode.Parse(c, null))], cell("jurisdiction"), cell("instrument"), cell("note"), RegulationTables.Cite(cell))
        {
            From = RegulationTables.Day(cell("from")),
            Until = RegulationTables.Day(cell("until")),
        });
}
