using ModelProvenance.Facts;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>The licence of a base is the one in force when the model was published. Gemma 2 was under the terms of 1 April 2024, and is under those of 24 March 2025 (catalog/families/gemma/gemma-2.json).</summary>
public class BaseLicenseDateTests
{
    private const string Card = "---\nlicense: mit\nbase_model: google/gemma-2-9b\nbase_model_relation: finetune\n---\n# Hedge\n";

    // bge-multilingual-gemma2: weights published on 26 July 2024 (catalog/families/bge).
    [Theory]
    [InlineData("BAAI/bge-multilingual-gemma2", "LicenseRef-Gemma-Terms-2024-04-01")]
    [InlineData("gardeners/hedge-9b", "LicenseRef-Gemma-Terms-2025-03-24")]
    public void The_licence_of_the_base_is_that_of_the_day_of_publication(string repository, string license) =>
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse(repository) }).Validate(Card).Findings
            .Should().ContainSingle(f => f.Rule.Id.Number == 4101).Which.Message.Should().Contain($"is under {license},");

    // MiniMax-M2 was under MIT from 27 October to 13 November 2025 (catalog/families/minimax/minimax-m2.json). Its own card is MP4109, a derivative MP4114: never both.
    [Theory]
    [InlineData("MiniMaxAI/MiniMax-M2", "license: mit", 4109)]
    [InlineData("gardeners/hedge-230b", "license: mit\nbase_model: MiniMaxAI/MiniMax-M2\nbase_model_relation: finetune", 4114)]
    [InlineData("gardeners/hedge-2b", "license: other\nlicense_name: microsoft-research-license\nbase_model: microsoft/phi-2", 4114)]
    public void A_licence_that_was_replaced_is_found_once(string repository, string lines, int rule) =>
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse(repository) }).Validate($"---\n{lines}\n---\n# Hedge\n").Findings
            .Should().ContainSingle(f => f.Rule.Id.Number == 4109 || f.Rule.Id.Number == 4114).Which.Rule.Id.Number.Should().Be(rule);
}
