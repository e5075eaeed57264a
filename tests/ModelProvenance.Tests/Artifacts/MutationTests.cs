using System.Globalization;
using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;
using ModelProvenance.Findings;

// Reading from memory ends at once; a token would only hide what is tested.
#pragma warning disable xUnit1051

namespace ModelProvenance.Tests.Artifacts;

/// <summary>Readers under changed bytes: whatever happens ends in a document or findings, never in an exception, and within the bounds on memory.</summary>
public class MutationTests
{
    /// <summary>Mutations in one run, over all kinds of files together. The environment variable MODELPROV_MUTATIONS raises it, for example to 10000000.</summary>
    private const int DefaultMutations = 200_000;

    private const int Seed = 20261124;

    // A stream's window is pooled; a document of some hundred bytes has no reason to cost more than this, whatever its figures say.
    private const long MaxBytesForOneRead = 8 << 20;

    // A read takes some microseconds; on a machine that others use as well a round can wait, twice in a row for seconds it does not.
    private static readonly TimeSpan MaxTimeForOneRead = TimeSpan.FromSeconds(2);

    private static readonly int Mutations =
        int.TryParse(Environment.GetEnvironmentVariable("MODELPROV_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : DefaultMutations;

    private static readonly (byte[] Content, Func<byte[], (bool HasDocument, IReadOnlyList<Finding> Findings)> Read)[] Subjects =
    [
        (Gguf(3, false), ReadGguf),
        (Gguf(2, true), ReadGguf),
        (Gguf(1, false), ReadGguf),
        (SafetensorsFileTests.File("""{"__metadata__":{"format":"pt","x":"\u00e4"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"shape":[4], "dtype":"F4","data_offsets":[24,26]}}""", 26), ReadSafetensors),
        (Encoding.UTF8.GetBytes("""{"weight_map":{"a":"m-00001-of-00002.safetensors","b\n":"m-00002-of-00002.safetensors"},"metadata":{"total_size":12,"x":["y"]}}"""), bytes => Of(SafetensorsIndex.Read(bytes))),
        (Encoding.UTF8.GetBytes("""{"model_type":"qwen3_moe","hidden_size":2048,"num_hidden_layers":48,"num_attention_heads":32,"num_key_value_heads":4,"intermediate_size":6144,"vocab_size":151936,"head_dim":128,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":768,"mlp_only_layers":[1,2],"quantization_config":{"quant_method":"gptq","bits":4}}"""), ReadConfig),
        (Encoding.UTF8.GetBytes("""{"model_type":"hunyuan_v1_moe","hidden_size":4096,"num_hidden_layers":3,"num_attention_heads":32,"intermediate_size":3072,"vocab_size":128167,"head_dim":128,"num_experts":64,"moe_topk":[8,8,8],"num_shared_expert":[1,1,1]}"""), ReadConfig),
        (Encoding.UTF8.GetBytes("""{"schemaVersion":2,"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","size":100}],"annotations":{"a":"b"}}"""), bytes => Of(ModelManifest.Read(bytes))),
        (Encoding.UTF8.GetBytes("""{"added_tokens":[{"id":3,"content":"<s>"}],"model":{"type":"BPE","vocab":{"a":0,"\u00e9":1,"[PAD2]":2},"merges":["a b"]}}"""), bytes => Of(TokenizerFile.Read(bytes))),
        (Encoding.UTF8.GetBytes("""{"tokenizer_class":"T","bos_token":{"content":"<s>"},"model_max_length":1000,"chat_template":[{"name":"default","template":"a"}]}"""), bytes => Of(TokenizerConfig.Read(bytes))),
        (Encoding.UTF8.GetBytes("""{"dim":6144,"n_layers":64,"n_heads":48,"n_kv_heads":8,"head_dim":128,"vocab_size":-1,"rope_theta":1e6,"moe":{"num_experts":8,"num_experts_per_tok":2}}"""), bytes => Of(NativeParameters.Read(bytes))),
        (Encoding.UTF8.GetBytes("""{"model":{"type":"phi3","context_length":4096,"vocab_size":32064,"decoder":{"filename":"model.onnx","hidden_size":3072,"num_hidden_layers":32}}}"""), bytes => Of(GenAiConfig.Read(bytes))),
        (OnnxFileTests.Model([.. "\u000a\u0003\u0012\u0001y\u0012\u0004main\u002a\u0014\u000a\u0002\u0002\u0003\u0010\u0001\u0042\u0001w\u006a\u0009\u000a\u0003abc\u0012\u0002de"u8]), bytes => Of(OnnxFile.Read(bytes))),
        (PyTorchFileTests.Zip(System.IO.Compression.CompressionLevel.Optimal, ("archive/data.pkl", [0x80, 2, .. "ccollections\nOrderedDict\n)R."u8]), ("archive/version", "3\n"u8.ToArray())), bytes => Of(PyTorchFile.Read(bytes))),
        ([0x80, 4, 0x95, 20, 0, 0, 0, 0, 0, 0, 0, 0x8C, 4, (byte)'e', (byte)'v', (byte)'i', (byte)'l', 0x94, 0x8C, 3, (byte)'r', (byte)'u', (byte)'n', 0x93, (byte)')', (byte)'R', (byte)'.'], bytes => Of(PyTorchFile.Read(bytes))),
    ];

    [Fact]
    public void Changed_bytes_end_in_documents_or_findings_within_the_bounds()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Mutations; i++)
        {
            var (content, read) = Subjects[i % Subjects.Length];
            var mutated = Mutate(content, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            try
            {
                var (hasDocument, findings) = read(mutated);
                if (!hasDocument && !findings.Any(finding => finding.Severity == Severity.Error))
                    Fail("there is neither a document nor an error");
                if (findings.Count > 1000)
                    Fail("there are more than 1,000 findings");
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Fail(exception.ToString());
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MaxBytesForOneRead)
                Fail($"{allocated:N0} bytes were allocated");

            if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > MaxTimeForOneRead)
            {
                started = System.Diagnostics.Stopwatch.GetTimestamp();
                _ = read(mutated);
                if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > MaxTimeForOneRead)
                    Fail("the work takes seconds");
            }

            void Fail(string what) => Assert.Fail($"Mutation {i} of subject {i % Subjects.Length} (seed {Seed}): {what}\n{Convert.ToHexString(mutated)}");
        }
    }

    private static byte[] Mutate(byte[] content, Random random)
    {
        var bytes = (byte[])content.Clone();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Length > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    // The values at which counts and lengths wrap.
                    bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                    break;
                case 3:
                    bytes = bytes[..at];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    break;
                case 5:
                    bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
                    break;
                default:
                    var from = random.Next(bytes.Length);
                    bytes.AsSpan(from, Math.Min(8, bytes.Length - Math.Max(from, at))).ToArray().CopyTo(bytes, at);
                    break;
            }
        }

        return bytes;
    }

    private static byte[] Gguf(uint version, bool bigEndian) => new GgufBuilder(version, bigEndian) { Data = new byte[96] }
        .Text("general.architecture", "llama").Text("general.name", "ä").UInt32("general.alignment", 32).UInt32("general.base_model.count", 1).Text("general.base_model.0.name", "b")
        .UInt16("split.no", 0).UInt16("split.count", 2).Texts("general.tags", "x", "yz").Texts("tokenizer.ggml.tokens", "a", "é", "<s>", "[PAD3]").UInt64("llama.context_length", 10)
        .Array("llama.a", GgufValueType.Boolean, 3, [0, 1, 2]).Text("tokenizer.chat_template", "{{ x }}")
        .Tensor("t", 0, 0, 8, 2).Tensor("u", 8, 64, 32).Build();

    private static (bool HasDocument, IReadOnlyList<Finding> Findings) ReadGguf(byte[] bytes)
    {
        var result = GgufFile.Read(bytes, "m-00001-of-00002.gguf");
        _ = GgufFile.Read(new ForwardStream(bytes, 100), options: new GgufReadOptions { HashArrays = true, FingerprintTokens = true });
        _ = result.Document?.GetClaims("s", "f");
        return Of(result);
    }

    private static (bool HasDocument, IReadOnlyList<Finding> Findings) ReadSafetensors(byte[] bytes)
    {
        var result = SafetensorsFile.Read(bytes);
        _ = SafetensorsFile.Read(new ForwardStream(bytes, 100));
        _ = result.Document?.GetClaims("s", "f");
        return Of(result);
    }

    private static (bool HasDocument, IReadOnlyList<Finding> Findings) ReadConfig(byte[] bytes)
    {
        var result = ModelConfig.Read(bytes);
        if (result.Document is { } config && ParameterCounter.Count(config) is { IsKnown: true, Figures: var figures })
            _ = SizeLabelCheck.Check(ModelProvenance.Facts.SizeLabel.Parse("30B-A3B"), figures);
        return Of(result);
    }

    private static (bool HasDocument, IReadOnlyList<Finding> Findings) Of<T>(ReadResult<T> result)
        where T : class => (result.HasDocument, result.Findings);
}
