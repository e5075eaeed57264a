namespace ModelProvenance.Cards.Yaml;

/// <summary>A comment of a YAML document.</summary>
/// <param name="Text">From the <c>#</c> to the end of the line.</param>
/// <param name="Span">Where it stands.</param>
public sealed record YamlComment(string Text, SourceSpan Span);
