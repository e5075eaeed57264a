using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Gguf;

namespace ModelProvenance.Reference.Tests.Artifacts;

/// <summary>The tables of the format: every key is known with its kind, every tensor type and file type with its name and size.</summary>
public class GgufTableTests
{
    [ReferenceFact]
    public void Every_key_has_a_definition_of_the_same_kind()
    {
        var rows = ReferenceFiles.Rows("facts/gguf-general-keys.tsv").ToList();
        rows.Should().HaveCount(70);
        foreach (var row in rows)
        {
            // Two keys that are handled apart: the alignment has a rule of its own; the sequence of samplers is a string in files, whatever the table says.
            if (row[0] is "general.alignment" or "general.sampling.sequence")
                continue;
            var key = row[0].Replace("{id}", "0", StringComparison.Ordinal).Replace("{name}", "tool_use", StringComparison.Ordinal);
            var kinds = row[1] switch
            {
                "string" => new[] { GgufKeys.Kind.Text },
                "string[]" => [GgufKeys.Kind.Texts],
                "u16" or "u32" or "i32" => [GgufKeys.Kind.Integer],
                _ => [GgufKeys.Kind.Number],
            };
            GgufKeys.KindOf(key).Should().NotBeNull(key);
            kinds.Should().Contain(GgufKeys.KindOf(key)!.Value, key);
        }
    }

    [ReferenceFact]
    public void Tensor_types_have_their_names_and_sizes()
    {
        foreach (var row in ReferenceFiles.Rows("facts/gguf-tensor-types.tsv"))
        {
            var type = new GgufTensorType(uint.Parse(row[0], CultureInfo.InvariantCulture));
            type.Name.Should().Be(row[1]);
            (type.BlockElements.ToString(CultureInfo.InvariantCulture), type.BlockBytes.ToString(CultureInfo.InvariantCulture)).Should().Be(row[2].Length == 0 ? ("0", "0") : (row[2], row[3]), row[1]);
            type.IsRemoved.Should().Be(row[5] == "removed", row[1]);
        }

        new GgufTensorType(43).IsKnown.Should().BeFalse();
    }

    [ReferenceFact]
    public void File_types_have_their_names()
    {
        foreach (var row in ReferenceFiles.Rows("facts/gguf-file-types.tsv").Where(row => row[0] != "1024"))
            new GgufFileType(uint.Parse(row[0], CultureInfo.InvariantCulture)).Name.Should().Be(row[1].Replace("MOSTLY_", "", StringComparison.Ordinal).Replace("ALL_", "", StringComparison.Ordinal));

        new GgufFileType(1024 + 15).IsGuessed.Should().BeTrue();
        new GgufFileType(1024 + 15).Name.Should().Be("Q4_K_M");
    }
}
