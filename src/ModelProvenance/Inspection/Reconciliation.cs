using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Inspection;

/// <summary>Lays all claims side by side, property by property, and says what they say of one another. Invents nothing.</summary>
internal static class Reconciliation
{
    // Properties that hold lists: several claims there are several members, not several answers.
    private static readonly string[] Lists = ["repositories", "baseModels", "aliases", "distributions", "names", "handles", "trainingCompute.hardwareTime", "trainingCompute.reported"];

    // Of these, two documents of one input cannot say different things; of others (a context window, a tokenizer) files of one model do.
    private static readonly string[] Single = ["licenses.weights", "parameters.total", "architecture"];

    /// <param name="input">Claims of the input: of a name, a card, a file.</param>
    /// <param name="catalog">Claims of the catalog.</param>
    /// <param name="comparison">Says which values go together.</param>
    public static ImmutableArray<ReportedProperty> Reconcile(ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog, ClaimComparison comparison)
    {
        var names = catalog.Select(c => c.Property).Concat(input.Select(c => c.Property)).Distinct(StringComparer.Ordinal);
        return [.. names.Select(name => Property(name, [.. input.Where(c => c.Property == name).OrderBy(c => Rank(c.Method))], [.. catalog.Where(c => c.Property == name)], comparison))];
    }

    private static ReportedProperty Property(string name, ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog, ClaimComparison comparison)
    {
        var unknown = catalog.FirstOrDefault(c => c.IsPreferred) is { } preferred ? StateOf(preferred.Value) : null;
        var state = unknown is { } stated && input.IsEmpty ? stated : FactState.Known;
        var ordered = catalog.OrderByDescending(c => c.IsPreferred);
        // What the input says is a value; that the catalog has none is not.
        var claims = unknown is not null && !input.IsEmpty ? input.Concat(ordered) : ordered.Concat(input);
        return new ReportedProperty(name, state, state == FactState.Known ? VerdictOf(name, input, catalog, comparison) : ClaimVerdict.Unknown, [.. claims]);
    }

    // What was counted comes before what was computed, and that before what somebody says.
    private static int Rank(ClaimMethod method) => method switch
    {
        ClaimMethod.Observed => 0,
        ClaimMethod.Derived => 1,
        _ => 2,
    };

    // Confirmed: the input and the catalog agree, or two documents of the catalog do. Contradicted: the input says otherwise, or says two things. A conflict inside the catalog is shown as such by its claims.
    private static ClaimVerdict VerdictOf(string name, ImmutableArray<ProvenanceClaim> input, ImmutableArray<ProvenanceClaim> catalog, ClaimComparison comparison)
    {
        if (Array.IndexOf(Single, name) >= 0 && input.Any(a => input.Any(b => comparison.Agree(name, a, b) == false)))
            return ClaimVerdict.Contradicted;
        var known = catalog.Where(c => c.IsPreferred && StateOf(c.Value) is null).ToList();
        if (known.Count == 0)
            return ClaimVerdict.Unverified;
        if (!input.IsEmpty)
        {
            var answers = input.Select(i => Best(known.Select(c => comparison.Agree(name, i, c)))).ToList();
            return answers.Contains(false) ? ClaimVerdict.Contradicted : answers.Contains(true) ? ClaimVerdict.Confirmed : ClaimVerdict.Unverified;
        }

        if (Array.IndexOf(Lists, name) >= 0)
            return known.All(HasTwoDocuments) ? ClaimVerdict.Confirmed : ClaimVerdict.Unverified;
        return known.Any(HasTwoDocuments) ? ClaimVerdict.Confirmed : ClaimVerdict.Unverified;
    }

    // One value of the catalog that agrees is enough; one that cannot be compared leaves it open.
    private static bool? Best(IEnumerable<bool?> answers)
    {
        bool? best = false;
        foreach (var answer in answers)
        {
            if (answer == true)
                return true;
            best = answer is null ? null : best;
        }

        return best;
    }

    private static bool HasTwoDocuments(ProvenanceClaim claim) => claim.Sources.Select(s => s.Location).Distinct(StringComparer.Ordinal).Take(2).Count() == 2;

    private static FactState? StateOf(string value) => value switch
    {
        "notPublished" => FactState.NotPublished,
        "notApplicable" => FactState.NotApplicable,
        "notEstablished" => FactState.NotEstablished,
        "notResearched" => FactState.NotResearched,
        _ => null,
    };
}
