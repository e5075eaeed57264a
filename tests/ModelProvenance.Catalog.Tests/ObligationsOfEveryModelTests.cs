using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;

namespace ModelProvenance.Catalog.Tests;

/// <summary>One use over every model. Counts change with the catalog and stand in docs/catalog/terms-of-all-models.md; what is checked here holds for any catalog.</summary>
public class ObligationsOfEveryModelTests
{
    private static readonly ModelCatalog Catalog = ShippedCatalog.Catalog;

    private static readonly DateOnly Day = new(2026, 11, 24);

    // Says everything that a profile can say, apart from figures of users and revenue.
    private static readonly UsageProfile Usage = new()
    {
        Activities = [UsageActivity.Product, UsageActivity.HostedService, UsageActivity.Redistribution, UsageActivity.FineTuning],
        IsCommercial = true,
        SharesTrainedModels = true,
        Seat = CountryCode.Parse("DE"),
        PlacesOfUse = [CountryCode.Parse("DE"), CountryCode.Parse("US")],
        Founded = PartialDate.Parse("2025-03"),
        Fields = [],
        Businesses = [],
    };

    private static readonly List<(ModelInfo Model, ObligationReport Report)> Results = [.. Catalog.Models.Select(model => (model, Obligations.Evaluate(Catalog, model, Usage, Day)))];

    [Fact]
    public void Every_model_has_a_result()
    {
        Results.Should().HaveCountGreaterThan(2_000).And.HaveCount(Catalog.Models.Count);
        Results.Where(r => r.Report.Terms.IsEmpty || r.Report.Terms[0].Depth != 0 || r.Report.Subject != r.Model.Id.Value).Select(r => r.Model.Id.Value).Should().BeEmpty();
    }

    [Fact]
    public void What_is_unknown_says_what_is_missing() =>
        Terms(term => term.Status == ObligationStatus.Unknown && (term.Missing.IsEmpty || term.Missing.Any(string.IsNullOrWhiteSpace) || term.Fact.Length > 0)).Should().BeEmpty();

    [Fact]
    public void What_is_decided_names_the_fact_that_decided_and_misses_nothing() =>
        Terms(term => term.Status != ObligationStatus.Unknown && (term.Fact.Length == 0 || !term.Missing.IsEmpty)).Should().BeEmpty();

    [Fact]
    public void What_is_decided_was_read_in_a_text_that_is_cited() =>
        Terms(term => term.Status != ObligationStatus.Unknown && (term.Term is null || term.Sources.IsEmpty)).Should().BeEmpty();

    [Fact]
    public void A_model_whose_licence_is_not_known_is_never_free_of_terms() =>
        Results.Where(r => r.Model.License(LicenseScope.Weights, Day) is not { Expression.IsKnown: true } && r.Report.Terms[0].Status != ObligationStatus.Unknown).Should().BeEmpty();

    // A profile that says this much leaves open what the catalog does not know, figures, and what no profile can say.
    [Fact]
    public void No_term_asks_again_for_what_the_profile_says() =>
        Results.SelectMany(r => r.Report.Terms).SelectMany(t => t.Missing).Distinct()
            .Intersect(["activities", "isCommercial", "sharesTrainedModels", "seat", "placesOfUse", "fields", "businesses"]).Should().BeEmpty();

    [Fact]
    public void Every_model_whose_weights_are_in_it_is_in_the_result()
    {
        foreach (var (model, report) in Results)
        {
            var named = report.Terms.Select(t => t.From).ToHashSet(StringComparer.Ordinal);
            LineageGraph.AncestorsOf(Catalog, model).WeightAncestors().Select(node => node.Id).Where(id => !named.Contains(id)).Should().BeEmpty("{0} holds their weights", model.Id);
        }
    }

    [Fact]
    public void A_profile_that_says_nothing_decides_nothing_that_depends_on_the_use()
    {
        foreach (var model in Catalog.Models)
        {
            Obligations.Evaluate(Catalog, model, new UsageProfile(), Day).Terms
                .Where(t => t is { Status: ObligationStatus.DoesNotApply, Term: DutyTerm or ThresholdTerm or FieldOfUseTerm or CompetingUseTerm }).Select(t => t.ToString()).Should().BeEmpty("{0}: silence is no permission", model.Id);
        }
    }

    [Fact]
    public void Every_word_of_a_term_stands_in_the_list_of_words()
    {
        Terms<FieldOfUseTerm>().SelectMany(t => t.Fields).Except(LicenseWords.FieldsOfUse.Select(w => w.Word)).Should().BeEmpty("a usage profile could not say it");
        Terms<ThresholdTerm>().Select(t => t.Business).Where(b => b.Length > 0).Concat(Terms<CompetingUseTerm>().Select(t => t.Scope)).Except(LicenseWords.Businesses.Select(w => w.Word)).Should().BeEmpty();
        // And no word is there that no licence uses.
        LicenseWords.FieldsOfUse.Select(w => w.Word).Except(Terms<FieldOfUseTerm>().SelectMany(t => t.Fields)).Should().BeEmpty();
        LicenseWords.FieldsOfUse.Select(w => w.Word).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.OrdinalIgnoreCase);
        LicenseWords.FieldsOfUse.Where(w => w.Wider.Length > 0).Select(w => w.Wider).Except(LicenseWords.FieldsOfUse.Select(w => w.Word)).Should().BeEmpty();
        string[] units = ["monthlyActiveUsers", "monthlyUniqueUsers", "dailyActiveUsers", "visits", "users"];
        Terms<ThresholdTerm>().Select(t => t.Unit).Where(u => u.Length > 0).Except(units).Should().BeEmpty("usage profiles give users in these units");

        static IEnumerable<T> Terms<T>()
            where T : LicenseTerm => Catalog.Licenses.SelectMany(license => license.TermsOf<T>());
    }

    [Fact]
    public void The_page_says_how_it_is_written()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ShippedCatalog.Folder)!, "docs", "catalog", "terms-of-all-models.md"));
        page.Should().Contain("`dotnet run -c Release --project samples/TermsOfAllModels -- docs/catalog`").And.Contain("## Why something is unknown");
    }

    private static IEnumerable<string> Terms(Func<Obligation, bool> isWrong) => Results.SelectMany(r => r.Report.Terms.Where(isWrong).Select(t => $"{r.Model.Id}: {t}"));
}
