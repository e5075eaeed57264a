using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>A rule over a model card. One object serves all cards on all threads, so it holds no state.</summary>
internal abstract class CardRule
{
    protected CardRule(int number, string name, Severity severity, string summary, bool fixable = false, bool strictOnly = false, bool hub = false) =>
        Descriptor = new RuleDescriptor(RuleId.FromNumber(number), name, severity, summary) { Fixable = fixable, Profiles = strictOnly ? ["strict"] : hub ? ["hub", "provenance", "strict"] : ["provenance", "strict"] };

    public RuleDescriptor Descriptor { get; }

    /// <summary>Reports everything that the rule finds. Called for every card that could be read, so it allocates only for what it finds.</summary>
    public abstract void Check(CardRuleContext context);
}
