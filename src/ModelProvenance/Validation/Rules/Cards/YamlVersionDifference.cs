using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Python clients read YAML 1.1, the Hub YAML 1.2: a word such as <c>no</c> is a truth value to the one and a text to the other.</summary>
internal sealed class YamlVersionDifference()
    : CardRule(2010, nameof(YamlVersionDifference), Severity.Warning, "A value without quotes is one thing in YAML 1.1 (Python clients) and another in YAML 1.2 (the Hub).", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        if (context.Card.FrontMatter is not { } document)
            return;
        var nodes = document.Nodes;
        for (var i = 1; i < nodes.Length; i++)
        {
            if (nodes[i].Kind != YamlNodeKind.Scalar || nodes[i].Style != YamlScalarStyle.Plain || nodes[i].End == nodes[i].Start || !MayDiffer(document.Text[nodes[i].Start]))
                continue;
            var node = new YamlNode(document, i);
            var (core, old) = (node.ScalarType, node.Yaml11ScalarType);
            if (core == old && (core != YamlScalarType.Integer || !IsOctal(node.SimpleValue)))
                continue;
            // A sign as a key or a list item that is not quoted gives the Hub a text; quotes give everybody that text.
            var fix = core == YamlScalarType.String ? CardRuleContext.Fix($"Put {CardText.Quote(node.SimpleValue)} in quotes.", CardEdits.SetText(node, node.Value)) : null;
            context.Report(node, $"{CardText.Quote(node.SimpleValue)} is {Name(core, node)} in YAML 1.2, which the Hub reads, and {Name(old, node)} in YAML 1.1, which Python clients read. Put it in quotes, or write it so that both agree.", fix: fix);
        }
    }

    // First characters of everything that a version of YAML takes for something else than a text.
    private static bool MayDiffer(char first) => char.IsAsciiDigit(first) || first is 'y' or 'Y' or 'n' or 'N' or 'o' or 'O' or '+' or '-' or '.' or '=' or '<';

    private static bool IsOctal(ReadOnlySpan<char> text) => text.Length > 1 && text[0] == '0' && text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Name(YamlScalarType type, YamlNode node) => type switch
    {
        YamlScalarType.String => "a text",
        YamlScalarType.Boolean => "a truth value",
        YamlScalarType.Integer => IsOctal(node.SimpleValue) ? "a whole number by another base" : "a whole number",
        YamlScalarType.Float => "a number",
        YamlScalarType.Timestamp => "a date",
        YamlScalarType.Null => "nothing",
        _ => "no value",
    };
}
