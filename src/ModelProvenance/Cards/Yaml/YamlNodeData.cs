namespace ModelProvenance.Cards.Yaml;

[Flags]
internal enum YamlNodeFlags : byte
{
    None = 0,

    /// <summary>A collection in brackets.</summary>
    Flow = 1,

    /// <summary>The value differs from the text between the quotes: folded lines, escapes, a block.</summary>
    Decode = 2,

    /// <summary>A tag stands before the node.</summary>
    Tagged = 4,

    /// <summary>An anchor stands before the node.</summary>
    Anchored = 8,
}

/// <summary>One node. The nodes of a document stand in one array in document order, each collection before its children; a mapping's children are key, value, key, value.</summary>
internal struct YamlNodeData
{
    /// <summary>Offset of the first character, quotes and block header included.</summary>
    public int Start;

    /// <summary>Offset behind the last character; of a block scalar, behind its last line with its line break.</summary>
    public int End;

    /// <summary>Number of nodes of the subtree, this one included.</summary>
    public int Size;

    /// <summary>Items of a sequence, entries of a mapping; of a block scalar the indentation of its text.</summary>
    public int Count;

    public YamlNodeKind Kind;
    public YamlScalarStyle Style;
    public YamlNodeFlags Flags;
}
