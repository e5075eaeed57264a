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

    // The launch README is e27aac41 of 27 October 2025, the licence with the added clause 8bbd67e8 of 13 November (catalog/families/minimax/minimax-m2.json).
    [Theory]
    [InlineData("MiniMaxAI/MiniMax-M2", "license: mit", "2025-10-30", 0)]
    [InlineData("MiniMaxAI/MiniMax-M2", "license: mit", "2025-12-01", 4109)]
    [InlineData("gardeners/hedge-230b", "license: mit\nbase_model: MiniMaxAI/MiniMax-M2\nbase_model_relation: finetune", "2025-10-30", 0)]
    [InlineData("gardeners/hedge-230b", "license: mit\nbase_model: MiniMaxAI/MiniMax-M2\nbase_model_relation: finetune", "2025-12-01", 4114)]
    public void The_licences_are_those_of_the_day_of_the_revision(string repository, string lines, string revision, int rule)
    {
        var findings = new Validator(new ValidatorOptions { Repository = RepositoryId.Parse(repository), RepositoryRevision = revision }).Validate($"---\n{lines}\n---\n# Hedge\n").Findings
            .Where(f => f.Rule.Id.Number is 4109 or 4114).Select(f => f.Rule.Id.Number);

        findings.Should().Equal(rule == 0 ? [] : [rule]);
    }

    [Theory]
    [InlineData("google/gemma-2-9b", "2024-05-01", "2024-05-01")]
    [InlineData("google/gemma-2-9b", "main", null)]
    [InlineData("google/gemma-2-9b", "2024-13-01", null)]
    [InlineData("google/gemma-2-9b", "deadbeefdeadbeef", null)]
    [InlineData("google/gemma-2-9b", "", null)]
    public void The_day_of_a_revision_is_the_one_that_it_says_or_none(string repository, string revision, string? day) =>
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse(repository), RepositoryRevision = revision }).RevisionDay.Should().Be(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("e27aac4", "2025-10-27")]
    [InlineData("8BBD67E8B2EDF6428196E002F557E8BD04813E8B", "2025-11-13")]
    [InlineData("e27aac", null)]
    public void The_catalog_knows_the_days_of_commits_that_it_cites(string commit, string? day) =>
        new Validator(new ValidatorOptions { Repository = RepositoryId.Parse("MiniMaxAI/MiniMax-M2"), RepositoryRevision = commit }).RevisionDay.Should().Be(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
}
