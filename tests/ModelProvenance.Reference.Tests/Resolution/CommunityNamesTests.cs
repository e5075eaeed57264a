using ModelProvenance.Resolution;

namespace ModelProvenance.Reference.Tests.Resolution;

/// <summary>Names of repositories that others than the developer published, with the base that the hub shows for them (facts/models.tsv).</summary>
public class CommunityNamesTests
{
    // Columns of models.tsv.
    private const int Model = 3;
    private const int BaseModel = 10;
    private const int Class = 16;

    private readonly ITestOutputHelper _output;

    public CommunityNamesTests(ITestOutputHelper output) => _output = output;

    [ReferenceFact]
    public void A_confident_answer_is_the_base_that_the_hub_shows()
    {
        var catalog = ModelCatalog.Default;
        var resolver = new ModelResolver(catalog);
        var byRepository = catalog.Models
            .SelectMany(m => m.Repositories.Select(r => r.Value.Repository.Value)
                .Concat(m.Distributions.Select(d => d.Value.Repository.Value))
                .Concat(m.Aliases.Where(a => a.Value.Scheme == "huggingface").Select(a => a.Value.Text))
                .Select(repository => (Repository: repository.ToLowerInvariant(), m.Id)))
            .ToLookup(pair => pair.Repository, pair => pair.Id);

        var right = 0;
        var ambiguous = 0;
        var none = 0;
        var wrong = new List<string>();
        foreach (var row in ReferenceFiles.Rows("facts/models.tsv"))
        {
            var bases = row.Length > Class && row[Class] == "community" ? byRepository[row[BaseModel].ToLowerInvariant()].ToList() : [];
            // A model that the catalog has is no name of others: it is found as itself.
            if (bases.Count == 0 || byRepository[row[Model].ToLowerInvariant()].Any())
                continue;
            var resolution = resolver.Resolve(row[Model]);
            switch (resolution.Confidence)
            {
                case ResolutionConfidence.None:
                    none++;
                    break;
                case ResolutionConfidence.Weak:
                    ambiguous++;
                    break;
                case var _ when bases.Contains(resolution.Model!.Id):
                    right++;
                    break;
                default:
                    wrong.Add($"{row[Model]}: {resolution.Model!.Id} ({resolution.Confidence}); the hub shows {row[BaseModel]}");
                    break;
            }
        }

        _output.WriteLine($"{right} right, {ambiguous} ambiguous, {none} none, {wrong.Count} wrong");
        wrong.ForEach(_output.WriteLine);
        right.Should().BeGreaterThan(500);
        (wrong.Count / (double)(right + wrong.Count)).Should().BeLessThanOrEqualTo(0.005, string.Join("; ", wrong));
    }

    [ReferenceFact]
    public void No_data_names_the_repository_of_the_showcase() =>
        // The quantizer's repository is read by the grammar; no alias or repository in the catalog has its name.
        ModelCatalog.Default.Models
            .SelectMany(m => m.Aliases.Select(a => a.Value.Text).Concat(m.Repositories.Select(r => r.Value.Repository.Value)).Concat(m.Distributions.Select(d => d.Value.Repository.Value)))
            .Should().NotContain(name => name.StartsWith("unsloth/", StringComparison.OrdinalIgnoreCase));
}
