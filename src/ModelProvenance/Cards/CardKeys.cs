namespace ModelProvenance.Cards;

/// <summary>The keys of front matter that this library knows: those of the Hugging Face Hub (hub-docs, modelcard.md; huggingface.js, api-model.ts) and those of ModelScope.</summary>
public static class CardKeys
{
    /// <summary>The licence: an id of the hub's list, or several.</summary>
    public const string License = "license";

    /// <summary>The name of a licence outside the list.</summary>
    public const string LicenseName = "license_name";

    /// <summary>Where its text is: a file of the repository or an address.</summary>
    public const string LicenseLink = "license_link";

    /// <summary>The first name of <c>license_name</c> (2023).</summary>
    public const string LicenseDetails = "license_details";

    /// <summary>The repository that the model was made from, or several.</summary>
    public const string BaseModel = "base_model";

    /// <summary>How it was made from them.</summary>
    public const string BaseModelRelation = "base_model_relation";

    /// <summary>At which revision; an extension that the hub ignores.</summary>
    public const string BaseModelRevision = "base_model_revision";

    /// <summary>An old name of <c>base_model</c>.</summary>
    public const string FinetunedFrom = "finetuned_from";

    /// <summary>The repository that replaces this one.</summary>
    public const string NewVersion = "new_version";

    /// <summary>Data sets of the hub.</summary>
    public const string Datasets = "datasets";

    /// <summary>Storage buckets of the hub (2026).</summary>
    public const string Buckets = "buckets";

    /// <summary>Languages, as ISO 639 codes.</summary>
    public const string Language = "language";

    /// <summary>Languages with regions.</summary>
    public const string LanguageBcp47 = "language_bcp47";

    /// <summary>Languages in words.</summary>
    public const string LanguageDetails = "language_details";

    /// <summary>The library that loads the model.</summary>
    public const string LibraryName = "library_name";

    /// <summary>The task.</summary>
    public const string PipelineTag = "pipeline_tag";

    /// <summary>Free words.</summary>
    public const string Tags = "tags";

    /// <summary>Metrics that the model was measured with.</summary>
    public const string Metrics = "metrics";

    /// <summary>Evaluation results.</summary>
    public const string ModelIndex = "model-index";

    /// <summary>Emissions in grams.</summary>
    public const string Emissions = "co2_eq_emissions";

    /// <summary>Examples for the page.</summary>
    public const string Widget = "widget";

    /// <summary>Settings of the hosted inference.</summary>
    public const string Inference = "inference";

    /// <summary>The mask token for the page.</summary>
    public const string MaskToken = "mask_token";

    /// <summary>The prompt that an adapter was trained on.</summary>
    public const string InstancePrompt = "instance_prompt";

    /// <summary>The address of a picture.</summary>
    public const string Thumbnail = "thumbnail";

    /// <summary>A text for the page.</summary>
    public const string Description = "description";

    /// <summary>The name of the model.</summary>
    public const string ModelName = "model_name";

    /// <summary>The text that a user of a gated repository agrees to.</summary>
    public const string GatedPrompt = "extra_gated_prompt";

    /// <summary>Its heading.</summary>
    public const string GatedHeading = "extra_gated_heading";

    /// <summary>What stands below the heading.</summary>
    public const string GatedDescription = "extra_gated_description";

    /// <summary>The text on the button.</summary>
    public const string GatedButton = "extra_gated_button_content";

    /// <summary>What the user is asked.</summary>
    public const string GatedFields = "extra_gated_fields";

    /// <summary>Whether users in the European Union are refused.</summary>
    public const string GatedEuDisallowed = "extra_gated_eu_disallowed";

    /// <summary>ModelScope: the tasks.</summary>
    public const string Tasks = "tasks";

    /// <summary>ModelScope: the domains, such as <c>nlp</c>.</summary>
    public const string Domain = "domain";

    /// <summary>ModelScope: the model types.</summary>
    public const string ModelType = "model-type";

    /// <summary>ModelScope: the frameworks.</summary>
    public const string Frameworks = "frameworks";

    /// <summary>ModelScope: the architectures.</summary>
    public const string Backbone = "backbone";

    /// <summary>ModelScope: whether it can be finetuned there.</summary>
    public const string FinetuneSupport = "finetune-support";

    /// <summary>ModelScope: examples for the page.</summary>
    public const string Widgets = "widgets";

    /// <summary>ModelScope: results and datasets for search.</summary>
    public const string Indexing = "indexing";

    /// <summary>Number of known keys; <see cref="Index"/> stays below it.</summary>
    internal const int Count = 41;

    /// <summary>Whether the key is known. Ordinal: the hub tells <c>License</c> from <c>license</c>.</summary>
    public static bool IsKnown(ReadOnlySpan<char> key) => Index(key) >= 0;

    /// <summary>A number for each known key, from 0; -1 for another one.</summary>
    internal static int Index(ReadOnlySpan<char> key) => key switch
    {
        License => 0,
        LicenseName => 1,
        LicenseLink => 2,
        LicenseDetails => 3,
        BaseModel => 4,
        BaseModelRelation => 5,
        BaseModelRevision => 6,
        FinetunedFrom => 7,
        NewVersion => 8,
        Datasets => 9,
        Buckets => 10,
        Language => 11,
        LanguageBcp47 => 12,
        LanguageDetails => 13,
        LibraryName => 14,
        PipelineTag => 15,
        Tags => 16,
        Metrics => 17,
        ModelIndex => 18,
        Emissions => 19,
        Widget => 20,
        Inference => 21,
        MaskToken => 22,
        InstancePrompt => 23,
        Thumbnail => 24,
        Description => 25,
        ModelName => 26,
        GatedPrompt => 27,
        GatedHeading => 28,
        GatedDescription => 29,
        GatedButton => 30,
        GatedFields => 31,
        GatedEuDisallowed => 32,
        Tasks => 33,
        Domain => 34,
        ModelType => 35,
        Frameworks => 36,
        Backbone => 37,
        FinetuneSupport => 38,
        Widgets => 39,
        Indexing => 40,
        _ => -1,
    };
}
