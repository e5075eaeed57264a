using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>A form of text for which there is no type. The published schemas state each as a pattern.</summary>
/// <param name="Expected">What fits, for messages: behind "is not".</param>
/// <param name="Fits">Whether a text fits. In time proportional to its length.</param>
internal sealed record TextForm(string Expected, Func<string, bool> Fits)
{
    /// <summary>The most characters (code points) that are quoted from a source: a number or a name, never a sentence.</summary>
    public const int MaxLiteral = 120;

    /// <summary>Ids of all entities but licences.</summary>
    public static TextForm Slug { get; } = new("lower-case letters and digits, with single '.' or '-' between them", text => SlugText.IsSlug(text));

    /// <summary>Ids of licences.</summary>
    public static TextForm LicenseId { get; } = new("a licence id: letters, digits, '.' and '-'", text => Facts.LicenseId.IsIdString(text));

    /// <summary>Address of a document. A document that has none may have a name (RFC 8141).</summary>
    public static TextForm Url { get; } = new("an absolute URL (https:, http:) or a urn:", IsUrl);

    /// <summary>A commit of git.</summary>
    public static TextForm Commit { get; } = new("a commit: 40 lower-case hex digits", text => IsLowerHex(text, 40));

    /// <summary>A digest.</summary>
    public static TextForm Sha256 { get; } = new("a SHA-256 digest: 64 lower-case hex digits", text => IsLowerHex(text, 64));

    /// <summary>BCP 47, as far as the shape of its parts goes.</summary>
    public static TextForm Language { get; } = new("a BCP 47 language tag such as en or zh-Hans", IsLanguage);

    /// <summary>ISO 10383.</summary>
    public static TextForm Market { get; } = new("an ISO 10383 market identifier such as XNYS", text => text.Length == 4 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));

    /// <summary>ISO 4217.</summary>
    public static TextForm Currency { get; } = new("an ISO 4217 code such as USD", text => text.Length == 3 && text.All(char.IsAsciiLetterUpper));

    /// <summary>A path that stays inside its repository.</summary>
    public static TextForm RelativePath { get; } = new("a relative path with '/' between its parts and without '.' or '..'", IsRelativePath);

    /// <summary>The key of a document in a file of the catalog.</summary>
    public static TextForm SourceKey { get; } = new("a key: letters, digits, '.', '_' and '-', the first one a letter or digit",
        text => text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));

    /// <summary>What is quoted from a source.</summary>
    public static TextForm Literal { get; } = new($"a literal: at most {MaxLiteral} characters", text => text.Length <= MaxLiteral || text.EnumerateRunes().Count() <= MaxLiteral);

    /// <summary>The unit of reported compute: FLOP, or ZFLOP (10^21), because a count ends at 9.2 x 10^18.</summary>
    public static TextForm Operations { get; } = new("the unit of reported operations, FLOP or ZFLOP (10^21)", text => text is "FLOP" or "ZFLOP");

    /// <summary>The unit of hardware time.</summary>
    public static TextForm DeviceHours { get; } = new("the unit of hardware time, GPU-hour", text => text == "GPU-hour");

    /// <summary>Ids of a kind of entity.</summary>
    public static TextForm IdOf(EntityKind kind) => kind == EntityKind.License ? LicenseId : Slug;

    private static bool IsUrl(string text)
    {
        if (text.Any(char.IsWhiteSpace) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            return false;
        return text.StartsWith("urn:", StringComparison.Ordinal)
            || ((text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)) && url.Host.Length > 0);
    }

    private static bool IsLowerHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);

    private static bool IsLanguage(string text)
    {
        var parts = text.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetterLower)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }

    private static bool IsRelativePath(string text) =>
        !text.Contains('\\', StringComparison.Ordinal) && text.Split('/').All(part => part is not ("" or "." or ".."));
}
