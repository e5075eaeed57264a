using System.Collections.Immutable;

using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;
using ModelProvenance.Text;
using ModelProvenance.Validation.Rules.Licensing;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>What a rule over a card is given: the card, what it may be compared with, and where findings go.</summary>
internal sealed class CardRuleContext(Validator validator, ModelCard card, CardFolder? folder, FindingCollector sink)
{
    private ImmutableArray<BaseLicense> _leftOut;
    private string? _squeezedBody;
    private CardPhrases? _phrases;
    private bool? _mayHaveLicenseSection;
    private List<PhrasePlace>? _places;
    private ImmutableArray<Teacher> _teachers;

    public ModelCard Card => card;

    public string Path => card.Path;

    public ModelCatalog Catalog => validator.Options.Catalog;

    public ModelResolver Resolver => validator.Resolver;

    /// <summary>The model that a name stands for, whatever the day; cards of a folder share the answers.</summary>
    public ModelResolution ResolveModel(string name) => validator.ResolveModel(name);

    /// <summary>The licence that a text names; cards of a folder share the answers.</summary>
    public LicenseNameResolution ResolveLicense(string text) => validator.ResolveLicense(text);

    /// <summary>The text of the card as licences are looked for in it, made once.</summary>
    public string SqueezedBody => _squeezedBody ??= BaseLicense.Squeezed(card.Body);

    /// <summary>Whether the text holds a phrase of a group, in any case of letters. All groups are looked for at once, when the first one is asked for.</summary>
    public bool Holds(CardPhrases group) => ((_phrases ??= FindPhrases()) & group) != 0;

    /// <summary>Where phrases of a group stand in the body, as offsets of the body, in their order. Of blanks, teachers, conversions, licences and bases only.</summary>
    public CardPhrasePlaces Places(CardPhrases group) => new(Holds(group) ? _places : null, group, card.BodyStart);

    private CardPhrases FindPhrases()
    {
        var found = CardPhraseScan.Of(card.Text, ref _places);
        _places?.Sort((left, right) => left.Start.CompareTo(right.Start));
        return found;
    }

    /// <summary>Whether a line with the word licence may be a heading. Most cards have none, and need not be cut into sections.</summary>
    public bool MayHaveLicenseSection => _mayHaveLicenseSection ??= FindLicenseHeading();

    /// <summary>The licences of bases that the card leaves out, looked for once.</summary>
    public ImmutableArray<BaseLicense> LeftOut => _leftOut.IsDefault ? _leftOut = [.. BaseLicense.FindLeftOut(this)] : _leftOut;

    /// <summary>The models on whose outputs this one was trained, looked for once.</summary>
    public ImmutableArray<Teacher> Teachers => _teachers.IsDefault ? _teachers = [.. Teacher.Of(this)] : _teachers;

    /// <summary>The licence that a short text names or links; cards of a folder share the answers. Null when it names none, or several that are not the same.</summary>
    public LicenseNameResolution? FindLicenseStatement(string text) => validator.FindLicenseStatement(text);

    /// <summary>Answers for models outside the catalog; null when nobody does.</summary>
    public IModelMetadataSource? Metadata => validator.Options.Metadata;

    /// <summary>The day for which findings are meant; null when none was given.</summary>
    public DateOnly? AsOf => validator.Options.AsOf;

    /// <summary>The day of the revision that the card is of; null when it is not known.</summary>
    public DateOnly? RevisionDay => validator.RevisionDay;

    /// <summary>The repository of the card; <c>default</c> when it is not known.</summary>
    public RepositoryId Repository => validator.Options.Repository;

    /// <summary>The folder of the card; null when only a text was given.</summary>
    public CardFolder? Folder => folder;

    /// <summary>Whether the repository of the card has a file; null when that is not known.</summary>
    /// <param name="name">A path relative to the card.</param>
    public bool? FileExists(string name) => folder?.Has(name);

    /// <summary>A file beside the card, at most 4 MiB; null when it is not there, larger, or the card comes from no folder.</summary>
    /// <param name="name">A path relative to the card.</param>
    public ReadOnlyMemory<byte>? ReadFile(string name) => folder?.ReadFile(name);

    /// <summary>The names of the files in a folder beside the card, in ordinal order; empty when there is none.</summary>
    /// <param name="name">A path relative to the card.</param>
    public IEnumerable<string> FilesIn(string name) => folder?.FilesIn(name) ?? [];

    public bool IsStrict => validator.Options.Profile == ValidationProfile.Strict;

    public bool IsHub => validator.Options.Profile == ValidationProfile.Hub;

    /// <summary>The rule that is running; set by the validator.</summary>
    public RuleDescriptor Rule { get; set; } = null!;

    /// <summary>Reports a finding at a node.</summary>
    /// <param name="node">Where.</param>
    /// <param name="message">One or two sentences that name the value, the place and the expectation, and say what to do.</param>
    /// <param name="severity">Null for the rule's own.</param>
    /// <param name="hub">What the Hugging Face Hub says when it refuses the same, word for word; null when it does not refuse it.</param>
    /// <param name="fix">Edits that repair it and change nothing else.</param>
    /// <param name="evidence">What the finding rests on besides the place itself.</param>
    public void Report(YamlNode node, string message, Severity? severity = null, string? hub = null, FindingFix? fix = null, ImmutableArray<FindingEvidence> evidence = default) =>
        Report(node.Location, message, severity, hub, fix, evidence);

    /// <summary>Reports a finding at a place.</summary>
    public void Report(FindingLocation location, string message, Severity? severity = null, string? hub = null, FindingFix? fix = null, ImmutableArray<FindingEvidence> evidence = default) =>
        sink.Add(new ReportedFinding(new Finding(Rule, severity ?? Rule.Severity, message, location) { Evidence = evidence.IsDefault ? [] : evidence }) { HubMessage = hub, Fix = fix });

    /// <summary>Reports a finding in the body.</summary>
    /// <param name="start">Offset in <see cref="ModelCard.Body"/>.</param>
    /// <param name="length">Number of characters.</param>
    /// <param name="message">As for a node.</param>
    /// <param name="severity">Null for the rule's own.</param>
    public void ReportInBody(int start, int length, string message, Severity? severity = null) =>
        Report(card.Lines.Location(card.Path, card.BodyStart + start, card.BodyStart + start + length), message, severity);

    /// <summary>Reports that something is missing: at the opening fence, or at the start of a card without front matter.</summary>
    public void ReportMissing(string message, Severity? severity = null, FindingFix? fix = null, ImmutableArray<FindingEvidence> evidence = default) =>
        Report(card.FrontMatterLocation, message, severity, null, fix, evidence);

    private bool FindLicenseHeading()
    {
        foreach (var place in Places(CardPhrases.License))
        {
            if (MayBeHeading(card.Body, place.Start))
                return true;
        }

        return false;
    }

    // "# License", or a line of = or - below.
    private static bool MayBeHeading(ReadOnlySpan<char> body, int at)
    {
        var start = body[..at].LastIndexOfAny('\r', '\n') + 1;
        if (body[start..].TrimStart(' ') is ['#', ..])
            return true;
        var length = body[at..].IndexOfAny('\r', '\n');
        return length >= 0 && body[(at + length)..].TrimStart("\r\n ") is ['=' or '-', ..];
    }

    /// <summary>A fix of one edit; null when the place cannot be edited.</summary>
    public static FindingFix? Fix(string title, CardEdit? edit) => edit is { } one ? new FindingFix(title, [one]) : null;
}
