using ModelProvenance.Cards;
using ModelProvenance.Findings;
using ModelProvenance.Tests.Inspection;

namespace ModelProvenance.Tests.Cards;

/// <summary>Forms: README.md and docs of arcee-ai/mergekit (models, slices, base_model, dtype; experts of mergekit-moe).</summary>
public class MergeConfigTests
{
    [Fact]
    public void Models_and_base_of_a_merge_are_read_with_their_places()
    {
        var read = MergeConfig.Read(
            """
            # merged
            models:
              - model: acme/first+acme/adapter
                parameters:
                  weight: [0, 0.3]
                  model: not-a-model
              - model: ./local/second
            merge_method: ties
            base_model: acme/base
            dtype: float16
            """.ReplaceLineEndings("\n"), "mergekit_config.yml");

        read.Findings.Should().BeEmpty();
        read.Document!.Sources.Select(s => (s.Name, s.Location.Line, s.Location.Pointer)).Should().Equal(
            ("acme/first", 3, "/models/0/model"), ("acme/adapter", 3, "/models/0/model"), ("./local/second", 7, "/models/1/model"), ("acme/base", 9, "/base_model"));
        (read.Document.Method, read.Document.BaseModel!.Name, read.Document.DataType).Should().Be(("ties", "acme/base", "float16"));
    }

    [Theory]
    [InlineData("slices:\n  - sources:\n      - model: a/b\n        layer_range: [0, 32]\n      - model: c/d\n        layer_range: [0, 32]\nmerge_method: slerp\nbase_model: a/b\n", "a/b", "c/d")]
    [InlineData("base_model: a/b\ngate_mode: hidden\nexperts:\n  - source_model: c/d\n    positive_prompts: [\"x\"]\n", "a/b", "c/d")]
    [InlineData("models: null\nbase_model:\n  - x\n")]
    public void Other_forms_are_read_too(string text, params string[] sources) =>
        MergeConfig.Read(text, "m.yml").Document!.Sources.Select(s => s.Name).Should().Equal(sources);

    [Theory]
    [InlineData("- a\n- b\n", 2007)]
    [InlineData("models: [a\n", 2005)]
    public void What_is_no_mapping_is_a_finding(string text, int rule) =>
        MergeConfig.Read(text, "m.yml").Findings.Should().Contain(f => f.Rule.Id == RuleId.FromNumber(rule));

    [Fact]
    public void A_folder_with_a_merge_says_from_what_it_was_merged()
    {
        using var folder = new InspectionFolder().With("mergekit_config.yml", "models:\n  - model: meta-llama/Llama-3.1-8B\n  - model: Qwen/Qwen2.5-7B\nmerge_method: linear\n");

        var report = new ModelInspector(ModelCatalog.Default).InspectFolder(folder.Path, null, TestContext.Current.CancellationToken);

        report.Properties.Single(p => p.Name == "baseModels").Claims.Select(c => (c.Value, c.Sources[0].Locator)).Should().Equal(("llama-3.1-8b", "line 2, /models/0/model"), ("qwen2.5-7b", "line 3, /models/1/model"));
        report.FilesRead.Should().Be(1);
    }
}
