using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Export;

/// <summary>Cards written from the catalog.</summary>
public class CardBuilderTests
{
    private static readonly Validator Checks = new();

    [Fact]
    public void The_card_of_a_model_states_what_the_catalog_knows()
    {
        var card = Read("qwen2.5-7b-instruct", null);
        card.Licenses.First.Value.Should().Be("apache-2.0");
        card.BaseModels.First.Value.Should().Be("Qwen/Qwen2.5-7B");
        card.Relation.Should().Be(RelationKind.Finetune);
        card.PipelineTag.Value.Should().Be("text-generation");
        card.LibraryName.Value.Should().Be("transformers");
        card.Text.Should().Contain("# Qwen2.5-7B-Instruct\n").And.Contain("- Architecture: Qwen2ForCausalLM [").And.Contain("\n1. <https://").And.Contain("*To be filled in:*");
    }

    [Fact]
    public void The_card_of_a_derived_model_names_its_base_and_carries_what_its_licence_prescribes()
    {
        var card = Read("llama-3.1-8b", new CardBuilderOptions { Relation = RelationKind.Finetune, Repository = RepositoryId.Parse("acme/Llama-3.1-8B-Hedge") });
        card.Licenses.First.Value.Should().Be("llama3.1");
        card.BaseModels.First.Value.Should().Be("meta-llama/Llama-3.1-8B");
        card.BaseModelRelation.Value.Should().Be("finetune");
        card.Text.Should().Contain("# Llama-3.1-8B-Hedge\n").And.Contain("\nBuilt with Llama\n").And.Contain("Llama 3.1 is licensed under the Llama 3.1 Community License");
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse("acme/Llama-3.1-8B-Hedge") }).Validate(card.Text).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_licence_without_a_word_of_the_hub_is_named_and_linked()
    {
        var card = Read("deepseek-v3-base", null);
        card.Licenses.First.Value.Should().Be("other");
        card.LicenseName.Value.Should().Be("deepseek-model-1.0");
        card.LicenseLink.Value.Should().StartWith("https://");
    }

    [Fact]
    public void Every_card_passes_the_check_unless_the_catalog_lacks_the_licence()
    {
        var problems = new List<string>();
        foreach (var model in ModelCatalog.Default.Models)
        {
            var hasLicense = model.License(LicenseScope.Weights) is { Expression.IsKnown: true };
            foreach (var finding in Checks.Validate(CardBuilder.Build(ModelCatalog.Default, model), model.Id.Value).Findings)
            {
                if (finding.Severity == Severity.Error && (hasLicense || finding.Rule.Id.Number != 2100))
                    problems.Add(finding.ToString());
            }
        }

        problems.Should().BeEmpty();
    }

    [Fact]
    public void Two_calls_give_the_same_text()
    {
        var model = ModelCatalog.Default.Models.Get(ModelId.Parse("qwen3-8b"));
        CardBuilder.Build(ModelCatalog.Default, model).Should().Be(CardBuilder.Build(ModelCatalog.Default, model)).And.NotContain("\r");
    }

    private static ModelCard Read(string id, CardBuilderOptions? options)
    {
        var read = ModelCard.Read(CardBuilder.Build(ModelCatalog.Default, ModelCatalog.Default.Models.Get(ModelId.Parse(id)), options));
        read.Findings.Should().BeEmpty();
        return read.Document!;
    }
}
