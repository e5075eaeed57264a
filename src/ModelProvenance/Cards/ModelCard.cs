using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance;

/// <summary>A model card: the front matter of a README as typed, located values, and its body. Nothing is judged here; what the reader itself cannot accept is a finding.</summary>
/// <remarks>The front matter is found and read as the Hugging Face Hub does it. Bounds: <see cref="CardLimits"/>. Immutable; sections and claims are made when they are first asked for.</remarks>
public sealed partial class ModelCard
{
    /// <summary>The name of the file that hubs take for the card.</summary>
    public const string DefaultPath = "README.md";

    private readonly LineIndex _lines;
    private readonly FrontMatterRange? _range;
    private ImmutableArray<CardSection> _sections;
    private ImmutableArray<ProvenanceClaim> _claims;

    private ModelCard(LineIndex lines, string path, FrontMatterRange? range, YamlDocument? frontMatter)
    {
        _lines = lines;
        _range = range;
        Path = path;
        FrontMatter = frontMatter;
    }

    /// <summary>The path that findings carry.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text => _lines.Text;

    /// <summary>Whether the text begins with a block between two fences, readable or not.</summary>
    public bool HasFrontMatter => _range is not null;

    /// <summary>The YAML between the fences; null when there is none, or when it is over the limit.</summary>
    public YamlDocument? FrontMatter { get; }

    /// <summary>The mapping of keys to values; <c>default</c> when there is no front matter or when it is no mapping.</summary>
    public YamlNode Metadata => FrontMatter?.Root is { Kind: YamlNodeKind.Mapping } root ? root : default;

    /// <summary>Offset of the body in <see cref="Text"/>; 0 when there is no front matter.</summary>
    public int BodyStart => _range?.BodyStart ?? 0;

    /// <summary>The text behind the front matter.</summary>
    public ReadOnlySpan<char> Body => Text.AsSpan(BodyStart);

    /// <summary>The body, cut at its headings. A heading inside a fenced code block is none.</summary>
    public ImmutableArray<CardSection> Sections
    {
        get
        {
            if (_sections.IsDefault)
                _sections = CardSections.Read(_lines, BodyStart);
            return _sections;
        }
    }

    /// <summary>What the card states about the model that it describes, with <see cref="Path"/> as the subject.</summary>
    public ImmutableArray<ProvenanceClaim> Claims
    {
        get
        {
            if (_claims.IsDefault)
                _claims = GetClaims(Path);
            return _claims;
        }
    }

    internal LineIndex Lines => _lines;

    /// <summary>The opening fence; of a card without front matter its first character.</summary>
    internal FindingLocation FrontMatterLocation => _range is { } range ? _lines.Location(Path, range.Fence, range.Fence + 3) : _lines.Location(Path, 0, Math.Min(1, Text.Length));

    /// <summary>What the card states: name, licence, base models, data sets, languages, and the size when one table of the body states it.</summary>
    /// <param name="subject">What the claims are about: a catalog id, a repository or a path.</param>
    /// <param name="location">The URL or path of the card as it shall stand in the sources; null for <see cref="Path"/>.</param>
    /// <returns>Never a claim without a value.</returns>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string? location = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return CardClaims.Collect(this, subject, location ?? Path);
    }

    /// <summary>Reads a card.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <returns>The card; null when the text is empty or longer than <see cref="CardLimits.MaxLength"/>. A card without front matter is a card.</returns>
    public static ReadResult<ModelCard> Read(string text, string path = DefaultPath)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        if (text.Length > CardLimits.MaxLength)
            return Unreadable(path, $"The card has {text.Length:N0} characters; at most {CardLimits.MaxLength:N0} are read.");
        if (text.AsSpan().IsWhiteSpace() || text is "\ufeff")
            return Unreadable(path, "The card is empty.");

        var lines = new LineIndex(text);
        List<YamlProblem>? problems = null;
        YamlDocument? frontMatter = null;
        var range = Cards.FrontMatter.Find(text);
        if (range is { } found)
        {
            Cards.FrontMatter.Check(text, found, ref problems);
            frontMatter = YamlDocument.Parse(lines, path, found.Start, found.End, ref problems);
            if (frontMatter is not null && frontMatter.Root.Kind is not (YamlNodeKind.Mapping or YamlNodeKind.Unreadable))
                AddNotAMapping(frontMatter.Root, found, ref problems);
        }
        else
        {
            problems = [Cards.FrontMatter.Missing(text)];
        }

        return new ReadResult<ModelCard>(new ModelCard(lines, path, range, frontMatter), YamlDocument.ToFindings(lines, path, problems));
    }

    /// <summary>Reads a card from its bytes.</summary>
    /// <param name="utf8">The whole file in UTF-8, with or without a byte order mark.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <returns>The card; null when the bytes are none, more than <see cref="CardLimits.MaxLength"/>, or not UTF-8.</returns>
    public static ReadResult<ModelCard> Read(ReadOnlySpan<byte> utf8, string path = DefaultPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (utf8.Length > CardLimits.MaxLength)
            return Unreadable(path, $"The card has {utf8.Length:N0} bytes; at most {CardLimits.MaxLength:N0} are read.");
        return Utf8.IsValid(utf8) ? Read(Encoding.UTF8.GetString(utf8), path) : NotUtf8(utf8, path);
    }

    /// <summary>Reads a card from a stream, from its position to its end.</summary>
    /// <param name="stream">The file in UTF-8. It is not closed. No more than <see cref="CardLimits.MaxLength"/> bytes and one are read.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>As <see cref="Read(ReadOnlySpan{byte}, string)"/>.</returns>
    /// <exception cref="IOException">The stream fails.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<ReadResult<ModelCard>> ReadAsync(Stream stream, string path = DefaultPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        // Most cards fit into the first buffer. One byte over the limit is enough to know that a card is too long.
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            length += read;
            if (length > CardLimits.MaxLength)
                break;
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, CardLimits.MaxLength + 1));
        }

        return Read(buffer.AsSpan(0, length), path);
    }

    private static void AddNotAMapping(YamlNode root, FrontMatterRange range, ref List<YamlProblem>? problems)
    {
        var what = root.Kind == YamlNodeKind.Sequence ? "a list" : root.IsNull ? "empty" : "one text without a key";
        var hint = root.IsScalar && root.RawText.Contains(':') ? " A space must stand behind the ':' of a key." : "";
        problems ??= [];
        var (start, end) = root.RawText.IsEmpty ? (range.Fence, range.Fence + 3) : (root.Start, root.ContentEnd);
        problems.Add(new YamlProblem(CardReadRules.NotOneMapping, Severity.Error, start, end, $"The front matter is {what}; expected keys with values, such as 'license: mit'.{hint}"));
    }

    private static ReadResult<ModelCard> Unreadable(string path, string message) => new(null, [new Finding(CardReadRules.UnreadableCard, message, new FindingLocation(path))]);

    private static ReadResult<ModelCard> NotUtf8(ReadOnlySpan<byte> bytes, string path)
    {
        var valid = 0;
        while (valid < bytes.Length && Rune.DecodeFromUtf8(bytes[valid..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            valid += consumed;
        var before = Encoding.UTF8.GetString(bytes[..valid]);
        var (line, column) = new LineIndex(before + "?").Position(before.Length);
        var hint = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? " It looks like UTF-16." : "";
        return new ReadResult<ModelCard>(null, [new Finding(CardReadRules.UnreadableCard, $"The byte 0x{bytes[valid]:X2} at offset {valid} is not UTF-8.{hint} Save the file as UTF-8.", new FindingLocation(path) { Line = line, Column = column })]);
    }
}
