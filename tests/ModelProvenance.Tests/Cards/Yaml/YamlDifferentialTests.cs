using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>Our reader beside YamlDotNet 16.3.0. Both trees are compared where both accept; what each refuses alone is counted, so that the comparison cannot become empty.</summary>
public class YamlDifferentialTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20261124)]
    public void Generated_yaml_gives_the_tree_that_YamlDotNet_gives(int seed)
    {
        const int Cases = 5_000;
        var generator = new CardLikeYaml(seed);
        var compared = 0;
        for (var i = 0; i < Cases; i++)
        {
            var yaml = generator.Next();
            var ours = YamlDocument.Read(yaml, "x");
            ours.HasErrors.Should().BeFalse("the generator writes valid YAML, but case {0} of seed {1} gave {2}:\n{3}", i, seed, ours.Findings.FirstOrDefault(), yaml);
            // As js-yaml we take a text as if it ended with a line break, which the last line of a block text keeps; in a card the closing fence stands behind one.
            if (YamlDotNetTree.Of(yaml.EndsWith('\n') ? yaml : yaml + "\n") is not { } theirs)
                continue;
            compared++;
            YamlText.Of(ours.Document!.Root).Should().Be(theirs, "case {0} of seed {1} is\n{2}", i, seed, yaml);
        }

        // YamlDotNet refuses a few: quoted scalars whose further lines it wants deeper.
        compared.Should().BeGreaterThan(Cases * 95 / 100);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20261125)]
    public void Mutated_yaml_ends_in_a_bounded_result(int seed)
    {
        const int Cases = 10_000;
        var generator = new CardLikeYaml(seed);
        var random = new Random(seed);
        var accepted = 0;
        for (var i = 0; i < Cases; i++)
        {
            var yaml = YamlMutation.Of(generator.Next(), random);
            var result = YamlDocument.Read(yaml, "x");
            var document = result.Document!;
            document.Nodes.Length.Should().BeLessThanOrEqualTo((2 * yaml.Length) + 1, "no character begins more than two nodes");
            result.Findings.Length.Should().BeLessThanOrEqualTo(CardLimits.MaxFindings);
            result.Findings.All(f => f.Location is { Line: >= 1, Column: >= 1 } place && (place.EndLine > place.Line || place.EndColumn >= place.Column)).Should().BeTrue();
            YamlTreeChecks.IsSound(document).Should().BeTrue("case {0} of seed {1} is\n{2}", i, seed, yaml);
            accepted += result.Findings.Any(f => f.Severity == Severity.Error) ? 0 : 1;
        }

        // Both sides of the reader are met.
        accepted.Should().BeInRange(Cases / 10, Cases * 9 / 10);
    }
}
