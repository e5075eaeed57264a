using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Validation;

/// <summary>The rules MP1001 to MP1012, on the examples of their pages and on variations of these.</summary>
public class CatalogRuleTests
{
    [Theory]
    [InlineData("MP1001", "MP1001(29,7) /models/0/parametrs: \"parametrs\" is not a member of this record.")]
    // The reader refuses it before the rule can.
    [InlineData("MP1002", "MP1001(29,24) /models/0/contextWindow: A fact needs \"sources\"; only notApplicable and notResearched go without.")]
    [InlineData("MP1003", "MP1003 : The address of the document readme (https://github.com/acme/acme-1/blob/main/README.md) does not hold its commit 0123456789abcdef0123456789abcdef01234567.")]
    [InlineData("MP1004", "MP1004 : acme-1-7b-chat: its weights are dated 2025-02, those of its base acme-1-7b 2025-03-10. Correct a date, or say in the note of the relation why both hold.")]
    [InlineData("MP1005", "MP1005 : acme-1-30b-a3b: 33B parameters are active, but there are only 30.5B.")]
    [InlineData("MP1006", "MP1006 : acme-1-7b: the name says 7B, the catalog 9.24B. Correct the count, or say in its note why both hold.")]
    [InlineData("MP1007", "MP1007 : acme-1-7b-chat: the alias 'acme:7b' (ollama) means acme-1-7b at the same time. Give the periods (\"from\", \"to\"), or say in both notes that the day is not known.")]
    [InlineData("MP1008", "MP1008 : acme-0-1b: 2022-03-02 is the day on which the hub dated all older repositories; it says nothing about this one.", "MP1008 : acme-0-1b: 2024-01-01 looks like a year without a day. Write the year alone, or say in the note that the day was read.")]
    [InlineData("MP1009", "MP1009 : acme-1-7b: is dated 2023-04-30, but acme was founded in 2023-05.")]
    [InlineData("MP1010", "MP1010 : omega-7b: is under MIT; its base acme-1-7b is under LicenseRef-Acme-1.0, which hands down: name begins with \"Acme\" on trained model [2.b]. Correct the licence, or say in the note of the licence or of the relation what was read.")]
    [InlineData("MP1011", "MP1011 : omni-7b: the name 'Omni-7B' looks like '0mni-7B' of 0mni-7b. Correct it, or say in the note of the alias why both are right.")]
    public void The_examples_of_the_page_fail_and_pass(string rule, params string[] findings)
    {
        var page = RulePage.Read(rule);
        Findings(page.Passes).Should().BeEmpty();
        Findings(page.Fails).Should().Equal(findings);
    }

    [Fact]
    public void A_finding_stands_at_the_file_of_its_record()
    {
        var finding = Validate(RulePage.Read("MP1005").Fails).Single();
        finding.Location.Should().Be(new FindingLocation("families/acme/acme-1.json"));
        finding.Severity.Should().Be(Severity.Error);
        finding.Rule.Profiles.Should().Equal("catalog");
    }

    [Fact]
    public void UnsourcedFact_finds_what_was_put_together_without_sources()
    {
        // No document can hold these, so they are made in memory.
        var contents = TinyCatalog.Contents();
        var omega = contents.Organizations[1];
        contents.Organizations[1] = new Organization
        {
            Id = omega.Id, Names = omega.Names, Roles = omega.Roles, LegalSeat = omega.LegalSeat, Headquarters = omega.Headquarters, Parent = omega.Parent, Holders = omega.Holders,
            Listings = omega.Listings, Handles = omega.Handles, Website = omega.Website,
            Kind = Fact<OrganizationKind>.Known(OrganizationKind.Company, FactEvidence<OrganizationKind>.None),
            Founded = Fact<PartialDate>.Unknown(FactState.NotPublished, FactEvidence<PartialDate>.None),
            Dissolved = Fact<PartialDate>.Unknown(FactState.NotApplicable, FactEvidence<PartialDate>.None),
        };
        var catalog = ModelCatalog.FromContents(contents);
        CatalogValidator.Validate(catalog, TestContext.Current.CancellationToken).Select(f => f.ToString()).Should().Equal(
            "organizations/omega.json: error MP1002: omega: founded is 'notPublished', and no source is named.",
            "organizations/omega.json: error MP1002: omega: kind is 'company', and no source is named.");
        catalog.GetStatistics().FactsWithoutSource.Should().Be(1);
    }

    [Theory]
    // A commit is missing where it is not demanded by the kind of source; the address of another commit; a raw address.
    [InlineData("\"kind\": \"developerRepository\",\n      \"revision\": \"0123456789abcdef0123456789abcdef01234567\"", "\"kind\": \"announcement\"", "MP1003")]
    [InlineData("blob/main", "blob/0123456789abcdef0123456789abcdef01234568", "MP1003")]
    [InlineData("https://github.com/acme/acme-1/blob/main/", "https://raw.githubusercontent.com/acme/acme-1/main/", "MP1003")]
    // Issues do not move with the branch; a stored copy says where it was read; another host is no repository.
    [InlineData("blob/main/README.md", "issues/7", "")]
    [InlineData("\"kind\": \"developerRepository\",", "\"kind\": \"secondary\", \"via\": \"https://archive.example/\",", "")]
    [InlineData("https://github.com/acme/", "https://git.example/acme/", "")]
    public void UnpinnedRepositorySource_asks_for_the_commit_of_files(string old, string changed, string rules) => Variation("MP1003", old, changed, rules);

    [Theory]
    [InlineData("\"relation\": \"finetune\",", "\"relation\": \"finetune\", \"note\": \"the base was published later\",", "")]
    [InlineData("\"model\": \"acme-1-7b\"", "\"repository\": \"other/Base\"", "")]
    [InlineData("\"value\": \"2025-02\"", "\"value\": \"2025\"", "")]
    [InlineData("\"value\": \"2025-02\"", "\"value\": \"2025-03-09\"", "MP1004")]
    [InlineData("\"value\": \"2025-02\"", "\"value\": \"2025-03-10\"", "")]
    public void ReleasedBeforeItsBase_compares_days_that_are_known(string old, string changed, string rules) => Variation("MP1004", old, changed, rules);

    [Theory]
    [InlineData("\"value\": \"33B\"", "\"value\": \"30.5B\"", "")]
    // 31 billion may be 30.5 billion rounded, 32 billion may not.
    [InlineData("\"value\": \"33B\"", "\"value\": \"31B\"", "")]
    [InlineData("\"value\": \"33B\"", "\"value\": \"32B\"", "MP1005")]
    [InlineData("\"counts\": \"active\"", "\"counts\": \"effective\"", "")]
    public void ActiveAboveTotal_allows_for_rounding(string old, string changed, string rules) => Variation("MP1005", old, changed, rules);

    [Theory]
    [InlineData("\"value\": \"9.24B\"", "\"value\": \"7.62B\"", "")]
    [InlineData("\"value\": \"9.24B\"", "\"value\": \"7.71B\"", "MP1006")]
    [InlineData("\"name\": \"Acme-1-7B\"", "\"name\": \"Acme-1-8x7B\"", "")]
    [InlineData("\"name\": \"Acme-1-7B\"", "\"name\": \"Acme-1\"", "")]
    [InlineData("\"value\": \"9.24B\",", "\"value\": \"9.24B\", \"conflicts\": [ { \"value\": \"7B\", \"sources\": [ { \"source\": \"card\" } ], \"ruling\": \"the card rounds\" } ],", "")]
    [InlineData("\"value\": \"9.24B\",", "\"value\": \"9.24B\", \"conflicts\": [ { \"value\": \"7B\", \"sources\": [ { \"source\": \"card\" } ] } ],", "MP1006")]
    public void LabelAgainstCount_asks_for_an_explanation(string old, string changed, string rules) => Variation("MP1006", old, changed, rules);

    [Theory]
    [InlineData("\"kind\": \"tag\",", "\"kind\": \"tag\", \"note\": \"the day of the change is not known\",", "")]
    [InlineData("\"id\": \"acme-1-7b-chat\"", "\"id\": \"acme-1-7b-chat\", \"repositories\": [ { \"hub\": \"huggingface\", \"repository\": \"acme-ai/Chat\", \"sources\": [ { \"source\": \"card\" } ] } ]", "MP1007")]
    public void AmbiguousAlias_allows_notes_in_both(string old, string changed, string rules) => Variation("MP1007", old, changed, rules);

    [Fact]
    public void AmbiguousAlias_knows_the_repositories_of_others()
    {
        var page = RulePage.Read("MP1007").Passes
            .Replace("\"text\": \"acme:7b\",\n          \"scheme\": \"ollama\",\n          \"kind\": \"tag\",\n          \"to\"", "\"text\": \"Acme-AI/chat\", \"scheme\": \"huggingface\", \"kind\": \"rename\", \"to\"", StringComparison.Ordinal)
            .Replace("\"id\": \"acme-1-7b-chat\"", "\"id\": \"acme-1-7b-chat\", \"repositories\": [ { \"hub\": \"huggingface\", \"repository\": \"acme-ai/Chat\", \"sources\": [ { \"source\": \"card\" } ] } ]", StringComparison.Ordinal);
        Findings(page).Should().Equal("MP1007 : acme-1-7b: the alias 'Acme-AI/chat' is the repository of acme-1-7b-chat.");
    }

    [Theory]
    [InlineData("\"to\": \"2025-06-30\"", "\"to\": \"2025-07\"", "")]
    [InlineData("\"to\": \"2025-06-30\"", "\"to\": \"2025-08-01\"", "MP1007")]
    public void AmbiguousAlias_compares_periods(string old, string changed, string rules) => Rules(Replaced(RulePage.Read("MP1007").Passes, old, changed)).Should().Be(rules);

    [Theory]
    [InlineData("\"value\": \"2024-01-01\"", "\"value\": \"2024-01\"", "MP1008")]
    [InlineData("\"kind\": \"repositoryCreated\"", "\"kind\": \"weightsPublished\"", "MP1008")]
    [InlineData("\"sources\": [", "\"note\": \"read in the source\", \"sources\": [", "")]
    public void PlaceholderDay_believes_a_note(string old, string changed, string rules) => Variation("MP1008", old, changed, rules);

    [Theory]
    [InlineData("\"founded\": {\n        \"value\": \"2023-05\"", "\"dissolved\": {\n        \"value\": \"2023-03\"", "MP1009")]
    [InlineData("\"founded\": {\n        \"value\": \"2023-05\"", "\"dissolved\": {\n        \"value\": \"2023-04\"", "")]
    [InlineData("\"value\": \"2023-05\"", "\"value\": \"2023\"", "")]
    public void DateOutsideOrganizationLife_compares_with_both_ends(string old, string changed, string rules) => Variation("MP1009", old, changed, rules);

    [Theory]
    [InlineData("\"omega\"\n        ],", "\"acme\"\n        ],", "")]
    [InlineData("\"relation\": \"finetune\"", "\"relation\": \"distilled\"", "")]
    [InlineData("\"relation\": \"finetune\"", "\"relation\": \"merge\"", "MP1010")]
    [InlineData("\"relation\": \"finetune\",", "\"relation\": \"finetune\", \"note\": \"the card names no base licence\",", "")]
    [InlineData("\"value\": \"MIT\"", "\"value\": \"MIT AND LicenseRef-Acme-1.0\"", "")]
    // A patent grant is handed down by nobody; a naming duty that is only recommended asks for nothing.
    [InlineData("\"atBeginning\": true,", "\"atBeginning\": true, \"recommended\": true,", "")]
    public void OmittedBaseTerms_asks_for_what_is_handed_down(string old, string changed, string rules) => Variation("MP1010", old, changed, rules);

    [Theory]
    // Cyrillic o; small L for 1; and a name that differs in a digit.
    [InlineData("\"name\": \"0mni-7B\"", "\"name\": \"\u043Emni-7B\"", "MP1011")]
    [InlineData("\"name\": \"0mni-7B\"", "\"name\": \"Omn1-7B\"", "MP1011")]
    [InlineData("\"name\": \"0mni-7B\"", "\"name\": \"Omni-8B\"", "")]
    [InlineData("\"name\": \"0mni-7B\"", "\"name\": \"Omni_7b\"", "")]
    public void LookAlikeName_compares_what_the_eye_sees(string old, string changed, string rules) => Variation("MP1011", old, changed, rules);

    [Fact]
    public void CatalogTooOld_counts_days()
    {
        var page = RulePage.Read("MP1012");
        var day = new DateOnly(2026, 6, 1);
        CatalogValidator.CheckAge(TinyCatalog.Load(page.Passes), day, TimeSpan.FromDays(90)).Should().BeNull();
        CatalogValidator.CheckAge(TinyCatalog.Load(page.Fails), day, TimeSpan.FromDays(90))!.ToString().Should()
            .Be("warning MP1012: The catalog is of 2026-03-02, 91 days before 2026-06-01; at most 90 days are allowed. Update the package, or put a newer catalog on top.");
        // A layer on top leaves the age of what is below; a version that is no date never passes.
        CatalogValidator.CheckAge(TinyCatalog.Catalog.With(TinyCatalog.Layer("")), new DateOnly(2026, 1, 2), TimeSpan.FromDays(1)).Should().BeNull();
        CatalogValidator.CheckAge(TinyCatalog.Load(page.Passes.Replace("2026.03.03", "mine", StringComparison.Ordinal)), day, TimeSpan.FromDays(90))!.Message.Should().Contain("'mine', is no date");
        FluentActions.Invoking(() => CatalogValidator.CheckAge(TinyCatalog.Catalog, day, TimeSpan.FromDays(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Findings_come_in_the_order_of_files_and_rules()
    {
        var findings = CatalogValidator.Validate(TinyCatalog.Catalog, TestContext.Current.CancellationToken);
        findings.Should().BeEmpty("the tiny catalog is sound");
        CatalogValidator.Validate(TinyCatalog.Folder, TestContext.Current.CancellationToken).Should().BeEmpty();
        FluentActions.Invoking(() => CatalogValidator.Validate((ModelCatalog)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CatalogValidator.Validate(Path.Combine(TinyCatalog.Folder, "none.json"))).Should().Throw<FileNotFoundException>();
    }

    private static void Variation(string rule, string old, string changed, string rules) => Rules(Replaced(RulePage.Read(rule).Fails, old, changed)).Should().Be(rules);

    private static string Replaced(string json, string old, string changed)
    {
        json.Should().Contain(old, "the variation changes something");
        return json.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string Rules(string json) => string.Join(", ", Validate(json).Select(f => f.Rule.Id).Distinct());

    private static IEnumerable<string> Findings(string json) => Validate(json).Select(f =>
        $"{f.Rule.Id}{(f.Location.Line > 0 ? $"({f.Location.Line},{f.Location.Column})" : "")} {f.Location.Pointer}: {f.Message}");

    private static ImmutableArray<Finding> Validate(string json)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "catalog.json");
        File.WriteAllText(path, json);
        return CatalogValidator.Validate(path);
    }
}
