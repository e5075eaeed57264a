using System.Text;

using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Tests.Artifacts;
using ModelProvenance.Tests.Support;

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

    [Fact]
    public void Names_and_shapes_of_tensors_lead_to_the_models_of_these_figures_without_any_configuration()
    {
        using var folder = new InspectionFolder().With("weights.safetensors", Tensors());

        var found = Inspector.InspectFile(Path.Combine(folder.Path, "weights.safetensors"), null, TestContext.Current.CancellationToken).Identification;

        found.Candidates.Select(c => c.Model.Value).Should().Contain("llama-3.1-8b").And.NotContain("llama-3.1-70b").And.NotContain("llama-3.2-1b");
        found.Candidates[0].Reason.Should().Be("same structure: layers 32, hiddenSize 4096, vocabularySize 128256, queryHeadsPerKeyHead 4");
    }

    [Theory]
    [InlineData("model.layers.31.", "model.layers.40.", "a layer is missing")]
    [InlineData("\"dtype\":\"BF16\"", "\"dtype\":\"I16\"", "packed weights have other shapes")]
    [InlineData("\"shape\":[1024,4096]", "\"shape\":[4096,1024]", "the ratio of heads is not told, and three figures are too few")]
    [InlineData("model.embed_tokens", "model.tok_embeddings", "the names are not those of Transformers")]
    public void Tensors_that_do_not_tell_the_figures_name_no_model(string from, string to, string because)
    {
        Encoding.UTF8.GetString(Tensors()).Should().Contain(from);
        using var folder = new InspectionFolder().With("weights.safetensors", Tensors(from, to));

        Inspector.InspectFile(Path.Combine(folder.Path, "weights.safetensors"), null, TestContext.Current.CancellationToken).Identification
            .Confidence.Should().Be(ResolutionConfidence.None, because);
    }

    [Fact]
    public void Tensors_of_another_width_than_the_named_model_are_a_finding()
    {
        using var folder = new InspectionFolder("Llama-3.1-70B").With("weights.safetensors", Tensors());

        Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Findings
            .Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3106)).Which.Message.Should().Contain("layers 32, not 80");
    }

    [Theory]
    // DeepSeek-V3: inference/configs/config_671B.json at 9b4e9788; the other names and values are those of config.json on the hub.
    [InlineData("""{"model_type":"deepseek_v3","num_hidden_layers":61,"hidden_size":7168,"num_attention_heads":128,"num_key_value_heads":128,"intermediate_size":18432,"vocab_size":129280,"n_routed_experts":256,"num_experts_per_tok":8}""", "deepseek-v3")]
    // Gemma 3 27B: gemma/gm/nn/_gemma.py at 7691fd4e.
    [InlineData("""{"model_type":"gemma3","text_config":{"num_hidden_layers":62,"hidden_size":5376,"num_attention_heads":32,"num_key_value_heads":16,"intermediate_size":21504,"vocab_size":262208}}""", "gemma-3-27b-it")]
    // gpt-oss-120b: ModelConfig in gpt_oss/torch/model.py at 7b583341.
    [InlineData("""{"model_type":"gpt_oss","num_hidden_layers":36,"hidden_size":2880,"num_attention_heads":64,"num_key_value_heads":8,"intermediate_size":2880,"vocab_size":201088,"num_local_experts":128,"num_experts_per_tok":4}""", "gpt-oss-120b")]
    // MiniMax-M1: config.json at 2abb4f45.
    [InlineData("""{"model_type":"minimax_m1","num_hidden_layers":80,"hidden_size":6144,"num_attention_heads":64,"num_key_value_heads":8,"intermediate_size":9216,"vocab_size":200064,"num_local_experts":32,"num_experts_per_tok":2}""", "minimax-m1-80k")]
    // SmolLM2 135M: config_smollm2_135M.yaml at a0417598.
    [InlineData("""{"model_type":"llama","num_hidden_layers":30,"hidden_size":576,"num_attention_heads":9,"num_key_value_heads":3,"intermediate_size":1536,"vocab_size":49152}""", "smollm2-135m")]
    // Qwen2.5 7B and Qwen3 30B-A3B: examples/qwen2_5/run_mcore_qwen.sh and examples/qwen3/run_mcore_qwen3.sh of alibaba/Pai-Megatron-Patch at a098ca5a.
    [InlineData("""{"model_type":"qwen2","num_hidden_layers":28,"hidden_size":3584,"num_attention_heads":28,"num_key_value_heads":4,"intermediate_size":18944,"rope_theta":1000000.0}""", "qwen2.5-7b")]
    [InlineData("""{"model_type":"qwen3_moe","num_hidden_layers":48,"hidden_size":2048,"num_attention_heads":32,"num_key_value_heads":4,"head_dim":128,"intermediate_size":6144,"num_experts":128,"num_experts_per_tok":8}""", "qwen3-30b-a3b")]
    // GLM-4.5-Air: scripts/models/glm4.5-106B-A12B.sh of THUDM/slime at 624b824a.
    [InlineData("""{"model_type":"glm4_moe","num_hidden_layers":46,"hidden_size":4096,"num_attention_heads":96,"num_key_value_heads":8,"head_dim":128,"intermediate_size":10944,"vocab_size":151552,"n_routed_experts":128,"num_experts_per_tok":8,"rope_parameters":{"rope_theta":1000000}}""", "glm-4.5-air")]
    // Kimi K2: README.md at c6157be8.
    [InlineData("""{"model_type":"kimi_k2","num_hidden_layers":61,"hidden_size":7168,"num_attention_heads":64,"n_routed_experts":384,"num_experts_per_tok":8}""", "kimi-k2-instruct")]
    // Mistral NeMo 12B: MistralNeMoConfig12B in nemo/collections/llm/gpt/model/mistral.py of NVIDIA-NeMo/NeMo at 8cfedd72.
    [InlineData("""{"model_type":"mistral","num_hidden_layers":40,"hidden_size":5120,"num_attention_heads":32,"num_key_value_heads":8,"head_dim":128,"intermediate_size":14336}""", "mistral-nemo-base-2407")]
    // DBRX: figures in objects of their own, as its config.json has them; model/config.json of databricks/dbrx at a3200393.
    [InlineData("""{"model_type":"dbrx","d_model":6144,"n_heads":48,"n_layers":40,"vocab_size":100352,"attn_config":{"kv_n_heads":8,"rope_theta":500000},"ffn_config":{"ffn_hidden_size":10752,"moe_num_experts":16,"moe_top_k":4}}""", "dbrx-base")]
    // Gemma 4 26B-A4B: gemma/gm/nn/gemma4/_gemma4.py at 7691fd4e.
    [InlineData("""{"model_type":"gemma4","text_config":{"num_hidden_layers":30,"hidden_size":2816,"num_attention_heads":16,"num_key_value_heads":8,"head_dim":256,"intermediate_size":2112,"vocab_size":262144,"num_experts":128}}""", "gemma-4-26b-a4b")]
    // DeepSeek-V2 in the developer's own form: inference/configs/config_236B.json of DeepSeek-V3 at 9b4e9788.
    [InlineData("""{"vocab_size":102400,"dim":5120,"inter_dim":12288,"n_layers":60,"n_heads":128,"n_routed_experts":160,"n_activated_experts":6}""", "deepseek-v2")]
    public void Figures_of_other_families_lead_to_their_models(string config, string model) =>
        Identify("config.json", config).Candidates.Select(c => c.Model.Value).Should().Contain(model);

    // The figures of OLMo 2 13B (configs/official-1124/OLMo2-13B-stage1.yaml of allenai/OLMo at 59a53e3f), but with grouped keys: no model of the catalog.
    [Fact]
    public void Models_that_differ_in_key_and_value_heads_alone_are_told_apart() =>
        Identify("config.json", """{"model_type":"made_up","num_hidden_layers":40,"hidden_size":5120,"num_attention_heads":40,"num_key_value_heads":10,"vocab_size":100352}""")
            .Candidates.Should().BeEmpty();

    // The figures of OLMo 1B (configs/official-0724/OLMo-1B.yaml of allenai/OLMo at 59a53e3f), with experts added.
    [Fact]
    public void Experts_that_a_model_does_not_state_speak_against_it() =>
        Identify("config.json", """{"model_type":"olmoe","num_hidden_layers":16,"hidden_size":2048,"num_attention_heads":16,"num_key_value_heads":16,"vocab_size":50304,"num_experts":64,"num_experts_per_tok":8}""")
            .Candidates.Single(c => c.Model.Value == "olmo-1b").Reason.Should().EndWith("against it: experts 64, none stated");

    [Fact]
    public void A_configuration_without_experts_is_no_model_with_experts() =>
        Identify("config.json", """{"model_type":"qwen2","num_hidden_layers":28,"hidden_size":3584,"num_attention_heads":28,"num_key_value_heads":4,"intermediate_size":18944,"rope_theta":1000000.0}""")
            .Candidates.Select(c => c.Model.Value).Should().Contain("qwen2-7b").And.NotContain("qwen2-57b-a14b");

    // grok-1: run.py at 7050ed20.
    [Fact]
    public void Parameters_in_the_developers_form_lead_to_the_model() =>
        Identify("params.json", """{"dim":6144,"n_layers":64,"n_heads":48,"n_kv_heads":8,"head_dim":128,"vocab_size":131072,"moe":{"num_experts":8,"num_experts_per_tok":2}}""")
            .Candidates.Select(c => c.Model.Value).Should().Equal("grok-1");

    [Fact]
    public void A_configuration_of_ONNX_Runtime_GenAI_leads_to_the_models_of_its_figures() =>
        Identify("genai_config.json", """{"model":{"type":"llama","vocab_size":128256,"decoder":{"filename":"model.onnx","hidden_size":4096,"num_hidden_layers":32,"num_attention_heads":32,"num_key_value_heads":8}}}""")
            .Candidates.Select(c => c.Model.Value).Should().Contain("llama-3.1-8b").And.NotContain("llama-3.1-70b");

    [Theory]
    [InlineData("\"vocab_size\": 128256", "\"vocab_size\": 128258", "vocabularySize 128258, not 128256")]
    [InlineData("\"tie_word_embeddings\": false", "\"rope_theta\": 1000000.0", "ropeBase 1000000, not 500000")]
    [InlineData("\"max_position_embeddings\": 131072", "\"max_position_embeddings\": 16384", "context 16384, not 131072")]
    [InlineData("LlamaForCausalLM", "MistralForCausalLM", "architecture MistralForCausalLM, not LlamaForCausalLM")]
    public void What_further_training_can_change_speaks_against_a_candidate_and_leaves_it_one(string from, string to, string against)
    {
        InspectionFolder.Llama31Config.Should().Contain(from);

        var candidate = Identify("config.json", InspectionFolder.Llama31Config.Replace(from, to, StringComparison.Ordinal)).Candidates.Should().ContainSingle(c => c.Model.Value == "llama-3.1-8b").Subject;

        candidate.Reason.Should().StartWith("same structure: layers 32, hiddenSize 4096").And.Contain("; against it: ").And.Contain(against);
    }

    [Fact]
    public void Candidates_with_less_against_them_come_first()
    {
        var candidates = Identify("config.json", InspectionFolder.Llama31Config.Replace("131072", "8192", StringComparison.Ordinal)).Candidates;

        // Llama 3 has a context of 8,192 tokens, Llama 3.1 one of 131,072.
        candidates[0].Model.Value.Should().Be("meta-llama-3-8b");
        candidates[0].Reason.Should().Contain("context 8192").And.NotContain("against");
        candidates.Single(c => c.Model.Value == "llama-3.1-8b").Reason.Should().Contain("against it: context 8192, not 131072");
    }

    [Theory]
    [InlineData("\"num_key_value_heads\": 8", "\"num_key_value_heads\": 32", "keyValueHeads 32, not 8", "/num_hidden_layers")]
    [InlineData("\"hidden_size\": 4096", "\"hidden_size\": 3072", "hiddenSize 3072, not 4096", "/num_hidden_layers")]
    public void A_claimed_base_with_another_structure_is_a_finding(string from, string to, string message, string pointer)
    {
        using var folder = new InspectionFolder().With("README.md", "---\nbase_model: meta-llama/Llama-3.1-8B\n---\n").With("config.json", InspectionFolder.Llama31Config.Replace(from, to, StringComparison.Ordinal));

        var finding = Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Findings.Should().ContainSingle(f => f.Rule.Id == RuleId.FromNumber(3107)).Subject;

        finding.Message.Should().Contain(message);
        finding.Location.Pointer.Should().Be(pointer);
    }

    [Fact]
    public void A_claimed_base_with_the_same_structure_and_other_settings_is_none()
    {
        using var folder = new InspectionFolder().With("README.md", "---\nbase_model: meta-llama/Llama-3.1-8B\n---\n")
            .With("config.json", InspectionFolder.Llama31Config.Replace("\"vocab_size\": 128256", "\"vocab_size\": 128264, \"rope_theta\": 4000000", StringComparison.Ordinal));

        Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Findings.Should().NotContain(f => f.Rule.Id == RuleId.FromNumber(3107));
    }

    // A split of one model in two: 2 x 4 and 3 x 4 elements.
    [Theory]
    [InlineData(0, 1, 2, "20")]
    [InlineData(0, 0, 2, null)] // a part twice
    [InlineData(0, 1, 3, null)] // a part is missing
    [InlineData(0, 1, 2, null, 3)] // a tensor is missing
    public void Parts_of_a_GGUF_file_are_counted_together(int first, int second, int of, string? total, int tensors = 2)
    {
        byte[] Part(int number, ulong rows) => new GgufBuilder { Data = new byte[64] }.Text("general.architecture", "llama").UInt16("split.no", (ushort)number).UInt16("split.count", (ushort)of)
            .Int32("split.tensors.count", tensors).Tensor($"t{rows}", 0, 0, 4, rows).Build();
        using var folder = new InspectionFolder().With("m-00001-of-00002.gguf", Part(first, 2)).With("m-00002-of-00002.gguf", Part(second, 3));

        var counted = Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Properties.SingleOrDefault(p => p.Name == "parameters.total");

        (counted?.Value).Should().Be(total);
    }

    [Fact]
    public void Tokens_alone_lead_to_the_models_that_have_them()
    {
        // Digest: see TokenFingerprintTests.
        var catalog = TinyCatalog.Catalog.With(TinyCatalog.Layer("""
             "models": [ { "id": "acme-1-7b", "vocabulary": { "value": { "tokens": 3, "sha256": "9cc514646c03180dde69604ab39a6160c8daaffddc20c5be7b996431ce3c8f44" }, "sources": [ { "source": "local-note", "locator": "p. 1" } ] } } ],
            """));
        using var folder = new InspectionFolder().With("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0,"é":1,"<s>":2}}}""");

        var report = new ModelInspector(catalog).InspectFolder(folder.Path, null, TestContext.Current.CancellationToken);

        report.Identification.Candidates.Should().Equal(new ResolutionCandidate(ModelId.Parse("acme-1-7b"), "same tokens: vocabulary 3 tokens"));
        report.Identification.Reasons.Should().ContainSingle().Which.Rule.Should().Be("tokens of the tokenizer");
    }

    [Fact]
    public void Tokens_of_another_tokenizer_speak_against_a_candidate()
    {
        // The catalog has the tokens of Llama 3 (llama.cpp, models/ggml-vocab-llama-bpe.gguf at de3ff815).
        using var folder = new InspectionFolder().With("config.json", InspectionFolder.Llama31Config).With("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0}}}""");

        Inspector.InspectFolder(folder.Path, null, TestContext.Current.CancellationToken).Identification.Candidates
            .Single(c => c.Model.Value == "meta-llama-3-8b").Reason.Should().Contain("vocabulary 1 tokens, not 128256");
    }

    // Four tensors of each layer of Llama 3.1 8B, as the header of a file with all of them names them; the data is left out.
    private static byte[] Tensors(string from = "", string to = "")
    {
        var json = new StringBuilder();
        long offset = 0;
        void Add(string name, long rows, long columns)
        {
            var end = offset + (2 * rows * columns);
            json.Append(json.Length == 0 ? '{' : ',').Append(System.Globalization.CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"BF16\",\"shape\":[{rows},{columns}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }

        Add("model.embed_tokens.weight", 128256, 4096);
        for (var i = 0; i < 32; i++)
        {
            Add($"model.layers.{i}.self_attn.q_proj.weight", 4096, 4096);
            Add($"model.layers.{i}.self_attn.k_proj.weight", 1024, 4096);
            Add($"model.layers.{i}.mlp.gate_proj.weight", 14336, 4096);
        }

        var header = Encoding.UTF8.GetBytes(from.Length == 0 ? json.Append('}').ToString() : json.Append('}').ToString().Replace(from, to, StringComparison.Ordinal));
        return [.. BitConverter.GetBytes((long)header.Length), .. header];
    }

    private static byte[] Llama(uint layers, uint width, uint heads, uint context) => new GgufBuilder()
        .Text("general.architecture", "llama").UInt32("llama.block_count", layers).UInt32("llama.embedding_length", width).UInt32("llama.attention.head_count", heads)
        .UInt32("llama.attention.head_count_kv", 8).UInt32("llama.vocab_size", 128256).UInt32("llama.context_length", context).Build();
}
