using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Lineage;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>Licences of bases behind models that only their cards know: the chain does not end after one step.</summary>
public class CommunityChainTests
{
    private const string Card = "---\nlicense: apache-2.0\nbase_model: comm/c\nbase_model_relation: finetune\n---\n# A\n";

    [Fact]
    public void The_licence_at_the_end_of_the_chain_is_left_out_and_the_steps_are_named()
    {
        var found = Check(("comm/c", "license: apache-2.0\nbase_model: comm/b"), ("comm/b", "license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B"))
            .Should().ContainSingle(f => f.Rule.Id.Number == 4101).Subject;

        found.Message.Should().Contain("its base 'comm/c > comm/b > meta-llama/Llama-3.1-8B' is under LicenseRef-Llama-3.1-Community");
        found.Location.Line.Should().Be(3);
        found.Finding.Evidence.Select(e => e.Text).Should().StartWith(["the card of comm/c names comm/b", "the card of comm/b names meta-llama/Llama-3.1-8B"]);
    }

    [Fact]
    public void A_licence_that_two_steps_have_is_named_once() =>
        Check(("comm/c", "license: llama3.1\nbase_model: comm/b"), ("comm/b", "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B"))
            .Should().ContainSingle(f => f.Rule.Id.Number == 4101).Which.Message.Should().Contain("'comm/c' is under");

    [Fact]
    public void A_card_without_a_licence_does_not_end_the_chain() =>
        Check(("comm/c", "base_model: meta-llama/Llama-3.1-8B")).Should().ContainSingle(f => f.Rule.Id.Number == 4101);

    [Theory]
    [InlineData("license: apache-2.0\nbase_model: comm/c")]
    [InlineData("license: apache-2.0\nbase_model: comm/a")]
    [InlineData("license: apache-2.0\nbase_model: comm/unknown")]
    [InlineData("license: apache-2.0\nbase_model: Qwen/Qwen3-8B")]
    [InlineData("license: apache-2.0\nbase_model: '{{base}}'")]
    public void Circles_and_ends_give_nothing(string card) => Check(("comm/c", card)).Should().NotContain(f => f.Rule.Id.Number == 4101);

    private static ImmutableArray<ReportedFinding> Check(params (string Id, string FrontMatter)[] cards) =>
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse("comm/a"), Metadata = new Cards(cards.ToDictionary(c => c.Id, c => ModelCard.Read($"---\n{c.FrontMatter}\n---\n", c.Id).Document!)) }).Validate(Card).Findings;

    private sealed class Cards(Dictionary<string, ModelCard> cards) : IModelMetadataSource
    {
        public ModelCard? FindCard(RepositoryId repository) => cards.GetValueOrDefault(repository.Value);
    }
}
