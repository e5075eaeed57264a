using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Tests.Artifacts.Counting;

/// <summary>Published counts of quantized checkpoints, from tensor lists that are built here by the shapes of the architecture and the layout of the quantizer.</summary>
/// <remarks>Expected totals: packages/hub/src/lib/parse-safetensors-metadata.spec.ts of huggingface/huggingface.js at commit 00d37b2.</remarks>
public class TensorCounterTests
{
    // packages/gguf/src/gguf.spec.ts of huggingface.js has the totals; names and shapes are those of llama.cpp for these architectures (per-expert tensors, as Grok-1 was converted first).
    [Theory]
    [InlineData("llama", 4096, 32, 4096, 11008, 32000, 0, 6_738_415_616)]
    [InlineData("grok", 6144, 64, 1024, 32768, 131072, 8, 316_490_127_360)]
    public void GGUF_headers_count_every_element_whatever_the_blocks(string architecture, ulong width, int layers, ulong keys, ulong inner, ulong vocabulary, int experts, long total)
    {
        var builder = new GgufBuilder().Text("general.architecture", architecture);
        // Q4_0: 32 elements in 18 bytes; norms are F32.
        void Weight(string name, params ulong[] shape) => builder.Tensor(name + ".weight", shape.Length == 1 ? 0u : 2u, 0, shape);
        Weight("token_embd", width, vocabulary);
        Weight("output", width, vocabulary);
        Weight("output_norm", width);
        for (var i = 0; i < layers; i++)
        {
            foreach (var (part, columns) in new[] { ("attn_q", width), ("attn_k", keys), ("attn_v", keys), ("attn_output", width) })
                Weight($"blk.{i}.{part}", width, columns);
            foreach (var norm in experts == 0 ? (string[])["attn_norm", "ffn_norm"] : ["attn_norm", "ffn_norm", "attn_output_norm", "layer_output_norm"])
                Weight($"blk.{i}.{norm}", width);
            if (experts > 0)
                Weight($"blk.{i}.ffn_gate_inp", width, (ulong)experts);
            for (var expert = 0; expert < Math.Max(1, experts); expert++)
            {
                var place = experts > 0 ? $".{expert}" : "";
                Weight($"blk.{i}.ffn_gate{place}", width, inner);
                Weight($"blk.{i}.ffn_up{place}", width, inner);
                Weight($"blk.{i}.ffn_down{place}", inner, width);
            }
        }

        var header = GgufFile.Read(builder.Build(), "", new GgufReadOptions { HeaderOnly = true }).Document!;

        ParameterCounter.Count(header).Total.Should().Be(total);
    }

    [Fact]
    public void Llama_3_1_8B_GPTQ()
    {
        var tensors = Llama(4096, 32, 1024, 14336, 128256, "F16", (name, input, output) =>
        [
            // AutoGPTQ: eight weights in an I32; scales and zero points for each group of 128; a permutation; a bias, which is counted, for it is stored and used.
            new(name + ".qweight", "I32", 2, input * output / 8), new(name + ".qzeros", "I32", 2, input / 128 * output / 8), new(name + ".scales", "F16", 2, input / 128 * output),
            new(name + ".g_idx", "I32", 1, input), new(name + ".bias", "F16", 1, output),
        ]);

        var count = Count(tensors, """{"quant_method":"gptq","bits":4,"group_size":128}""");

        count.Total.Should().Be(8_031_637_504);
        count.ByDataType.Should().BeEquivalentTo(new Dictionary<string, long> { ["I32"] = 6_979_321_856, ["F16"] = 1_052_315_648 });
    }

    [Fact]
    public void Llama_3_1_8B_bitsandbytes()
    {
        var tensors = Llama(4096, 32, 1024, 14336, 128256, "BF16", (name, input, output) =>
        [
            new(name + ".weight", "U8", 2, input * output / 2), new(name + ".weight.absmax", "U8", 1, input * output / 64), new(name + ".weight.quant_map", "F32", 1, 16),
            new(name + ".weight.nested_absmax", "F32", 1, input * output / 64 / 256), new(name + ".weight.nested_quant_map", "F32", 1, 256),
            new(name + ".weight.quant_state.bitsandbytes__nf4", "U8", 1, 107),
        ]);

        var count = Count(tensors, """{"quant_method":"bitsandbytes","load_in_4bit":true,"bnb_4bit_quant_type":"nf4","llm_int8_skip_modules":null}""");

        count.Total.Should().Be(8_030_261_248);
        count.ByDataType.Should().BeEquivalentTo(new Dictionary<string, long> { ["U8"] = 6_979_321_856, ["BF16"] = 1_050_939_392 });
    }

    [Fact]
    public void Llama_3_3_70B_compressed_tensors()
    {
        var tensors = Llama(8192, 80, 1024, 28672, 128256, "BF16", (name, input, output) =>
        [
            new(name + ".weight_packed", "I32", 2, input * output / 8), new(name + ".weight_scale", "BF16", 2, input / 128 * output), new(name + ".weight_shape", "I64", 1, 2),
            new(name + ".weight_g_idx", "I32", 1, input),
        ]);

        var count = Count(tensors, """{"quant_method":"compressed-tensors","format":"pack-quantized","config_groups":{"group_0":{"weights":{"num_bits":4},"targets":["Linear"]}},"ignore":["lm_head"]}""");

        count.Total.Should().Be(70_553_706_496);
        count.ByDataType.Should().BeEquivalentTo(new Dictionary<string, long> { ["I32"] = 68_451_041_280, ["BF16"] = 2_102_665_216 });
    }

    [Theory]
    [InlineData(24, 32, 20_914_757_184, 19_110_297_600, 1_804_459_584)]
    [InlineData(36, 128, 116_829_156_672, 114_661_785_600, 2_167_371_072)]
    public void Gpt_oss_MXFP4(int layers, long experts, long total, long packed, long plain)
    {
        var tensors = new List<StoredTensor> { new("model.embed_tokens.weight", "BF16", 2, 201088 * 2880), new("lm_head.weight", "BF16", 2, 201088 * 2880), new("model.norm.weight", "BF16", 1, 2880) };
        for (var i = 0; i < layers; i++)
        {
            var p = $"model.layers.{i}.";
            tensors.AddRange(
            [
                new(p + "self_attn.q_proj.weight", "BF16", 2, 4096 * 2880), new(p + "self_attn.q_proj.bias", "BF16", 1, 4096), new(p + "self_attn.k_proj.weight", "BF16", 2, 512 * 2880),
                new(p + "self_attn.k_proj.bias", "BF16", 1, 512), new(p + "self_attn.v_proj.weight", "BF16", 2, 512 * 2880), new(p + "self_attn.v_proj.bias", "BF16", 1, 512),
                new(p + "self_attn.o_proj.weight", "BF16", 2, 2880 * 4096), new(p + "self_attn.o_proj.bias", "BF16", 1, 2880), new(p + "self_attn.sinks", "BF16", 1, 64),
                new(p + "mlp.router.weight", "BF16", 2, experts * 2880), new(p + "mlp.router.bias", "BF16", 1, experts), new(p + "input_layernorm.weight", "BF16", 1, 2880),
                new(p + "post_attention_layernorm.weight", "BF16", 1, 2880),
                new(p + "mlp.experts.gate_up_proj_blocks", "U8", 4, experts * 5760 * 90 * 16), new(p + "mlp.experts.gate_up_proj_scales", "U8", 3, experts * 5760 * 90),
                new(p + "mlp.experts.gate_up_proj_bias", "BF16", 2, experts * 5760),
                new(p + "mlp.experts.down_proj_blocks", "U8", 4, experts * 2880 * 90 * 16), new(p + "mlp.experts.down_proj_scales", "U8", 3, experts * 2880 * 90),
                new(p + "mlp.experts.down_proj_bias", "BF16", 2, experts * 2880),
            ]);
        }

        var count = Count(tensors, """{"quant_method":"mxfp4","modules_to_not_convert":["model.layers.*.self_attn","model.layers.*.mlp.router","model.embed_tokens","lm_head"]}""");

        count.Total.Should().Be(total);
        count.ByDataType.Should().BeEquivalentTo(new Dictionary<string, long> { ["U8"] = packed, ["BF16"] = plain });
    }

    // Of the next three the plain tensors are put in as one: their shapes are not known here, and the rules do not look at them.
    [Fact]
    public void Kimi_K2_5_routed_experts_in_compressed_tensors()
    {
        var tensors = new List<StoredTensor> { new("rest.weight", "BF16", 2, 12_193_329_648), new("rest.e_score_correction_bias", "F32", 1, 60 * 384) };
        for (var layer = 1; layer <= 60; layer++)
        {
            for (var expert = 0; expert < 384; expert++)
            {
                foreach (var part in new[] { "gate_proj", "up_proj", "down_proj" })
                {
                    var name = $"language_model.model.layers.{layer}.mlp.experts.{expert}.{part}";
                    tensors.AddRange([new(name + ".weight_packed", "I32", 2, 7168L * 2048 / 8), new(name + ".weight_scale", "BF16", 2, 7168L * 2048 / 32), new(name + ".weight_shape", "I32", 1, 2)]);
                }
            }
        }

        Count(tensors, """{"quant_method":"compressed-tensors","format":"pack-quantized","config_groups":{"group_0":{"weights":{"num_bits":4}}},"ignore":["re:.*self_attn.*"]}""").Total.Should().Be(1_026_879_376_368);
    }

    [Fact]
    public void Kimi_K3_mxfp4_in_compressed_tensors() =>
        Count(
            [new("rest.weight", "BF16", 2, 57_179_884_544), new("rest.bias", "F32", 1, 11_122_432), new("model.layers.1.experts.0.up_proj.weight_packed", "U8", 2, 1_361_370_415_104), new("model.layers.1.experts.0.up_proj.weight_scale", "U8", 2, 85_085_650_944)],
            """{"quant_method":"compressed-tensors","format":"mxfp4-pack-quantized","config_groups":{"group_0":{"weights":{"num_bits":4}}}}""").Total.Should().Be(2_779_931_837_184);

    [Fact]
    public void DeepSeek_V4_Pro_experts_packed_beside_FP8()
    {
        var count = ParameterCounter.Count(
            [
                new("rest.weight", "BF16", 2, 2_816_899_328), new("rest.base", "F32", 2, 87_776_414), new("layers.0.attn.wkv.weight", "F8_E4M3", 2, 23_169_335_296),
                new("layers.0.ffn.experts.0.w1.weight", "I8", 2, 786_381_668_352), new("layers.0.ffn.experts.0.w1.scale", "F8_E8M0", 2, 49_150_268_416), new("layers.0.ffn.gate.tid2eid", "I64", 2, 2_327_040),
            ],
            Config("""{"expert_dtype":"fp4","quantization_config":{"quant_method":"fp8"}}"""));

        // The source counts 1,598,839,674,782, with 2,327,040 entries of routing tables, which are whole numbers and no parameters here.
        count.Total.Should().Be(1_598_839_674_782 - 2_327_040);
        count.Excluded[ExcludedElements.Buffer].Should().Be(2_327_040);
    }

    [Fact]
    public void DeepSeek_V4_rules_by_tensor() =>
        ParameterCounter.Count(
            [
                new("layers.0.ffn.experts.3.w1.weight", "I8", 2, 1000), new("layers.0.ffn.experts.3.w1.scale", "F8_E8M0", 2, 60), new("layers.0.ffn.shared_experts.w1.weight", "F8_E4M3", 2, 500),
                new("layers.0.attn.wkv.weight", "F8_E4M3", 2, 300), new("layers.0.ffn.gate.tid2eid", "I32", 2, 70), new("layers.0.attn_norm.weight", "BF16", 1, 7),
            ],
            Config("""{"expert_dtype":"fp4","quantization_config":{"quant_method":"fp8","fmt":"e4m3"}}""")).Total.Should().Be(2000 + 500 + 300 + 7);

    [Fact]
    public void MLX_with_bits_of_single_modules()
    {
        var config = Config("""{"quantization":{"group_size":64,"bits":4,"mode":"affine","model.layers.0.mlp.down_proj":{"group_size":64,"bits":8}}}""");

        // 8 and 4 weights in 32 bits.
        ParameterCounter.Count(
            [
                new("model.layers.0.mlp.up_proj.weight", "U32", 2, 100), new("model.layers.0.mlp.up_proj.scales", "BF16", 2, 10), new("model.layers.0.mlp.up_proj.biases", "BF16", 2, 10),
                new("model.layers.0.mlp.down_proj.weight", "U32", 2, 100), new("model.norm.weight", "BF16", 1, 5),
            ],
            config).Total.Should().Be(800 + 400 + 5);
    }

    [Fact]
    public void Widths_that_do_not_divide_the_container_run_across_it() =>
        // 3 bits: 32 values in 3 words of 32 bits.
        Count([new("a.weight_packed", "I32", 2, 3_000)], """{"quant_method":"compressed-tensors","format":"pack-quantized","config_groups":{"g":{"weights":{"num_bits":3}}}}""").Total.Should().Be(32_000);

    [Fact]
    public void Packing_without_stated_bits_is_unknown_not_guessed()
    {
        var count = Count([new("a.qweight", "I32", 2, 100)], """{"quant_method":"gptq"}""");

        count.Total.Should().BeNull();
        count.UnknownPacking.Should().Be("a.qweight");
    }

    [Fact]
    public void Buffers_are_no_parameters()
    {
        // RoBERTa stores 514 position ids, GPT-2 a causal mask for each layer, Llama 3.1 GGUF files a table of rotation frequencies.
        var count = Count(
            [
                new("roberta.embeddings.position_ids", "I64", 2, 514), new("h.0.attn.bias", "F32", 4, 1024 * 1024), new("h.0.attn.c_attn.bias", "F32", 1, 2304), new("rope_freqs.weight", "F32", 1, 64),
                new("logit_scale", "F32", 0, 1),
            ],
            null);

        count.Total.Should().Be(2305);
        count.Excluded[ExcludedElements.Buffer].Should().Be(514 + (1024 * 1024) + 64);
    }

    [Fact]
    public void Sums_above_63_bits_are_unknown() =>
        Count([new("a", "F32", 1, long.MaxValue), new("b", "F32", 1, long.MaxValue)], null).Total.Should().BeNull();

    [Theory]
    [InlineData("re:.*lm_head$", "model.lm_head", true)]
    [InlineData("re:.*lm_head$", "model.lm_head.weight", false)]
    [InlineData("re:.*self_attn.*", "model.layers.0.self_attn.q_proj", true)]
    [InlineData("re:model\\.layers.*", "lm.model.layers.0", false)]
    [InlineData("re:(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    [InlineData("model.layers.*.mlp", "model.layers.3.mlp", true)]
    [InlineData("Linear", "model.layers.0.mlp.down_proj", false)]
    public void Patterns_of_files_are_compared_without_an_expression_engine(string pattern, string module, bool expected) => ModulePattern.Matches(pattern, module).Should().Be(expected);

    private static TensorParameterCount Count(List<StoredTensor> tensors, string? quantization) =>
        ParameterCounter.Count(tensors, quantization is null ? null : Config($$"""{"quantization_config":{{quantization}}}"""));

    private static ModelConfig Config(string json) => ModelConfig.Read(Encoding.UTF8.GetBytes(json)).Document!;

    private static List<StoredTensor> Llama(long d, int layers, long kv, long i, long v, string plain, Func<string, long, long, StoredTensor[]> linear)
    {
        var tensors = new List<StoredTensor> { new("model.embed_tokens.weight", plain, 2, v * d), new("lm_head.weight", plain, 2, v * d), new("model.norm.weight", plain, 1, d) };
        for (var layer = 0; layer < layers; layer++)
        {
            var p = $"model.layers.{layer}.";
            foreach (var (name, input, output) in new[]
            {
                ("self_attn.q_proj", d, d), ("self_attn.k_proj", d, kv), ("self_attn.v_proj", d, kv), ("self_attn.o_proj", d, d), ("mlp.gate_proj", d, i), ("mlp.up_proj", d, i), ("mlp.down_proj", i, d),
            })
            {
                tensors.AddRange(linear(p + name, input, output));
            }

            tensors.AddRange([new(p + "input_layernorm.weight", plain, 1, d), new(p + "post_attention_layernorm.weight", plain, 1, d)]);
        }

        return tensors;
    }
}
