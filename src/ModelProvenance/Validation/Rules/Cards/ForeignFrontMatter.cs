using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The front matter of a Space, a data set or a site generator; rules over model cards have nothing to say about it.</summary>
internal sealed class ForeignFrontMatter()
    : CardRule(2015, nameof(ForeignFrontMatter), Severity.Info, "The front matter is that of a Space, a data set or a page of a site: it is not judged as a model card.")
{
    private static string? SignOf(ReadOnlySpan<char> key) => key switch
    {
        "sdk" or "app_file" or "colorFrom" => "a Space",
        "task_categories" or "dataset_info" or "size_categories" or "annotations_creators" or "configs" => "a data set",
        "layout" or "permalink" or "sidebar_position" or "sidebar_label" => "a page of a site",
        _ => null,
    };

    private static readonly string[] OfModels = [CardKeys.BaseModel, CardKeys.PipelineTag, CardKeys.LibraryName, CardKeys.ModelIndex, CardKeys.Widget, CardKeys.Tasks, CardKeys.Inference];

    /// <summary>Whether the card is one that other rules pass over.</summary>
    public static bool Matches(ModelCard card) => card.Metadata.Exists && Sign(card) is { What: not null };

    public override void Check(CardRuleContext context)
    {
        if (context.Card.Metadata.Exists && Sign(context.Card) is { What: { } what } sign)
            context.Report(context.Card.Metadata.FindEntry(sign.Key).Key, $"The key '{sign.Key}' is that of {what}: this is not judged as a model card.");
    }

    private static (string Key, string? What) Sign(ModelCard card)
    {
        foreach (var entry in card.Metadata.Entries)
        {
            if (!entry.Key.IsScalar)
                continue;
            if (SignOf(entry.Key.SimpleValue) is { } what)
                return Array.Exists(OfModels, known => card.Find(known).Exists) ? default : (entry.Key.Value, what);
        }

        return default;
    }
}
