using ModelProvenance.Cards;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Safe repairs of what the reader of cards finds.</summary>
internal static class CardReadFixes
{
    /// <summary>The repair; null when a person must decide.</summary>
    public static FindingFix? For(ModelCard? card, Finding finding)
    {
        if (card is null || finding.Location.Line == 0)
            return null;
        if (finding.Rule == CardReadRules.FragileFence)
            return Fence(card, finding);
        if (finding.Rule == CardReadRules.UnusualCharacter && finding.Severity == Severity.Warning)
            return Blank(card, finding);
        return finding.Rule == CardReadRules.DuplicateKey ? SameEntry(card, finding) : null;
    }

    // A second key with the same value says nothing new.
    private static FindingFix? SameEntry(ModelCard card, Finding finding)
    {
        var at = card.Lines.Offset(finding.Location.Line, finding.Location.Column);
        foreach (var entry in card.Metadata.Entries)
        {
            if (entry.Key.Start == at && card.Metadata.FindEntry(entry.Key.Value).Value is { Exists: true } first && first != entry.Value && first.RawText.SequenceEqual(entry.Value.RawText))
                return CardRuleContext.Fix($"Remove the second '{entry.Key.Value}', which says the same.", CardEdits.RemoveEntry(card.Metadata, entry));
        }

        return null;
    }

    private static FindingFix? Fence(ModelCard card, Finding finding)
    {
        var text = card.Text;
        var (start, end) = Range(card, finding.Location);
        if (start == 0 && text[0] == '\ufeff' && end == 1 && finding.Message.StartsWith("A byte order mark", StringComparison.Ordinal))
            return new FindingFix("Remove the byte order mark.", [new CardEdit(0, 1, "")]);
        if (text.AsSpan(start, end - start).IndexOfAnyExcept(' ', '\t') < 0 && end > start)
            return new FindingFix("Remove the blanks behind the fence.", [new CardEdit(start, end - start, "")]);
        return LineEnds(card);
    }

    // Front matter gets the line ends that most of its lines have; a lone carriage return is never kept.
    private static FindingFix LineEnds(ModelCard card)
    {
        var head = card.Text.AsSpan(0, card.BodyStart);
        var pairs = head.Count("\r\n");
        var wanted = pairs > head.Count('\n') - pairs ? "\r\n" : "\n";
        var edits = new List<CardEdit>();
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] is not ('\r' or '\n'))
                continue;
            var length = head[i] == '\r' && i + 1 < head.Length && head[i + 1] == '\n' ? 2 : 1;
            if (!head.Slice(i, length).SequenceEqual(wanted))
                edits.Add(new CardEdit(i, length, wanted));
            i += length - 1;
        }

        return new FindingFix("Give the front matter one kind of line ends.", [.. edits]);
    }

    private static FindingFix? Blank(ModelCard card, Finding finding)
    {
        var (start, end) = Range(card, finding.Location);
        var what = card.Text.AsSpan(start, end - start);
        foreach (var c in what)
        {
            if (c is not ('\t' or '\u00a0' or '\u2028' or '\u2029' or '\u0085' or ' ') || c is '\u2028' or '\u2029' or '\u0085')
                return null;
        }

        // Behind the last word of a line blanks are nothing; elsewhere one space does.
        var isAtEnd = end == card.Text.Length || card.Text[end] is '\r' or '\n';
        return what.IsEmpty ? null : new FindingFix("Replace the blank by a space.", [new CardEdit(start, end - start, isAtEnd ? "" : " ")]);
    }

    private static (int Start, int End) Range(ModelCard card, FindingLocation location) => (card.Lines.Offset(location.Line, location.Column), card.Lines.Offset(location.EndLine, location.EndColumn));
}
