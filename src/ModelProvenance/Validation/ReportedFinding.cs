using System.Collections.Immutable;

using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation;

/// <summary>A finding as a check reports it: with its severity in this run, and what can be done about it.</summary>
/// <param name="Finding">What the rule says.</param>
public sealed record ReportedFinding(Finding Finding)
{
    /// <summary>The rule that speaks.</summary>
    public RuleDescriptor Rule => Finding.Rule;

    /// <summary>The severity in this run.</summary>
    public Severity Severity => Finding.Severity;

    /// <summary>What the rule says.</summary>
    public string Message => Finding.Message;

    /// <summary>Where.</summary>
    public FindingLocation Location => Finding.Location;

    /// <summary>What the Hugging Face Hub says when it refuses the same place, word for word; null when it does not refuse it. The profile <c>hub</c> reports these and nothing else.</summary>
    public string? HubMessage { get; init; }

    /// <summary>The edits that repair it and change nothing else; null when nobody but a person can repair it.</summary>
    public FindingFix? Fix { get; init; }

    /// <summary>Why and by whom the finding is accepted; null when it is not. A waived finding is counted apart and never fails a check.</summary>
    public string? Waiver { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Finding.ToString();
}

/// <summary>Edits that repair one finding.</summary>
/// <param name="Title">What they do, such as <c>Write 'mit' in lower case.</c></param>
/// <param name="Edits">The edits, for the text that was checked.</param>
public sealed record FindingFix(string Title, ImmutableArray<CardEdit> Edits);
