using System.Collections.Immutable;
using System.Text;

namespace ModelProvenance.Cards;

/// <summary>The replacement of a stretch of a card. Everything outside of it keeps its bytes.</summary>
/// <param name="Start">Offset of the first UTF-16 code unit that is replaced, from 0.</param>
/// <param name="Length">Number of code units that are replaced; 0 for an insertion.</param>
/// <param name="NewText">What stands there afterwards; empty for a removal.</param>
public readonly record struct CardEdit(int Start, int Length, string NewText)
{
    /// <summary>Offset behind the last code unit that is replaced.</summary>
    public int End => Start + Length;

    /// <summary>Makes the text that has all the edits. The text itself is not changed, nor is any file.</summary>
    /// <param name="text">The text for which the edits were made.</param>
    /// <param name="edits">The edits, in any order. Insertions at one place stand in the order given.</param>
    /// <exception cref="ArgumentException">An edit lies outside the text, or two edits overlap.</exception>
    public static string Apply(string text, IEnumerable<CardEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(edits);
        var result = new StringBuilder(text.Length + 64);
        var position = 0;
        foreach (var edit in edits.OrderBy(e => e.Start).ThenBy(e => e.End).ToImmutableArray())
        {
            if (edit.Start < 0 || edit.Length < 0 || edit.End > text.Length)
                throw new ArgumentException($"The edit at {edit.Start} of length {edit.Length} lies outside the text of {text.Length} characters.", nameof(edits));
            if (edit.Start < position)
                throw new ArgumentException($"Two edits overlap at {edit.Start}.", nameof(edits));
            result.Append(text, position, edit.Start - position).Append(edit.NewText);
            position = edit.End;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
