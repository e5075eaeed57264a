using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Inspection;

/// <summary>Lays all claims side by side, property by property, and says what they say of one another. Invents nothing.</summary>
internal static class Reconciliation
{
    // Properties that hold lists: several claims there are several members, not several answers.
    private static readonly string[] Lists = ["repositories", "baseModels", "aliases", "distributions", "names", "handles", "trainingCompute.hardwareTime", "trainingCompute.reported"];

    /// <param name="input">Claims of the input: of a name, a card, a file.</param>
    /// <param name="catalog">Claims of the catalog.</param>
    public static ImmutableArray<ReportedProperty> Reconcile(ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog)
    {
        var names = catalog.Select(c => c.Property).Concat(input.Select(c => c.Property)).Distinct(StringComparer.Ordinal);
        return [.. names.Select(name => Property(name, [.. input.Where(c => c.Property == name)], [.. catalog.Where(c => c.Property == name)]))];
    }

    private static ReportedProperty Property(string name, ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog)
    {
        var state = catalog.FirstOrDefault(c => c.IsPreferred) is { } preferred && StateOf(preferred.Value) is { } unknown && input.IsEmpty ? unknown : FactState.Known;
        var claims = catalog.OrderByDescending(c => c.IsPreferred).Concat(input).ToImmutableArray();
        return new ReportedProperty(name, state, state == FactState.Known ? VerdictOf(name, input, catalog) : ClaimVerdict.Unknown, claims);
    }

    // Confirmed: the input and the catalog agree, or two documents of the catalog do. Contradicted: the input says otherwise. A conflict inside the catalog is shown as such by its claims.
    private static ClaimVerdict VerdictOf(string name, ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog)
    {
        var known = catalog.Where(c => c.IsPreferred && StateOf(c.Value) is null).ToList();
        if (known.Count == 0)
            return ClaimVerdict.Unverified;
        if (!input.IsEmpty)
            return input.All(i => known.Any(c => Agree(name, i.Value, c.Value))) ? ClaimVerdict.Confirmed : ClaimVerdict.Contradicted;
        if (Array.IndexOf(Lists, name) >= 0)
            return known.All(HasTwoDocuments) ? ClaimVerdict.Confirmed : ClaimVerdict.Unverified;
        return known.Any(HasTwoDocuments) ? ClaimVerdict.Confirmed : ClaimVerdict.Unverified;
    }

    private static bool HasTwoDocuments(ProvenanceClaim claim) => claim.Sources.Select(s => s.Location).Distinct(StringComparer.Ordinal).Take(2).Count() == 2;

    // A label of a size class agrees with a count within its class.
    private static bool Agree(string name, string declared, string known)
    {
        if (name.StartsWith("parameters.", StringComparison.Ordinal) && ParameterCount.TryParse(known, null, out var count))
            return SizeLabel.TryParse(declared, null, out var label) ? label.FitsTotal(count) ?? true : ParameterCount.TryParse(declared, null, out var other) && other.Agrees(count);
        return string.Equals(declared, known, StringComparison.OrdinalIgnoreCase);
    }

    private static FactState? StateOf(string value) => value switch
    {
        "notPublished" => FactState.NotPublished,
        "notApplicable" => FactState.NotApplicable,
        "notEstablished" => FactState.NotEstablished,
        "notResearched" => FactState.NotResearched,
        _ => null,
    };
}
