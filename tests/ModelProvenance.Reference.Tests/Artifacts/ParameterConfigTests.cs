using System.Globalization;
using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Reference.Tests.Artifacts;

/// <summary>The rows of param-configs.tsv: a configuration, and the total and active counts that belong to it.</summary>
public class ParameterConfigTests
{
    [ReferenceFact]
    public void Rows_whose_figure_was_read_at_a_source_are_counted_to_the_digit()
    {
        var rows = ReferenceFiles.Rows("facts/param-configs.tsv").Where(row => row[11].StartsWith("exact:", StringComparison.Ordinal) && row[11] != "exact:recall").ToList();
        rows.Should().HaveCountGreaterThan(10);
        Differences(rows).Should().BeEmpty();
    }

    // The other rows hold figures that their author recalled or computed; they agree all the same.
    [ReferenceFact]
    public void All_rows_are_counted_to_the_digit()
    {
        var rows = ReferenceFiles.Rows("facts/param-configs.tsv").ToList();
        rows.Should().HaveCountGreaterThan(45);
        Differences(rows).Should().BeEmpty();
    }

    [ReferenceFact]
    public void The_same_configurations_under_another_model_type_are_unknown()
    {
        foreach (var row in ReferenceFiles.Rows("facts/param-configs.tsv"))
        {
            var renamed = row[3].Replace($"\"model_type\":\"{row[2]}\"", "\"model_type\":\"renamed_" + row[2] + "\"", StringComparison.Ordinal);
            renamed.Should().NotBe(row[3], row[0]);
            var count = Count(renamed);
            count.IsKnown.Should().BeFalse(row[0]);
            count.UnknownBecause.Should().Contain("renamed_" + row[2]);
        }
    }

    [ReferenceFact]
    public void Index_of_MiniMax_M1_agrees_with_its_configuration_to_the_byte()
    {
        var index = SafetensorsIndex.Read(ReferenceFiles.Path("artifacts/hf/minimax-m1/model.safetensors.index.json"));
        index.Findings.Should().BeEmpty();
        index.Document!.TensorCount.Should().Be(8243);
        index.Document.Shards.Should().HaveCount(413);
        index.Document.TotalSize.Should().Be(912_210_767_872);

        var config = ModelConfig.Read(ReferenceFiles.Path("artifacts/hf/minimax-m1/config.json")).Document!;
        var figures = ParameterCounter.Count(config).Figures!;
        figures.Total.Should().Be(456_089_655_296);

        // Two bytes for each parameter, and two more for each of the routers (80 layers, 32 experts, width 6,144), which are stored in 32 bits.
        (2 * figures.Total + 2L * 80 * 32 * 6144).Should().Be(index.Document.TotalSize);
    }

    [ReferenceFact]
    public void Configurations_without_a_formula_are_unknown()
    {
        foreach (var path in new[] { "clip-vit-large-patch14", "deepseek-v4-flash" })
            ParameterCounter.Count(ModelConfig.Read(ReferenceFiles.Path($"artifacts/hf/{path}/config.json")).Document!).IsKnown.Should().BeFalse(path);
    }

    [ReferenceFact]
    public void T5_XXL_counts_with_gated_layers_and_a_head_of_its_own()
    {
        // google/t5-v1_1-xxl: 11,135,332,352 parameters (encoder-decoder, untied), of which the encoder alone, as FLUX uses it, has 4,762,310,656.
        var config = ModelConfig.Read(ReferenceFiles.Path("artifacts/hf/t5-v1_1-xxl/config.json")).Document!;
        ParameterCounter.Count(config).Figures!.Total.Should().Be(11_135_332_352);
    }

    private static List<string> Differences(IEnumerable<string[]> rows)
    {
        var differences = new List<string>();
        foreach (var row in rows)
        {
            var count = Count(row[3]);
            var figures = count.Figures;
            var found = figures is null
                ? count.UnknownBecause!
                : string.Create(CultureInfo.InvariantCulture, $"{figures.Total} {figures.Active} {figures.ActiveWithoutInputEmbedding} {figures.ActiveWithoutEmbeddingAndHead}");
            var expected = string.Join(' ', row[4..8]);
            if (found != expected)
                differences.Add($"{row[0]}: expected {expected}, found {found}");
        }

        return differences;
    }

    private static ConfigParameterCount Count(string json) => ParameterCounter.Count(ModelConfig.Read(Encoding.UTF8.GetBytes(json)).Document!);
}
