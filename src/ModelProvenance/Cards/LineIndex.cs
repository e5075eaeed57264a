using System.Text;

using ModelProvenance.Findings;

namespace ModelProvenance.Cards;

/// <summary>Turns offsets of a text into lines, columns and bytes. The table is made when the first position is asked for: a card without findings never needs it.</summary>
internal sealed class LineIndex(string text)
{
    // Up to here the lines are counted for each position: most findings stand near the start, and the table of a long body costs more.
    private const int NearStart = 2048;

    private Table? _table;

    public string Text => text;

    private Table Lines => _table ??= Build(text);

    public (int Line, int Column) Position(int offset)
    {
        if (_table is null && offset <= NearStart)
            return Count(offset);
        var line = LineOf(offset);
        return (line + 1, offset - Lines.Starts[line] + 1);
    }

    /// <summary>The offset of a line and a column, both from 1.</summary>
    public int Offset(int line, int column) => Lines.Starts[line - 1] + column - 1;

    public int ByteOffset(int offset)
    {
        var table = Lines;
        if (table.IsAscii)
            return offset;
        var line = LineOf(offset);
        return table.Bytes[line] + Encoding.UTF8.GetByteCount(text.AsSpan(table.Starts[line], offset - table.Starts[line]));
    }

    public SourceSpan Span(int start, int end)
    {
        var (line, column) = Position(start);
        // The last character decides the last line: an end behind a line break belongs to the line before.
        var (endLine, endColumn) = end > start ? Position(end - 1) : (line, column - 1);
        return new SourceSpan(start, end, line, column, endLine, endColumn + 1, ByteOffset(start), ByteOffset(end));
    }

    public FindingLocation Location(string path, int start, int end, string pointer = "")
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = end > start ? Position(end - 1) : (line, column - 1);
        return new FindingLocation(path) { Line = line, Column = column, EndLine = endLine, EndColumn = endColumn + 1, Pointer = pointer };
    }

    private (int Line, int Column) Count(int offset)
    {
        var line = 1;
        var start = 0;
        while (true)
        {
            var next = text.AsSpan(start, offset - start).IndexOfAny('\n', '\r');
            if (next < 0)
                return (line, offset - start + 1);
            var after = start + next + 1;
            if (text[after - 1] == '\r' && after < text.Length && text[after] == '\n')
                after++;
            // No line begins behind the last line break of the text, and the line feed of a pair belongs to the line that it ends.
            if (after == text.Length || after > offset)
                return (line, offset - start + 1);
            line++;
            start = after;
        }
    }

    private int LineOf(int offset)
    {
        var index = Array.BinarySearch(Lines.Starts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    private static Table Build(string text)
    {
        var starts = new List<int> { 0 };
        var position = 0;
        while (true)
        {
            var next = text.AsSpan(position).IndexOfAny('\n', '\r');
            if (next < 0)
                break;
            position += next + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
                position++;
            if (position < text.Length)
                starts.Add(position);
        }

        var isAscii = Ascii.IsValid(text);
        var bytes = isAscii ? [] : new int[starts.Count];
        for (var i = 1; i < bytes.Length; i++)
            bytes[i] = bytes[i - 1] + Encoding.UTF8.GetByteCount(text.AsSpan(starts[i - 1], starts[i] - starts[i - 1]));
        return new Table([.. starts], bytes, isAscii);
    }

    private sealed record Table(int[] Starts, int[] Bytes, bool IsAscii);
}
