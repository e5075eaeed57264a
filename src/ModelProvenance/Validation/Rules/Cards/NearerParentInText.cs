using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The text says what the build was converted from; front matter that names an earlier model loses a step of the lineage.</summary>
internal sealed class NearerParentInText()
    : CardRule(2206, nameof(NearerParentInText), Severity.Warning, "base_model does not name the model that the text says this one was converted from.", fixable: true)
{
    internal static readonly string[] Sentences = ["was converted to", "was quantized from", "were converted from", "was converted from", "is a quantized version of", "is a GGUF version of", "quantized versions of"];

    // A sentence is a few hundred characters long.
    private const int Reach = 300;

    public override void Check(CardRuleContext context)
    {
        var bases = context.Card.BaseModels;
        if (bases.Count != 1 || !context.Holds(CardPhrases.Conversion))
            return;
        var body = context.Card.Body;
        foreach (var sentence in context.Places(CardPhrases.Conversion))
        {
            var at = sentence.Start;
            var rest = body.Slice(at, Math.Min(Reach, body.Length - at));
            var end = rest.IndexOfAny('\r', '\n');
            rest = end < 0 ? rest : rest[..end];
            if (FirstRepository(rest) is not { } found || Same(found, bases.First.Value) || found.Equals(context.Repository.Value, StringComparison.OrdinalIgnoreCase))
                return;
            context.Report(bases.First.Node, $"The text says that this model comes from '{found}', but 'base_model' is '{bases.First.Value}'. Name the nearest parent, '{found}'; what that comes from stands in its own card.",
                fix: CardRuleContext.Fix($"Write '{found}'.", CardEdits.SetText(bases.First.Node, found)));
            return;
        }
    }

    // The first owner/name in brackets, back quotes or an address of the Hub.
    private static string? FirstRepository(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('`' or '[' or '('))
                continue;
            var rest = text[(i + 1)..];
            var end = rest.IndexOfAny('`', ']', ')');
            if (end <= 0)
                continue;
            var inner = rest[..end].Trim("`[* ");
            if (CardText.IsRepository(inner))
                return inner.ToString();
            if (CardText.RepositoryInAddress(inner.ToString()) is { } repository)
                return repository;
        }

        return null;
    }

    // Old and new names of an owner name the same model.
    private static bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left[(left.IndexOf('/') + 1)..].Equals(right[(right.IndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase);
}
