using System.Security.Cryptography;
using System.Text;

namespace ModelProvenance.CatalogAudit;

/// <summary>A sample stratified by property and kind of source.</summary>
internal static class Sample
{
    /// <summary>Draws facts: from every stratum its share of the count, rounded by largest remainder, in it those whose hash with the seed is smallest. The same facts and seed give the same sample,
    /// and nobody can steer it without changing the seed.</summary>
    public static IReadOnlyList<AuditedFact> Draw(IReadOnlyCollection<AuditedFact> facts, string seed, int count)
    {
        var strata = facts.GroupBy(f => (f.Property, f.SourceKind)).OrderBy(g => g.Key.Property, StringComparer.Ordinal).ThenBy(g => g.Key.SourceKind, StringComparer.Ordinal)
            .Select(g => (Facts: g.OrderBy(f => Hash(seed, f), StringComparer.Ordinal).ToList(), Share: (double)count * g.Count() / facts.Count)).ToList();
        var taken = strata.Select(s => (int)s.Share).ToList();
        foreach (var at in Enumerable.Range(0, strata.Count).OrderByDescending(i => strata[i].Share - taken[i]).ThenBy(i => Hash(seed, strata[i].Facts[0]), StringComparer.Ordinal).Take(count - taken.Sum()))
            taken[at]++;
        return [.. strata.SelectMany((stratum, i) => stratum.Facts.Take(taken[i]))];
    }

    private static string Hash(string seed, AuditedFact fact) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{fact.Kind}\n{fact.Id}\n{fact.Property}\n{fact.Value}\n{fact.Url}\n{fact.Locator}")));
}
