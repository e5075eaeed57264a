using ModelProvenance.Findings;

namespace ModelProvenance.Cards.Yaml;

/// <summary>A finding before its lines are counted.</summary>
internal readonly record struct YamlProblem(RuleDescriptor Rule, Severity Severity, int Start, int End, string Message);
