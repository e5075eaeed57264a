using System.Text.Json;

using ModelProvenance.Boms;
using ModelProvenance.Export;
using ModelProvenance.Findings;
using ModelProvenance.Validation;

namespace ModelProvenance.Reference.Tests.Boms;

/// <summary>Verdicts on the official documents of CycloneDX and SPDX, and on what this library writes.</summary>
public class OfficialDocumentTests(ITestOutputHelper output)
{
    private static readonly Validator Validator = new();

    [ReferenceFact]
    public void Official_CycloneDX_documents_get_the_verdict_of_their_names()
    {
        var files = Directory.EnumerateFiles(ReferenceFiles.Path("standards/cyclonedx"), "*valid-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var wrong = files.Where(file => HasErrors(file, out _) != Path.GetFileName(file).StartsWith("invalid-", StringComparison.Ordinal)).Select(Path.GetFileName);
        wrong.Should().BeEmpty();
        // 22 of 1.6 and 28 of 1.7.
        files.Should().HaveCount(50);
        output.WriteLine($"{files.Count} official CycloneDX documents");
    }

    [ReferenceFact]
    public void Broken_SPDX_documents_are_refused_with_the_clause()
    {
        // The tool that made them measured that the official JSON schema and SHACL shapes pass some of them: expected.tsv.
        var passedOfficially = 0;
        var rows = ReferenceFiles.Rows("standards/spdx/examples/mutants/expected.tsv").ToList();
        foreach (var row in rows)
        {
            HasErrors(ReferenceFiles.Path("standards/spdx/examples/mutants/" + row[0]), out var findings).Should().BeTrue(row[0]);
            var place = row[0].Split('.')[0];
            var member = place.Contains("missing-", StringComparison.Ordinal) ? place[(place.IndexOf("missing-", StringComparison.Ordinal) + 8)..] : place.Contains("License", StringComparison.Ordinal) ? place[place.LastIndexOf("has", StringComparison.Ordinal)..] : "";
            findings.Should().Contain(f => f.Severity == Severity.Error && f.Message.Contains(member, StringComparison.Ordinal), row[0]);
            if (row[1] != "pass" || row[2] != "pass")
                continue;
            passedOfficially++;
            findings.Should().Contain(f => f.Message.Contains(member, StringComparison.Ordinal) && (f.Message.Contains("External properties restrictions", StringComparison.Ordinal) || f.Message.Contains("Profile conformance, clause", StringComparison.Ordinal)), row[0]);
        }

        rows.Should().HaveCount(14);
        passedOfficially.Should().Be(7);
        output.WriteLine($"{rows.Count} broken documents refused, {passedOfficially} of them pass both official validators");
    }

    [ReferenceFact]
    public void Official_SPDX_documents_break_the_clauses_that_they_are_known_to_break()
    {
        HasErrors(ReferenceFiles.Path("standards/spdx/examples/valid/package_sbom.json"), out _).Should().BeFalse();
        HasErrors(ReferenceFiles.Path("standards/spdx/examples/valid/dataset-example01.spdx3.json"), out _).Should().BeFalse();
        // The official AI example claims the profile and has packages without the licence relationships.
        HasErrors(ReferenceFiles.Path("standards/spdx/examples/valid/ai-example01.spdx3.json"), out var findings).Should().BeTrue();
        findings.Where(f => f.Severity == Severity.Error).Should().OnlyContain(f => f.Rule.Name == "AiProfileClause" || f.Rule.Name == "DatasetProfileClause");
    }

    [ReferenceFact]
    public void Every_model_of_the_catalog_gives_documents_without_errors()
    {
        var inspector = new ModelInspector(ModelCatalog.Default);
        var counts = new Dictionary<BomFormat, int>();
        var failures = new List<string>();
        foreach (var model in ModelCatalog.Default.Models)
        {
            var report = inspector.Inspect(model.Id.Value);
            foreach (var format in Enum.GetValues<BomFormat>())
            {
                using var buffer = new MemoryStream();
                using (var json = new Utf8JsonWriter(buffer))
                    BomWriter.Write(json, format, ModelCatalog.Default, [report], new BomWriteOptions(DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken);
                var name = $"{model.Id} {format}";
                failures.AddRange(Validator.Validate(BomDocument.Read(buffer.ToArray(), name), name).Findings.Where(f => f.Severity > Severity.Info).Select(f => f.ToString()));
                counts[format] = counts.GetValueOrDefault(format) + 1;
            }
        }

        failures.Should().BeEmpty();
        counts.Values.Should().OnlyContain(count => count > 0);
        output.WriteLine(string.Join(", ", counts.Select(c => $"{c.Value} {c.Key.ToWord()}")));
    }

    private static bool HasErrors(string file, out IReadOnlyList<ReportedFinding> findings)
    {
        findings = Validator.Validate(BomDocument.Read(file), Path.GetFileName(file)).Findings;
        return findings.Any(f => f.Severity == Severity.Error);
    }
}
