using System.Security.Cryptography;
using System.Text;

using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Tests.Artifacts;

namespace ModelProvenance.Tests.Inspection;

/// <summary>Stores made by the tests, in the layouts of huggingface_hub (docs: "Understand caching"), Ollama (types/model/name.go, manifest/) and LM Studio (publisher/repository/file).</summary>
public class ModelScannerTests
{
    private const string Commit = "d04e592bb4f6aa9cfee91e2e20afa771667e1d4b";

    private static readonly ModelScanner Scanner = new(ModelCatalog.Default);

    private static ModelScan Scan(InspectionFolder folder, ModelStoreKind kind = ModelStoreKind.Tree) =>
        Scanner.Scan([new ModelStore(kind, folder.Path)], cancellationToken: TestContext.Current.CancellationToken);

    private static byte[] Gguf(string name) => new GgufBuilder().Text("general.architecture", "llama").Text("general.name", name).Build();

    // One tensor of four bytes.
    private static byte[] Safetensors()
    {
        var header = Encoding.UTF8.GetBytes("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""".PadRight(64));
        return [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 0, 0, 0];
    }

    private static void Link(InspectionFolder folder, string link, string target)
    {
        var path = Path.Combine(folder.Path, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    [Fact]
    public void A_hub_cache_gives_each_snapshot_by_its_repository_through_the_links_to_blobs()
    {
        const string Repository = "models--meta-llama--Llama-3.1-8B";
        using var folder = new InspectionFolder()
            .With($"{Repository}/refs/main", Commit)
            .With($"{Repository}/blobs/aa11", InspectionFolder.Llama31Config)
            .With($"{Repository}/blobs/bb22", Safetensors())
            .With("datasets--x--y/snapshots/1/model.safetensors", Safetensors());
        Link(folder, $"{Repository}/snapshots/{Commit}/config.json", "../../blobs/aa11");
        Link(folder, $"{Repository}/snapshots/{Commit}/model.safetensors", "../../blobs/bb22");

        var found = Scan(folder, ModelStoreKind.HuggingFaceHub).Models.Should().ContainSingle().Subject;

        (found.Model.Store, found.Model.Name, found.Model.Revision, found.Model.HasWeights).Should().Be((ModelStoreKind.HuggingFaceHub, "meta-llama/Llama-3.1-8B", Commit, true));
        found.Model.References.Should().Equal("main");
        found.Model.Bytes.Should().Be(InspectionFolder.Llama31Config.Length + Safetensors().Length);
        found.Report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b");
        found.Report.Identification.Organization!.Id.Value.Should().Be("meta");
        found.Report.Property("licenses.weights")!.Value.Should().Be("LicenseRef-Llama-3.1-Community");
    }

    [Fact]
    public void A_snapshot_whose_link_leads_out_of_the_repository_is_not_followed()
    {
        using var folder = new InspectionFolder().With("models--a--b/snapshots/1/config.json", "{}");
        File.WriteAllText(Path.Combine(folder.Outside, "secret.safetensors"), "x");
        Link(folder, "models--a--b/snapshots/1/model.safetensors", Path.Combine(folder.Outside, "secret.safetensors"));

        var found = Scan(folder, ModelStoreKind.HuggingFaceHub).Models.Should().ContainSingle().Subject;

        found.Model.HasWeights.Should().BeFalse();
        found.Report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3112));
    }

    [Fact]
    public void A_file_that_two_snapshots_share_is_counted_once()
    {
        using var folder = new InspectionFolder().With("models--a--b/blobs/aa", Safetensors());
        Link(folder, "models--a--b/snapshots/1/model.safetensors", "../../blobs/aa");
        Link(folder, "models--a--b/snapshots/2/model.safetensors", "../../blobs/aa");

        var scan = Scan(folder, ModelStoreKind.HuggingFaceHub);

        scan.Models.Select(m => m.Model.Bytes).Should().Equal(Safetensors().Length, Safetensors().Length);
        scan.Bytes.Should().Be(Safetensors().Length);
    }

    [Fact]
    public void Ollama_models_have_the_names_that_Ollama_shows_and_their_layers_are_read()
    {
        using var folder = new InspectionFolder();
        var layers = Layer(folder, "application/vnd.ollama.image.model", Gguf("Meta Llama 3.1 8B Instruct")) + "," + Layer(folder, "application/vnd.ollama.image.license", Encoding.UTF8.GetBytes("MIT\n"));
        folder.With("manifests/registry.ollama.ai/library/llama3.1/8b", Manifest(folder, layers));
        folder.With("manifests/registry.ollama.ai/someone/own/latest", Manifest(folder, layers));
        folder.With("manifests/hf.co/bartowski/Meta-Llama-3.1-8B-Instruct-GGUF/Q4_K_M", Manifest(folder, layers));

        var scan = Scan(folder, ModelStoreKind.Ollama);

        scan.Models.Select(m => m.Model.Name).Should().Equal("hf.co/bartowski/Meta-Llama-3.1-8B-Instruct-GGUF:Q4_K_M", "llama3.1:8b", "someone/own:latest");
        var official = scan.Models[1];
        official.Report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b-instruct");
        (official.Model.Files, official.Model.HasWeights).Should().Be((4, true));
        official.Report.Property("quantization")!.Claims.Should().Contain(c => c.Value == "Q4_K_M" && c.Sources[0].Locator == "/file_type");
        // The licence layer says MIT; the catalog has the Llama licence.
        official.Report.Property("licenses.weights")!.Verdict.Should().Be(ModelProvenance.Catalog.ClaimVerdict.Contradicted);
        scan.Bytes.Should().BeLessThan(scan.Models.Sum(m => m.Model.Bytes), "the layers are shared");
    }

    [Fact]
    public void A_manifest_cannot_name_a_file_outside_of_the_blobs()
    {
        using var folder = new InspectionFolder().With("blobs/x", "x");
        folder.With("manifests/registry.ollama.ai/library/evil/latest", """{"schemaVersion":2,"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:../../../secret","size":1}]}""");

        var found = Scan(folder, ModelStoreKind.Ollama).Models.Should().ContainSingle().Subject;

        found.Model.Files.Should().Be(1);
        found.Report.Findings.Should().ContainSingle().Which.Location.Pointer.Should().Be("/layers/0/digest");
    }

    [Fact]
    public void A_layer_that_is_not_there_is_a_finding()
    {
        using var folder = new InspectionFolder().With("blobs/x", "x");
        folder.With("manifests/registry.ollama.ai/library/gone/latest", "{\"schemaVersion\":2,\"layers\":[{\"mediaType\":\"application/vnd.ollama.image.model\",\"digest\":\"sha256:" + new string('a', 64) + "\",\"size\":1}]}");

        var found = Scan(folder, ModelStoreKind.Ollama).Models.Should().ContainSingle().Subject;

        found.Model.HasWeights.Should().BeFalse();
        found.Report.Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3111)).Which.Location.Path.Should().Be("model.gguf");
    }

    [Fact]
    public void Lm_Studio_gives_one_model_for_each_quantization_with_its_parts_and_projector()
    {
        using var folder = new InspectionFolder()
            .With("lmstudio-community/Meta-Llama-3.1-8B-Instruct-GGUF/Q4-00001-of-00002.gguf", Gguf(""))
            .With("lmstudio-community/Meta-Llama-3.1-8B-Instruct-GGUF/Q4-00002-of-00002.gguf", Gguf(""))
            .With("lmstudio-community/Meta-Llama-3.1-8B-Instruct-GGUF/Q8.gguf", Gguf(""))
            .With("x/vision/model.gguf", Gguf(""))
            .With("x/vision/mmproj-model.gguf", Gguf(""));

        var models = Scan(folder, ModelStoreKind.LmStudio).Models;

        models.Select(m => (m.Model.Name, m.Model.Files)).Should().Equal(
            ("lmstudio-community/Meta-Llama-3.1-8B-Instruct-GGUF/Q4.gguf", 2),
            ("lmstudio-community/Meta-Llama-3.1-8B-Instruct-GGUF/Q8.gguf", 1),
            ("x/vision/model.gguf", 2));
        models[1].Report.Identification.Model!.Id.Value.Should().Be("llama-3.1-8b-instruct", "the repository says what the file name does not");
    }

    [Fact]
    public void A_tree_gives_described_folders_and_loose_files()
    {
        using var folder = new InspectionFolder()
            .With("a/config.json", InspectionFolder.Llama31Config).With("a/model.safetensors", Safetensors()).With("a/onnx/model.onnx", [8])
            .With("a/checkpoint-500/config.json", InspectionFolder.Llama31Config).With("a/checkpoint-500/model.safetensors", Safetensors())
            .With("loose/one.safetensors", Safetensors()).With("loose/two.safetensors", Safetensors()).With("loose/readme.txt", "x")
            .With("pipeline/model_index.json", "{}").With("pipeline/unet/config.json", "{}").With("pipeline/unet/diffusion.safetensors", Safetensors())
            .With("web/config.json", "{}").With("web/node_modules/x/model.onnx", [8]).With("web/app.bin", [1]);

        Scan(folder).Models.Select(m => m.Model.Name).Should().Equal("a", "a/checkpoint-500", "loose/one.safetensors", "loose/two.safetensors", "pipeline");
    }

    [Fact]
    public void Stores_inside_a_tree_are_found_and_not_listed_twice()
    {
        using var folder = new InspectionFolder().With(".cache/huggingface/hub/models--a--b/snapshots/1/model.safetensors", Safetensors());
        var inner = new ModelStore(ModelStoreKind.HuggingFaceHub, Path.Combine(folder.Path, ".cache", "huggingface", "hub"));

        var scan = Scanner.Scan([new ModelStore(ModelStoreKind.Tree, folder.Path), inner], cancellationToken: TestContext.Current.CancellationToken);

        scan.Models.Should().ContainSingle().Which.Model.Should().BeEquivalentTo(new { Store = ModelStoreKind.HuggingFaceHub, Name = "a/b", Revision = "1" });
    }

    [Fact]
    public void A_circle_of_links_ends()
    {
        using var folder = new InspectionFolder().With("m/one.safetensors", Safetensors());
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "m", "again"), folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "p"), Path.Combine(folder.Path, "q"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "q"), Path.Combine(folder.Path, "p"));

        var scan = Scan(folder);

        scan.Models.Should().ContainSingle();
        scan.Findings.Should().Contain(f => f.Rule.Id == RuleId.FromNumber(3112) && f.Location.Pointer == "m/again");
    }

    [Fact]
    public void The_card_and_the_licence_beside_a_loose_file_speak_for_it()
    {
        using var folder = new InspectionFolder().With("m/weights.gguf", Gguf("Meta Llama 3.1 8B Instruct")).With("m/README.md", "---\nlicense: apache-2.0\n---\n");

        var found = Scan(folder).Models.Should().ContainSingle().Subject;

        found.Report.Findings.Should().Contain(f => f.Rule.Id == RuleId.FromNumber(3101) && f.Location.Path == "README.md" && f.Location.Line == 2);
        found.Model.Bytes.Should().Be(Gguf("Meta Llama 3.1 8B Instruct").Length, "the card is no part of the weights");
    }

    [Fact]
    public void Data_of_tensors_is_not_read()
    {
        using var folder = new InspectionFolder();
        var path = Path.Combine(folder.Path, "large.safetensors");
        var header = Encoding.UTF8.GetBytes("""{"w":{"dtype":"U8","shape":[1099511627776],"data_offsets":[0,1099511627776]}}""".PadRight(128));
        using (var file = File.Create(path))
        {
            file.Write(BitConverter.GetBytes((long)header.Length));
            file.Write(header);
            // A hole of a tebibyte: no test would end that reads it.
            file.SetLength(8 + header.Length + (1L << 40));
        }

        var found = Scan(folder).Models.Should().ContainSingle().Subject;

        found.Model.Bytes.Should().Be(8 + 128 + (1L << 40));
        found.Report.Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_scan_can_be_ended_and_says_how_far_it_is()
    {
        using var folder = new InspectionFolder().With("a/one.safetensors", Safetensors()).With("b/two.safetensors", Safetensors());
        using var end = new CancellationTokenSource();
        var told = new List<ScanProgress>();
        var progress = new Told(told.Add);

        Scanner.Scan([new ModelStore(ModelStoreKind.Tree, folder.Path)], null, progress, TestContext.Current.CancellationToken);

        told[^1].Folders.Should().Be(3);
        told.Max(p => p.Inspected).Should().Be(2);
        var ended = () => Scanner.Scan([new ModelStore(ModelStoreKind.Tree, folder.Path)], null, new Told(_ => end.Cancel()), end.Token);
        ended.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_store_that_is_not_there_is_passed_over()
    {
        using var folder = new InspectionFolder();
        var scan = Scanner.Scan([new ModelStore(ModelStoreKind.Ollama, Path.Combine(folder.Path, "none"))], cancellationToken: TestContext.Current.CancellationToken);
        scan.Stores.Should().BeEmpty();
        scan.Models.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "/home/u/.cache/huggingface/hub")]
    [InlineData("XDG_CACHE_HOME=/c", "/c/huggingface/hub")]
    [InlineData("XDG_CACHE_HOME=/c;HF_HOME=/h", "/h/hub")]
    [InlineData("HF_HOME=~/h", "/home/u/h/hub")]
    [InlineData("HF_HOME=/h;HUGGINGFACE_HUB_CACHE=/old", "/old")]
    [InlineData("HF_HOME=/h;HUGGINGFACE_HUB_CACHE=/old;HF_HUB_CACHE=/new/", "/new")]
    [InlineData("HF_HUB_CACHE= ", "/home/u/.cache/huggingface/hub")]
    public void The_cache_of_the_hub_is_where_its_variables_say(string variables, string expected) =>
        Usual(variables, "/home/u").Where(s => s.Kind == ModelStoreKind.HuggingFaceHub).Should().ContainSingle().Which.Path.Should().Be(expected);

    [Fact]
    public void Ollama_has_the_folder_of_its_variable_else_those_of_user_and_service()
    {
        Usual("OLLAMA_MODELS=/data/ollama", "/home/u").Where(s => s.Kind == ModelStoreKind.Ollama).Select(s => s.Path).Should().Equal("/data/ollama");
        Usual("", "/home/u").Where(s => s.Kind == ModelStoreKind.Ollama).Select(s => s.Path).Should().StartWith("/home/u/.ollama/models");
    }

    [Fact]
    public void Lm_Studio_has_the_folder_of_its_settings_else_of_its_home()
    {
        using var folder = new InspectionFolder();
        Paths().Should().Equal(Path.Combine(folder.Path, ".lmstudio", "models"), Path.Combine(folder.Path, ".cache", "lm-studio", "models"));

        folder.With("moved/settings.json", "not JSON").With(".lmstudio-home-pointer", Path.Combine(folder.Path, "moved") + "\n");
        Paths().Should().Equal(Path.Combine(folder.Path, "moved", "models"));

        folder.With("moved/settings.json", """{"downloadsFolder":"/big/models"}""");
        Paths().Should().Equal("/big/models");

        IEnumerable<string> Paths() => Usual("", folder.Path).Where(s => s.Kind == ModelStoreKind.LmStudio).Select(s => s.Path);
    }

    private static System.Collections.Immutable.ImmutableArray<ModelStore> Usual(string variables, string home)
    {
        var set = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return ModelStore.Usual(name => set.GetValueOrDefault(name), home);
    }

    private static string Layer(InspectionFolder folder, string mediaType, byte[] content)
    {
        var digest = Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
        folder.With("blobs/sha256-" + digest, content);
        return $$"""{"mediaType":"{{mediaType}}","digest":"sha256:{{digest}}","size":{{content.Length}}}""";
    }

    private static string Manifest(InspectionFolder folder, string layers) =>
        $$"""{"schemaVersion":2,"config":{{Layer(folder, "application/vnd.docker.container.image.v1+json", Encoding.UTF8.GetBytes("""{"model_format":"gguf","model_family":"llama","model_type":"8.0B","file_type":"Q4_K_M"}"""))}},"layers":[{{layers}}]}""";

    private sealed class Told(Action<ScanProgress> tell) : IProgress<ScanProgress>
    {
        private readonly object _lock = new();

        public void Report(ScanProgress value)
        {
            lock (_lock)
                tell(value);
        }
    }
}
