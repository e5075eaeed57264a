using System.Collections.Immutable;

using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>Which findings of the reader stand for a refusal by js-yaml: errors of syntax, duplicate keys, several documents, control characters. What is only ours (tags, aliases, keys that are collections) is none.</summary>
internal static class HubVerdict
{
    private static readonly RuleDescriptor[] Refusals = [CardReadRules.YamlSyntax, CardReadRules.DuplicateKey, CardReadRules.NotOneMapping, CardReadRules.UnusualCharacter];

    public static bool IsRefused(ImmutableArray<Finding> findings) => findings.Any(f => f.Severity == Severity.Error && Refusals.Contains(f.Rule));
}
