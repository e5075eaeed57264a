namespace ModelProvenance.Cards.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key; a scalar in every document without findings.</param>
/// <param name="Value">The value; a scalar without text when nothing stands behind the colon.</param>
public readonly record struct YamlEntry(YamlNode Key, YamlNode Value)
{
    /// <summary>Whether there is an entry (not <c>default</c>).</summary>
    public bool Exists => Key.Exists;
}
