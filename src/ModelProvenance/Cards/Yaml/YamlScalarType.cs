namespace ModelProvenance.Cards.Yaml;

/// <summary>What a scalar without quotes stands for.</summary>
public enum YamlScalarType
{
    /// <summary>Not a scalar (<c>default</c>).</summary>
    None = 0,

    /// <summary>A text.</summary>
    String,

    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, infinity, or no number.</summary>
    Float,

    /// <summary>A date, with or without a time of day. The day need not exist: <c>2024-13-45</c> has the form.</summary>
    Timestamp,
}
