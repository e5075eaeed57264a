using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The front matter of a Space, a data set or a site generator; rules over model cards have nothing to say about it.</summary>
internal sealed class ForeignFrontMatter()
    : CardRule(2015, nameof(ForeignFrontMatter), Severity.Info, "The front matter is that of a Space, a data set or a page of a site: it is not judged as a model card.")
{
    private static readonly (string Key, string What)[] Signs =
    [
        ("sdk", "a Space"), ("app_file", "a Space"), ("colorFrom", "a Space"), ("task_categories", "a data set"), ("dataset_info", "a data set"), ("size_categories", "a data set"), ("annotations_creators", "a data set"),
        ("configs", "a data set"), ("layout", "a page of a site"), ("permalink", "a page of a site"), ("sidebar_position", "a page of a site"), ("sidebar_label", "a page of a site"),
    ];

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
            foreach (var (key, what) in Signs)
            {
                if (entry.Key.ValueEquals(key))
                    return Array.Exists(OfModels, known => card.Find(known).Exists) ? default : (key, what);
            }
        }

        return default;
    }
}
