using System.Text;

namespace ModelProvenance.Tests.Inspection;

/// <summary>A folder of a test, removed with it. Its name names no model.</summary>
internal sealed class InspectionFolder : IDisposable
{
    // The public figures of Llama 3.1 8B (Llama 3.1 model card and meta-llama/Llama-3.1-8B config.json).
    public const string Llama31Config = """
        {
          "architectures": ["LlamaForCausalLM"],
          "model_type": "llama",
          "hidden_size": 4096,
          "intermediate_size": 14336,
          "num_hidden_layers": 32,
          "num_attention_heads": 32,
          "num_key_value_heads": 8,
          "vocab_size": 128256,
          "max_position_embeddings": 131072,
          "tie_word_embeddings": false
        }
        """;

    private readonly string _outer = Directory.CreateTempSubdirectory("mp").FullName;

    public InspectionFolder(string name = "zzqx")
    {
        Path = System.IO.Path.Combine(_outer, name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>The folder around it, which nothing may read.</summary>
    public string Outside => _outer;

    public InspectionFolder With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public InspectionFolder With(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public void Dispose() => Directory.Delete(_outer, recursive: true);
}
