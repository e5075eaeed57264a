namespace ModelProvenance.Artifacts;

/// <summary>A value of a configuration document and where it stands.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) in the document.</param>
/// <param name="Line">Line of the value, from 1.</param>
/// <param name="Column">Column of the value, from 1, in UTF-16 code units.</param>
public sealed record ConfigValue<T>(T Value, string Pointer, int Line, int Column)
{
    /// <summary>The value alone.</summary>
    public override string ToString() => Value?.ToString() ?? "";
}
