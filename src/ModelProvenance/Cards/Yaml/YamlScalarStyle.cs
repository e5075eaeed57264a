namespace ModelProvenance.Cards.Yaml;

/// <summary>How a scalar is written.</summary>
public enum YamlScalarStyle : byte
{
    /// <summary>Not a scalar (<c>default</c>).</summary>
    None = 0,

    /// <summary>Without quotes. Only plain scalars can be null, truth values, numbers or dates.</summary>
    Plain,

    /// <summary>In single quotes.</summary>
    SingleQuoted,

    /// <summary>In double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>A block behind <c>|</c>: line breaks stay.</summary>
    Literal,

    /// <summary>A block behind <c>&gt;</c>: single line breaks become spaces.</summary>
    Folded,
}
