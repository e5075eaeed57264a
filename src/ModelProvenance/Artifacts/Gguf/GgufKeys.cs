namespace ModelProvenance.Artifacts.Gguf;

/// <summary>The keys that have a definition, and the kind of value each has.</summary>
/// <remarks>gguf-py/gguf/constants.py of llama.cpp at de3ff815; docs/gguf.md of ggml at d99724f.</remarks>
internal static class GgufKeys
{
    public const string Alignment = "general.alignment";
    public const string Tokens = "tokenizer.ggml.tokens";
    public const string ChatTemplate = "tokenizer.chat_template";
    public const string ChatTemplates = "tokenizer.chat_templates";
    public const string ChatTemplatePrefix = "tokenizer.chat_template.";
    public const string BaseModelPrefix = "general.base_model.";
    public const string DatasetPrefix = "general.dataset.";

    public enum Kind
    {
        Text,
        Integer,
        Number,
        Texts,
    }

    private static readonly string[] ReferenceParts = ["name", "author", "version", "organization", "description", "url", "doi", "uuid", "repo_url"];

    private static readonly Dictionary<string, Kind> Known = Build();

    /// <summary>The kind of value that the key is defined to have; null for a key without a definition here.</summary>
    public static Kind? KindOf(string key)
    {
        if (Known.TryGetValue(key, out var kind))
            return kind;
        if (key.StartsWith(ChatTemplatePrefix, StringComparison.Ordinal) || TryIndexed(key, BaseModelPrefix, out _, out _) || TryIndexed(key, DatasetPrefix, out _, out _))
            return Kind.Text;
        return null;
    }

    /// <summary>Takes <c>general.base_model.3.name</c> apart.</summary>
    public static bool TryIndexed(string key, string prefix, out int index, out string part)
    {
        index = 0;
        part = "";
        if (!key.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var rest = key.AsSpan(prefix.Length);
        var dot = rest.IndexOf('.');
        if (dot <= 0 || !int.TryParse(rest[..dot], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index))
            return false;
        part = rest[(dot + 1)..].ToString();
        return Array.IndexOf(ReferenceParts, part) >= 0;
    }

    private static Dictionary<string, Kind> Build()
    {
        var known = new Dictionary<string, Kind>(StringComparer.Ordinal);
        foreach (var part in new[]
        {
            "type", "architecture", "name", "author", "version", "organization", "finetune", "basename", "description", "quantized_by", "size_label", "license", "license.name",
            "license.link", "url", "doi", "uuid", "repo_url", "source.url", "source.doi", "source.uuid", "source.repo_url",
        })
        {
            known["general." + part] = Kind.Text;
        }

        foreach (var part in new[] { "quantization_version", "file_type", "base_model.count", "dataset.count", "parameter_count" })
            known["general." + part] = Kind.Integer;
        foreach (var part in new[] { "top_k", "penalty_last_n", "mirostat", "top_p", "min_p", "xtc_probability", "xtc_threshold", "temp", "penalty_repeat", "mirostat_tau", "mirostat_eta" })
            known["general.sampling." + part] = Kind.Number;
        foreach (var key in new[] { "general.tags", "general.languages", "general.datasets", ChatTemplates, "imatrix.datasets", "tokenizer.ggml.tokens", "tokenizer.ggml.merges" })
            known[key] = Kind.Texts;
        foreach (var key in new[] { "split.no", "split.count", "split.tensors.count" })
            known[key] = Kind.Integer;
        foreach (var key in new[] { "adapter.type", "tokenizer.ggml.model", "tokenizer.ggml.pre", ChatTemplate })
            known[key] = Kind.Text;
        known["adapter.lora.alpha"] = Kind.Number;
        return known;
    }

    public static bool Fits(Kind kind, GgufMetadataEntry entry) => kind switch
    {
        Kind.Text => entry.Type == GgufValueType.Text,
        Kind.Integer => GgufValueTypes.IsInteger(entry.Type),
        Kind.Number => entry.Number is not null,
        _ => entry.Array is { } array && (array.ElementType == GgufValueType.Text || array.Count == 0),
    };
}
