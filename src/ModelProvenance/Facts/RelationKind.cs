namespace ModelProvenance.Facts;

/// <summary>How a model comes from another one.</summary>
public enum RelationKind
{
    /// <summary>Weights of the base, trained further for a task or for chat.</summary>
    Finetune = 0,

    /// <summary>Weights of the base, pretrained further.</summary>
    ContinuedPretraining,

    /// <summary>Separate weights (LoRA and the like) that work only with the base.</summary>
    Adapter,

    /// <summary>Weights computed from several bases.</summary>
    Merge,

    /// <summary>The same weights at a lower precision.</summary>
    Quantized,

    /// <summary>Trained on outputs of the base, the teacher; none of its weights.</summary>
    Distilled,

    /// <summary>Weights of the base, with parts removed.</summary>
    Pruned,

    /// <summary>The same weights in another file format.</summary>
    Converted,

    /// <summary>Weights of the base, with another tokenizer.</summary>
    VocabularyChange,
}

/// <summary>What follows from the kind of a relation.</summary>
public static class RelationKindExtensions
{
    /// <summary>Whether the model holds weights of its base, changed or not. An adapter and a student of a teacher do not.</summary>
    public static bool CarriesWeights(this RelationKind kind) => kind is not (RelationKind.Distilled or RelationKind.Adapter);

    /// <summary>Whether the model is the base's own work in another form.</summary>
    public static bool IsSameWork(this RelationKind kind) => kind is RelationKind.Quantized or RelationKind.Converted;
}
