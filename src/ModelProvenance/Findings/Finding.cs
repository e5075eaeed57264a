using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ModelProvenance.Findings;

/// <summary>What a rule says about an input: which rule, how grave, in which words, where, resting on what.</summary>
/// <param name="Rule">The rule that speaks.</param>
/// <param name="Severity">The severity in this run; the rule's own unless a configuration changed it.</param>
/// <param name="Message">One or two sentences that name the value, the place and the expectation. Invariant culture.</param>
/// <param name="Location">Where.</param>
[method: JsonConstructor]
public sealed record Finding(RuleDescriptor Rule, Severity Severity, string Message, FindingLocation Location)
{
    /// <summary>A finding at the rule's own severity.</summary>
    public Finding(RuleDescriptor rule, string message, FindingLocation location)
        : this(rule ?? throw new ArgumentNullException(nameof(rule)), rule.Severity, message, location)
    {
    }

    /// <summary>What the finding rests on besides the place itself. Empty when the input speaks for itself.</summary>
    public ImmutableArray<FindingEvidence> Evidence { get; init; } = [];

    /// <summary><c>path(line,column): warning MP2103: message</c>, the form that MSBuild and editors understand; without a place it begins with the severity.</summary>
    public override string ToString() => $"{(Location.ToString() is { Length: > 0 } place ? place + ": " : "")}{Severity.ToString().ToLowerInvariant()} {Rule.Id}: {Message}";
}

/// <summary>One thing that a finding rests on.</summary>
/// <param name="Text">What it says, in our words: <c>base meta-llama/Llama-3.1-8B is under LicenseRef-Llama-3.1-Community</c>.</param>
/// <param name="Source">URL or path of the document.</param>
/// <param name="Locator">Where in the document; empty for the whole.</param>
public sealed record FindingEvidence(string Text, string Source, string Locator = "");
