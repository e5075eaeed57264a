namespace ModelProvenance.Cards;

/// <summary>A stretch of a text: where it begins and ends, for people (lines), for strings (UTF-16) and for files (bytes).</summary>
/// <param name="Start">Offset of the first UTF-16 code unit, from 0.</param>
/// <param name="End">Offset behind the last UTF-16 code unit, from 0.</param>
/// <param name="Line">Line of the first character, from 1. LF, CR LF and a lone CR end a line.</param>
/// <param name="Column">Column of the first character, from 1, in UTF-16 code units.</param>
/// <param name="EndLine">Line of the last character, from 1.</param>
/// <param name="EndColumn">Column behind the last character, from 1, in UTF-16 code units.</param>
/// <param name="StartByte">Offset of the first byte in UTF-8, from 0; a byte order mark counts.</param>
/// <param name="EndByte">Offset behind the last byte in UTF-8, from 0.</param>
public readonly record struct SourceSpan(int Start, int End, int Line, int Column, int EndLine, int EndColumn, int StartByte, int EndByte)
{
    /// <summary>Length in UTF-16 code units.</summary>
    public int Length => End - Start;
}
