using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Findings;

namespace ModelProvenance.Reference.Tests.Artifacts;

/// <summary>Every file of the corpus gives the verdict of its EXPECT.tsv.</summary>
public class ExpectedVerdictTests
{
    /// <summary>Files whose verdict here is another, with the reason.</summary>
    private static readonly Dictionary<string, (string Verdict, string Reason)> Argued = new(StringComparer.Ordinal)
    {
    };

    [ReferenceFact]
    public void Synthetic_files_give_the_expected_verdict()
    {
        var rows = ReferenceFiles.Rows("artifacts/synthetic/EXPECT.tsv").ToList();
        rows.Should().HaveCountGreaterThan(75);
        Compare(rows.Select(row => ("artifacts/synthetic/" + row[0], row[2])));
    }

    [ReferenceFact]
    public void Real_safetensors_files_give_the_expected_verdict() =>
        Compare(ReferenceFiles.Rows("artifacts/safetensors/EXPECT.tsv").Select(row => ("artifacts/safetensors/" + row[0], row[7].Split(':')[0])));

    private static void Compare(IEnumerable<(string Path, string Verdict)> expected)
    {
        var differences = new List<string>();
        foreach (var (path, verdict) in expected)
        {
            var wanted = Argued.TryGetValue(Path.GetFileName(path), out var argued) ? argued.Verdict : verdict;
            var findings = FindingsOf(ReferenceFiles.Path(path));
            var actual = findings.Any(finding => finding.Severity == Severity.Error) ? "error" : findings.Any(finding => finding.Severity == Severity.Warning) ? "warn" : "ok";
            if (actual != wanted)
                differences.Add($"{path}: expected {wanted}, found {actual}: {string.Join(" | ", findings)}");
        }

        differences.Should().BeEmpty();
    }

    private static ImmutableArray<Finding> FindingsOf(string path) =>
        path.EndsWith(".index.json", StringComparison.Ordinal) ? SafetensorsIndex.Read(path).Findings
        : Path.GetExtension(path) switch
        {
            ".gguf" => GgufFile.Read(path).Findings,
            ".safetensors" => SafetensorsFile.Read(path).Findings,
            _ => PyTorchFile.Read(path).Findings,
        };
}
