using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Tests.Artifacts.Counting;

public class ParameterCounterTests
{
    private const string Llama8B = """{"model_type":"llama","hidden_size":4096,"num_hidden_layers":32,"num_attention_heads":32,"num_key_value_heads":8,"intermediate_size":14336,"vocab_size":128256}""";

    // Totals: huggingface/huggingface.js at commit 00d37b2, parse-safetensors-metadata.spec.ts and gguf.spec.ts; the config.json of each repository.
    [Theory]
    [InlineData(Llama8B, 8_030_261_248)]
    [InlineData("""{"model_type":"gpt_oss","hidden_size":2880,"num_hidden_layers":24,"num_attention_heads":64,"num_key_value_heads":8,"intermediate_size":2880,"vocab_size":201088,"head_dim":64,"num_local_experts":32,"num_experts_per_tok":4}""", 20_914_757_184)]
    [InlineData("""{"model_type":"gemma","hidden_size":3072,"num_hidden_layers":28,"num_attention_heads":16,"num_key_value_heads":16,"intermediate_size":24576,"vocab_size":256000,"head_dim":256}""", 8_537_680_896)]
    [InlineData("""{"model_type":"bert","architectures":["BertForPreTraining"],"hidden_size":768,"num_hidden_layers":12,"intermediate_size":3072,"vocab_size":30522,"max_position_embeddings":512,"type_vocab_size":2}""", 110_106_428)]
    [InlineData("""{"model_type":"bert","architectures":["BertModel"],"hidden_size":768,"num_hidden_layers":12,"intermediate_size":3072,"vocab_size":30522,"max_position_embeddings":512,"type_vocab_size":2}""", 109_482_240)]
    [InlineData("""{"model_type":"bloom","hidden_size":14336,"n_layer":70,"vocab_size":250880}""", 176_247_271_424)]
    public void Count_KnownArchitectures_ToTheDigit(string json, long total) => Count(json).Figures!.Total.Should().Be(total);

    [Fact]
    public void Count_DeepSeekV3_MtpIsCountedApart()
    {
        // deepseek-ai/DeepSeek-V3 README_WEIGHTS.md: 671B main, MTP module 11.5B without the shared embedding and head.
        var figures = Count("""{"model_type":"deepseek_v3","hidden_size":7168,"num_hidden_layers":61,"num_attention_heads":128,"intermediate_size":18432,"vocab_size":129280,"q_lora_rank":1536,"kv_lora_rank":512,"qk_nope_head_dim":128,"qk_rope_head_dim":64,"v_head_dim":128,"n_routed_experts":256,"num_experts_per_tok":8,"moe_intermediate_size":2048,"n_shared_experts":1,"first_k_dense_replace":3,"num_nextn_predict_layers":1}""").Figures!;

        figures.Total.Should().Be(671_026_419_200);
        figures.Mtp.Should().Be(11_610_068_224);
        (figures.Experts, figures.ExpertsPerToken).Should().Be((256, 8));
    }

    [Theory]
    [InlineData("{}", "model_type")]
    [InlineData("""{"model_type":"deepseek_v4"}""", "deepseek_v4")]
    [InlineData("""{"model_type":"llama"}""", "missing")]
    [InlineData("""{"model_type":"llama","hidden_size":"4096"}""", "hidden_size")]
    [InlineData("""{"model_type":"llama","hidden_size":-1}""", "hidden_size")]
    [InlineData("""{"model_type":"phi","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":8,"vocab_size":8,"qk_layernorm":true}""", "qk_layernorm")]
    [InlineData("""{"model_type":"bert","architectures":["BertForSequenceClassification"],"hidden_size":8,"num_hidden_layers":1,"intermediate_size":8,"vocab_size":8,"max_position_embeddings":8,"type_vocab_size":2}""", "BertForSequenceClassification")]
    [InlineData("""{"model_type":"llama","hidden_size":2147483647,"num_hidden_layers":10000,"num_attention_heads":1,"intermediate_size":2147483647,"vocab_size":2147483647}""", "multiply")]
    [InlineData("""{"model_type":"llama","hidden_size":8,"num_hidden_layers":2000000000,"num_attention_heads":1,"intermediate_size":8,"vocab_size":8}""", "num_hidden_layers")]
    public void Count_WhatIsNotDescribed_IsUnknownWithItsReason(string json, string reason)
    {
        var count = Count(json);

        count.IsKnown.Should().BeFalse();
        count.UnknownBecause.Should().Contain(reason);
    }

    private static ConfigParameterCount Count(string json) => ParameterCounter.Count(ModelConfig.Read(Encoding.UTF8.GetBytes(json)).Document!);
}
