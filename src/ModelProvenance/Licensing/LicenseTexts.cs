using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Facts;
using ModelProvenance.Licensing.Texts;

namespace ModelProvenance.Licensing;

/// <summary>Known licence texts: the fingerprints of this package, and texts of one's own beside them, such as the licences of a private catalog.</summary>
/// <remarks>Of a text that is added nothing but its fingerprint is kept. Immutable and thread-safe.</remarks>
public sealed class LicenseTexts
{
    private const string FolderOfLicenses = "licenses";

    private static readonly Lazy<LicenseTexts> Shipped = new(() => new LicenseTexts(FingerprintIndex.Default));

    private readonly FingerprintIndex _index;

    private LicenseTexts(FingerprintIndex index) => _index = index;

    /// <summary>The texts that this package knows.</summary>
    public static LicenseTexts Default => Shipped.Value;

    /// <summary>These texts and others; among texts that are alike the added ones are preferred, the later ones first.</summary>
    /// <param name="texts">Texts of licences with their ids. Names of copyright holders in them do not count. Several may have one id.</param>
    /// <exception cref="ArgumentException">A text has no more than two words, or is longer than <see cref="LicenseText.MaxLength"/>, or an id is empty.</exception>
    public LicenseTexts With(IEnumerable<KeyValuePair<LicenseId, string>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var added = new List<(string License, TextToken[] Tokens)>();
        foreach (var (license, text) in texts)
        {
            ArgumentNullException.ThrowIfNull(text, nameof(texts));
            if (license.IsEmpty)
                throw new ArgumentException("A text has no licence id.", nameof(texts));
            if (text.Length > LicenseText.MaxLength)
                throw new ArgumentException($"The text of {license} is longer than {LicenseText.MaxLength} characters.", nameof(texts));
            var tokens = CopyrightStatements.Without(TextTokens.Read(text, out _)).ToArray();
            if (tokens.Length < 3)
                throw new ArgumentException($"The text of {license} has no more than two words.", nameof(texts));
            added.Insert(0, (license.Value, tokens));
        }

        return added.Count == 0 ? this : new LicenseTexts(_index.With(added));
    }

    /// <summary>These texts and those of a layer: each file <c>licenses/ID.txt</c> in its folder is the text of the licence ID. A layer in one file holds no texts.</summary>
    /// <param name="path">The folder or file of the layer, as <see cref="ModelCatalog"/> takes it.</param>
    /// <exception cref="FormatException">The name of a file is no licence id.</exception>
    /// <exception cref="ArgumentException">A text is too short or too long.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public LicenseTexts WithLayer(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new DirectoryInfo(Path.Combine(path, FolderOfLicenses));
        return !folder.Exists ? this : With(folder.EnumerateFiles("*.txt").OrderBy(static file => file.Name, StringComparer.Ordinal)
            .Select(static file => KeyValuePair.Create(LicenseId.Parse(Path.GetFileNameWithoutExtension(file.Name)), File.ReadAllText(file.FullName, Encoding.UTF8))).ToImmutableArray());
    }

    /// <summary>Says what a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What it is taken to be.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public LicenseTextMatch Match(string text, LicenseTextContext context = LicenseTextContext.Auto)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextMatcher(_index, text, context).Match();
    }
}
