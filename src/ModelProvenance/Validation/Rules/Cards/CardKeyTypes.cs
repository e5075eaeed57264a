using ModelProvenance.Cards;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>What a key takes.</summary>
internal enum CardKeyType
{
    /// <summary>Anything, or not known.</summary>
    Any = 0,

    /// <summary>One text.</summary>
    Text,

    /// <summary>One text, or several.</summary>
    TextOrTexts,

    /// <summary>Several texts.</summary>
    Texts,

    /// <summary>Several of anything.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Mapping,
}

/// <summary>What each known key takes: huggingface.js, packages/hub/src/types/api/api-model.ts (ApiModelMetadata), and hub-docs, docs/hub/model-cards.md.</summary>
internal static class CardKeyTypes
{
    public static CardKeyType Of(ReadOnlySpan<char> key) => key switch
    {
        CardKeys.License or CardKeys.BaseModel or CardKeys.Datasets or CardKeys.Language => CardKeyType.TextOrTexts,
        CardKeys.Tags or CardKeys.LanguageBcp47 => CardKeyType.Texts,
        CardKeys.Widget or CardKeys.ModelIndex => CardKeyType.List,
        CardKeys.GatedFields => CardKeyType.Mapping,
        CardKeys.LicenseName or CardKeys.LicenseLink or CardKeys.LicenseDetails or CardKeys.NewVersion or CardKeys.LibraryName or CardKeys.PipelineTag or CardKeys.MaskToken or CardKeys.InstancePrompt
            or CardKeys.Thumbnail or CardKeys.Description or CardKeys.FinetunedFrom or CardKeys.LanguageDetails or CardKeys.GatedPrompt or CardKeys.GatedHeading or CardKeys.GatedDescription or CardKeys.GatedButton
            or CardKeys.BaseModelRevision => CardKeyType.Text,
        _ => CardKeyType.Any,
    };
}
