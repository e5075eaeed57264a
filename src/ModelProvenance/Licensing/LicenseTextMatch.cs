using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Licensing;

/// <summary>What a text is taken to be when a licence is looked for in it.</summary>
public enum LicenseTextContext
{
    /// <summary>A text with front matter is a document, any other a licence file.</summary>
    Auto = 0,

    /// <summary>A licence file: everything in it counts.</summary>
    LicenseFile,

    /// <summary>A model card or another document that holds a licence text: what stands outside the section with the text does not count.</summary>
    Document,
}

/// <summary>Whether a text is a known licence text.</summary>
public enum LicenseTextVerdict
{
    /// <summary>No known text.</summary>
    Unknown = 0,

    /// <summary>Word for word, apart from the statements of copyright holders.</summary>
    Exact,

    /// <summary>Nothing that could matter is missing, added or changed: a title, an appendix or a preamble may be missing, a heading or another text may stand beside it.</summary>
    Same,

    /// <summary>Words are missing, added or changed; <see cref="LicenseTextMatch.Differences"/> says where.</summary>
    Modified,
}

/// <summary>What makes a text differ.</summary>
public enum LicenseTextDetail
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>All of the known text is there, and more.</summary>
    Additions,

    /// <summary>Words of the known text are missing or changed.</summary>
    Altered,

    /// <summary>It differs in version, date or another phrase that tells editions apart: an edition that is not known, most likely.</summary>
    OtherVersion,

    /// <summary>Not a text, but a statement that names or links a licence.</summary>
    Statement,

    /// <summary>Several texts (<see cref="LicenseTextMatch.Parts"/>).</summary>
    Composite,
}

/// <summary>How a place differs.</summary>
public enum LicenseTextDifferenceKind
{
    /// <summary>Words that the known text does not have.</summary>
    Added = 0,

    /// <summary>Words of the known text are missing.</summary>
    Removed,

    /// <summary>Other words.</summary>
    Changed,
}

/// <summary>A place where a text differs from a known one.</summary>
/// <param name="Line">The line of the first word that differs; for words that are missing, that of the next word. From 1.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Text">The words that stand there, at most <see cref="MaxText"/> characters; empty when words are missing.</param>
/// <param name="MissingWords">How many words of the known text are not there. The words themselves are not stored in this library.</param>
public sealed record LicenseTextDifference(int Line, LicenseTextDifferenceKind Kind, string Text, int MissingWords)
{
    /// <summary>The longest text of a difference, in characters.</summary>
    public const int MaxText = 200;
}

/// <summary>A licence that a text resembles.</summary>
/// <param name="License">The licence.</param>
/// <param name="Score">0 to 1: twice the words in common over the words of both.</param>
public sealed record LicenseTextCandidate(LicenseId License, double Score);

/// <summary>One of several texts in one file.</summary>
/// <param name="License">The licence or policy.</param>
/// <param name="Verdict">Whether the part is that text.</param>
/// <param name="StartLine">The line of its first word, from 1.</param>
/// <param name="EndLine">The line of its last word, from 1.</param>
public sealed record LicenseTextPart(LicenseId License, LicenseTextVerdict Verdict, int StartLine, int EndLine);

/// <summary>What a text was found to be.</summary>
/// <remarks>A statement about words, not about law. The four signals are <see cref="Coverage"/>, <see cref="Residue"/>, the deciding phrases (<see cref="PhrasesFound"/> of
/// <see cref="PhrasesExpected"/>) and <see cref="Order"/>; the verdict itself rests on every word: one word that differs makes a text <see cref="LicenseTextVerdict.Modified"/>.</remarks>
public sealed record LicenseTextMatch
{
    /// <summary>The licence; for <see cref="LicenseTextVerdict.Modified"/> the one that the text was made from; <c>default</c> when unknown, or when several licences stand side by side.</summary>
    public LicenseId License { get; init; }

    /// <summary>The version that the known text states; empty when it states none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether the text is that licence.</summary>
    public LicenseTextVerdict Verdict { get; init; }

    /// <summary>What makes it differ.</summary>
    public LicenseTextDetail Detail { get; init; }

    /// <summary>0 to 1: twice the words in common over the words of both.</summary>
    public double Score { get; init; }

    /// <summary>The share of the known text that was found, without its optional parts. 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>The share of the text that the known text does not explain. 0 to 1.</summary>
    public double Residue { get; init; }

    /// <summary>The share of the telling words that stand in the same order. 0 to 1.</summary>
    public double Order { get; init; }

    /// <summary>How many of the deciding phrases of the known text are as they should be.</summary>
    public int PhrasesFound { get; init; }

    /// <summary>How many deciding phrases the known text has.</summary>
    public int PhrasesExpected { get; init; }

    /// <summary>Whether only the first part of the text was read (see <see cref="LicenseText.MaxLength"/>).</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the text differs, in order.</summary>
    public ImmutableArray<LicenseTextDifference> Differences { get; init; } = [];

    /// <summary>What the text resembles, best first; at most five.</summary>
    public ImmutableArray<LicenseTextCandidate> Candidates { get; init; } = [];

    /// <summary>The texts that were found, in order; one entry for a file of one text, none when unknown.</summary>
    public ImmutableArray<LicenseTextPart> Parts { get; init; } = [];

    /// <summary>What a statement names: filled for <see cref="LicenseTextDetail.Statement"/>, null otherwise.</summary>
    public LicenseNameResolution? Statement { get; init; }
}
