using System.Collections.Immutable;

namespace ModelProvenance.Artifacts;

/// <summary>The figures of the architecture, <c>{architecture}.*</c>. One that differs by layer stands as an array in the file, and as several values here.</summary>
public sealed class GgufStructure
{
    private readonly GgufHeader _header;
    private readonly string _prefix;

    internal GgufStructure(GgufHeader header, string architecture)
    {
        _header = header;
        _prefix = architecture + ".";
    }

    /// <summary><c>vocab_size</c>.</summary>
    public long? VocabularySize => _header.Integer(_prefix + "vocab_size");

    /// <summary><c>context_length</c> in tokens.</summary>
    public long? ContextLength => _header.Integer(_prefix + "context_length");

    /// <summary><c>nextn_predict_layers</c>: blocks for multi-token prediction, which <see cref="BlockCount"/> counts too.</summary>
    public long? NextTokenLayers => _header.Integer(_prefix + "nextn_predict_layers");

    /// <summary><c>embedding_length</c>: the width of the hidden state.</summary>
    public long? EmbeddingLength => _header.Integer(_prefix + "embedding_length");

    /// <summary><c>block_count</c>: layers.</summary>
    public long? BlockCount => _header.Integer(_prefix + "block_count");

    /// <summary><c>feed_forward_length</c>; empty when absent, one value for all layers, or one for each.</summary>
    public ImmutableArray<long> FeedForwardLength => _header.Integers(_prefix + "feed_forward_length");

    /// <summary><c>expert_feed_forward_length</c>.</summary>
    public long? ExpertFeedForwardLength => _header.Integer(_prefix + "expert_feed_forward_length");

    /// <summary><c>attention.head_count</c>; empty when absent, one value for all layers, or one for each.</summary>
    public ImmutableArray<long> HeadCount => _header.Integers(_prefix + "attention.head_count");

    /// <summary><c>attention.head_count_kv</c>; empty when absent, one value for all layers, or one for each.</summary>
    public ImmutableArray<long> KeyValueHeadCount => _header.Integers(_prefix + "attention.head_count_kv");

    /// <summary><c>attention.key_length</c>: the width of one head.</summary>
    public long? KeyLength => _header.Integer(_prefix + "attention.key_length");

    /// <summary><c>attention.value_length</c>.</summary>
    public long? ValueLength => _header.Integer(_prefix + "attention.value_length");

    /// <summary><c>attention.sliding_window</c> in tokens.</summary>
    public long? SlidingWindow => _header.Integer(_prefix + "attention.sliding_window");

    /// <summary><c>expert_count</c>.</summary>
    public long? ExpertCount => _header.Integer(_prefix + "expert_count");

    /// <summary><c>expert_used_count</c>: experts for one token.</summary>
    public long? ExpertUsedCount => _header.Integer(_prefix + "expert_used_count");

    /// <summary><c>expert_shared_count</c>: experts that every token passes.</summary>
    public long? ExpertSharedCount => _header.Integer(_prefix + "expert_shared_count");

    /// <summary><c>rope.freq_base</c>.</summary>
    public double? RopeFrequencyBase => _header.Number(_prefix + "rope.freq_base");

    /// <summary><c>rope.dimension_count</c>.</summary>
    public long? RopeDimensionCount => _header.Integer(_prefix + "rope.dimension_count");

    /// <summary><c>rope.scaling.type</c>.</summary>
    public string? RopeScalingType => _header.Text(_prefix + "rope.scaling.type");

    /// <summary><c>rope.scaling.factor</c>.</summary>
    public double? RopeScalingFactor => _header.Number(_prefix + "rope.scaling.factor");

    /// <summary><c>rope.scaling.original_context_length</c> in tokens.</summary>
    public long? RopeOriginalContextLength => _header.Integer(_prefix + "rope.scaling.original_context_length");
}

/// <summary>The keys <c>tokenizer.*</c>.</summary>
public sealed class GgufTokenizer
{
    private readonly GgufHeader _header;

    internal GgufTokenizer(GgufHeader header) => _header = header;

    /// <summary><c>tokenizer.ggml.model</c>: llama, gpt2, bert ...</summary>
    public string? Model => _header.Text("tokenizer.ggml.model");

    /// <summary><c>tokenizer.ggml.pre</c>: how text is split before.</summary>
    public string? PreTokenizer => _header.Text("tokenizer.ggml.pre");

    /// <summary><c>tokenizer.ggml.tokens</c>; usually too large to be kept, see <see cref="GgufReadOptions.KeepArrays"/>.</summary>
    public GgufArray? Tokens => _header.Find(Gguf.GgufKeys.Tokens)?.Array;

    /// <summary><c>tokenizer.ggml.merges</c>.</summary>
    public GgufArray? Merges => _header.Find("tokenizer.ggml.merges")?.Array;

    /// <summary><c>tokenizer.chat_template</c>: a program in the Jinja language, given as text. Nothing here runs it.</summary>
    public string? ChatTemplate => _header.Text(Gguf.GgufKeys.ChatTemplate);

    /// <summary><c>tokenizer.chat_templates</c>: names of further templates; empty when absent.</summary>
    public ImmutableArray<string> ChatTemplateNames => _header.Texts(Gguf.GgufKeys.ChatTemplates);

    /// <summary><c>tokenizer.chat_template.{name}</c>: a further template; null when there is none of that name.</summary>
    public string? FindChatTemplate(string name) => _header.Text(Gguf.GgufKeys.ChatTemplatePrefix + name);

    /// <summary><c>tokenizer.ggml.bos_token_id</c>.</summary>
    public long? BeginToken => _header.Integer("tokenizer.ggml.bos_token_id");

    /// <summary><c>tokenizer.ggml.eos_token_id</c>.</summary>
    public long? EndToken => _header.Integer("tokenizer.ggml.eos_token_id");

    /// <summary><c>tokenizer.ggml.seperator_token_id</c>, spelled so in the format.</summary>
    public long? SeparatorToken => _header.Integer("tokenizer.ggml.seperator_token_id");
}

/// <summary>The keys <c>split.*</c> of one part.</summary>
/// <param name="Number">The number of this part, from 0.</param>
/// <param name="Count">The number of parts.</param>
/// <param name="TensorCount">Tensors in all parts together; null when the file does not say.</param>
public sealed record GgufSplit(long Number, long Count, long? TensorCount);

/// <summary>The keys <c>adapter.*</c>.</summary>
/// <param name="Type"><c>adapter.type</c>: lora.</param>
/// <param name="LoraAlpha"><c>adapter.lora.alpha</c>; null when absent.</param>
public sealed record GgufAdapter(string Type, double? LoraAlpha);
