using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>tokenizer_config.json</c>: the tokenizer and its chat template. The template is a program and is given as text; nothing here runs it.</summary>
public sealed record TokenizerConfig : IClaimSource
{
    private TokenizerConfig()
    {
    }

    /// <summary><c>tokenizer_class</c>.</summary>
    public ConfigValue<string>? TokenizerClass { get; init; }

    /// <summary><c>model_max_length</c>; writers put 10^30 for "no limit", which does not fit and is left out.</summary>
    public ConfigValue<long>? ModelMaxLength { get; init; }

    /// <summary><c>name_or_path</c>: where the tokenizer was loaded from when it was saved.</summary>
    public ConfigValue<string>? NameOrPath { get; init; }

    /// <summary><c>chat_template</c>: by name; a single one has the name <c>default</c>. Empty when there is none.</summary>
    public ImmutableDictionary<string, ConfigValue<string>> ChatTemplates { get; private init; } = ImmutableDictionary<string, ConfigValue<string>>.Empty;

    /// <summary><c>bos_token</c>, also when it stands in the <c>content</c> of an object.</summary>
    public ConfigValue<string>? BeginToken { get; private init; }

    /// <summary><c>eos_token</c>, also when it stands in the <c>content</c> of an object.</summary>
    public ConfigValue<string>? EndToken { get; private init; }

    /// <summary>The number of tokens in <c>added_tokens_decoder</c>.</summary>
    public int AddedTokens { get; private init; }

    /// <summary><c>auto_map</c>: whether loading runs Python code from the repository, when the user allows it.</summary>
    public bool HasRemoteCode { get; private init; }

    /// <summary>Reads a tokenizer configuration from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<TokenizerConfig> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads a tokenizer configuration from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<TokenizerConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads a tokenizer configuration from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<TokenizerConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Tokenizer, TokenizerClass?.Value, TokenizerClass?.Pointer ?? "");
        claims.Add(ArtifactProperties.ContextLength, ModelMaxLength?.Value, ModelMaxLength?.Pointer ?? "");
        claims.Add(ArtifactProperties.Name, NameOrPath?.Value, NameOrPath?.Pointer ?? "", note: "where the tokenizer was loaded from when it was saved");
        return claims.ToImmutable();
    }

    private static TokenizerConfig From(ConfigReader reader) => new()
    {
        TokenizerClass = reader.Text("tokenizer_class"),
        ModelMaxLength = reader.SingleInteger("model_max_length"),
        NameOrPath = reader.Text("name_or_path"),
        ChatTemplates = ReadTemplates(reader),
        BeginToken = ReadToken(reader, "bos_token"),
        EndToken = ReadToken(reader, "eos_token"),
        AddedTokens = reader.Present("added_tokens_decoder")?.Members.Count ?? 0,
        HasRemoteCode = reader.Present("auto_map") is not null,
    };

    private static ConfigValue<string>? ReadToken(ConfigReader reader, string name) =>
        reader.Present(name) is { Kind: JsonKind.Map } ? reader.Inner(name)?.Text("content") : reader.Text(name);

    private static ImmutableDictionary<string, ConfigValue<string>> ReadTemplates(ConfigReader reader)
    {
        var result = ImmutableDictionary.CreateBuilder<string, ConfigValue<string>>(StringComparer.Ordinal);
        var item = reader.Present("chat_template");
        if (item is { Kind: JsonKind.List })
        {
            // The older form of several templates: a list of {name, template}.
            for (var i = 0; i < item.Items.Count; i++)
            {
                var pointer = FormattableString.Invariant($"/chat_template/{i}");
                if (item.Items[i] is { Kind: JsonKind.Map } map && new ConfigReader(map, pointer, reader.Findings) is var inner && inner.Text("template") is { } template)
                    result[inner.Text("name")?.Value ?? "default"] = template;
            }
        }
        else if (reader.Text("chat_template") is { } single)
        {
            result["default"] = single;
        }

        foreach (var (_, template) in result)
            TemplateLint.Check(reader.Findings, template.Value, -1, template.Pointer, template.Line, template.Column);
        return result.ToImmutable();
    }
}
