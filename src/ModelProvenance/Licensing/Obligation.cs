using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Licensing;

/// <summary>Whether a term bears on a use.</summary>
public enum ObligationStatus
{
    /// <summary>It does.</summary>
    Applies = 0,

    /// <summary>It does not.</summary>
    DoesNotApply,

    /// <summary>That cannot be said; <see cref="Obligation.Missing"/> says what is missing.</summary>
    Unknown,
}

/// <summary>What a term of a licence means for a use. A statement about a text and a stated use, not legal advice.</summary>
/// <param name="License">The licence.</param>
/// <param name="Kind">What the term is about.</param>
/// <param name="Status">Whether it bears on the use.</param>
public sealed record Obligation(LicenseId License, LicenseTermKind Kind, ObligationStatus Status)
{
    /// <summary>The term; null when the text was not read for this kind of term.</summary>
    public LicenseTerm? Term { get; init; }

    /// <summary>The model whose licence it is: the subject itself or one of those that it was made from; empty when a licence was asked for.</summary>
    public string From { get; init; } = "";

    /// <summary>How far that model is from the subject; 0 for the subject.</summary>
    public int Depth { get; init; }

    /// <summary>How the subject comes from that model; null for the subject.</summary>
    public RelationKind? Relation { get; init; }

    /// <summary>Whether another licence may be chosen in place of this one (<c>OR</c> in the expression).</summary>
    public bool IsAlternative { get; init; }

    /// <summary>The clause.</summary>
    public string Clause => Term?.Clause ?? "";

    /// <summary>The fact of the use, or of the model, that decided.</summary>
    public string Fact { get; init; } = "";

    /// <summary>What would have to be known: members of the usage profile, or that a text must be read.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>What the text asks for; empty when it asks for nothing.</summary>
    public string Action { get; init; } = "";

    /// <summary>A text that is to be shown or put into a file, word for word; empty when there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where the term was read.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}

/// <summary>The terms of a subject for a use.</summary>
/// <param name="Subject">The model or the licence expression.</param>
/// <param name="AsOf">The day for which it holds.</param>
/// <param name="Usage">The use.</param>
/// <param name="Terms">Every term, those of the subject's own licence first, then by distance.</param>
public sealed record ObligationReport(string Subject, DateOnly AsOf, UsageProfile Usage, ImmutableArray<Obligation> Terms)
{
    /// <summary>The model of the catalog that the subject is; <c>default</c> when none.</summary>
    public ModelId Model { get; init; }

    /// <summary>What one should know about how the subject was read: statements of documents that differ from each other or from the catalog.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>How many terms have a status.</summary>
    public int Count(ObligationStatus status) => Terms.Count(term => term.Status == status);

    /// <summary>Everything that is missing, most frequent first.</summary>
    public ImmutableArray<string> Missing =>
        [.. Terms.SelectMany(term => term.Missing).GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key)];
}
