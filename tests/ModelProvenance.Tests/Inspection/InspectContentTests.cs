using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;
using ModelProvenance.Tests.Artifacts;

namespace ModelProvenance.Tests.Inspection;

public class InspectContentTests
{
    private const string ApacheCard = """
        ---
        license: apache-2.0
        ---
        # A model

        | Property | Value |
        |---|---|
        | Parameters | 7B |
        """;

    private const string LlamaStatement = "This model is licensed under the Llama 3.1 Community License.\n";

    private static readonly ModelInspector Inspector = new(ModelCatalog.Default);

    private static ProvenanceReport InspectFolder(string path) => Inspector.InspectFolder(path, null, TestContext.Current.CancellationToken);

    private static ProvenanceReport InspectFile(string path) => Inspector.InspectFile(path, null, TestContext.Current.CancellationToken);

    private static InspectionFolder Mislabelled(string extraConfig = "", string? name = null) => (name is null ? new InspectionFolder() : new InspectionFolder(name))
        .With("README.md", ApacheCard)
        .With("LICENSE", LlamaStatement)
        .With("config.json", InspectionFolder.Llama31Config.Replace("{\n", "{\n" + extraConfig, StringComparison.Ordinal));

    [Fact]
    public void Card_against_licence_file_and_label_against_configuration_are_contradictions_with_their_places()
    {
        using var folder = Mislabelled();

        var report = InspectFolder(folder.Path);

        report.Kind.Should().Be(InputKind.Folder);
        report.FilesRead.Should().Be(3);
        report.Identification.Confidence.Should().Be(ResolutionConfidence.Weak, "no file and no folder names a model; the figures leave several");
        report.Identification.SeriesId.Value.Should().Be("llama-3.1");
        report.Identification.Candidates.Select(c => c.Model.Value).Should().Equal("llama-3.1-8b", "llama-3.1-8b-instruct", "meta-llama-3-8b", "meta-llama-3-8b-instruct");
        report.Identification.Candidates.Where(c => c.Reason.Contains("against it", StringComparison.Ordinal)).Select(c => c.Model.Value).Should().Equal("meta-llama-3-8b", "meta-llama-3-8b-instruct");
        var licence = report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3101)).Subject;
        (licence.Location.Path, licence.Location.Line, licence.Location.Pointer).Should().Be(("README.md", 2, "/license"));
        licence.Message.Should().Contain("apache-2.0").And.Contain("Llama-3.1");
        licence.Evidence.Should().ContainSingle(e => e.Source == "LICENSE" && e.Locator == "line 1");
        var label = report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3102)).Subject;
        (label.Location.Path, label.Location.Line).Should().Be(("README.md", 8));
        // 8,030,261,248 parameters: the count that the hub shows for meta-llama/Llama-3.1-8B.
        label.Message.Should().Contain("7B").And.Contain("8,030,261,248");
        label.Evidence.Should().ContainSingle(e => e.Source == "config.json" && e.Locator == "line 3, /model_type");
        // The third: the figures are those of two models, neither of which is under Apache 2.0.
        var figures = report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3108)).Subject;
        (figures.Location.Path, figures.Location.Line, figures.Location.Pointer).Should().Be(("README.md", 2, "/license"));
        figures.Message.Should().Contain("llama-3.1-8b (LicenseRef-Llama-3.1-Community)");
        figures.Evidence.Should().Contain(e => e.Source == "config.json" && e.Locator == "line 6, /num_hidden_layers");
        report.Findings.Should().HaveCount(3);

        var licenses = report.Property("licenses.weights")!;
        licenses.Verdict.Should().Be(ClaimVerdict.Contradicted);
        licenses.Claims.Select(c => c.Sources[0].Location).Should().BeEquivalentTo("README.md", "LICENSE");
        var total = report.Property("parameters.total")!;
        total.Verdict.Should().Be(ClaimVerdict.Contradicted);
        total.Claims.Select(c => c.Value).Should().Equal("8030261248", "7B");
        total.Value.Should().Be("8030261248");
    }

    [Fact]
    public void The_catalog_is_a_third_witness_when_the_folder_names_the_model()
    {
        using var folder = Mislabelled(name: "Llama-3.1-8B");

        var report = InspectFolder(folder.Path);

        report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
        report.Property("licenses.weights")!.Verdict.Should().Be(ClaimVerdict.Contradicted);
        report.Property("architecture")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        report.Property("contextWindow")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        report.Findings.Single(f => f.Rule.Id == RuleId.FromNumber(3101)).Evidence.Should().HaveCount(2, "the licence file and the catalog");
        report.Lineage!.Root.Id.Should().Be("llama-3.1-8b");
    }

    [Fact]
    public void The_path_that_weights_were_loaded_from_is_no_identity()
    {
        // A model that was trained further still names its base there.
        using var folder = Mislabelled("  \"_name_or_path\": \"meta-llama/Llama-3.1-8B\",\n");

        InspectFolder(folder.Path).Identification.Model.Should().BeNull();
    }

    [Fact]
    public void An_architecture_that_is_not_the_identified_models_is_found_at_its_line()
    {
        using var folder = new InspectionFolder("Qwen2.5-7B-Instruct").With("config.json", InspectionFolder.Llama31Config);

        var report = InspectFolder(folder.Path);

        report.Identification.Model!.Id.Value.Should().Be("qwen2.5-7b-instruct");
        report.Property("architecture")!.Verdict.Should().Be(ClaimVerdict.Contradicted);
        var finding = report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3103)).Subject;
        (finding.Location.Path, finding.Location.Line, finding.Location.Pointer).Should().Be(("config.json", 2, "/architectures/0"));
        finding.Message.Should().Contain("Qwen2ForCausalLM");
    }

    [Fact]
    public void A_consistent_folder_has_no_contradiction()
    {
        using var folder = new InspectionFolder("Llama-3.1-8B")
            .With("README.md", "---\nlicense: llama3.1\n---\n# Llama\n").With("LICENSE", LlamaStatement).With("config.json", InspectionFolder.Llama31Config);

        var report = InspectFolder(folder.Path);

        report.Findings.Should().BeEmpty();
        report.Property("licenses.weights")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        report.Property("parameters.total")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
    }

    [Theory]
    [InlineData("finetune")]
    [InlineData("adapter")]
    [InlineData("merge")]
    public void A_model_is_never_taken_for_the_base_that_its_card_names(string relation)
    {
        using var folder = new InspectionFolder("Llama-3.1-8B")
            .With("README.md", $"---\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: {relation}\n---\n# Mine\n")
            .With("config.json", "{\"_name_or_path\": \"meta-llama/Llama-3.1-8B\"}");

        var report = InspectFolder(folder.Path);

        report.Identification.Model.Should().BeNull();
        report.Property("baseModels")!.Value.Should().Be("llama-3.1-8b");
    }

    [Theory]
    // The paper of DeepSeek-R1 (table 6): the base of the distillation is Llama-3.1-8B.
    [InlineData("meta-llama/Llama-3.1-8B", ClaimVerdict.Confirmed)]
    [InlineData("Qwen/Qwen2.5-7B", ClaimVerdict.Contradicted)]
    public void The_base_that_a_card_names_is_held_against_the_catalog(string named, ClaimVerdict verdict)
    {
        using var folder = new InspectionFolder("DeepSeek-R1-Distill-Llama-8B").With("README.md", $"---\nlicense: mit\nbase_model: {named}\n---\n# DeepSeek-R1-Distill-Llama-8B\n");

        var report = InspectFolder(folder.Path);

        report.Identification.Model!.Id.Value.Should().Be("deepseek-r1-distill-llama-8b");
        report.Property("baseModels")!.Verdict.Should().Be(verdict);
    }

    [Fact]
    public void A_quantized_build_is_its_original()
    {
        using var folder = new InspectionFolder().With("README.md", "---\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: quantized\n---\n# Build\n");

        InspectFolder(folder.Path).Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
    }

    [Fact]
    public void A_header_with_general_keys_identifies_a_file_of_a_neutral_name()
    {
        using var folder = new InspectionFolder().With("weights.gguf", new GgufBuilder()
            .Text("general.architecture", "llama").Text("general.name", "Llama 3.1 8B").Text("general.size_label", "8B").Text("general.license", "mit").Build());

        var report = InspectFile(System.IO.Path.Combine(folder.Path, "weights.gguf"));

        report.Kind.Should().Be(InputKind.Artifact);
        report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
        report.Property("parameters.total")!.Verdict.Should().Be(ClaimVerdict.Confirmed);
        report.Property("architecture")!.Verdict.Should().NotBe(ClaimVerdict.Contradicted, "GGUF names architectures in its own way");
        report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3101)).Which.Location.Pointer.Should().Be("general.license");
    }

    [Theory]
    [InlineData("My Tune")]
    [InlineData("")]
    public void A_GGUF_file_of_a_derivative_in_a_folder_named_like_its_base_is_not_the_base(string name)
    {
        var header = new GgufBuilder().Text("general.architecture", "llama");
        if (name.Length > 0)
            header.Text("general.name", name);
        using var folder = new InspectionFolder("Llama-3.1-8B").With("model.gguf", header
            .UInt32("general.base_model.count", 1).Text("general.base_model.0.name", "Llama 3.1 8B").Text("general.base_model.0.organization", "Meta Llama")
            .Text("general.base_model.0.repo_url", "https://huggingface.co/meta-llama/Llama-3.1-8B").Build());

        InspectFolder(folder.Path).Identification.Model.Should().BeNull();
    }

    [Theory]
    [InlineData("Llama 3.1 8B")]
    [InlineData("Llama 3.1 8B Bnb 4bit")]
    public void A_GGUF_file_with_the_name_of_its_base_is_a_build_of_it(string name)
    {
        using var folder = new InspectionFolder().With("model.gguf", new GgufBuilder().Text("general.architecture", "llama").Text("general.name", name)
            .UInt32("general.base_model.count", 1).Text("general.base_model.0.name", "Llama 3.1 8B").Text("general.base_model.0.repo_url", "https://huggingface.co/meta-llama/Llama-3.1-8B").Build());

        InspectFolder(folder.Path).Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
    }

    [Fact]
    public void A_damaged_file_is_a_finding_and_the_others_are_read()
    {
        using var folder = new InspectionFolder().With("model.gguf", "GGUF\u0003"u8.ToArray()).With("config.json", InspectionFolder.Llama31Config).With("empty.safetensors", []);

        var report = InspectFolder(folder.Path);

        report.FilesRead.Should().Be(1);
        report.Findings.Should().Contain(f => f.Location.Path == "model.gguf" && f.Severity == Severity.Error);
        report.Findings.Should().Contain(f => f.Rule.Id == RuleId.FromNumber(3111) && f.Location.Path == "empty.safetensors");
        report.Property("parameters.total")!.Value.Should().Be("8030261248");
    }

    [Fact]
    public void A_link_out_of_the_folder_is_not_followed()
    {
        using var folder = new InspectionFolder().With("LICENSE", LlamaStatement);
        var secret = System.IO.Path.Combine(folder.Outside, "secret.json");
        File.WriteAllText(secret, InspectionFolder.Llama31Config);
        File.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, "config.json"), secret);
        Directory.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, "up"), folder.Outside);

        var report = InspectFolder(folder.Path);

        report.FilesRead.Should().Be(1);
        report.Property("architecture").Should().BeNull();
        report.Findings.Where(f => f.Rule.Id == RuleId.FromNumber(3112)).Select(f => f.Location.Pointer).Should().BeEquivalentTo("config.json", "up");
    }

    [Fact]
    public void A_snapshot_of_the_hub_cache_links_to_its_own_blobs()
    {
        using var folder = new InspectionFolder("models--meta-llama--Llama-3.1-8B").With("blobs/one", InspectionFolder.Llama31Config);
        var snapshot = Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "snapshots", "rev")).FullName;
        File.CreateSymbolicLink(System.IO.Path.Combine(snapshot, "config.json"), System.IO.Path.Combine("..", "..", "blobs", "one"));

        var report = InspectFolder(snapshot);

        report.Findings.Should().BeEmpty();
        report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
    }

    [Fact]
    public void An_empty_folder_and_a_file_of_no_known_kind_hold_nothing()
    {
        using var folder = new InspectionFolder();
        InspectFolder(folder.Path).Findings.Should().ContainSingle().Which.Rule.Id.Should().Be(RuleId.FromNumber(3115));

        folder.With("notes.xyz", "hello");
        var report = InspectFile(System.IO.Path.Combine(folder.Path, "notes.xyz"));
        report.FilesRead.Should().Be(0);
        report.Properties.Should().BeEmpty();
        report.Findings.Should().ContainSingle().Which.Rule.Id.Should().Be(RuleId.FromNumber(3114));
    }

    [Fact]
    public async Task InspectAsync_takes_what_the_path_is_and_refuses_what_is_not_there()
    {
        using var folder = new InspectionFolder().With("README.md", ApacheCard);
        var cancellation = TestContext.Current.CancellationToken;

        (await Inspector.InspectAsync(folder.Path, cancellation)).Kind.Should().Be(InputKind.Folder);
        (await Inspector.InspectAsync(System.IO.Path.Combine(folder.Path, "README.md"), cancellation)).Kind.Should().Be(InputKind.Card);
        var missing = () => Inspector.InspectAsync(System.IO.Path.Combine(folder.Path, "none"), cancellation);
        await missing.Should().ThrowAsync<FileNotFoundException>();
    }

    [Fact]
    public void Tensors_of_all_parts_are_counted_and_a_missing_part_leaves_the_count_open()
    {
        const string Index = """{"metadata":{"total_size":32},"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}""";
        using var folder = new InspectionFolder().With("model.safetensors.index.json", Index).With("model-00001-of-00002.safetensors", Part("a"));
        InspectFolder(folder.Path).Property("parameters.total").Should().BeNull();

        folder.With("model-00002-of-00002.safetensors", Part("b"));
        InspectFolder(folder.Path).Property("parameters.total")!.Value.Should().Be("8", "two tensors of 2 x 2");
    }

    private static byte[] Part(string tensor)
    {
        var header = Encoding.UTF8.GetBytes($"{{\"{tensor}\":{{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}}}");
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. new byte[16]];
    }
}
