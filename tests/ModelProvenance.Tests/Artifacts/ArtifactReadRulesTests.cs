using ModelProvenance.Artifacts;

namespace ModelProvenance.Tests.Artifacts;

public class ArtifactReadRulesTests
{
    [Fact]
    public void All_HoldsEveryRuleOnceInOrderAndInTheArea()
    {
        var declared = typeof(ArtifactReadRules).GetProperties().Where(property => property.PropertyType == typeof(ModelProvenance.Findings.RuleDescriptor)).ToList();

        ArtifactReadRules.All.Should().HaveCount(declared.Count);
        ArtifactReadRules.All.Select(rule => rule.Name).Should().BeEquivalentTo(declared.Select(property => property.Name));
        ArtifactReadRules.All.Select(rule => rule.Id.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.OnlyContain(number => number > 3000 && number < 4000);
    }

    [Theory]
    [InlineData("grok-1-IQ3_XS-split-00001-of-00009.gguf", "grok-1-IQ3_XS-split", 1, 9)]
    [InlineData("d/model-00001-of-000163.safetensors", "model", 1, 163)]
    [InlineData("model_00005-of-00072.bin", "model", 5, 72)]
    public void ShardName_TryParse_PartsOfModels(string name, string prefix, int number, int count)
    {
        ShardName.TryParse(name, out var shard).Should().BeTrue();
        (shard!.Prefix, shard.Number, shard.Count).Should().Be((prefix, number, count));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model-1-of-2.safetensors")]
    [InlineData("-00001-of-00002.gguf")]
    [InlineData("model-00001-of-00002")]
    [InlineData("")]
    public void ShardName_TryParse_OtherNames(string name) => ShardName.TryParse(name, out _).Should().BeFalse();
}
