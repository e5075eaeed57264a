using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Artifacts;

public class ConfigTests
{
    [Fact]
    public void ModelConfig_Values_KnowTheirPlace()
    {
        var result = ModelConfig.Read(Utf8("""
            {
              "architectures": ["LlamaForCausalLM"],
              "model_type": "llama",
              "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
              "intermediate_size": 128, "vocab_size": 100, "max_position_embeddings": 2048, "tie_word_embeddings": true,
              "torch_dtype": "bfloat16", "auto_map": {"AutoModel": "modeling.Model", "AutoTokenizer": ["tok.Slow", null]},
              "time_step_limit": [0.0, Infinity],
              "quantization_config": {"quant_method": "gptq", "bits": 4, "group_size": 128, "modules_to_not_convert": ["lm_head"]}
            }
            """), "config.json");

        // Python writes Infinity for Mamba2; the rest of the file must be read all the same. The null in the pair of tokenizers is no string.
        result.Findings.Select(finding => finding.Rule.Id.ToString()).Should().Equal("MP3064", "MP3063");
        var config = result.Document!;
        config.ModelType.Should().Be(new ConfigValue<string>("llama", "/model_type", 3, 17));
        config.Architectures.Single().Pointer.Should().Be("/architectures/0");
        config.RemoteCode.Select(value => value.Value).Should().Equal("modeling.Model", "tok.Slow");
        config.Quantization!.Label.Should().Be("gptq 4-bit");
        config.FindInteger("/quantization_config/group_size")!.Value.Should().Be(128);
        var claims = config.GetClaims("s", "config.json");
        claims.Should().Contain(claim => claim.Property == "architecture" && claim.Value == "llama" && claim.Sources[0].Locator == "/model_type");
        claims.Should().Contain(claim => claim.Property == "contextLength" && claim.Value == "2048");
        // 100*64 + 2*(2*64*64 + 2*64*32 + 3*64*128 + 128) + 64, by hand.
        claims.Should().Contain(claim => claim.Property == "parameters.total" && claim.Value == "80448" && claim.Method == ClaimMethod.Derived);
    }

    [Fact]
    public void ModelConfig_NestedTextConfig_IsReadOneLevelDeep()
    {
        var config = ModelConfig.Read(Utf8("""{"model_type":"outer","text_config":{"hidden_size":7,"text_config":{"hidden_size":8},"quantization_config":{"quant_method":"fp8"}}}""")).Document!;

        config.TextConfig!.HiddenSize!.Pointer.Should().Be("/text_config/hidden_size");
        config.TextConfig.TextConfig.Should().BeNull();
        config.GetClaims("s", "f").Should().Contain(claim => claim.Property == "quantization" && claim.Sources[0].Locator == "/text_config/quantization_config");
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "MP3062", 1, 8)]
    [InlineData("""{"hidden_size":"big"}""", "MP3064", 1, 16)]
    [InlineData("""{"x":"\ud800"}""", "MP3066", 1, 14)]
    [InlineData("{\n  \"a\": tru\n}", "MP3061", 2, 8)]
    [InlineData("""{"a":01}""", "MP3061", 1, 8)]
    [InlineData("""{"a":1} 2""", "MP3061", 1, 9)]
    [InlineData("""{"a":"x""", "MP3061", 1, 6)]
    [InlineData("[1]", "MP3061", 1, 1)]
    [InlineData("", "MP3061", 1, 1)]
    public void ModelConfig_WrongContent_IsAFindingWithLineAndColumn(string json, string rule, int line, int column)
    {
        var finding = ModelConfig.Read(Utf8(json)).Findings.Single();

        (finding.Rule.Id.ToString(), finding.Location.Line, finding.Location.Column).Should().Be((rule, line, column));
    }

    [Fact]
    public void ModelConfig_NestedWithoutEnd_IsRefused() =>
        ModelConfig.Read(Utf8(new string('[', 200_000))).Findings.Single().Rule.Should().Be(ArtifactReadRules.InvalidJson);

    [Fact]
    public void ModelConfig_NotUtf8_IsRefused() =>
        ModelConfig.Read(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }).Findings.Single().Location.Column.Should().Be(3);

    [Fact]
    public void TokenizerConfig_TemplatesAndTokens_InBothForms()
    {
        var config = TokenizerConfig.Read(Utf8("""{"tokenizer_class":"T","bos_token":{"content":"<s>"},"eos_token":"</s>","model_max_length":1000000000000000019884624838656,"chat_template":[{"name":"default","template":"a"},{"name":"tool","template":"{{ x.__class__ }}"}]}"""));

        config.Findings.Single().Rule.Should().Be(ArtifactReadRules.TemplateReachesInternals);
        config.Findings.Single().Location.Pointer.Should().Be("/chat_template/1/template");
        config.Document!.ChatTemplates.Keys.Should().BeEquivalentTo("default", "tool");
        config.Document.BeginToken!.Pointer.Should().Be("/bos_token/content");
        config.Document.EndToken!.Value.Should().Be("</s>");
        config.Document.ModelMaxLength.Should().BeNull("10^30 stands for no limit");
    }

    [Fact]
    public void AdapterConfig_Base_IsAClaim() =>
        AdapterConfig.Read(Utf8("""{"base_model_name_or_path":"org/base","peft_type":"LORA","r":16,"target_modules":["q","v"]}""")).Document!.GetClaims("s", "f")
            .Select(claim => (claim.Property, claim.Value)).Should().Equal(("baseModel", "org/base"), ("adapterType", "LORA"));

    [Fact]
    public void NativeParameters_OfMistral_AreRead()
    {
        var parameters = NativeParameters.Read(Utf8("""{"dim":4096,"n_layers":32,"head_dim":128,"hidden_dim":14336,"n_heads":32,"n_kv_heads":8,"vocab_size":32000,"moe":{"num_experts_per_tok":2,"num_experts":8}}""")).Document!;

        parameters.Experts.Should().Be(new ConfigValue<long>(8, "/moe/num_experts", 1, parameters.Experts!.Column));
        parameters.KeyValueHeads!.Value.Should().Be(8);
    }

    [Fact]
    public void GenAiConfig_FileThatLeavesTheFolder_IsNotFollowed()
    {
        var result = GenAiConfig.Read(Utf8("""{"model":{"type":"phi3","context_length":4096,"decoder":{"filename":"model.onnx","num_hidden_layers":32},"vision":{"filename":"../v.onnx"}}}"""));

        result.Findings.Single().Rule.Should().Be(ArtifactReadRules.UnsafePath);
        result.Document!.FileNames.Select(file => file.Value).Should().Equal("model.onnx");
        result.Document.Layers!.Value.Should().Be(32);
    }

    [Fact]
    public void GenerationConfig_IsRead() =>
        GenerationConfig.Read(Utf8("""{"temperature":0.6,"top_p":0.95,"top_k":20,"do_sample":true,"transformers_version":"4.51.0"}""")).Document!.Temperature!.Value.Should().Be(0.6);

    [Theory]
    [InlineData("config.json", ArtifactFileKind.ModelConfig)]
    [InlineData("sub/mergekit_config.yml", ArtifactFileKind.MergeConfig)]
    [InlineData("model.safetensors.index.json", ArtifactFileKind.SafetensorsIndex)]
    [InlineData("genai_config.json", ArtifactFileKind.GenAiConfig)]
    [InlineData("README.md", ArtifactFileKind.Unknown)]
    public void Detect_ByName(string name, ArtifactFileKind kind) => ArtifactFileKinds.Detect(name, []).Should().Be(kind);

    [Fact]
    public void CVE_2025_10155_Detect_BytesDecide_WhateverTheNameSays()
    {
        ArtifactFileKinds.Detect("model.bin", [0x80, 2, 0x8A]).Should().Be(ArtifactFileKind.PyTorch);
        ArtifactFileKinds.Detect("model.safetensors", [0x80, 4, 0x95]).Should().Be(ArtifactFileKind.PyTorch);
        ArtifactFileKinds.Detect("config.json", "PK\u0003\u0004"u8).Should().Be(ArtifactFileKind.PyTorch);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
