using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Reference.Tests;

/// <summary>The size labels that llama.cpp expects in names (columns id, total parameters, name, organization, base name, finetune, version, size label).</summary>
public class SizeInNameReferenceTests
{
    [ReferenceFact]
    public void Labels_are_found_as_llama_cpp_finds_them()
    {
        // Not labels here: words (mini), and counts below ten million, which in names are context lengths more often (50K).
        var cases = ReferenceFiles.Rows("facts/model-id-cases.tsv").Where(row => row.Length > 7 && SizeLabel.TryParse(row[7], null, out var label) && !(label.Total?.Value < 10_000_000)).ToList();
        cases.Should().HaveCountGreaterThan(15);
        cases.Select(row => $"{row[0]}: {SizeInName.Of(row[2])}").Should().Equal(cases.Select(row => $"{row[0]}: {SizeLabel.Parse(row[7])}"));
    }
}
