namespace ModelProvenance.Cards;

/// <summary>For which hub the front matter of a card was written.</summary>
public enum CardDialect
{
    /// <summary>The Hugging Face Hub, or nothing that tells.</summary>
    HuggingFace = 0,

    /// <summary>ModelScope and its relatives: <c>tasks</c>, <c>domain</c>, <c>frameworks</c>, licences as spaced names.</summary>
    ModelScope,
}
