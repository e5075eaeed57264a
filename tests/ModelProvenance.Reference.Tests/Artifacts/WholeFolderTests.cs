using ModelProvenance.Artifacts;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;

namespace ModelProvenance.Reference.Tests.Artifacts;

/// <summary>Files of the corpus through the inspector, and a folder with a whole licence text.</summary>
public class WholeFolderTests
{
    private static readonly ModelInspector Inspector = new(ModelCatalog.Default);

    [ReferenceFact]
    public void Every_file_of_the_corpus_has_an_expected_verdict()
    {
        foreach (var folder in new[] { "gguf", "onnx", "safetensors", "synthetic" })
        {
            var listed = ReferenceFiles.Rows($"artifacts/{folder}/EXPECT.tsv").Select(row => row[0]);
            var there = Directory.EnumerateFiles(ReferenceFiles.Path("artifacts/" + folder)).Select(path => Path.GetFileName(path)).Where(name => name != "EXPECT.tsv");
            there.Except(listed).Should().BeSubsetOf(["scanner-malicious_metadata.safetensors"], folder);
        }

        // The one file without a row: code-like text in __metadata__, which is data here and never run.
        SafetensorsFile.Read(ReferenceFiles.Path("artifacts/safetensors/scanner-malicious_metadata.safetensors")).Findings.Should().BeEmpty();
    }

    [ReferenceFact]
    public void No_file_of_the_corpus_makes_an_inspection_throw_and_each_is_read_or_says_why_not()
    {
        var files = Directory.EnumerateFiles(ReferenceFiles.Path("artifacts"), "*", SearchOption.AllDirectories).ToList();
        files.Should().HaveCountGreaterThan(110);
        foreach (var file in files)
        {
            var report = Inspector.InspectFile(file, null, TestContext.Current.CancellationToken);
            (report.FilesRead == 1 || !report.Findings.IsEmpty).Should().BeTrue(file);
        }
    }

    [ReferenceFact]
    public void A_scan_of_the_corpus_ends_in_rows()
    {
        var scan = new ModelScanner(ModelCatalog.Default).Scan([new ModelStore(ModelStoreKind.Tree, ReferenceFiles.Path("artifacts"))], cancellationToken: TestContext.Current.CancellationToken);

        // A split of two parts is one model; MiniMax-M1 has an index and no weights here.
        scan.Models.Where(m => m.Model.Name == "gguf/dummy.gguf").Select(m => (m.Model.Files, Path.GetFileName(m.Model.Path))).Should().BeEquivalentTo([(2, "dummy-00001-of-00002.gguf"), (1, "dummy.gguf")]);
        scan.Models.Select(m => m.Model.Name).Should().Contain("safetensors/nomic-embed-475M.header.safetensors").And.NotContain(name => name.Contains("minimax"));
    }

    [ReferenceFact]
    public void A_card_that_says_Apache_and_7B_over_Llama_3_1_8B_is_contradicted_three_times()
    {
        var folder = Directory.CreateTempSubdirectory("mp").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "README.md"), "---\nlicense: apache-2.0\n---\n\n| Property | Value |\n|---|---|\n| Parameters | 7B |\n");
            File.Copy(ReferenceFiles.Path("license-texts/LicenseRef-Llama-3.1-Community.txt"), Path.Combine(folder, "LICENSE"));
            var config = ReferenceFiles.Rows("facts/param-configs.tsv").Single(row => row[0] == "Llama-3.1-8B")[3];
            File.WriteAllText(Path.Combine(folder, "config.json"), config);

            var findings = Inspector.InspectFolder(folder, null, TestContext.Current.CancellationToken).Findings;

            findings.Select(f => (f.Rule.Id, f.Location.Path, f.Location.Line)).Should().BeEquivalentTo([(RuleId.FromNumber(3101), "README.md", 2), (RuleId.FromNumber(3102), "README.md", 7), (RuleId.FromNumber(3108), "README.md", 2)]);
            findings.Single(f => f.Rule.Id == RuleId.FromNumber(3108)).Location.Pointer.Should().Be("/license");
            findings.Single(f => f.Rule.Id == RuleId.FromNumber(3101)).Evidence.Should().ContainSingle(e => e.Source == "LICENSE" && e.Text.Contains("LicenseRef-Llama-3.1-Community"));
            findings.Single(f => f.Rule.Id == RuleId.FromNumber(3102)).Message.Should().Contain("8,030,261,248");
            findings.Single(f => f.Rule.Id == RuleId.FromNumber(3108)).Evidence.Should().Contain(e => e.Source == "config.json" && e.Locator.EndsWith("/num_hidden_layers"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The rows whose model the catalog has figures of: the configuration alone, under a folder name that says nothing, leads to the model.
    [ReferenceFact]
    public void Configurations_lead_to_the_models_whose_figures_the_catalog_has()
    {
        string[] expected =
        [
            "Llama-3.1-8B", "Llama-3.3-70B", "Llama-3.2-1B", "DeepSeek-V3", "gpt-oss-120b", "MiniMax-M1", "Hunyuan-A13B", "Gemma-2-9B", "Gemma-3-1B", "OLMoE-1B-7B", "SmolLM2-135M",
            "Qwen2.5-0.5B", "Qwen2.5-7B", "Qwen2.5-72B", "Qwen3-0.6B", "Qwen3-8B", "Qwen3-32B", "Qwen3-30B-A3B", "DeepSeek-V2", "Kimi-K2", "GLM-4.5-Air", "Grok-1", "OLMo-2-7B", "DBRX",
        ];
        string[] ids =
        [
            "llama-3.1-8b", "llama-3.3-70b-instruct", "llama-3.2-1b", "deepseek-v3", "gpt-oss-120b", "minimax-m1-80k", "hunyuan-a13b-instruct", "gemma-2-9b", "gemma-3-1b-it", "olmoe-1b-7b-0924", "smollm2-135m",
            "qwen2.5-0.5b", "qwen2.5-7b", "qwen2.5-72b", "qwen3-0.6b", "qwen3-8b", "qwen3-32b", "qwen3-30b-a3b", "deepseek-v2", "kimi-k2-instruct", "glm-4.5-air", "grok-1", "olmo-2-1124-7b", "dbrx-base",
        ];
        var folder = Directory.CreateTempSubdirectory("zzqx").FullName;
        try
        {
            foreach (var (name, id) in expected.Zip(ids))
            {
                File.WriteAllText(Path.Combine(folder, "config.json"), ReferenceFiles.Rows("facts/param-configs.tsv").Single(row => row[0] == name)[3]);
                Inspector.InspectFolder(folder, null, TestContext.Current.CancellationToken).Identification.Candidates.Where(c => !c.Reason.Contains("against it", StringComparison.Ordinal)).Select(c => c.Model.Value).Should().Contain(id, name);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
