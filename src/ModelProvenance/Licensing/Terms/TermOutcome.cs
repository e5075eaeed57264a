using System.Collections.Immutable;

namespace ModelProvenance.Licensing.Terms;

/// <summary>What comes of holding a term against a use.</summary>
/// <param name="Status">Whether it bears on the use.</param>
/// <param name="Fact">The fact that decided.</param>
internal sealed record TermOutcome(ObligationStatus Status, string Fact)
{
    public ImmutableArray<string> Missing { get; init; } = [];

    public string Action { get; init; } = "";

    public string Text { get; init; } = "";

    public static TermOutcome Applies(string fact, string action, string text = "") => new(ObligationStatus.Applies, fact) { Action = action, Text = text };

    public static TermOutcome DoesNotApply(string fact) => new(ObligationStatus.DoesNotApply, fact);

    public static TermOutcome Unknown(string action, params ImmutableArray<string> missing) => new(ObligationStatus.Unknown, "") { Missing = missing, Action = action };
}
