using System.Collections.Immutable;

namespace ModelProvenance.Findings;

/// <summary>What is known of a rule without running it.</summary>
/// <param name="Id">The number, stable for ever.</param>
/// <param name="Name">One word in PascalCase that says what is wrong, such as <c>UnknownLicenseTag</c>; stable, used in SARIF as the friendly name.</param>
/// <param name="Severity">The severity unless a configuration says otherwise.</param>
/// <param name="Summary">One sentence: what the rule finds.</param>
public sealed record RuleDescriptor(RuleId Id, string Name, Severity Severity, string Summary)
{
    /// <summary>The base of every help page; the id follows.</summary>
    public const string HelpBase = "https://modelprovenance.github.io/rules/";

    /// <summary>Whether a safe fix exists for at least some findings of the rule. Default false.</summary>
    public bool Fixable { get; init; }

    /// <summary>The profiles in which the rule runs unless a configuration says otherwise. Empty: a reader or loader emits it whenever it applies.</summary>
    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>The page that explains the rule.</summary>
    public Uri HelpUri => new(HelpBase + Id);
}
