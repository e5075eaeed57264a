using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Tests.Artifacts;

namespace ModelProvenance.Tests.Inspection;

/// <summary>Figures: those of the Llama models in models/sku_list.py of meta-llama/llama-models at 364ed4ec.</summary>
public class StructureTests
{
    private static readonly ModelInspector Inspector = new(ModelCatalog.Default);

    private static ModelResolution Identify(string file, string content)
    {
        using var folder = new InspectionFolder().With(file, content);
        return Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Identification;
    }

    [Fact]
    public void A_header_under_a_neutral_name_without_general_keys_leads_to_the_models_of_its_figures()
    {
        using var folder = new InspectionFolder().With("weights.gguf", Llama(32, 4096, 32, 131072));

        var found = Inspector.InspectFile(Path.Combine(folder.Path, "weights.gguf"), null, TestContext.Current.CancellationToken).Identification;

        found.Confidence.Should().Be(ResolutionConfidence.Weak);
        found.Model.Should().BeNull("what was trained further has the same figures");
        found.FamilyId.Value.Should().Be("llama");
        found.Candidates.Select(c => c.Model.Value).Should().Contain("llama-3.1-8b").And.NotContain("llama-3.1-70b");
        found.Candidates[0].Reason.Should().Contain("layers 32").And.Contain("hiddenSize 4096").And.Contain("vocabularySize 128256");
        found.Reasons.Should().ContainSingle().Which.Rule.Should().Be("figures of the architecture");
    }

    [Theory]
    [InlineData("\"num_hidden_layers\": 32", "\"num_hidden_layers\": 31")]
    [InlineData("\"hidden_size\": 4096", "\"hidden_size\": 4097")]
    [InlineData("\"num_attention_heads\": 32", "\"num_attention_heads\": 16")]
    [InlineData("\"num_key_value_heads\": 8", "\"num_key_value_heads\": 4")]
    [InlineData("\"vocab_size\": 128256", "\"vocab_size\": 32000")]
    public void One_other_figure_is_another_model(string from, string to)
    {
        InspectionFolder.Llama31Config.Should().Contain(from);

        Identify("config.json", InspectionFolder.Llama31Config.Replace(from, to, StringComparison.Ordinal)).Confidence.Should().Be(ResolutionConfidence.None);
    }

    [Fact]
    public void The_figures_of_a_claimed_base_are_compared_with_their_place()
    {
        using var folder = new InspectionFolder().With("README.md", "---\nbase_model: meta-llama/Llama-3.1-70B\n---\n").With("config.json", InspectionFolder.Llama31Config);

        var finding = Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3107)).Subject;

        (finding.Location.Path, finding.Location.Line, finding.Location.Pointer).Should().Be(("config.json", 6, "/num_hidden_layers"));
        finding.Message.Should().Contain("layers 32, not 80").And.Contain("hiddenSize 4096, not 8192");
        finding.Evidence.Should().ContainSingle(e => e.Source.Contains("meta-llama/llama-models"));
    }

    [Fact]
    public void A_GGUF_header_that_is_not_of_the_named_model_is_a_finding()
    {
        using var folder = new InspectionFolder("Llama-3.1-8B").With("weights.gguf", Llama(80, 8192, 64, 131072));

        Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Findings
            .Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3106)).Which.Location.Pointer.Should().Be("llama.block_count");
    }

    private static byte[] Llama(uint layers, uint width, uint heads, uint context) => new GgufBuilder()
        .Text("general.architecture", "llama").UInt32("llama.block_count", layers).UInt32("llama.embedding_length", width).UInt32("llama.attention.head_count", heads)
        .UInt32("llama.attention.head_count_kv", 8).UInt32("llama.vocab_size", 128256).UInt32("llama.context_length", context).Build();
}
