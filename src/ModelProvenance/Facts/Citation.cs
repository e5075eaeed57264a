using System.Collections.Immutable;

namespace ModelProvenance.Facts;

/// <summary>What sort of document a source is.</summary>
public enum SourceKind
{
    /// <summary>A file in a repository of the developer, at a commit.</summary>
    DeveloperRepository = 0,

    /// <summary>The developer's own model card.</summary>
    ModelCard,

    /// <summary>A licence or policy text of the licensor.</summary>
    LicenseText,

    /// <summary>A technical report or paper of the developers.</summary>
    Paper,

    /// <summary>A dated post, release note or page of the organization itself.</summary>
    Announcement,

    /// <summary>Stock exchange, company register, court or government.</summary>
    Filing,

    /// <summary>A configuration, header or index file of the weights.</summary>
    Artifact,

    /// <summary>A dated copy of what a hub's API or listing said.</summary>
    HubSnapshot,

    /// <summary>Somebody's data set or registry.</summary>
    Database,

    /// <summary>Press.</summary>
    News,

    /// <summary>Anything else.</summary>
    Secondary,
}

/// <summary>What follows from the kind of a source.</summary>
public static class SourceKindExtensions
{
    /// <summary>Whether the statement comes from who must know it: developer, licensor, register, or the weights themselves.</summary>
    public static bool IsPrimary(this SourceKind kind) => kind <= SourceKind.Artifact;
}

/// <summary>A document that was read.</summary>
/// <param name="Url">Where it stands; a repository file with its commit in the address.</param>
/// <param name="Kind">What sort of document it is.</param>
/// <param name="Read">The day on which it was read.</param>
public sealed record SourceDocument(Uri Url, SourceKind Kind, DateOnly Read)
{
    /// <summary>Its key in the catalog: the file that cites it, '#', and the key there; empty outside a catalog.</summary>
    public string Key { get; init; } = "";

    /// <summary>Its title; empty when it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The commit (40 hex digits) or another revision; null when the document has none.</summary>
    public string? Revision { get; init; }

    /// <summary>The document's own date; <c>default</c> when it states none.</summary>
    public PartialDate Published { get; init; }

    /// <summary>SHA-256 of the bytes that were read, 64 lower-case hex digits; null when they could not be had.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where the copy was read, when that is not <see cref="Url"/>; null otherwise.</summary>
    public string? Via { get; init; }
}

/// <summary>A place in a document that states something.</summary>
/// <param name="Source">The document.</param>
/// <param name="Locator">Where in it: line, section, page, table or JSON pointer; empty for the whole.</param>
/// <param name="Literal">The few characters that were read there; empty when the place speaks for itself.</param>
public sealed record Citation(SourceDocument Source, string Locator = "", string Literal = "");

/// <summary>How a claim came about.</summary>
public enum ClaimMethod
{
    /// <summary>Somebody says so: a card line, a BOM field, a name.</summary>
    Declared = 0,

    /// <summary>Read off the thing itself: a header, a tensor count, a file digest.</summary>
    Observed,

    /// <summary>Computed from other claims by a stated rule.</summary>
    Derived,

    /// <summary>Entered in the catalog by a person who read the source.</summary>
    Curated,
}

/// <summary>One statement about one subject. Every reader and the catalog yield claims of this type.</summary>
/// <param name="Subject">What the statement is about: a catalog id, a repository or a path.</param>
/// <param name="Property">Which property, as the JSON shapes name it: <c>license</c>, <c>parameters.total</c>.</param>
/// <param name="Value">The value in its canonical spelling; for an unknown the state (<c>notPublished</c> ...).</param>
/// <param name="Method">How the claim came about.</param>
public sealed record ProvenanceClaim(string Subject, string Property, string Value, ClaimMethod Method)
{
    /// <summary>Where it was read.</summary>
    public ImmutableArray<ClaimSource> Sources { get; init; } = [];

    /// <summary>Whether this is the adjudicated value of the catalog (true), or one that lost or is open (false). Claims of readers are not adjudicated: true.</summary>
    public bool IsPreferred { get; init; } = true;

    /// <summary>Why another value is preferred; null when this one is, or when the conflict is open.</summary>
    public string? Ruling { get; init; }

    /// <summary>What a reader must know to use the value; null when there is nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A place that states a claim: a document on the web or a file at hand.</summary>
/// <param name="Location">URL or path.</param>
/// <param name="Locator">Where in it; empty for the whole.</param>
public sealed record ClaimSource(string Location, string Locator = "")
{
    /// <summary>What sort of document it is; null for a file at hand.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>The few characters that were read there; empty when unknown.</summary>
    public string Literal { get; init; } = "";

    /// <summary>The day on which it was read; null for a file at hand.</summary>
    public DateOnly? Read { get; init; }

    /// <summary>The same place as a claim's source.</summary>
    public static ClaimSource From(Citation citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        return new ClaimSource(citation.Source.Url.OriginalString, citation.Locator) { Kind = citation.Source.Kind, Literal = citation.Literal, Read = citation.Source.Read };
    }
}
