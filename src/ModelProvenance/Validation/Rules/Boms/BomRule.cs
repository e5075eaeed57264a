using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Boms.Reading;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>A rule over a bill of materials. One object serves all documents on all threads, so it holds no state.</summary>
internal abstract class BomRule
{
    protected BomRule(int number, string name, Severity severity, string summary) =>
        Descriptor = new RuleDescriptor(RuleId.FromNumber(number), name, severity, summary) { Profiles = ["provenance", "strict"] };

    public RuleDescriptor Descriptor { get; }

    /// <summary>Reports everything that the rule finds.</summary>
    public abstract void Check(BomRuleContext context);
}

/// <summary>What a rule over a bill of materials is given: the document, what it may be compared with, and where findings go.</summary>
internal sealed class BomRuleContext(Validator validator, BomDocument document, FindingCollector sink)
{
    private readonly Dictionary<RuleDescriptor, int> _counts = [];

    public BomDocument Document => document;

    public Validator Validator => validator;

    public ModelCatalog Catalog => validator.Options.Catalog;

    /// <summary>The rule that is running; set by the validator.</summary>
    public RuleDescriptor Rule { get; set; } = null!;

    /// <summary>Reports a finding at a node; of one rule at most <see cref="BomLimits.MaxFindingsPerRule"/>.</summary>
    public void Report(JsonTreeNode node, string message, Severity? severity = null, ImmutableArray<FindingEvidence> evidence = default)
    {
        var count = _counts.GetValueOrDefault(Rule);
        _counts[Rule] = count + 1;
        if (count >= BomLimits.MaxFindingsPerRule)
            return;
        var (line, column) = document.Tree.Position(node);
        var (endLine, endColumn) = document.Tree.EndPosition(node);
        var location = new FindingLocation(document.Path) { Line = line, Column = column, EndLine = endLine, EndColumn = endColumn, Pointer = node.Pointer };
        sink.Add(new ReportedFinding(new Finding(Rule, severity ?? Rule.Severity, message, location) { Evidence = evidence.IsDefault ? [] : evidence }));
    }

    /// <summary>A text of the document, fit for a message.</summary>
    public static string Quote(string text) => BomFindings.Quote(text);
}
