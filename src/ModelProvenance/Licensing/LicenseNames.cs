using System.Collections.Immutable;
using System.Reflection;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Licensing;

/// <summary>Names to licences: SPDX ids and expressions, tags of hubs, values of <c>license_name</c>, names as people write them, links.</summary>
/// <remarks>The data are the licences of the catalog, the SPDX list and a table of names. A name without a version stays a family, a name of several licences stays ambiguous: nothing is guessed.
/// Immutable and safe to share between threads.</remarks>
public sealed class LicenseNames
{
    /// <summary>The name of the table in the assembly.</summary>
    internal const string ResourceName = "ModelProvenance.licenseNames";

    /// <summary>The longest text that is read, in characters; the longest expression has that bound too.</summary>
    public const int MaxLength = SpdxExpression.MaxLength;

    // A statement in a file of some lines; names longer than this in words do not occur.
    private const int LongestNameInText = 9;

    private static readonly Lazy<LicenseNames> OfDefaultCatalog = new(() => new LicenseNames(ModelCatalog.Default));

    private readonly Dictionary<string, Entry> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _special = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, ImmutableArray<LicenseId> Licenses)> _links = [];
    private readonly List<string> _idLinks = [];
    private readonly Lazy<HashSet<string>> _firstWords;

    /// <summary>Names of a catalog.</summary>
    public LicenseNames(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _firstWords = new Lazy<HashSet<string>>(FirstWords);
        foreach (var entry in SpdxList.Licenses)
        {
            if (entry.IsDeprecated || !LicenseId.TryParse(entry.Id, null, out var id))
                continue;
            _names.TryAdd(LicenseNameKey.Fold(entry.Id), new Entry([id], "id on the SPDX list", ""));
            _names.TryAdd(LicenseNameKey.Fold(entry.Name), new Entry([id], "name on the SPDX list", ""));
        }

        ReadTable();
        foreach (var license in catalog.Licenses)
            AddLicense(license);
    }

    /// <summary>Names of the catalog of this package.</summary>
    public static LicenseNames Default => OfDefaultCatalog.Value;

    /// <summary>The names of a catalog, those of the shipped one built once.</summary>
    internal static LicenseNames Of(ModelCatalog catalog) => ReferenceEquals(catalog, ModelCatalog.Default) ? Default : new LicenseNames(catalog);

    /// <summary>Says which licence a text means.</summary>
    /// <param name="text">An id, an expression, a tag, a name or a link.</param>
    public LicenseNameResolution Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim().Trim('"', '\'', '`');
        if (trimmed.Length is 0 or > MaxLength)
            return new LicenseNameResolution(text) { Reasons = [new ResolutionReason(trimmed.Length == 0 ? "" : trimmed[..40], "nothing", trimmed.Length == 0 ? "empty" : "too long")] };
        if (_special.Contains(LicenseNameKey.Fold(trimmed)) || (_special.Contains(trimmed.ToLowerInvariant())))
            return new LicenseNameResolution(text) { IsUnstated = true, Reasons = [new ResolutionReason(trimmed, "no licence", "says nothing about which licence")] };
        if (IsLink(trimmed))
            return Link(text, trimmed);
        return Expression(text, trimmed) ?? Name(text, trimmed) ?? Compound(text, trimmed) ?? Family(text, trimmed)
            ?? new LicenseNameResolution(text) { Reasons = [new ResolutionReason(trimmed, "nothing", "no id, tag, name or link of the data")] };
    }

    /// <summary>Says which licence the three fields of a model card mean.</summary>
    /// <param name="license"><c>license:</c>; null when absent.</param>
    /// <param name="licenseName"><c>license_name:</c>; null when absent. Counts only beside <c>license: other</c>, but is compared always.</param>
    /// <param name="licenseLink"><c>license_link:</c>; null when absent.</param>
    public LicenseNameResolution ResolveCard(string? license, string? licenseName = null, string? licenseLink = null)
    {
        var fields = new List<LicenseNameResolution>();
        foreach (var field in (string?[])[license, licenseName, licenseLink])
        {
            if (!string.IsNullOrWhiteSpace(field))
                fields.Add(Resolve(field));
        }

        if (fields.Count == 0)
            return new LicenseNameResolution("") { Reasons = [new ResolutionReason("", "nothing", "the card names no licence")] };
        var reasons = fields.SelectMany(f => f.Reasons).ToImmutableArray();
        var stated = fields.Where(f => f.Expression is not null).ToList();
        if (stated.Count == 0)
        {
            var weak = fields.Find(f => f.Confidence == ResolutionConfidence.Weak);
            return (weak ?? fields[0]) with { Reasons = reasons };
        }

        var different = stated.Select(f => f.Expression!).Distinct().ToList();
        if (different.Count == 1)
            return stated[0] with { Reasons = reasons };
        return new LicenseNameResolution(stated[0].Input)
        {
            Confidence = ResolutionConfidence.Weak,
            Candidates = [.. different.SelectMany(e => e.Licenses).Select(l => l.License).Distinct()],
            Reasons = [.. reasons, new ResolutionReason(string.Join(", ", stated.Select(f => f.Input)), "a contradiction", "the fields of the card name different licences")],
        };
    }

    /// <summary>The licence that a short text names or links; null when it names none, or several that are not the same.</summary>
    internal LicenseNameResolution? FindStatement(string text)
    {
        const string Tag = "SPDX-License-Identifier:";
        var at = text.IndexOf(Tag, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var line = text.AsSpan(at + Tag.Length);
            var end = line.IndexOfAny('\r', '\n');
            var found = Resolve((end < 0 ? line : line[..end]).Trim(" */#-<>!").ToString());
            if (found.Expression is not null)
                return found;
        }

        LicenseNameResolution? statement = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var signs = Array.ConvertAll(words, SignsOf);
        for (var i = 0; i < words.Length; i++)
        {
            if (!MayBeginName(words, i))
                continue;
            for (var length = Math.Min(LongestNameInText, words.Length - i); length > 0; length--)
            {
                if (length > 1 && !MayBeNameLike(signs.AsSpan(i, length)))
                    continue;
                var part = length == 1 ? words[i].Trim('(', ')', '[', ']', '<', '>', ',', '.', ';', '"', '“', '”') : string.Join(' ', words, i, length);
                var found = length == 1 && IsLink(part) ? Link(part, part) : part.Length <= LicenseNameKey.MaxLength && IsNameLike(part) ? Name(part, part) : null;
                if (found is null || found.Confidence == ResolutionConfidence.None)
                    continue;
                if (statement?.Expression is not null && found.Expression is not null && !statement.Expression.Equals(found.Expression))
                    return null;
                statement = statement?.Expression is not null ? statement : found;
                i += length - 1;
                break;
            }
        }

        return statement;
    }

    // One plain word in running text ("mit" in German, "isc") is no name unless it is written as one.
    private static bool IsNameLike(string part) =>
        part.Any(char.IsAsciiDigit) || part.Contains("licen", StringComparison.OrdinalIgnoreCase) || part is "MIT" or "ISC" or "Unlicense" || (part.Contains('-', StringComparison.Ordinal) && part.Any(char.IsAsciiLetterUpper));

    // Most words of a sentence are the first word of no name. Words that a key leaves out may stand before one.
    private bool MayBeginName(string[] words, int from)
    {
        for (var i = from; i < Math.Min(words.Length, from + LongestNameInText); i++)
        {
            if (words[i].Contains('/', StringComparison.Ordinal))
                return true;
            var key = LicenseNameKey.Fold(words[i]);
            if (key.Length > 0)
                return _firstWords.Value.Contains(FirstWord(key)) || words[i].Length > LicenseNameKey.MaxLength;
        }

        return false;
    }

    private HashSet<string> FirstWords()
    {
        // Two words of a text may be one of a key.
        var first = new HashSet<string>(StringComparer.Ordinal) { "open" };
        foreach (var key in _names.Keys.Concat(_families.Keys))
            first.Add(FirstWord(key));
        return first;
    }

    private static string FirstWord(string key) => key.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? key[..space] : key;

    // What each word brings to IsNameLike; one look at the words instead of one at every sequence of them.
    private static NameSigns SignsOf(string word) =>
        (word.Any(char.IsAsciiDigit) || word.Contains("licen", StringComparison.OrdinalIgnoreCase) ? NameSigns.Enough : 0) | (word.Contains('-', StringComparison.Ordinal) ? NameSigns.Dash : 0) | (word.Any(char.IsAsciiLetterUpper) ? NameSigns.Capital : 0);

    private static bool MayBeNameLike(ReadOnlySpan<NameSigns> words)
    {
        NameSigns all = 0;
        foreach (var signs in words)
            all |= signs;
        return (all & NameSigns.Enough) != 0 || all == (NameSigns.Dash | NameSigns.Capital);
    }

    [Flags]
    private enum NameSigns : byte
    {
        Dash = 1,
        Capital = 2,
        Enough = 4,
    }

    private LicenseNameResolution? Expression(string input, string text)
    {
        if (!SpdxExpression.TryParse(text, out var expression, out _))
            return null;
        var reasons = ImmutableArray.CreateBuilder<ResolutionReason>();
        var replaced = false;
        var read = Canonical(expression, reasons, ref replaced);
        if (read is null)
            return null;
        return new LicenseNameResolution(input)
        {
            Confidence = replaced ? ResolutionConfidence.Strong : ResolutionConfidence.Exact,
            Expression = read,
            Reasons = reasons.ToImmutable(),
        };
    }

    /// <summary>The expression with ids in their own case and deprecated ones replaced; null when an id is not known.</summary>
    private SpdxExpression? Canonical(SpdxExpression expression, ImmutableArray<ResolutionReason>.Builder reasons, ref bool replaced)
    {
        switch (expression)
        {
            case SpdxLicense { Document.Length: > 0 }:
                reasons.Add(new ResolutionReason(expression.ToString(), expression.ToString(), "licence of another document"));
                return expression;
            case SpdxLicense license:
                return License(license, reasons, ref replaced);
            case SpdxWith with:
                if (Canonical(with.License, reasons, ref replaced) is not SpdxLicense one)
                    return null;
                return SpdxList.FindException(with.Addition) is { } exception ? new SpdxWith(one, exception.Id)
                    : with.Addition.Contains("AdditionRef-", StringComparison.Ordinal) ? new SpdxWith(one, with.Addition) : null;
            default:
                var operands = expression is SpdxAnd and ? and.Operands : ((SpdxOr)expression).Operands;
                var read = ImmutableArray.CreateBuilder<SpdxExpression>();
                foreach (var operand in operands)
                {
                    if (Canonical(operand, reasons, ref replaced) is not { } part)
                        return null;
                    read.Add(part);
                }

                return expression is SpdxAnd ? new SpdxAnd(read.ToImmutable()) : new SpdxOr(read.ToImmutable());
        }
    }

    private SpdxExpression? License(SpdxLicense license, ImmutableArray<ResolutionReason>.Builder reasons, ref bool replaced)
    {
        var written = license.Id + (license.OrLater ? "+" : "");
        if ((SpdxList.Find(written) ?? SpdxList.Find(license.Id)) is { } entry)
        {
            if (!entry.IsDeprecated)
            {
                reasons.Add(new ResolutionReason(written, entry.Id, "id on the SPDX list"));
                return license with { Id = entry.Id };
            }

            replaced = true;
            if (entry.ObsoletedBy.Length == 0 || !SpdxExpression.TryParse(entry.ObsoletedBy, out var successor, out _))
            {
                reasons.Add(new ResolutionReason(written, entry.Id, "deprecated id of the SPDX list, without a successor"));
                return license;
            }

            var isBare = entry.ObsoletedBy.EndsWith("-only", StringComparison.Ordinal);
            reasons.Add(new ResolutionReason(written, successor.ToString(), isBare
                ? "deprecated id of the SPDX list, read as its successor; it does not say whether later versions are meant" : "deprecated id of the SPDX list, read as its successor"));
            // A successor may itself name a deprecated id (GPL-2.0 WITH ...).
            return Canonical(successor, reasons, ref replaced);
        }

        if (_ids.TryGetValue(license.Id, out var id))
        {
            reasons.Add(new ResolutionReason(written, id, "id of the data"));
            return license with { Id = id };
        }

        // Another tool's id for the same text.
        if (license.Id.StartsWith(LicenseId.ReferencePrefix, StringComparison.Ordinal) && _names.TryGetValue(LicenseNameKey.Fold(license.Id), out var known) && known.Licenses.Length == 1)
        {
            replaced = true;
            reasons.Add(new ResolutionReason(written, known.Licenses[0].Value, known.Rule));
            return license with { Id = known.Licenses[0].Value };
        }

        return null;
    }

    private LicenseNameResolution? Name(string input, string text)
    {
        var key = LicenseNameKey.Fold(text);
        if (key.Length == 0)
            return null;
        // A family that the table names is one even when a single member has the same name.
        if (_families.TryGetValue(key, out var family))
            return FamilyOf(input, text, key, family);
        if (!_names.TryGetValue(key, out var entry))
            return null;
        if (entry.Licenses.Length == 1)
        {
            return new LicenseNameResolution(input)
            {
                // A remark of the table says what the name leaves open.
                Confidence = entry.Note.Length > 0 ? ResolutionConfidence.Strong : ResolutionConfidence.Exact,
                Expression = SpdxExpression.Of(entry.Licenses[0]),
                Reasons = [new ResolutionReason(text, entry.Licenses[0].Value, entry.Note.Length > 0 ? $"{entry.Rule}; {entry.Note}" : entry.Rule)],
            };
        }

        return new LicenseNameResolution(input)
        {
            Confidence = ResolutionConfidence.Weak,
            Candidates = entry.Licenses,
            Reasons = [new ResolutionReason(text, string.Join(", ", entry.Licenses), $"{entry.Rule}; several licences have this name")],
        };
    }

    /// <summary>"MIT and Apache 2.0", "MIT or Apache 2.0", "MIT / Apache 2.0".</summary>
    private LicenseNameResolution? Compound(string input, string text)
    {
        foreach (var (word, isAnd, isClear) in (ReadOnlySpan<(string, bool, bool)>)[(" or ", false, true), (" and ", true, true), (" & ", true, true), ("/", false, false), (",", false, false), (";", false, false)])
        {
            var parts = text.Split(word, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length is < 2 or > 8)
                continue;
            var read = parts.Select(part => Expression(part, part) ?? Name(part, part)).ToList();
            if (read.Exists(static r => r?.Expression is null))
                continue;
            var operands = read.Select(r => r!.Expression!).Distinct().ToImmutableArray();
            var reasons = read.SelectMany(r => r!.Reasons).ToImmutableArray();
            if (operands.Length == 1)
                return read[0]! with { Input = input, Reasons = reasons };
            if (!isClear)
            {
                return new LicenseNameResolution(input)
                {
                    Confidence = ResolutionConfidence.Weak,
                    Candidates = [.. operands.SelectMany(o => o.Licenses).Select(l => l.License).Distinct()],
                    Reasons = [.. reasons, new ResolutionReason(word.Trim(), "a list", "does not say whether all hold or one may be chosen")],
                };
            }

            return new LicenseNameResolution(input)
            {
                Confidence = ResolutionConfidence.Strong,
                Expression = isAnd ? operands.Aggregate(SpdxExpression.And) : new SpdxOr(operands),
                Reasons = reasons,
            };
        }

        return null;
    }

    /// <summary>The longest beginning of the name, or the longest run of words in it, that is the name of a family.</summary>
    private LicenseNameResolution? Family(string input, string text)
    {
        var words = LicenseNameKey.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var length = Math.Min(words.Length, 4); length > 0; length--)
        {
            for (var start = 0; start + length <= words.Length; start++)
            {
                var key = string.Join(' ', words, start, length);
                if (_families.TryGetValue(key, out var family))
                    return FamilyOf(input, text, key, family);
            }
        }

        return null;
    }

    private static LicenseNameResolution FamilyOf(string input, string text, string key, Entry family) => new(input)
    {
        Confidence = ResolutionConfidence.Weak,
        Family = key,
        Candidates = family.Licenses,
        Reasons = [new ResolutionReason(text, key, "a family; the text does not determine one of its licences")],
    };

    private static bool IsLink(string text) =>
        !text.Contains(' ', StringComparison.Ordinal) && (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || (text.Contains('/', StringComparison.Ordinal) && text.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && dot < text.IndexOf('/', StringComparison.Ordinal)));

    private LicenseNameResolution Link(string input, string text)
    {
        var address = Address(text);
        foreach (var prefix in _idLinks)
        {
            if (!address.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var id = address[prefix.Length..];
            foreach (var ending in (ReadOnlySpan<string>)["", ".html", ".txt", ".json"])
            {
                if (id.EndsWith(ending, StringComparison.Ordinal) && Expression(input, id[..^ending.Length]) is { } byId)
                    return byId with { Reasons = [new ResolutionReason(text, byId.Expression!.ToString(), $"address below {prefix}"), .. byId.Reasons] };
            }
        }

        (string Prefix, ImmutableArray<LicenseId> Licenses) best = ("", []);
        foreach (var link in _links)
        {
            if (link.Prefix.Length > best.Prefix.Length && address.StartsWith(link.Prefix, StringComparison.Ordinal) && IsWhole(address, link.Prefix.Length))
                best = link;
        }

        if (best.Licenses.IsDefaultOrEmpty)
            return new LicenseNameResolution(input) { Reasons = [new ResolutionReason(text, "nothing", "an address that the data do not have; the text behind it was not read")] };
        return best.Licenses.Length == 1
            ? new LicenseNameResolution(input) { Confidence = ResolutionConfidence.Exact, Expression = SpdxExpression.Of(best.Licenses[0]), Reasons = [new ResolutionReason(text, best.Licenses[0].Value, "address of the text")] }
            : new LicenseNameResolution(input) { Confidence = ResolutionConfidence.Weak, Candidates = best.Licenses, Reasons = [new ResolutionReason(text, string.Join(", ", best.Licenses), "address of several editions")] };
    }

    // "licenses/by/4.0" must not match "licenses/by/4.05"; a file ending or a deeper path may follow.
    private static bool IsWhole(string address, int length) => address.Length == length || address[length] is '/' or '.' or '#' or '?' || address[length - 1] == '/';

    private static string Address(string text)
    {
        var address = text.Trim().ToLowerInvariant();
        if (address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
            address = address[(scheme + 3)..];
        if (address.StartsWith("www.", StringComparison.Ordinal))
            address = address[4..];
        var end = address.AsSpan().IndexOfAny('?', '#');
        return (end < 0 ? address : address[..end]).TrimEnd('/');
    }

    private void AddLicense(ModelLicense license)
    {
        AddId(license.Id);
        var ids = ImmutableArray.Create(license.Id);
        if (license.HubTag is { Length: > 0 } tag and not "other" && !_families.ContainsKey(LicenseNameKey.Fold(tag)))
            Add(tag, ids, "tag of the Hugging Face Hub", "");
        foreach (var name in license.HubNames)
            Add(name, ids, "license_name of model cards", "");
        foreach (var alias in license.Aliases)
            Add(alias, ids, "name in use", "");
        if (license.Name.IsKnown)
            Add(license.Name.Value, ids, "title of the text", "");
        foreach (var url in license.Urls)
        {
            if (url.IsKnown && url.Value.Kind != LicenseUrlKind.Policy)
                AddLink(url.Value.Value, ids);
        }
    }

    private void AddId(LicenseId id)
    {
        _ids.TryAdd(id.Value, id.Value);
        Add(id.Value, [id], "id", "");
        // The id without its prefix is how people write it.
        if (id.IsReference)
            Add(id.Value[LicenseId.ReferencePrefix.Length..], [id], "id without its prefix", "");
    }

    private void Add(string text, ImmutableArray<LicenseId> licenses, string rule, string note)
    {
        var key = LicenseNameKey.Fold(text);
        if (key.Length == 0)
            return;
        if (_names.TryGetValue(key, out var known))
        {
            // A name on the SPDX list is that licence, also when another text has taken the title ("MIT License" above a clause of its own).
            if (!known.Rule.EndsWith("SPDX list", StringComparison.Ordinal))
                _names[key] = known with { Licenses = [.. known.Licenses.Union(licenses)] };
        }
        else
            _names.Add(key, new Entry(licenses, rule, note));
    }

    private void AddLink(string text, ImmutableArray<LicenseId> licenses)
    {
        var address = Address(text);
        var at = _links.FindIndex(l => l.Prefix == address);
        if (at >= 0)
            _links[at] = (address, [.. _links[at].Licenses.Union(licenses)]);
        else
            _links.Add((address, licenses));
    }

    private void ReadTable()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var cells = line.Split('\t');
            ImmutableArray<LicenseId> licenses = cells.Length > 2 ? [.. cells[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => LicenseId.Parse(id))] : [];
            var note = cells.Length > 3 ? cells[3] : "";
            switch (cells[0])
            {
                case "special":
                    _special.Add(cells[1]);
                    break;
                case "family":
                    _families[LicenseNameKey.Fold(cells[1])] = new Entry(licenses, "family", "");
                    break;
                case "link":
                    AddLink(cells[1], licenses);
                    break;
                case "linkid":
                    _idLinks.Add(cells[1]);
                    break;
                default:
                    Add(cells[1], licenses, cells[0] switch { "tag" => "tag of the Hugging Face Hub", "name" => "license_name of model cards", _ => "name in use" }, note);
                    break;
            }

            foreach (var license in licenses)
            {
                if (license.IsReference && !_ids.ContainsKey(license.Value))
                    AddId(license);
            }
        }
    }

    private sealed record Entry(ImmutableArray<LicenseId> Licenses, string Rule, string Note);
}
