using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Catalog.Tests;

/// <summary>What every fact of the shipped catalog has to keep to.</summary>
public class CatalogQualityTests
{
    private static readonly ModelCatalog Catalog = ShippedCatalog.Catalog;

    [Fact]
    public void No_rule_has_an_error_or_a_warning() =>
        CatalogValidator.Validate(ShippedCatalog.Folder, TestContext.Current.CancellationToken).Where(f => f.Severity >= Severity.Warning).Select(f => f.ToString()).Should().BeEmpty();

    [Fact]
    public void Every_file_is_in_the_canonical_layout() =>
        ShippedCatalog.Files.Where(file =>
        {
            var bytes = File.ReadAllBytes(file.Path);
            return !CatalogFormatter.Format(bytes, file.Name).AsSpan().SequenceEqual(bytes);
        }).Select(file => file.Name).Should().BeEmpty("`modelprov catalog format catalog` writes them so");

    [Fact]
    public void No_fact_is_without_a_source()
    {
        var statistics = Catalog.GetStatistics();
        statistics.FactsWithoutSource.Should().Be(0);
        statistics.Facts.Should().BeGreaterThan(1_000);
        statistics.CatalogVersion.Should().Be(ModelCatalog.Default.CatalogVersion);
    }

    [Fact]
    public void Every_fact_cites_a_document_of_its_own_file_or_of_the_file_it_takes_it_over_from() =>
        Catalog.Sources.Where(s => !File.Exists(Path.Combine(ShippedCatalog.Folder, s.Key.Split('#')[0] + ".json"))).Select(s => s.Key).Should().BeEmpty();

    [Fact]
    public void Every_source_in_a_repository_has_a_commit() =>
        Catalog.Sources.Where(s => s.Kind == SourceKind.DeveloperRepository && !IsLowerHex(s.Revision, 40)).Select(s => s.Key).Should().BeEmpty();

    [Fact]
    public void Every_digest_is_a_sha256()
    {
        Catalog.Sources.Where(s => s.Sha256 is not null && !IsLowerHex(s.Sha256, 64)).Select(s => s.Key).Should().BeEmpty();
        (from model in Catalog.Models
         from distribution in model.Distributions
         where distribution.IsKnown
         from file in distribution.Value.Files
         where file.Sha256.Length > 0 && !IsLowerHex(file.Sha256, 64)
         select $"{model.Id}: {file.Path}").Should().BeEmpty();
    }

    [Fact]
    public void Every_document_was_read_on_a_day_that_has_passed_and_after_it_was_published()
    {
        var version = DateOnly.ParseExact(Catalog.CatalogVersion, "yyyy.MM.dd");
        Catalog.Sources.Where(s => s.Read > version || s.Read.Year < 2020).Select(s => $"{s.Key}: read {s.Read:O}").Should().BeEmpty();
        Catalog.Sources.Where(s => !s.Published.IsEmpty && new PartialDate(s.Read).IsBefore(s.Published)).Select(s => $"{s.Key}: published {s.Published}, read {s.Read:O}").Should().BeEmpty();
    }

    [Fact]
    public void No_literal_is_a_sentence_or_longer_than_120_characters()
    {
        var literals = ShippedCatalog.Files.SelectMany(file => Literals(JsonDocument.Parse(File.ReadAllBytes(file.Path)).RootElement).Select(text => (file.Name, text))).ToList();
        literals.Should().NotBeEmpty();
        literals.Where(l => l.text.Length > 120).Select(l => $"{l.Name}: {l.text}").Should().BeEmpty();
        literals.Where(l => l.text.Contains('\n', StringComparison.Ordinal)).Select(l => $"{l.Name}: {l.text}").Should().BeEmpty();
    }

    [Fact]
    public void Ids_are_the_paths()
    {
        foreach (var (path, name) in ShippedCatalog.Files)
        {
            var id = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.TryGetProperty("id", out var member) ? member.GetString() : null;
            var expected = name.Split('/') switch
            {
                ["organizations" or "licenses" or "statements", var file] => Path.GetFileNameWithoutExtension(file),
                ["families", var family, "family.json"] => family,
                ["families", _, var series] => series[..^".json".Length],
                ["version.json" or "retired-ids.json"] => null,
                _ => "a place that the format does not have",
            };
            id.Should().Be(expected, name);
        }
    }

    [Fact]
    public void Ids_of_models_follow_the_developer_s_repository()
    {
        var others = new List<string>();
        // A repository that holds several models gives its name to none of them.
        var shared = Catalog.Models.SelectMany(m => m.Repositories.Where(r => r.IsKnown).Select(r => r.Value.Repository).Distinct()).GroupBy(r => r).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        foreach (var model in Catalog.Models)
        {
            var names = model.Repositories.Where(r => r.IsKnown && !shared.Contains(r.Value.Repository)).Select(r => Slug(r.Value.Repository)).ToList();
            // Baidu publishes each model twice, for PyTorch (-PT) and for PaddlePaddle (-Paddle): one model, whose id has neither.
            names.AddRange([.. names.Where(n => n.EndsWith("-pt", StringComparison.Ordinal)).Select(n => n[..^3])]);
            if (names.Count > 0 && !names.Any(n => model.Id.Value == n || model.Id.Value.EndsWith("-" + n, StringComparison.Ordinal)))
                others.Add($"{model.Id}: {string.Join(", ", names)}");
        }

        others.Should().BeEmpty("the id is the name of a repository of the developer, with the developer in front on a clash");

        static string Slug(RepositoryId repository) => repository.Name.ToString().ToLowerInvariant().Replace('_', '-');
    }

    [Fact]
    public void Retired_ids_are_gone_and_their_successors_exist()
    {
        foreach (var retired in Catalog.Binary.Retired())
        {
            var current = Entities().Where(e => e.Kind == retired.Kind).Select(e => e.Id).ToHashSet();
            current.Should().NotContain(retired.Id);
            if (retired.Successor.Length > 0)
                (current.Contains(retired.Successor) || Catalog.Binary.Retired().Any(r => r.Id == retired.Successor)).Should().BeTrue(retired.Id);
        }
    }

    [Fact]
    public void Every_entity_tells_its_claims() =>
        Entities().Where(e => e.Kind != EntityKind.Release && Catalog.Evidence(e.Kind, e.Id).IsEmpty).Should().BeEmpty();

    [Fact]
    public void A_country_stands_only_at_organizations() =>
        ShippedCatalog.Files.Where(file => file.Name.StartsWith("families/", StringComparison.Ordinal) && File.ReadAllText(file.Path).Contains("\"country\"", StringComparison.Ordinal))
            .Should().BeEmpty("the country of a model is derived by a rule, never stored");

    private static IEnumerable<EntityReference> Entities() =>
        Catalog.Organizations.Select(o => new EntityReference(EntityKind.Organization, o.Id.Value))
            .Concat(Catalog.Licenses.Select(l => new EntityReference(EntityKind.License, l.Id.Value)))
            .Concat(Catalog.Families.Select(f => new EntityReference(EntityKind.Family, f.Id.Value)))
            .Concat(Catalog.Series.Select(s => new EntityReference(EntityKind.Series, s.Id.Value)))
            .Concat(Catalog.Releases.Select(r => new EntityReference(EntityKind.Release, r.Id.Value)))
            .Concat(Catalog.Models.Select(m => new EntityReference(EntityKind.Model, m.Id.Value)))
            .Concat(Catalog.Statements.Select(s => new EntityReference(EntityKind.Statement, s.Id.Value)));

    private static bool IsLowerHex(string? text, int length) => text is not null && text.Length == length && text.All(char.IsAsciiHexDigitLower);

    private static IEnumerable<string> Literals(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "literal" ? [p.Value.GetString()!] : Literals(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Literals),
        _ => [],
    };
}
