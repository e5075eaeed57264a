namespace ModelProvenance.Artifacts;

/// <summary>The properties of which files of a model make claims, spelled as <see cref="Facts.ProvenanceClaim.Property"/> has them.</summary>
public static class ArtifactProperties
{
    /// <summary>The name that the file gives the model.</summary>
    public const string Name = "name";

    /// <summary>The version of the model.</summary>
    public const string Version = "version";

    /// <summary>A person or group that made it.</summary>
    public const string Author = "author";

    /// <summary>The organization that made it.</summary>
    public const string Organization = "organization";

    /// <summary>Who made this build of it.</summary>
    public const string Quantizer = "quantizer";

    /// <summary>A licence, as the file spells it: an SPDX expression, a hub tag or a free name.</summary>
    public const string License = "license";

    /// <summary>The address of a licence text.</summary>
    public const string LicenseLink = "licenseLink";

    /// <summary>The repository of the model.</summary>
    public const string Repository = "repository";

    /// <summary>A model that it was made from.</summary>
    public const string BaseModel = "baseModel";

    /// <summary>Data that it was trained on.</summary>
    public const string Dataset = "dataset";

    /// <summary>The size label, such as 7B or 8x7B.</summary>
    public const string SizeLabel = "parameters.label";

    /// <summary>All parameters.</summary>
    public const string TotalParameters = "parameters.total";

    /// <summary>Parameters used for one token.</summary>
    public const string ActiveParameters = "parameters.active";

    /// <summary>The architecture: GGUF architecture, Transformers class or model type.</summary>
    public const string Architecture = "architecture";

    /// <summary>The context window in tokens.</summary>
    public const string ContextLength = "contextLength";

    /// <summary>The number of layers.</summary>
    public const string Layers = "layers";

    /// <summary>The width of the hidden state.</summary>
    public const string HiddenSize = "hiddenSize";

    /// <summary>The number of tokens in the vocabulary.</summary>
    public const string VocabularySize = "vocabularySize";

    /// <summary>The tokens themselves: how many, and their digest (<see cref="TokenFingerprint"/>).</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>How the weights are stored: a GGUF file type, a quantization method, a data type.</summary>
    public const string Quantization = "quantization";

    /// <summary>The data type that the developer names for the weights.</summary>
    public const string DataType = "dataType";

    /// <summary>The file format.</summary>
    public const string Format = "format";

    /// <summary>The kind of tokenizer.</summary>
    public const string Tokenizer = "tokenizer";

    /// <summary>The program that wrote the file.</summary>
    public const string Producer = "producer";

    /// <summary>A language of the model.</summary>
    public const string Language = "language";

    /// <summary>How adapter weights relate to their base: LORA and the like.</summary>
    public const string AdapterType = "adapterType";
}
