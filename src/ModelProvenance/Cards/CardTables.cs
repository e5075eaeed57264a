using ModelProvenance.Facts;

namespace ModelProvenance.Cards;

/// <summary>Looks for the size of the model in the tables of a card.</summary>
internal static class CardTables
{
    /// <summary>The size label of the one table row <c>| Parameters | 7B |</c> of the body.</summary>
    /// <returns>Null when no row, or when rows with different labels say so: a table of several models is not about this one.</returns>
    public static (SizeLabel Label, int Start, int End)? FindSize(LineIndex lines, int bodyStart)
    {
        var text = lines.Text;
        (SizeLabel Label, int Start, int End)? found = null;
        var position = bodyStart;
        while (position < text.Length)
        {
            var length = text.AsSpan(position).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : position + length;
            if (text.AsSpan(position, end - position).TrimStart(" \t").StartsWith("|") && Row(text, position, end) is { } row)
            {
                if (found is { } earlier && earlier.Label != row.Label)
                    return null;
                found ??= row;
            }

            position = end + 1;
        }

        return found;
    }

    // Exactly two cells: a title that means the parameters, and a label.
    private static (SizeLabel Label, int Start, int End)? Row(string text, int start, int end)
    {
        var first = text.IndexOf('|', start, end - start);
        var second = text.IndexOf('|', first + 1, end - first - 1);
        if (second < 0)
            return null;
        var third = text.IndexOf('|', second + 1, end - second - 1);
        if (third >= 0 && !text.AsSpan(third + 1, end - third - 1).IsWhiteSpace())
            return null;
        if (!IsTitle(text.AsSpan(first + 1, second - first - 1)))
            return null;
        var valueEnd = third < 0 ? end : third;
        var cell = Unmark(text.AsSpan(second + 1, valueEnd - second - 1));
        return SizeLabel.TryParse(cell, null, out var label) ? (label, second + 1, valueEnd) : null;
    }

    private static bool IsTitle(ReadOnlySpan<char> cell)
    {
        var title = Unmark(cell);
        foreach (var known in Titles)
        {
            if (title.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Without blanks and marks of emphasis.
    private static ReadOnlySpan<char> Unmark(ReadOnlySpan<char> cell) => cell.Trim(" \t*_`:");

    private static readonly string[] Titles = ["Parameters", "Params", "Total parameters", "Number of parameters", "Parameter count", "Model size", "参数量"];
}
