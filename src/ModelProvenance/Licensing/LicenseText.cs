using ModelProvenance.Licensing;
using ModelProvenance.Licensing.Texts;

namespace ModelProvenance;

/// <summary>Recognizes licence texts.</summary>
/// <remarks>Compares with fingerprints (hashes of words, three by three, in order); no licence text is in this library. Case, line breaks, Markdown, HTML, comment marks and the names of copyright
/// holders do not count; every other word does. A text that is not among the fingerprints is never called by the name of a similar one: it is <see cref="LicenseTextVerdict.Modified"/> or
/// <see cref="LicenseTextVerdict.Unknown"/>. Thread-safe.</remarks>
public static class LicenseText
{
    /// <summary>The longest text that is read, in UTF-16 units; what follows is passed over, and the result says so.</summary>
    public const int MaxLength = TextTokens.MaxLength;

    /// <summary>Says what a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What it is taken to be.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static LicenseTextMatch Match(string text, LicenseTextContext context = LicenseTextContext.Auto)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextMatcher(FingerprintIndex.Default, text, context).Match();
    }
}
