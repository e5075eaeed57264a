using ModelProvenance.Artifacts;

namespace ModelProvenance.Inspection;

/// <summary>Tells by the names of files, without opening them, what is a model and what belongs to it. The readers look at the bytes.</summary>
internal static class ModelFileNames
{
    // Files that say how the weights beside them belong together; params.json is Meta's and Mistral's own layout.
    private static readonly string[] Descriptions = ["config.json", "model_index.json", "modules.json", "adapter_config.json", "genai_config.json", "params.json", "mergekit_config.yml"];

    // What marks a folder as a whole whose folders inside are parts: pipelines of Diffusers, modules of Sentence Transformers.
    private static readonly string[] Wholes = ["model_index.json", "modules.json"];

    /// <summary>Whether a file holds weights. A <c>.bin</c> is one only under the names that Transformers and PEFT write.</summary>
    public static bool IsWeights(string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        return extension is ".gguf" or ".safetensors" or ".onnx" or ".pth" or ".ckpt"
            || (extension is ".bin" or ".pt" && (Starts(name, "pytorch_model") || Starts(name, "adapter_model") || Starts(name, "consolidated") || Starts(name, "model")));
    }

    public static bool IsGguf(string name) => name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a GGUF file is a part of the model beside it, by its name: a projector for images (llama.cpp, docs/multimodal.md).</summary>
    public static bool IsCompanion(string name) => IsGguf(name) && Starts(name, "mmproj");

    /// <summary>Whether a file says what the weights beside it are.</summary>
    public static bool IsDescription(string name) => Array.Exists(Descriptions, d => d.Equals(name, StringComparison.OrdinalIgnoreCase)) || name.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase);

    public static bool IsWhole(string name) => Array.Exists(Wholes, d => d.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file speaks of every model in its folder: a card or a licence.</summary>
    public static bool IsText(string name) => name.Equals(ModelCard.DefaultPath, StringComparison.OrdinalIgnoreCase) || InspectedFileReader.IsLicense(name);

    /// <summary>The name that the parts of one model share, and how many there are; the name itself and 0 when it is no part.</summary>
    public static (string Name, int Parts) Group(string name) => ShardName.TryParse(name, out var shard) ? ($"{shard.Prefix}{shard.Extension}", shard.Count) : (name, 0);

    private static bool Starts(string name, string start) => name.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
