using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Validation;

/// <summary>The day of a revision of a repository, as far as it is known.</summary>
internal static class RevisionDay
{
    // Shorter beginnings of commits name several.
    private const int ShortestCommit = 7;

    /// <summary>The day; null when nobody knows it.</summary>
    /// <param name="model">What the name of the repository resolves to.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="revision">A day, a commit, or anything else.</param>
    public static DateOnly? Of(ModelResolution model, RepositoryId repository, string revision)
    {
        if (DateOnly.TryParseExact(revision, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        if (revision.Length is < ShortestCommit or > 40 || !revision.All(char.IsAsciiHexDigit) || model is not { Model: { } known, Confidence: ResolutionConfidence.Exact })
            return null;
        foreach (var source in Sources(known))
        {
            // The day of a document at a commit is the day of the commit. Developers keep a repository under one name, and under owners of different names, at the hub and at GitHub; one of another name has other commits.
            if (source is { Revision: { } commit, Published: { IsEmpty: false } published } && commit.StartsWith(revision, StringComparison.OrdinalIgnoreCase)
                && source.Url.AbsolutePath.Contains($"/{repository.Name}/", StringComparison.OrdinalIgnoreCase) && published.Earliest == published.Latest)
                return published.Earliest;
        }

        return null;
    }

    private static IEnumerable<SourceDocument> Sources(ModelInfo model) =>
        model.Licenses.SelectMany(l => l.Expression.Sources).Concat(model.Dates.SelectMany(d => d.Date.Sources)).Concat(model.BaseModels.SelectMany(b => b.Sources)).Concat(model.Repositories.SelectMany(r => r.Sources)).Select(s => s.Source);
}
