using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Tests;

/// <summary>The systems and organizations that this catalog was asked to hold from the start. An id that changes stays listed here: it must lead to its successor.</summary>
public class NamedSystemsTests
{
    private static readonly ModelCatalog Catalog = ShippedCatalog.Catalog;

    [Theory]
    [InlineData("deepseek")]
    [InlineData("ernie")]
    [InlineData("gemma")]
    [InlineData("glm")]
    [InlineData("gpt-oss")]
    [InlineData("hunyuan")]
    [InlineData("llama")]
    [InlineData("minimax")]
    [InlineData("openai-o")]
    [InlineData("qwen")]
    public void Families_are_present_with_their_models(string id)
    {
        var family = Catalog.Families.Get(FamilyId.Parse(id));
        family.Developers.IsKnown.Should().BeTrue();
        Catalog.ModelsOf(family.Id).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("alibaba")]
    [InlineData("alphabet")]
    [InlineData("anthropic")]
    [InlineData("baidu")]
    [InlineData("deepseek")]
    [InlineData("google")]
    [InlineData("huawei")]
    [InlineData("hugging-face")]
    [InlineData("meta")]
    [InlineData("microsoft")]
    [InlineData("minimax")]
    [InlineData("nvidia")]
    [InlineData("openai")]
    [InlineData("openrouter")]
    [InlineData("tencent")]
    [InlineData("zhipu")]
    public void Organizations_are_present(string id) => Catalog.Organizations.Get(OrganizationId.Parse(id)).Names.Should().NotBeEmpty();

    [Theory]
    [InlineData("deepseek-r1")]
    [InlineData("deepseek-v3")]
    [InlineData("deepseek-v3.1")]
    [InlineData("deepseek-r1-distill-llama-70b")]
    [InlineData("deepseek-r1-distill-qwen-7b")]
    [InlineData("qwen2.5-7b-instruct")]
    [InlineData("qwen2.5-coder-7b-instruct")]
    [InlineData("qwen3-8b")]
    [InlineData("qwen3-30b-a3b")]
    [InlineData("llama-3.1-8b-instruct")]
    [InlineData("llama-3.2-1b")]
    [InlineData("llama-3.3-70b-instruct")]
    [InlineData("gemma-3-27b-it")]
    [InlineData("gpt-oss-20b")]
    [InlineData("gpt-oss-120b")]
    [InlineData("glm-4.5")]
    [InlineData("minimax-m1-80k")]
    [InlineData("minimax-m2")]
    [InlineData("hunyuan-a13b-instruct")]
    [InlineData("o1")]
    public void Models_are_present_and_found_by_their_id(string id)
    {
        Catalog.Models.Get(ModelId.Parse(id)).Developers.IsKnown.Should().BeTrue();
        new ModelResolver(Catalog).Resolve(id).Model!.Id.Should().Be(Catalog.Models.Get(ModelId.Parse(id)).Id);
    }

    [Theory]
    [InlineData("Apache-2.0")]
    [InlineData("MIT")]
    [InlineData("LicenseRef-Qwen-License-2024")]
    [InlineData("LicenseRef-Qwen-Research-2024")]
    [InlineData("LicenseRef-Llama-3.1-Community")]
    [InlineData("LicenseRef-Llama-3.2-Community")]
    [InlineData("LicenseRef-Llama-3.3-Community")]
    [InlineData("LicenseRef-DeepSeek-Model-1.0")]
    [InlineData("LicenseRef-Hunyuan-A13B-Community")]
    public void Licences_are_present(string id) => Catalog.Licenses.Get(LicenseId.Parse(id)).Name.IsKnown.Should().BeTrue();

    [Fact]
    public void The_named_developers_and_their_models_hold_together()
    {
        Catalog.Models.Get(ModelId.Parse("gpt-oss-20b")).Developers.Value.Should().Contain(OrganizationId.Parse("openai"));
        Catalog.Models.Get(ModelId.Parse("deepseek-r1")).Developers.Value.Should().Contain(OrganizationId.Parse("deepseek"));
        Catalog.Models.Get(ModelId.Parse("llama-3.3-70b-instruct")).Developers.Value.Should().Contain(OrganizationId.Parse("meta"));
        Catalog.Models.Get(ModelId.Parse("glm-4.5")).Developers.Value.Should().Contain(OrganizationId.Parse("zhipu"));
    }
}
