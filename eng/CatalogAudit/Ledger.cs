namespace ModelProvenance.CatalogAudit;

/// <summary>The ledger of an audit: a line for each fact, tabs between the columns. The last three columns are for the reader.</summary>
internal static class Ledger
{
    public const string Header = "kind\tid\tproperty\tvalue\tsourceKind\turl\tlocator\tliteral\tread\tverdict\tremark\n";

    /// <summary>The line of a fact, with the reader's columns empty. <c>read</c>: the characters that the reader saw; <c>verdict</c>: <c>right</c>, <c>weak</c> (right, but the source is not the best
    /// one or the place is imprecise), <c>wrong</c>, <c>unread</c>.</summary>
    public static string Line(AuditedFact fact) =>
        string.Join('\t', new[] { fact.Kind, fact.Id, fact.Property, fact.Value, fact.SourceKind, fact.Url, fact.Locator, fact.Literal, "", "", "" }.Select(OneLine)) + "\n";

    /// <summary>The facts of a ledger.</summary>
    public static IEnumerable<AuditedFact> Read(string path) =>
        from line in File.ReadLines(path).Skip(1)
        where line.Length > 0
        let cells = line.Split('\t')
        select new AuditedFact(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);

    private static string OneLine(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
}
