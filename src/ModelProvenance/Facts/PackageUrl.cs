using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

using ModelProvenance.Text;

namespace ModelProvenance.Facts;

/// <summary>A package URL (purl): <c>pkg:huggingface/Qwen/Qwen2.5-7B@&lt;commit&gt;</c>.</summary>
/// <remarks>After the purl specification (package-url/purl-spec, ECMA-427). Printed in the canonical form: type in lower case, qualifiers sorted, everything but letters, digits and <c>.-_~:</c> percent-encoded.
/// Rules of a type are applied for the types under which models are published: <c>huggingface</c> (namespace required, case kept, commit in lower case), <c>mlflow</c> (no namespace), <c>oci</c> (no namespace,
/// lower case), <c>github</c> (lower case). Other types are read by the general rules. <c>default</c> is "none": it prints as an empty string and equals itself.</remarks>
[JsonConverter(typeof(ParsableJsonConverter<PackageUrl>))]
public readonly struct PackageUrl : IEquatable<PackageUrl>, IComparable<PackageUrl>, ISpanParsable<PackageUrl>
{
    /// <summary>The type of models on the Hugging Face Hub.</summary>
    public const string HuggingFace = "huggingface";

    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 4096;

    private readonly Parts? _parts;

    private PackageUrl(Parts parts) => _parts = parts;

    /// <summary>The canonical spelling; empty for <c>default</c>.</summary>
    public string Value => _parts?.Text ?? "";

    /// <summary>Whether this is none (<c>default</c>).</summary>
    public bool IsEmpty => _parts is null;

    /// <summary>The type, in lower case, such as <c>huggingface</c>.</summary>
    public string Type => _parts?.Type ?? "";

    /// <summary>The namespace, decoded, '/' between its segments; empty when there is none.</summary>
    public string Namespace => _parts?.Namespace ?? "";

    /// <summary>The name, decoded.</summary>
    public string Name => _parts?.Name ?? "";

    /// <summary>The version, decoded; empty when there is none.</summary>
    public string Version => _parts?.Version ?? "";

    /// <summary>The qualifiers, decoded, sorted by key.</summary>
    public ImmutableSortedDictionary<string, string> Qualifiers => _parts?.Qualifiers ?? ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The path inside the package, decoded; empty when there is none.</summary>
    public string Subpath => _parts?.Subpath ?? "";

    /// <summary>The repository on the Hugging Face Hub; <c>default</c> for other types and other endpoints.</summary>
    public RepositoryId HuggingFaceRepository =>
        Type == HuggingFace && !Qualifiers.ContainsKey("repository_url") && RepositoryId.TryParse($"{Namespace}/{Name}", null, out var repository) ? repository : default;

    /// <summary>The purl of a repository on the Hugging Face Hub.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The commit, in hexadecimal digits; empty when it is not known.</param>
    /// <param name="file">The path of a file in it; empty for the whole.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default</c>.</exception>
    public static PackageUrl ForHuggingFace(RepositoryId repository, string commit = "", string file = "") => repository.IsEmpty
        ? throw new ArgumentException("A repository is needed.", nameof(repository))
        : Create(HuggingFace, repository.Owner.ToString(), repository.Name.ToString(), commit, null, file);

    /// <summary>Builds a purl from its parts, which are not encoded.</summary>
    /// <param name="type">The type; letters, digits, '.' and '-', a letter first.</param>
    /// <param name="namespace">The namespace, '/' between its segments; empty for none.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; empty for none.</param>
    /// <param name="qualifiers">Keys and values; null for none. Values that are empty are left out.</param>
    /// <param name="subpath">The path inside the package; empty for none.</param>
    /// <exception cref="FormatException">A part is missing or not allowed; the message says which.</exception>
    public static PackageUrl Create(string type, string @namespace, string name, string version = "", IEnumerable<KeyValuePair<string, string>>? qualifiers = null, string subpath = "")
    {
        var parts = Make(type ?? "", @namespace ?? "", name ?? "", version ?? "", qualifiers ?? [], subpath ?? "", out var error);
        return parts is null ? throw new FormatException($"Not a package URL: {error}") : new PackageUrl(parts);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static PackageUrl Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads a purl, canonical or not.</summary>
    /// <exception cref="FormatException"><paramref name="s"/> is not one; the message says why.</exception>
    public static PackageUrl Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, out var result, out var error) ? result : throw new FormatException($"'{(s.Length > 200 ? s[..200].ToString() + "..." : s)}' is not a package URL: {error}");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PackageUrl result) => TryParse(s.AsSpan(), out result, out _);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PackageUrl result) => TryParse(s, out result, out _);

    /// <summary>Reads a purl, or says why the text is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The purl; <c>default</c> when there is none.</param>
    /// <param name="error">What was expected; null when the text was read.</param>
    public static bool TryParse(ReadOnlySpan<char> s, out PackageUrl result, [NotNullWhen(false)] out string? error)
    {
        result = default;
        if (s.Length > MaxLength)
            return No($"it has more than {MaxLength} characters.", out error);
        if (!s.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
            return No("it does not begin with 'pkg:'.", out error);

        // From the right, as the specification has it: subpath, qualifiers, version.
        var rest = s[4..].TrimStart('/');
        var subpath = CutLast(ref rest, '#');
        var qualifiers = CutLast(ref rest, '?');
        var slash = rest.IndexOf('/');
        if (slash < 0)
            return No("there is no '/' behind a type.", out error);
        var type = rest[..slash];
        rest = rest[(slash + 1)..].Trim('/');
        // An '@' of a namespace (npm scopes that are not encoded) stands before the last '/'.
        var at = rest.LastIndexOf('@');
        ReadOnlySpan<char> version = [];
        if (at >= 0 && at > rest.LastIndexOf('/'))
        {
            version = rest[(at + 1)..];
            rest = rest[..at].TrimEnd('/');
        }

        var last = rest.LastIndexOf('/');
        if (!TryDecode(rest[(last + 1)..], out var name) || !TryDecode(version, out var decodedVersion) || !TrySegments(last < 0 ? [] : rest[..last], out var space)
            || !TrySegments(subpath, out var path) || !TryQualifiers(qualifiers, out var pairs))
            return No("a '%' is not followed by two hexadecimal digits of UTF-8, or an encoded '/' stands in a segment.", out error);
        if (Make(type.ToString(), space, name, decodedVersion, pairs, path, out var problem) is not { } parts)
            return No(problem!, out error);
        result = new PackageUrl(parts);
        error = null;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(PackageUrl other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PackageUrl other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(PackageUrl other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool No(string text, out string error)
    {
        error = text;
        return false;
    }

    private static ReadOnlySpan<char> CutLast(ref ReadOnlySpan<char> rest, char mark)
    {
        var index = rest.LastIndexOf(mark);
        if (index < 0)
            return [];
        var cut = rest[(index + 1)..];
        rest = rest[..index];
        return cut;
    }

    private static Parts? Make(string type, string space, string name, string version, IEnumerable<KeyValuePair<string, string>> qualifiers, string subpath, out string? error)
    {
        type = type.ToLowerInvariant();
        space = space.Trim('/');
        subpath = subpath.Trim('/');
        error = !IsType(type) ? "the type has other characters than letters, digits, '.' and '-', or does not begin with a letter."
            : name.Length == 0 ? "a name is required."
            : space.Length > 0 && space.Split('/').Contains("") ? "a segment of the namespace is empty."
            : subpath.Length > 0 && subpath.Split('/').Any(segment => segment is "" or "." or "..") ? "a segment of the subpath is empty, '.' or '..'."
            : null;
        if (error is not null)
            return null;
        switch (type)
        {
            case HuggingFace:
                if (space.Length == 0)
                    error = "huggingface requires a namespace, the owner of the repository.";
                version = version.ToLowerInvariant();
                break;
            case "mlflow" or "oci":
                if (space.Length > 0)
                    error = $"{type} has no namespace.";
                name = type == "oci" ? name.ToLowerInvariant() : name;
                break;
            case "github":
                (space, name) = (space.ToLowerInvariant(), name.ToLowerInvariant());
                break;
        }

        var sorted = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in qualifiers)
        {
            var lower = key.ToLowerInvariant();
            if (!IsQualifierKey(lower))
                error ??= "the key of a qualifier has other characters than letters, digits, '.', '-' and '_', or does not begin with a letter.";
            else if (sorted.ContainsKey(lower))
                error ??= $"the qualifier {lower} stands twice.";
            else if (value.Length > 0)
                sorted.Add(lower, value);
        }

        return error is null ? new Parts(type, space, name, version, sorted.ToImmutable(), subpath) : null;
    }

    private static bool IsType(string type) => type.Length > 0 && char.IsAsciiLetterLower(type[0]) && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static bool IsQualifierKey(string key) => key.Length > 0 && char.IsAsciiLetterLower(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool TrySegments(ReadOnlySpan<char> text, out string joined)
    {
        var segments = new List<string>();
        foreach (var part in text.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryDecode(part, out var segment) || segment.Contains('/', StringComparison.Ordinal))
            {
                joined = "";
                return false;
            }

            segments.Add(segment);
        }

        joined = string.Join('/', segments);
        return true;
    }

    private static bool TryQualifiers(ReadOnlySpan<char> text, out List<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        foreach (var part in text.ToString().Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (!TryDecode(equals < 0 ? [] : part.AsSpan(equals + 1), out var value))
                return false;
            pairs.Add(new(equals < 0 ? part : part[..equals], value));
        }

        return true;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        decoded = text.ToString();
        if (!text.Contains('%'))
            return true;
        var bytes = new List<byte>(text.Length);
        var utf8 = Encoding.UTF8.GetBytes(decoded);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != '%')
            {
                bytes.Add(utf8[i]);
            }
            else if (i + 2 < utf8.Length && byte.TryParse(utf8.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        var result = bytes.ToArray();
        if (!System.Text.Unicode.Utf8.IsValid(result))
            return false;
        decoded = Encoding.UTF8.GetString(result);
        return true;
    }

    /// <summary>Equality of the canonical spellings.</summary>
    public static bool operator ==(PackageUrl left, PackageUrl right) => left.Equals(right);

    /// <summary>Inequality of the canonical spellings.</summary>
    public static bool operator !=(PackageUrl left, PackageUrl right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(PackageUrl left, PackageUrl right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(PackageUrl left, PackageUrl right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(PackageUrl left, PackageUrl right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(PackageUrl left, PackageUrl right) => left.CompareTo(right) >= 0;

    private sealed class Parts(string type, string space, string name, string version, ImmutableSortedDictionary<string, string> qualifiers, string subpath)
    {
        public string Type { get; } = type;

        public string Namespace { get; } = space;

        public string Name { get; } = name;

        public string Version { get; } = version;

        public ImmutableSortedDictionary<string, string> Qualifiers { get; } = qualifiers;

        public string Subpath { get; } = subpath;

        public string Text { get; } = Print(type, space, name, version, qualifiers, subpath);

        private static string Print(string type, string space, string name, string version, ImmutableSortedDictionary<string, string> qualifiers, string subpath)
        {
            var text = new StringBuilder("pkg:").Append(type).Append('/');
            foreach (var segment in space.Split('/', StringSplitOptions.RemoveEmptyEntries))
                Encode(text, segment).Append('/');
            Encode(text, name);
            if (version.Length > 0)
                Encode(text.Append('@'), version);
            var mark = '?';
            foreach (var (key, value) in qualifiers)
            {
                Encode(text.Append(mark).Append(key).Append('='), value);
                mark = '&';
            }

            mark = '#';
            foreach (var segment in subpath.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                Encode(text.Append(mark), segment);
                mark = '/';
            }

            return text.ToString();
        }

        private static StringBuilder Encode(StringBuilder text, string part)
        {
            foreach (var b in Encoding.UTF8.GetBytes(part))
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'~' or (byte)':')
                    text.Append((char)b);
                else
                    text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }

            return text;
        }
    }
}
