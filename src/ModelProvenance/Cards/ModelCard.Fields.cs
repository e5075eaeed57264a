using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Facts;

namespace ModelProvenance;

// The fields. A text is every scalar that is not null, with the spelling of the document: "license: 2.0" is the text 2.0.
public sealed partial class ModelCard
{
    // For each known key the index of its first node, 0 when the card does not have it (0 is the root).
    private int[]? _fields;

    /// <summary>The licences; one in most cards. A licence that is a mapping or null is not among them.</summary>
    public LocatedTexts Licenses => Texts(CardKeys.License);

    /// <summary>The name of a licence outside the hub's list.</summary>
    public Located<string> LicenseName => Text1(CardKeys.LicenseName);

    /// <summary>Where the licence text is: a file of the repository or an address.</summary>
    public Located<string> LicenseLink => Text1(CardKeys.LicenseLink);

    /// <summary>The models that this one was made from.</summary>
    public LocatedTexts BaseModels => Texts(CardKeys.BaseModel);

    /// <summary>How it was made from them, in the hub's word.</summary>
    public Located<string> BaseModelRelation => Text1(CardKeys.BaseModelRelation);

    /// <summary>How it was made from them; null when the card does not say, or says something else than the hub's four words.</summary>
    public RelationKind? Relation => BaseModelRelation.Value switch
    {
        "adapter" => RelationKind.Adapter,
        "merge" => RelationKind.Merge,
        "quantized" => RelationKind.Quantized,
        "finetune" => RelationKind.Finetune,
        _ => null,
    };

    /// <summary>The languages.</summary>
    public LocatedTexts Languages => Texts(CardKeys.Language);

    /// <summary>The tags.</summary>
    public LocatedTexts Tags => Texts(CardKeys.Tags);

    /// <summary>The task, in the hub's word. ModelScope cards have <see cref="Tasks"/>.</summary>
    public Located<string> PipelineTag => Text1(CardKeys.PipelineTag);

    /// <summary>The library that loads the model. ModelScope cards have <see cref="Frameworks"/>.</summary>
    public Located<string> LibraryName => Text1(CardKeys.LibraryName);

    /// <summary>The data sets.</summary>
    public LocatedTexts Datasets => Texts(CardKeys.Datasets);

    /// <summary>The metrics.</summary>
    public LocatedTexts Metrics => Texts(CardKeys.Metrics);

    /// <summary>The repository that replaces this one.</summary>
    public Located<string> NewVersion => Text1(CardKeys.NewVersion);

    /// <summary>The address of a picture.</summary>
    public Located<string> Thumbnail => Text1(CardKeys.Thumbnail);

    /// <summary>The name of the model.</summary>
    public Located<string> ModelName => Text1(CardKeys.ModelName);

    /// <summary>The evaluation results; <c>default</c> when there are none.</summary>
    public YamlNode ModelIndex => Field(CardKeys.ModelIndex);

    /// <summary>The text that a user of a gated repository agrees to.</summary>
    public Located<string> GatedPrompt => Text1(CardKeys.GatedPrompt);

    /// <summary>The heading above it.</summary>
    public Located<string> GatedHeading => Text1(CardKeys.GatedHeading);

    /// <summary>What stands below the heading.</summary>
    public Located<string> GatedDescription => Text1(CardKeys.GatedDescription);

    /// <summary>The text on the button.</summary>
    public Located<string> GatedButton => Text1(CardKeys.GatedButton);

    /// <summary>What the user is asked; <c>default</c> when nothing.</summary>
    public YamlNode GatedFields => Field(CardKeys.GatedFields);

    /// <summary>Whether users in the European Union are refused. Not there when the value is no truth value.</summary>
    public Located<bool> GatedEuDisallowed => Field(CardKeys.GatedEuDisallowed) is var node && node.TryGetBoolean(out var value) ? new Located<bool>(value, node) : default;

    /// <summary>ModelScope: the tasks.</summary>
    public LocatedTexts Tasks => Texts(CardKeys.Tasks);

    /// <summary>ModelScope: the domains.</summary>
    public LocatedTexts Domains => Texts(CardKeys.Domain);

    /// <summary>ModelScope: the frameworks.</summary>
    public LocatedTexts Frameworks => Texts(CardKeys.Frameworks);

    /// <summary>For which hub the front matter was written: a key that only ModelScope has decides, unless a key that only the Hugging Face Hub has stands beside it.</summary>
    public CardDialect Dialect =>
        (Has(CardKeys.Tasks) || Has(CardKeys.Domain) || Has(CardKeys.ModelType) || Has(CardKeys.Frameworks) || Has(CardKeys.Backbone) || Has(CardKeys.FinetuneSupport))
            && !Has(CardKeys.PipelineTag) && !Has(CardKeys.LibraryName) && !Has(CardKeys.ModelIndex)
            ? CardDialect.ModelScope
            : CardDialect.HuggingFace;

    /// <summary>The entries whose key is none of <see cref="CardKeys"/>, in their order. Vendors may add what they like.</summary>
    public IEnumerable<YamlEntry> UnknownEntries => Metadata.Entries.Where(entry => !CardKeys.IsKnown(entry.Key.Value));

    /// <summary>The entry with the key; <c>default</c> when the card does not have it. Of two with the same key the first.</summary>
    public YamlEntry Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var index = CardKeys.Index(key);
        if (index < 0)
            return Metadata.FindEntry(key);
        var node = Fields[index];
        return node == 0 ? default : new YamlEntry(new YamlNode(FrontMatter, node), new YamlNode(FrontMatter, node + FrontMatter!.Nodes[node].Size));
    }

    private int[] Fields => _fields ??= FindFields();

    private bool Has(string key) => Find(key).Exists;

    private YamlNode Field(string key) => Find(key).Value;

    private LocatedTexts Texts(string key) => new(Field(key));

    private Located<string> Text1(string key) => Field(key) is { IsScalar: true, IsNull: false } node ? new Located<string>(node.Value, node) : default;

    private int[] FindFields()
    {
        var fields = new int[CardKeys.Count];
        foreach (var entry in Metadata.Entries)
        {
            var index = entry.Key.IsScalar ? CardKeys.Index(entry.Key.SimpleValue) : -1;
            if (index >= 0 && fields[index] == 0)
                fields[index] = entry.Key.Index;
        }

        return fields;
    }
}
