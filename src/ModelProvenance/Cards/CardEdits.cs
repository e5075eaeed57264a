using System.Collections.Immutable;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Cards;

/// <summary>Makes the smallest edits that change a value, a key or a list item of a card. Order, comments, quoting and line ends of everything else stay.</summary>
/// <remarks>Each method returns null when the place cannot be edited without touching more than it should: a value with a syntax error or an alias, a collection in brackets
/// that would need a new line, a key behind '?', the last entry of a mapping.</remarks>
public static class CardEdits
{
    /// <summary>Changes the value of a scalar. Quotes stay as they are; a plain scalar gets quotes when the new text would not be read as a text by every reader.</summary>
    /// <param name="node">The scalar: a value, a list item or a key. One without text gets the value behind its colon or dash.</param>
    /// <param name="value">The new text.</param>
    public static CardEdit? SetText(YamlNode node, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Replace(node, CardScalar.Write(value, node.Style, IsInFlow(node)));
    }

    /// <summary>Changes the value of a scalar to a number, a truth value or null, written without quotes.</summary>
    /// <param name="node">The scalar.</param>
    /// <param name="literal">The value in YAML: <c>0.5</c>, <c>true</c>, <c>null</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="literal"/> is a text or a date; <see cref="SetText"/> writes those.</exception>
    public static CardEdit? SetLiteral(YamlNode node, string literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        if (YamlTyping.Core(literal) is YamlScalarType.String or YamlScalarType.Timestamp)
            throw new ArgumentException($"'{literal}' is not a number, a truth value or null.", nameof(literal));
        return Replace(node, literal);
    }

    /// <summary>Changes a key. Its value stays.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="key">The new key. Whether the mapping has it already is not asked.</param>
    public static CardEdit? RenameKey(YamlEntry entry, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return entry.Key.IsScalar && !entry.Key.RawText.IsEmpty ? SetText(entry.Key, key) : null;
    }

    /// <summary>Removes an entry with its lines. Comments on lines of their own above it stay.</summary>
    /// <param name="mapping">The mapping that has the entry.</param>
    /// <param name="entry">The entry.</param>
    public static CardEdit? RemoveEntry(YamlNode mapping, YamlEntry entry)
    {
        if (!IsBlock(mapping, YamlNodeKind.Mapping) || mapping.Count < 2 || !entry.Exists || entry.Value.Kind == YamlNodeKind.Unreadable)
            return null;
        var text = mapping.Document!.Text;
        var start = LineStart(text, entry.Key.Start);
        if (!IsBlank(text, start, entry.Key.Start))
            return null;
        var edit = Lines(text, start, EndOf(entry));

        // Blank lines behind the entry would become part of a block text before it that keeps its blank lines.
        if (Before(mapping, entry) is { Exists: true } before && KeepsBlankLines(before.Value, out _))
        {
            var end = edit.End;
            while (end < text.Length && text[end] is '\r' or '\n')
                end++;
            edit = edit with { Length = end - edit.Start };
        }

        return edit;
    }

    /// <summary>Removes an item of a list with its lines.</summary>
    /// <param name="sequence">The list.</param>
    /// <param name="item">The item.</param>
    public static CardEdit? RemoveItem(YamlNode sequence, YamlNode item)
    {
        if (!IsBlock(sequence, YamlNodeKind.Sequence) || sequence.Count < 2 || !item.Exists)
            return null;
        var text = sequence.Document!.Text;
        var dash = text.LastIndexOf('-', Math.Max(item.Start - 1, 0));
        var start = LineStart(text, dash < 0 ? item.Start : dash);
        return dash >= 0 && IsBlank(text, start, dash) && IsBlank(text, dash + 1, item.Start) ? Lines(text, start, item.ContentEnd) : null;
    }

    /// <summary>Adds a key with a text behind an entry, on a line of its own.</summary>
    /// <param name="mapping">The mapping that has the entry; not in brackets.</param>
    /// <param name="after">The entry.</param>
    /// <param name="key">The new key.</param>
    /// <param name="value">The text.</param>
    public static CardEdit? AddEntry(YamlNode mapping, YamlEntry after, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(mapping, after, key, (_, _) => " " + CardScalar.Write(value, YamlScalarStyle.Plain, inFlow: false));
    }

    /// <summary>Adds a key with a list behind an entry, on lines of their own, indented as the other lists of the mapping.</summary>
    /// <param name="mapping">The mapping that has the entry; not in brackets.</param>
    /// <param name="after">The entry.</param>
    /// <param name="key">The new key.</param>
    /// <param name="items">The texts; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="items"/> is empty.</exception>
    public static CardEdit? AddEntry(YamlNode mapping, YamlEntry after, string key, ImmutableArray<string> items)
    {
        if (items.IsDefaultOrEmpty)
            throw new ArgumentException("A list needs an item.", nameof(items));
        return Add(mapping, after, key, (lineBreak, column) =>
        {
            var dash = lineBreak + new string(' ', column + ListIndent(mapping)) + "- ";
            return string.Concat(items.Select(item => dash + CardScalar.Write(item, YamlScalarStyle.Plain, inFlow: false)));
        });
    }

    /// <summary>Adds a key with a text to a card: at the end of its front matter, or in a new one when it has none.</summary>
    /// <param name="card">The card.</param>
    /// <param name="key">The new key.</param>
    /// <param name="value">The text.</param>
    public static CardEdit? AddEntry(ModelCard card, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!card.HasFrontMatter)
        {
            var lineBreak = LineBreak(card.Text, 0);
            var line = CardScalar.Write(key, YamlScalarStyle.Plain, inFlow: false) + ": " + CardScalar.Write(value, YamlScalarStyle.Plain, inFlow: false);
            return new CardEdit(card.Text.StartsWith('\ufeff') ? 1 : 0, 0, $"---{lineBreak}{line}{lineBreak}---{lineBreak}{lineBreak}");
        }

        YamlEntry last = default;
        foreach (var entry in card.Metadata.Entries)
            last = entry;
        return last.Exists ? AddEntry(card.Metadata, last, key, value) : null;
    }

    private static CardEdit? Add(YamlNode mapping, YamlEntry after, string key, Func<string, int, string> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!IsBlock(mapping, YamlNodeKind.Mapping) || !after.Exists || after.Value.Kind is YamlNodeKind.Unreadable || mapping.Document!.Nodes[mapping.Index].Count == 0)
            return null;
        var text = mapping.Document.Text;
        var start = LineStart(text, after.Key.Start);
        var prefix = text.AsSpan(start, after.Key.Start - start);
        if (prefix.Contains('?') || prefix.Contains('\t'))
            return null;
        var column = prefix.Length;
        var lineBreak = LineBreak(text, mapping.Document.Start);
        var name = CardScalar.Write(key, YamlScalarStyle.Plain, inFlow: false);
        var line = $"{new string(' ', column)}{name}:{value(lineBreak, column)}";
        if (!KeepsBlankLines(after.Value, out var end))
            return new CardEdit(LineEnd(text, EndOf(after)), 0, lineBreak + line);
        return end < mapping.Document.End && text[end - 1] is '\r' or '\n' ? new CardEdit(end, 0, line + lineBreak) : null;
    }

    private static YamlEntry Before(YamlNode mapping, YamlEntry entry)
    {
        YamlEntry before = default;
        foreach (var candidate in mapping.Entries)
        {
            if (candidate.Key == entry.Key)
                break;
            before = candidate;
        }

        return before;
    }

    // Whether the value ends with a block text behind |+ or >+; end is then the offset behind its blank lines.
    private static bool KeepsBlankLines(YamlNode value, out int end)
    {
        var nodes = value.Document!.Nodes;
        ref readonly var last = ref nodes[value.Index + nodes[value.Index].Size - 1];
        end = last.End;
        if (last.Style is not (YamlScalarStyle.Literal or YamlScalarStyle.Folded))
            return false;
        var text = value.Document.Text;
        var header = text.AsSpan(last.Start, LineEnd(text, last.Start) - last.Start);
        var comment = header.IndexOf('#');
        return (comment < 0 ? header : header[..comment]).Contains('+');
    }

    private static CardEdit? Replace(YamlNode node, string written)
    {
        if (!node.IsScalar)
            return null;
        var text = node.Document!.Text;
        if (!node.RawText.IsEmpty)
            return new CardEdit(node.Start, node.RawText.Length, written);

        // A null without text stands right behind its colon or dash; in {a} it has neither.
        return node.Start > 0 && text[node.Start - 1] is ':' or '-' ? new CardEdit(node.Start, 0, " " + written) : null;
    }

    private static bool IsBlock(YamlNode node, YamlNodeKind kind) => node.Kind == kind && !node.IsFlow;

    // Whether a collection in brackets holds the node.
    private static bool IsInFlow(YamlNode node)
    {
        if (!node.Exists)
            return false;
        var nodes = node.Document!.Nodes;
        for (var i = 0; i < node.Index; i++)
        {
            if ((nodes[i].Flags & YamlNodeFlags.Flow) != 0 && node.Index < i + nodes[i].Size)
                return true;
        }

        return false;
    }

    // How much deeper than their keys the lists of the mapping stand: 0 unless the first one says otherwise.
    private static int ListIndent(YamlNode mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            if (IsBlock(entry.Value, YamlNodeKind.Sequence))
                return Math.Max(entry.Value.Span.Column - entry.Key.Span.Column, 0);
        }

        return 0;
    }

    private static int EndOf(YamlEntry entry) => Math.Max(entry.Key.ContentEnd, entry.Value.ContentEnd);

    private static CardEdit Lines(string text, int start, int lastCharacter)
    {
        var end = LineEnd(text, lastCharacter);
        if (end < text.Length)
            end += text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
        return new CardEdit(start, end - start, "");
    }

    private static int LineStart(string text, int position)
    {
        var before = text.AsSpan(0, position).LastIndexOfAny('\r', '\n');
        return before + 1;
    }

    private static int LineEnd(string text, int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : position + length;
    }

    private static bool IsBlank(string text, int start, int end) => text.AsSpan(start, Math.Max(end - start, 0)).IndexOfAnyExcept(' ') < 0;

    // The first line break from the position on; LF when there is none.
    private static string LineBreak(string text, int position)
    {
        var end = LineEnd(text, position);
        return end == text.Length || text[end] == '\n' ? "\n" : end + 1 < text.Length && text[end + 1] == '\n' ? "\r\n" : "\r";
    }
}
