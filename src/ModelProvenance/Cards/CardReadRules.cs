using ModelProvenance.Findings;

namespace ModelProvenance.Cards;

/// <summary>What the reader of model cards finds wrong with the text of a card: its encoding, its front matter and the YAML in it. Numbers of retired rules stay free.</summary>
public static class CardReadRules
{
    /// <summary>Empty, not UTF-8, or over a limit.</summary>
    public static RuleDescriptor UnreadableCard { get; } = Error(2001, nameof(UnreadableCard), "The card is empty, is not UTF-8, or is over a limit of the reader.");

    /// <summary>No block between two fences at the start of the text.</summary>
    public static RuleDescriptor MissingFrontMatter { get; } = Warning(2002, nameof(MissingFrontMatter), "The card has no front matter where the hub looks for it, at the start of the file.");

    /// <summary>The opening fence has no closing one.</summary>
    public static RuleDescriptor UnclosedFrontMatter { get; } = Error(2003, nameof(UnclosedFrontMatter), "The front matter is opened with --- and never closed.");

    /// <summary>Fences and line ends that readers understand in different ways.</summary>
    public static RuleDescriptor FragileFence { get; } =
        Warning(2004, nameof(FragileFence), "A byte order mark, blanks behind a fence, or mixed or CR-only line ends: readers of cards disagree about the front matter.") with { Fixable = true };

    /// <summary>The YAML cannot be read.</summary>
    public static RuleDescriptor YamlSyntax { get; } = Error(2005, nameof(YamlSyntax), "The front matter is not valid YAML.");

    /// <summary>A key stands twice in one mapping.</summary>
    public static RuleDescriptor DuplicateKey { get; } = Error(2006, nameof(DuplicateKey), "A key stands twice in one mapping, so readers disagree about its value.");

    /// <summary>A list or a plain text instead of keys, or several documents.</summary>
    public static RuleDescriptor NotOneMapping { get; } = Error(2007, nameof(NotOneMapping), "The front matter is not one mapping of keys to values.");

    /// <summary>Anchors, aliases, tags, merge keys, keys that are no scalars, directives.</summary>
    public static RuleDescriptor UnsupportedYaml { get; } =
        Error(2008, nameof(UnsupportedYaml), "The front matter uses YAML that card readers treat differently: anchor, alias, tag, merge key, directive, or a key that is a collection.");

    /// <summary>Tabs and unusual blanks between tokens, control characters.</summary>
    public static RuleDescriptor UnusualCharacter { get; } =
        Warning(2009, nameof(UnusualCharacter), "A tab or an unusual blank stands where a space belongs, or a control character stands in the text.");

    /// <summary>A key that only some readers take.</summary>
    public static RuleDescriptor LongKey { get; } = Warning(2016, nameof(LongKey), "A key is longer than 1,024 characters, which YAML 1.2 and Python readers refuse without a '?' before it.");

    /// <summary>The wording of each rule of this class, in the order of the numbers.</summary>
    internal static RuleDescriptor[] All => [UnreadableCard, MissingFrontMatter, UnclosedFrontMatter, FragileFence, YamlSyntax, DuplicateKey, NotOneMapping, UnsupportedYaml, UnusualCharacter, LongKey];

    private static RuleDescriptor Error(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Error, summary);

    private static RuleDescriptor Warning(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Warning, summary);
}
