using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>tokenizer.json</c> of the library Tokenizers: the tokens, as a fingerprint. Rules and templates in it are passed over.</summary>
public sealed record TokenizerFile : IClaimSource
{
    private TokenizerFile()
    {
    }

    /// <summary><c>model.type</c>: BPE, Unigram, WordPiece, WordLevel; null when absent.</summary>
    public string? Type { get; private init; }

    /// <summary>The tokens of <c>model.vocab</c> and <c>added_tokens</c>; null when there are none.</summary>
    public TokenFingerprint? Tokens { get; private init; }

    /// <summary>Reads a tokenizer from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<TokenizerFile> Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads a tokenizer from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<TokenizerFile> Read(Stream stream, string name = "", CancellationToken cancellationToken = default)
    {
        using var window = new ByteWindow(stream, cancellationToken);
        return Read(window, name);
    }

    /// <summary>Reads a tokenizer from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<TokenizerFile> Read(ReadOnlyMemory<byte> utf8, string name = "")
    {
        using var window = new ByteWindow(utf8);
        return Read(window, name);
    }

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Tokenizer, Type, "/model/type");
        claims.Add(ArtifactProperties.Vocabulary, Tokens?.ToString(), "/model/vocab", ClaimMethod.Derived, "model.vocab and added_tokens", literal: "");
        return claims.ToImmutable();
    }

    private static ReadResult<TokenizerFile> Read(ByteWindow window, string name)
    {
        var findings = new FindingSink(name ?? "");
        if (window.ReadToEnd(ArtifactLimits.MaxTokenizerBytes) is not { } bytes)
        {
            findings.Add(ArtifactReadRules.DocumentTooLarge, $"The document is larger than {FindingSink.Number(ArtifactLimits.MaxTokenizerBytes)} bytes and is not read.", 0);
            return findings.Result<TokenizerFile>(null);
        }

        try
        {
            var collected = new Collected();
            var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            var json = new Utf8JsonReader(bytes.AsSpan(start), new JsonReaderOptions { MaxDepth = ArtifactLimits.MaxJsonDepth });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                return Fail(findings, "The document is not a JSON object.", 1);
            ReadDocument(ref json, collected);
            // What stands behind the object is an error too.
            json.Read();
            if (collected.Problem is { } problem)
                findings.Add(ArtifactReadRules.ConfigUnexpectedType, problem, pointer: "/model/vocab");
            return findings.Result(new TokenizerFile { Type = collected.Type, Tokens = collected.Problem is null ? collected.Finish() : null });
        }
        catch (JsonException e)
        {
            return Fail(findings, "The document is no sound JSON from here on.", (int)Math.Min(int.MaxValue - 1, e.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader says so when a string holds half a surrogate pair, or bytes that are not UTF-8.
            return Fail(findings, "A string of the document is not UTF-8, or holds half a surrogate pair.", 0);
        }
    }

    private static ReadResult<TokenizerFile> Fail(FindingSink findings, string message, int line)
    {
        findings.Add(ArtifactReadRules.InvalidJson, message, line: line);
        return findings.Result<TokenizerFile>(null);
    }

    private static void ReadDocument(ref Utf8JsonReader json, Collected to)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isModel, isAdded) = (json.ValueTextEquals("model"u8), json.ValueTextEquals("added_tokens"u8));
            json.Read();
            if (isModel && json.TokenType == JsonTokenType.StartObject)
                ReadModel(ref json, to);
            else if (isAdded && json.TokenType == JsonTokenType.StartArray)
                ReadAdded(ref json, to);
            else
                json.Skip();
        }
    }

    private static void ReadModel(ref Utf8JsonReader json, Collected to)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isVocabulary) = (json.ValueTextEquals("type"u8), json.ValueTextEquals("vocab"u8));
            json.Read();
            if (isType && json.TokenType == JsonTokenType.String)
                to.Type = json.GetString();
            else if (isVocabulary && json.TokenType == JsonTokenType.StartObject)
                ReadMap(ref json, to);
            else if (isVocabulary && json.TokenType == JsonTokenType.StartArray)
                ReadList(ref json, to);
            else
                json.Skip();
        }
    }

    // BPE, WordPiece, WordLevel: token to id.
    private static void ReadMap(ref Utf8JsonReader json, Collected to)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = to.Keep(ref json);
            json.Read();
            to.Add(json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var id) ? id : -1, place, isAdded: false);
            json.Skip();
        }
    }

    // Unigram: pairs of token and score, in the order of the ids.
    private static void ReadList(ref Utf8JsonReader json, Collected to)
    {
        for (var id = 0L; json.Read() && json.TokenType != JsonTokenType.EndArray; id++)
        {
            if (json.TokenType != JsonTokenType.StartArray)
            {
                to.Problem ??= "An element of the vocabulary is not a pair of token and score. The tokens are not counted.";
                json.Skip();
                continue;
            }

            var depth = json.CurrentDepth;
            json.Read();
            if (json.TokenType == JsonTokenType.String)
                to.Add(id, to.Keep(ref json), isAdded: false);
            while (!(json.TokenType == JsonTokenType.EndArray && json.CurrentDepth == depth) && json.Read())
            {
            }
        }
    }

    private static void ReadAdded(ref Utf8JsonReader json, Collected to)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            var id = -1L;
            (int Offset, int Length)? content = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isId, isContent) = (json.ValueTextEquals("id"u8), json.ValueTextEquals("content"u8));
                json.Read();
                if (isId && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number))
                    id = number;
                else if (isContent && json.TokenType == JsonTokenType.String)
                    content = to.Keep(ref json);
                json.Skip();
            }

            if (content is { } place)
                to.Add(id, place, isAdded: true);
        }
    }

    /// <summary>Tokens with their ids, in the order of the document.</summary>
    private sealed class Collected
    {
        private readonly ArrayBufferWriter<byte> _text = new();
        private readonly List<(int Id, bool IsAdded, int Offset, int Length)> _tokens = [];

        public string? Type { get; set; }

        /// <summary>Why the tokens cannot be told; null when they can.</summary>
        public string? Problem { get; set; }

        public (int Offset, int Length) Keep(ref Utf8JsonReader json)
        {
            var offset = _text.WrittenCount;
            // Unescaped text is never longer than it stands in the document.
            var length = json.CopyString(_text.GetSpan(Math.Max(1, json.ValueSpan.Length)));
            _text.Advance(length);
            return (offset, length);
        }

        public void Add(long id, (int Offset, int Length) place, bool isAdded)
        {
            if (id is < 0 or >= ArtifactLimits.MaxTokens)
                Problem ??= $"The id of a token is {(id < 0 ? "missing or no whole number" : FindingSink.Number(id))}; 0 to {FindingSink.Number(ArtifactLimits.MaxTokens - 1)} are read. The tokens are not counted.";
            else if (_tokens.Count >= ArtifactLimits.MaxTokens)
                Problem ??= $"The document holds more than {FindingSink.Number(ArtifactLimits.MaxTokens)} tokens, which are not counted.";
            else
                _tokens.Add(((int)id, isAdded, place.Offset, place.Length));
        }

        public TokenFingerprint? Finish()
        {
            // By id; of several under one id an added token counts, and of several of these the last. OrderBy is stable.
            var order = _tokens.OrderBy(t => t.Id).ThenBy(t => t.IsAdded).ToList();
            using var hash = new TokenHash();
            for (var i = 0; i < order.Count; i++)
            {
                if (i + 1 == order.Count || order[i + 1].Id != order[i].Id)
                    hash.Add(order[i].Id, _text.WrittenSpan.Slice(order[i].Offset, order[i].Length));
            }

            return hash.Finish();
        }
    }
}
