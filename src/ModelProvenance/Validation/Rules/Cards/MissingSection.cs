using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>What a reader looks for in a card: the sections of the Hub's annotated template (hub-docs, docs/hub/model-card-annotated.md).</summary>
internal sealed class MissingSection()
    : CardRule(2401, nameof(MissingSection), Severity.Info, "The text has no section on use, limits, training data or evaluation.", strictOnly: true)
{
    private static readonly (string Name, string[] Words)[] Wanted =
    [
        ("intended use", ["use", "usage", "how to", "getting started", "quickstart", "quick start", "使用", "用途", "快速开始"]),
        ("limits and risks", ["limitation", "bias", "risk", "safety", "ethic", "caveat", "out-of-scope", "局限", "风险"]),
        ("training data", ["training", "data", "corpus", "corpora", "pre-training", "pretraining", "训练", "数据"]),
        ("evaluation", ["eval", "result", "benchmark", "performance", "metric", "score", "评测", "评估", "性能"]),
    ];

    public override void Check(CardRuleContext context)
    {
        if (!context.Card.HasFrontMatter)
            return;
        var missing = Wanted.Where(section => !context.Card.Sections.Any(s => s.Level > 0 && Array.Exists(section.Words, word => s.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))).Select(section => section.Name).ToList();
        if (missing.Count > 0)
            context.ReportMissing($"The text has no heading about {string.Join(", ", missing)}. Add what readers look for.", Severity.Info);
    }
}
