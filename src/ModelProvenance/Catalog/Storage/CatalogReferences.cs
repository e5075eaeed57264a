using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Checks what no schema can: ids are unique, and what a record refers to exists.</summary>
internal static class CatalogReferences
{
    /// <param name="contents">The catalog.</param>
    /// <param name="path">The name of the document for problems that belong to no file.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="complete">Whether the catalog stands alone; a layer may refer to records of the catalog below it.</param>
    public static void Check(CatalogContents contents, string path, List<CatalogProblem> problems, bool complete)
    {
        var organizations = Ids(contents.Organizations.Select(o => o.Id.Value), "organization", path, problems);
        var licenses = Ids(contents.Licenses.Select(l => l.Id.Value.ToUpperInvariant()), "licence", path, problems);
        var families = Ids(contents.Families.Select(f => f.Id.Value), "family", path, problems);
        var series = Ids(contents.Series.Select(s => s.Id.Value), "series", path, problems);
        var releases = Ids(contents.Releases.Select(r => r.Id.Value), "release", path, problems);
        var models = Ids(contents.Models.Select(m => m.Id.Value), "model", path, problems);
        var statements = Ids(contents.Statements.Select(s => s.Id.Value), "statement", path, problems);
        if (!complete)
            return;

        void Missing(string where, string what, string id) => problems.Add(new CatalogProblem(where, "", 0, 0, $"There is no {what} '{id}'."));

        void Organizations(string where, Fact<ValueList<OrganizationId>> developers)
        {
            if (!developers.IsKnown)
                return;
            foreach (var developer in developers.Value)
            {
                if (!organizations.Contains(developer.Value))
                    Missing(where, "organization", developer.Value);
            }
        }

        void Licenses(string where, System.Collections.Immutable.ImmutableArray<LicenseFact> assignments)
        {
            foreach (var assignment in assignments)
            {
                if (!assignment.Expression.IsKnown)
                    continue;
                foreach (var license in assignment.Expression.Value.Licenses)
                {
                    if (license.Document.Length == 0 && !licenses.Contains(license.Id.ToUpperInvariant()))
                        Missing(where, "licence", license.Id);
                }
            }
        }

        foreach (var organization in contents.Organizations)
        {
            if (organization.Parent.IsKnown && !organizations.Contains(organization.Parent.Value.Value))
                Missing($"organizations/{organization.Id}.json", "organization", organization.Parent.Value.Value);
        }

        foreach (var license in contents.Licenses)
        {
            if (license.Issuer.IsKnown && !organizations.Contains(license.Issuer.Value.Value))
                Missing($"licenses/{license.Id}.json", "organization", license.Issuer.Value.Value);
        }

        foreach (var family in contents.Families)
            Organizations($"families/{family.Id}/family.json", family.Developers);

        var pathOfSeries = contents.Series.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => $"families/{s.Family}/{s.Id}.json");
        foreach (var one in contents.Series)
        {
            var where = pathOfSeries[one.Id];
            if (!families.Contains(one.Family.Value))
                Missing(where, "family", one.Family.Value);
            Organizations(where, one.Developers);
        }

        foreach (var release in contents.Releases)
        {
            var where = pathOfSeries.GetValueOrDefault(release.Series, path);
            if (!series.Contains(release.Series.Value))
                Missing(where, "series", release.Series.Value);
            Licenses($"{where} release {release.Id}", release.Licenses);
        }

        foreach (var model in contents.Models)
        {
            var where = $"{pathOfSeries.GetValueOrDefault(model.Series, path)} model {model.Id}";
            if (!releases.Contains(model.Release.Value))
                Missing(where, "release", model.Release.Value);
            Organizations(where, model.Developers);
            Licenses(where, model.Licenses);
            foreach (var baseModel in model.BaseModels)
            {
                if (!baseModel.IsKnown)
                    continue;
                if (!baseModel.Value.Model.IsEmpty && !models.Contains(baseModel.Value.Model.Value))
                    Missing(where, "model", baseModel.Value.Model.Value);
            }
        }

        foreach (var statement in contents.Statements)
        {
            foreach (var about in statement.About)
            {
                var ids = about.Kind switch
                {
                    EntityKind.Organization => organizations,
                    EntityKind.License => licenses,
                    EntityKind.Family => families,
                    EntityKind.Series => series,
                    EntityKind.Release => releases,
                    EntityKind.Model => models,
                    _ => statements,
                };
                if (!ids.Contains(about.Kind == EntityKind.License ? about.Id.ToUpperInvariant() : about.Id))
                    Missing($"statements/{statement.Id}.json", EnumText<EntityKind>.Of(about.Kind), about.Id);
            }
        }
    }

    private static HashSet<string> Ids(IEnumerable<string> ids, string what, string path, List<CatalogProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (id.Length > 0 && !seen.Add(id))
                problems.Add(new CatalogProblem(path, "", 0, 0, $"Two records are the {what} '{id}'."));
        }

        return seen;
    }
}
