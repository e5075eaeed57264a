using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The Hub shows how to load a model by its library.</summary>
internal sealed class UnknownLibrary()
    : CardRule(2304, nameof(UnknownLibrary), Severity.Info, "library_name is not on the Hub's list of libraries, or the library stands among the tags only.", fixable: true)
{
    public override void Check(CardRuleContext context)
    {
        var library = context.Card.LibraryName;
        if (!context.Card.Find(CardKeys.LibraryName).Exists)
        {
            CheckTags(context);
            return;
        }

        if (!library.Exists || HubList.Libraries.Contains(library.Node.SimpleValue) || library.Node.SimpleValue.IsWhiteSpace() || CardText.IsPlaceholder(library.Node.SimpleValue))
            return;
        var written = library.Value!;
        var folded = HubList.Libraries.Folded(written);
        var near = folded ?? HubList.Libraries.Near(written);
        // Anybody may have a library; only a slip is worth more than a hint.
        if (near is not null)
            context.Report(library.Node, $"The library {CardText.Quote(written)} is not known to the Hub ({HubList.Libraries.Edition}). Write '{near}'.", Severity.Warning, fix: folded is null ? null : CardRuleContext.Fix($"Write '{folded}'.", CardEdits.SetText(library.Node, folded)));
        else if (context.IsStrict)
            context.Report(library.Node, $"The library {CardText.Quote(written)} is not known to the Hub ({HubList.Libraries.Edition}), so it shows no way to load the model.");
    }

    // The Hub looks for a library among the tags when the key is missing; readers of the card alone look for the key.
    private static void CheckTags(CardRuleContext context)
    {
        Located<string> found = default;
        foreach (var tag in context.Card.Tags)
        {
            if (!IsTaggedLibrary(tag.Node.SimpleValue))
                continue;
            if (found.Exists)
                return;
            found = tag;
        }

        if (found.Exists && !IsOfBase(context, found.Value!))
            context.Report(found.Node, $"The library stands among the tags only. Add 'library_name: {found.Value}'.", fix: CardRuleContext.Fix($"Add 'library_name: {found.Value}'.", CardEdits.AddEntry(context.Card.Metadata, context.Card.Find(CardKeys.Tags), CardKeys.LibraryName, found.Value!)));
    }

    // What was made from GGUF files often carries the tag of the files that it was made from.
    private static bool IsOfBase(CardRuleContext context, string library)
    {
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value!.EndsWith("-" + library, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Libraries of the list whose names mean nothing else.
    private static bool IsTaggedLibrary(ReadOnlySpan<char> tag) =>
        tag is "adapter-transformers" or "diffusers" or "fastai" or "flair" or "gguf" or "keras" or "mlx" or "nemo" or "open_clip" or "peft" or "sentence-transformers" or "setfit" or "spacy"
            or "stable-baselines3" or "timm" or "transformers" or "transformers.js" or "ultralytics";
}
