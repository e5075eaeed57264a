using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance;

/// <summary>Says which model a text names: a repository, a registry tag, a router's slug, a file name, or a name as people write it.</summary>
/// <remarks>
/// Two sources only: the data (ids, repositories, aliases with their periods) and one grammar of names (how quantized and converted builds are marked). Names of particular
/// models stand in the data, never here. A text that leaves more than one model open gives <see cref="ResolutionConfidence.Weak"/> and candidates: a wrong answer that
/// sounds sure is the worst one. Safe to share between threads.
/// </remarks>
public sealed class ModelResolver
{
    private static ModelResolver? _default;

    private readonly ModelCatalog _catalog;
    private readonly BinaryCatalog _binary;
    private readonly Lazy<DigestIndex> _digests;
    private readonly Lazy<StructureIndex> _structures;

    /// <summary>A resolver over a catalog.</summary>
    public ModelResolver(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _binary = catalog.Binary;
        _digests = new Lazy<DigestIndex>(() => new DigestIndex(catalog));
        _structures = new Lazy<StructureIndex>(() => new StructureIndex(catalog));
    }

    /// <summary>A resolver over <see cref="ModelCatalog.Default"/>.</summary>
    public static ModelResolver Default => _default ??= new ModelResolver(ModelCatalog.Default);

    /// <inheritdoc cref="Resolve(ReadOnlySpan{char}, DateOnly?)"/>
    public ModelResolution Resolve(string text, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Resolve(text, text.AsSpan(), asOf);
    }

    /// <summary>Resolves a text.</summary>
    /// <param name="text">Any text. Texts over 256 characters name nothing.</param>
    /// <param name="asOf">The day for which the text is meant. Registry tags move: without a day, a tag that meant several models is ambiguous.</param>
    public ModelResolution Resolve(ReadOnlySpan<char> text, DateOnly? asOf = null) => Resolve(text.ToString(), text, asOf);

    /// <summary>Says which model a file holds, by its digest alone.</summary>
    /// <param name="sha256">64 hex digits, with or without <c>sha256:</c> in front.</param>
    /// <returns><see cref="ResolutionConfidence.Exact"/> when the catalog has that file for one model; candidates when it has it for several; otherwise none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sha256"/> is null.</exception>
    public ModelResolution ResolveDigest(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        var found = FindFiles(sha256);
        return ByContent(sha256, [.. found.Select(f => (f.Model, $"has this file in {f.Distribution.Value.Repository}"))], MatchedBy.Digest);
    }

    /// <summary>Says which models have the figures of a file. Never more than candidates: what was trained further has the figures of its base.</summary>
    internal ModelResolution ResolveStructure(string input, ObservedStructure observed) => ByMatches(input, _structures.Value.Find(observed), "same structure", MatchedBy.Structure);

    /// <summary>Says which models have the tokens of a file. Never more than candidates: one tokenizer serves many models.</summary>
    /// <param name="input">The name of the file.</param>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="observed">The figures, which no model has; null when there are none.</param>
    internal ModelResolution ResolveVocabulary(string input, ModelVocabulary vocabulary, ObservedStructure? observed) => ByMatches(input, _structures.Value.Find(vocabulary, observed), "same tokens", MatchedBy.Vocabulary);

    // Family and series are those of the candidates with the least against them.
    private ModelResolution ByMatches(string input, ImmutableArray<StructureMatch> found, string what, MatchedBy by) =>
        ByContent(input, [.. found.Select(m => (m.Model, m.Reason(what)))], by, found.TakeWhile(m => m.Against.Length == found[0].Against.Length).Count());

    private ModelResolution ByContent(string input, ImmutableArray<(ModelInfo Model, string Reason)> found, MatchedBy by, int best = int.MaxValue)
    {
        var candidates = found.DistinctBy(f => f.Model.Id).ToImmutableArray();
        var family = candidates.Take(best).Select(c => c.Model.Family).Distinct().Take(2).ToList();
        var series = candidates.Take(best).Select(c => c.Model.Series).Distinct().Take(2).ToList();
        var isOne = candidates.Length == 1 && by == MatchedBy.Digest;
        return new ModelResolution(_catalog, input)
        {
            Confidence = isOne ? ResolutionConfidence.Exact : candidates.IsEmpty ? ResolutionConfidence.None : ResolutionConfidence.Weak,
            Model = isOne ? candidates[0].Model : null,
            FamilyId = family.Count == 1 ? family[0] : default,
            SeriesId = series.Count == 1 ? series[0] : default,
            MatchedBy = by,
            Candidates = isOne ? [] : [.. candidates.Select(c => new ResolutionCandidate(c.Model.Id, c.Reason))],
        };
    }

    /// <summary>The files of the catalog with a digest.</summary>
    internal IReadOnlyList<KnownFile> FindFiles(string sha256) =>
        _digests.Value.Find(sha256.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? sha256["sha256:".Length..] : sha256);

    private ModelResolution Resolve(string input, ReadOnlySpan<char> text, DateOnly? asOf)
    {
        if (text.Length > NameKey.MaxLength)
            return new ModelResolution(_catalog, input);

        var reference = ModelReference.Parse(text);
        var query = new Query(input, reference, asOf);
        Span<byte> key = stackalloc byte[NameKey.MaxLength + 8];

        if (reference.Owner.Length > 0 && !reference.IsFile && ByRepository(query, key) is { } byRepository)
            return byRepository;
        if (!reference.IsFile && ByRegistry(query, key) is { } byRegistry)
            return byRegistry;
        return ByName(query, key);
    }

    // What goes with the text through the steps.
    private readonly ref struct Query(string input, ModelReference reference, DateOnly? asOf)
    {
        public string Input { get; } = input;

        public ModelReference Reference { get; } = reference;

        public DateOnly? AsOf { get; } = asOf;
    }

    // owner/name as the data spells it.
    private ModelResolution? ByRepository(in Query query, Span<byte> key)
    {
        var reference = query.Reference;
        key[0] = NameSpaces.Repository;
        var owner = NameKey.Lower(reference.Owner, key[1..]);
        if (owner <= 0 || owner > 100)
            return null;
        key[1 + owner] = (byte)'/';
        Span<byte> nameKey = stackalloc byte[NameKey.MaxLength];
        var name = NameKey.Lower(reference.Name, nameKey);
        if (name <= 0 || 2 + owner + name > key.Length)
            return null;
        nameKey[..name].CopyTo(key[(2 + owner)..]);
        var matches = _binary.Find(key[..(2 + owner + name)]);
        if (matches.IsEmpty)
            return null;

        var found = Pick(matches, query.AsOf, static _ => true, out var role);
        return found switch
        {
            >= 0 => Known(query, found, ResolutionConfidence.Exact, role switch
            {
                NameRole.Repository => MatchedBy.Repository,
                NameRole.DistributionRepository => MatchedBy.DistributionRepository,
                _ => MatchedBy.AliasRepository,
            }),
            _ => Ambiguous(query, matches, MatchedBy.AmbiguousAlias),
        };
    }

    // A tag of a registry or a slug of a router, which stand in the data with their periods.
    private ModelResolution? ByRegistry(in Query query, Span<byte> key)
    {
        var reference = query.Reference;
        var hub = reference.Hub;
        if (reference.Tag.Length > 0 && (hub.IsEmpty || hub == HubName.Ollama) || hub == HubName.Ollama)
        {
            var matches = Scheme(HubName.Ollama, reference, reference.Tag.Length > 0 ? reference.Tag : "latest", key);
            if (matches.IsEmpty && (reference.Tag.Length == 0 || reference.Tag.Equals("latest", StringComparison.OrdinalIgnoreCase)))
                matches = Scheme(HubName.Ollama, reference, [], key);
            return matches.IsEmpty ? null : Alias(query, matches);
        }

        if (reference.Owner.Length > 0 && (hub.IsEmpty || hub == HubName.OpenRouter))
        {
            var matches = Scheme(HubName.OpenRouter, reference, [], key);
            return matches.IsEmpty ? null : Alias(query, matches);
        }

        if (reference.Owner.Length == 0 && hub.IsEmpty)
        {
            key[0] = NameSpaces.Scheme;
            "api:"u8.CopyTo(key[1..]);
            var name = NameKey.Lower(reference.Name, key[5..]);
            if (name > 0 && _binary.Find(key[..(5 + name)]) is { IsEmpty: false } matches)
                return Alias(query, matches);
        }

        return null;
    }

    private NameMatches Scheme(HubName hub, ModelReference reference, ReadOnlySpan<char> tag, Span<byte> key)
    {
        Span<char> text = stackalloc char[(2 * NameKey.MaxLength) + 32];
        if (!text.TryWrite($"{hub.Value}:{reference.Owner}{(reference.Owner.Length > 0 ? "/" : "")}{reference.Name}{(tag.Length > 0 ? ":" : "")}{tag}", out var length))
            return default;
        key[0] = NameSpaces.Scheme;
        var bytes = NameKey.Lower(text[..length], key[1..]);
        return bytes <= 0 ? default : _binary.Find(key[..(1 + bytes)]);
    }

    private ModelResolution Alias(in Query query, NameMatches matches)
    {
        var found = Pick(matches, query.AsOf, static _ => true, out _);
        return found >= 0 ? Known(query, found, ResolutionConfidence.Exact, MatchedBy.RegistryAlias) : Ambiguous(query, matches, MatchedBy.AmbiguousAlias);
    }

    // By the folded name: as it stands, without packaging, without the maker in front; then what series or family it mentions.
    private ModelResolution ByName(in Query query, Span<byte> key)
    {
        var reference = query.Reference;
        Span<byte> folded = stackalloc byte[NameKey.MaxLength + 8];
        var length = reference.FoldName(folded);
        if (length <= 0)
            return new ModelResolution(_catalog, query.Input);
        folded = folded[..length];

        var whole = Find(folded, key);
        if (Model(query, whole, MatchedBy.Name) is { } direct)
            return direct;

        Span<short> starts = stackalloc short[NameTokens.MaxTokens + 1];
        Span<TokenRole> roles = stackalloc TokenRole[NameTokens.MaxTokens];
        var tokens = NameTokens.Split(folded, starts, roles);
        Span<byte> name = stackalloc byte[NameKey.MaxLength];
        for (var from = 0; from < Math.Min(tokens.Count, 5); from++)
        {
            var maker = from == 0 ? null : MakerOf(tokens, from, key);
            if (from > 0 && maker is null)
                continue;
            var nameLength = tokens.WriteName(from, name);
            if (nameLength == 0 || (from == 0 && nameLength == length))
                continue;
            var matches = Find(name[..nameLength], key);
            var resolution = Model(query, matches, from == 0 ? MatchedBy.NameWithoutPackaging : MatchedBy.NameWithoutMaker, maker);
            if (resolution is not null)
                return resolution;
        }

        return Mentioned(query, tokens, whole, key);
    }

    private NameMatches Find(ReadOnlySpan<byte> folded, Span<byte> key)
    {
        key[0] = NameSpaces.Folded;
        folded.CopyTo(key[1..]);
        return _binary.Find(key[..(1 + folded.Length)]);
    }

    // One model, or null: names of series and families are for later.
    private ModelResolution? Model(in Query query, NameMatches matches, MatchedBy by, Organization? maker = null)
    {
        if (matches.IsEmpty)
            return null;
        var found = Pick(matches, query.AsOf, static role => role <= NameRole.AliasName, out var role);
        if (found == Several)
        {
            // An id means its model, even where a repository of that name holds several.
            foreach (var match in by == MatchedBy.Name ? matches : default)
            {
                if (match.Role <= NameRole.AliasName && IsModelId(query, _binary.Model(match.Record)))
                    return Known(query, match.Record, ResolutionConfidence.Exact, MatchedBy.ModelId);
            }

            return Ambiguous(query, matches, by);
        }

        if (found < 0)
            return null;
        var model = _binary.Model(found);
        if (maker is not null && !(model.Developers.IsKnown && model.Developers.Value.Contains(maker.Id)))
            return null;

        // A registry's short tag ("qwen2.5:7b") is by its custom the tuned model, though the base has just that name; only data can tell.
        if (query.Reference.Hub == HubName.Ollama && query.Reference.Tag.Length > 0 && !query.Reference.IsFile && HasTunedSibling(model))
            return Ambiguous(query, matches, MatchedBy.RegistryDefault);
        return by == MatchedBy.Name && role == NameRole.ModelName && IsModelId(query, model)
            ? Known(query, found, ResolutionConfidence.Exact, MatchedBy.ModelId)
            : Known(query, found, ResolutionConfidence.Strong, by);
    }

    private static bool IsModelId(in Query query, ModelInfo model) =>
        query.Reference.Owner.Length == 0 && query.Reference.Tag.Length == 0 && !query.Reference.IsFile && query.Reference.Name.SequenceEqual(model.Id.Value);

    private bool HasTunedSibling(ModelInfo model) =>
        model.Variant.ValueOrDefault == ModelVariant.Base && _catalog.ModelsOf(model.Release).Any(other => other.Id != model.Id && other.Id.Value.StartsWith(model.Id.Value, StringComparison.Ordinal));

    private const int Nothing = -1;
    private const int Several = -2;

    // The one record that is meant on the day; Several when more than one is, Nothing when none is.
    private static int Pick(NameMatches matches, DateOnly? asOf, Func<NameRole, bool> wanted, out NameRole role)
    {
        var found = Nothing;
        role = default;
        foreach (var match in matches)
        {
            if (!wanted(match.Role) || (asOf is { } day && (match.From > day || match.To < day)))
                continue;
            if (found >= 0 && found != match.Record)
            {
                // The name of a model stands above the name of a distribution or an alias of another one.
                if (Rank(role) < Rank(match.Role))
                    continue;
                return Several;
            }

            if (found == Nothing)
                role = match.Role;
            found = match.Record;
        }

        return found;
    }

    private static int Rank(NameRole role) => role is NameRole.DistributionName ? 1 : 0;

    // The organization whose handle or name the first tokens are: "Qwen_Qwen3-8B", "meta-llama_Llama-3.3-70B".
    private Organization? MakerOf(NameTokens tokens, int count, Span<byte> key)
    {
        var prefix = tokens.Slice(0, count);
        key[0] = NameSpaces.Handle;
        prefix.CopyTo(key[1..]);
        foreach (var match in _binary.Find(key[..(1 + prefix.Length)]))
        {
            if (match.Role == NameRole.AnyHandle)
                return _binary.Organization(match.Record);
        }

        foreach (var match in Find(prefix, key))
        {
            if (match.Role == NameRole.OrganizationName)
                return _binary.Organization(match.Record);
        }

        return null;
    }

    private ModelResolution Mentioned(in Query query, NameTokens tokens, NameMatches whole, Span<byte> key)
    {
        foreach (var match in whole)
        {
            if (match.Role == NameRole.SeriesName)
                return WeakSeries(query, _binary.Series(match.Record), MatchedBy.Series, []);
        }

        foreach (var match in whole)
        {
            if (match.Role == NameRole.FamilyName)
                return Weak(query, _binary.Family(match.Record).Id, default, MatchedBy.Family, []);
        }

        // The longest run of name tokens that names something; the first one of that length.
        Span<byte> name = stackalloc byte[NameKey.MaxLength];
        for (var size = tokens.Count; size > 0; size--)
        {
            for (var from = 0; from + size <= tokens.Count; from++)
            {
                if (tokens.Role(from) != TokenRole.Name || tokens.Role(from + size - 1) != TokenRole.Name)
                    continue;
                var run = tokens.Slice(from, size);
                run.CopyTo(name);
                var matches = Find(name[..run.Length], key);
                if (matches.IsEmpty)
                    continue;
                var model = Pick(matches, query.AsOf, static role => role <= NameRole.AliasName, out _);
                if (model >= 0 && size > 1)
                {
                    var mentioned = _binary.Model(model);
                    return Weak(query, mentioned.Family, mentioned.Series, MatchedBy.Mention, [new ResolutionCandidate(mentioned.Id, "the name mentions it")]);
                }

                foreach (var match in matches)
                {
                    if (match.Role == NameRole.SeriesName)
                        return WeakSeries(query, _binary.Series(match.Record), MatchedBy.Mention, []);
                }

                foreach (var match in matches)
                {
                    if (match.Role == NameRole.FamilyName)
                        return Weak(query, _binary.Family(match.Record).Id, default, MatchedBy.Mention, []);
                }
            }
        }

        return new ModelResolution(_catalog, query.Input);
    }

    private ModelResolution WeakSeries(in Query query, ModelSeries series, MatchedBy by, ImmutableArray<ResolutionCandidate> candidates) =>
        Weak(query, series.Family, series.Id, by, candidates);

    private ModelResolution Weak(in Query query, FamilyId family, SeriesId series, MatchedBy by, ImmutableArray<ResolutionCandidate> candidates)
    {
        return new ModelResolution(_catalog, query.Input)
        {
            Confidence = ResolutionConfidence.Weak,
            FamilyId = family,
            SeriesId = series,
            Candidates = candidates,
            MatchedBy = by,
        };
    }

    private ModelResolution Ambiguous(in Query query, NameMatches matches, MatchedBy by)
    {
        var candidates = ImmutableArray.CreateBuilder<ResolutionCandidate>();
        ModelInfo? first = null;
        var oneSeries = true;
        var oneFamily = true;
        foreach (var match in matches)
        {
            if (match.Role > NameRole.AliasName || (query.AsOf is { } day && (match.From > day || match.To < day)))
                continue;
            var model = _binary.Model(match.Record);
            first ??= model;
            oneSeries &= model.Series == first.Series;
            oneFamily &= model.Family == first.Family;
            var period = (match.From, match.To) switch
            {
                (null, null) => "the name means it",
                ({ } from, null) => $"the name means it since {from:yyyy-MM-dd}",
                (null, { } to) => $"the name meant it until {to:yyyy-MM-dd}",
                ({ } from, { } to) => $"the name meant it from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
            };
            candidates.Add(new ResolutionCandidate(model.Id, period));
            if (by == MatchedBy.RegistryDefault)
            {
                foreach (var other in _catalog.ModelsOf(model.Release))
                {
                    if (other.Id != model.Id && other.Id.Value.StartsWith(model.Id.Value, StringComparison.Ordinal))
                        candidates.Add(new ResolutionCandidate(other.Id, "registries give short tags to the tuned model"));
                }
            }
        }

        return Weak(
            query,
            first is not null && oneFamily ? first.Family : default,
            first is not null && oneSeries ? first.Series : default,
            by,
            [.. candidates.DistinctBy(c => c.Model)]);
    }

    private ModelResolution Known(in Query query, int record, ResolutionConfidence confidence, MatchedBy by)
    {
        var model = _binary.Model(record);
        return new ModelResolution(_catalog, query.Input)
        {
            Confidence = confidence,
            Model = model,
            FamilyId = model.Family,
            SeriesId = model.Series,
            MatchedBy = by,
        };
    }
}
