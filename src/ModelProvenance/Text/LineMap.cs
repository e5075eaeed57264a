namespace ModelProvenance.Text;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns.</summary>
internal sealed class LineMap
{
    private readonly byte[] _text;
    private int[]? _starts;

    public LineMap(byte[] text) => _text = text;

    /// <summary>Line from 1 (LF, CRLF and CR end lines) and column from 1 in UTF-16 code units.</summary>
    public (int Line, int Column) Position(int offset)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        _starts ??= Starts();
        var line = Array.BinarySearch(_starts, offset);
        if (line < 0)
            line = ~line - 1;

        var column = 1;
        for (var i = _starts[line]; i < offset; i++)
        {
            // One unit for each first byte of a character, a second one for characters outside the basic plane (four bytes).
            var b = _text[i];
            if ((b & 0xC0) != 0x80)
                column += b >= 0xF0 ? 2 : 1;
        }

        return (line + 1, column);
    }

    private int[] Starts()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < _text.Length; i++)
        {
            if (_text[i] == '\n' || (_text[i] == '\r' && (i + 1 == _text.Length || _text[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}
