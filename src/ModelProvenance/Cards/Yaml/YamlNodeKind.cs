namespace ModelProvenance.Cards.Yaml;

/// <summary>What a node of a YAML document is.</summary>
public enum YamlNodeKind : byte
{
    /// <summary>There is no node (<c>default</c>).</summary>
    None = 0,

    /// <summary>A text, number, truth value, date or null; which of them, the asker decides.</summary>
    Scalar,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>Keys with values.</summary>
    Mapping,

    /// <summary>A reference to an anchor. It is not followed.</summary>
    Alias,

    /// <summary>A value with a syntax error in it. A finding says what is wrong.</summary>
    Unreadable,
}
