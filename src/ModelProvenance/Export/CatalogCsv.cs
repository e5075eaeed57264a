using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Export;

/// <summary>Writes tables of a catalog as CSV (RFC 4180): a header line, commas, CR LF, quotes where they are needed; a list in one cell has <c>; </c> between its items; an empty cell is not known
/// or does not apply.</summary>
/// <remarks>A cell that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage return is preceded by an apostrophe, so that no spreadsheet takes it for a formula.</remarks>
public static class CatalogCsv
{
    private static readonly (string Name, Action<CsvLines, ModelCatalog> Write)[] All =
    [
        ("models", Models),
        ("distributions", Distributions),
        ("releases", Releases),
        ("series", Series),
        ("families", Families),
        ("organizations", Organizations),
        ("licenses", Licenses),
        ("claims", Claims),
    ];

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. All.Select(table => table.Name)];

    /// <summary>Writes a table.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="table">One of <see cref="Tables"/>. <c>claims</c> holds every statement of the catalog with its sources, a row for each statement and source.</param>
    /// <param name="output">Receives the lines; not closed.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static void Write(ModelCatalog catalog, string table, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(output);
        var found = Array.Find(All, t => t.Name == table);
        if (found.Write is null)
            throw new ArgumentException($"There is no table '{table}'. Tables: {string.Join(", ", Tables)}.", nameof(table));
        found.Write(new CsvLines(output), catalog);
    }

    private static void Models(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "family", "series", "release", "developers", "repository", "variant", "availability", "license", "parametersTotal", "parametersActive", "contextWindow", "contextLimit",
            "inputModalities", "outputModalities", "architecture", "announced", "weightsPublished", "repositoryCreated", "baseModels", "complete");
        foreach (var model in catalog.Models)
        {
            csv.Line(model.Id.Value, model.Name, model.Family.Value, model.Series.Value, model.Release.Value, List(model.Developers), model.Repository.Value,
                model.Variant.ValueOrDefault.Value, model.Availability.IsKnown ? ProvenanceJson.Camel(model.Availability.Value) : "",
                model.License(LicenseScope.Weights)?.Expression.ValueOrDefault?.ToString() ?? "", Count(model.Total), Count(model.Active), Known(model.ContextWindow), Known(model.ContextLimit),
                model.Modalities.IsKnown ? string.Join("; ", model.Modalities.Value.Input) : "", model.Modalities.IsKnown ? string.Join("; ", model.Modalities.Value.Output) : "",
                Known(model.Architecture), Known(model.Date(DateKind.Announced)), Known(model.Date(DateKind.WeightsPublished)), Known(model.Date(DateKind.RepositoryCreated)),
                string.Join("; ", model.BaseModels.Where(b => b.IsKnown).Select(b => $"{ProvenanceJson.Camel(b.Value.Relation)}:{b.Value.Reference}")),
                CatalogStatistics.IsComplete(model) ? "true" : "false");
        }
    }

    private static void Distributions(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("model", "hub", "repository", "format", "quantization", "path", "sha256", "size");
        foreach (var model in catalog.Models)
        {
            foreach (var build in model.Distributions.Where(d => d.IsKnown).Select(d => d.Value))
            {
                string[] common = [model.Id.Value, build.Hub.Value, build.Repository.Value, build.Format.Value, build.Quantization];
                if (build.Files.IsEmpty)
                    csv.Line([.. common, "", "", ""]);
                foreach (var file in build.Files)
                    csv.Line([.. common, file.Path, file.Sha256, file.Size?.ToString(CultureInfo.InvariantCulture) ?? ""]);
            }
        }
    }

    private static void Releases(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "series", "announced", "weightsPublished", "repositoryCreated", "paperPublished", "apiAvailable", "license");
        foreach (var release in catalog.Releases)
        {
            csv.Line(release.Id.Value, release.Name, release.Series.Value, Date(release, DateKind.Announced), Date(release, DateKind.WeightsPublished), Date(release, DateKind.RepositoryCreated),
                Date(release, DateKind.PaperPublished), Date(release, DateKind.ApiAvailable),
                release.Licenses.FirstOrDefault(l => l.Scope == LicenseScope.Weights)?.Expression.ValueOrDefault?.ToString() ?? "");
        }
    }

    private static void Series(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "family", "developers");
        foreach (var series in catalog.Series)
            csv.Line(series.Id.Value, series.Name, series.Family.Value, List(series.Developers));
    }

    private static void Families(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "developers", "series", "releases", "models", "modelsComplete", "completeSince", "checkedAgainst", "checkedOn");
        foreach (var coverage in FamilyCoverage.Of(catalog))
        {
            var family = catalog.Families.Get(coverage.Family);
            csv.Line(family.Id.Value, family.Name, List(family.Developers), Number(coverage.Series), Number(coverage.Releases), Number(coverage.Models), Number(coverage.ModelsComplete),
                coverage.Statement?.CompleteSince.ToString() ?? "", coverage.Statement?.CheckedAgainst ?? "", coverage.Statement?.CheckedOn.ToString() ?? "");
        }
    }

    private static void Organizations(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "kind", "roles", "legalSeat", "headquarters", "parent", "handles");
        foreach (var organization in catalog.Organizations)
        {
            csv.Line(organization.Id.Value, organization.Name, organization.Kind.IsKnown ? ProvenanceJson.Camel(organization.Kind.Value) : "",
                string.Join("; ", organization.Roles.Select(ProvenanceJson.Camel)), Known(organization.LegalSeat), Known(organization.Headquarters), Known(organization.Parent),
                string.Join("; ", organization.Handles.Where(h => h.IsKnown).Select(h => $"{h.Value.Hub}:{h.Value.Handle}")));
        }
    }

    private static void Licenses(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("id", "name", "family", "version", "date", "issuer", "spdx", "hubTag", "terms");
        foreach (var license in catalog.Licenses)
        {
            csv.Line(license.Id.Value, Known(license.Name), license.Family, license.Version, Known(license.Date), Known(license.Issuer), license.OnSpdxList ? "true" : "false", license.HubTag,
                string.Join("; ", license.Terms.Where(t => t.IsKnown).Select(t => ProvenanceJson.Camel(t.Value.Kind)).Distinct().Order(StringComparer.Ordinal)));
        }
    }

    private static void Claims(CsvLines csv, ModelCatalog catalog)
    {
        csv.Line("kind", "id", "property", "value", "preferred", "ruling", "note", "sourceKind", "url", "locator", "literal", "read");
        foreach (var entity in catalog.Entities())
        {
            foreach (var claim in catalog.Evidence(entity.Kind, entity.Id))
            {
                string[] common = [ProvenanceJson.Camel(entity.Kind), entity.Id, claim.Property, claim.Value, claim.IsPreferred ? "true" : "false", claim.Ruling ?? "", claim.Note ?? ""];
                if (claim.Sources.IsEmpty)
                    csv.Line([.. common, "", "", "", "", ""]);
                foreach (var source in claim.Sources)
                {
                    csv.Line([.. common, source.Kind is { } kind ? ProvenanceJson.Camel(kind) : "", source.Location, source.Locator, source.Literal,
                        source.Read?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""]);
                }
            }
        }
    }

    private static string Known<T>(Fact<T>? fact) => fact is { IsKnown: true } ? string.Create(CultureInfo.InvariantCulture, $"{fact.Value}") : "";

    private static string List<T>(Fact<ValueList<T>> fact)
        where T : IEquatable<T> => fact.IsKnown ? string.Join("; ", fact.Value) : "";

    private static string Count(ParameterFact? figure) => figure is { Count.IsKnown: true } ? figure.Count.Value.Value.ToString(CultureInfo.InvariantCulture) : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(ModelRelease release, DateKind kind) => Known(release.Dates.FirstOrDefault(d => d.Kind == kind)?.Date);

    /// <summary>Lines of CSV.</summary>
    private sealed class CsvLines(TextWriter output)
    {
        private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");

        public void Line(params ReadOnlySpan<string> cells)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                    output.Write(',');
                Cell(cells[i]);
            }

            output.Write("\r\n");
        }

        private void Cell(string text)
        {
            if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
                text = "'" + text;
            if (!text.AsSpan().ContainsAny(Special))
            {
                output.Write(text);
                return;
            }

            output.Write('"');
            output.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            output.Write('"');
        }
    }
}
