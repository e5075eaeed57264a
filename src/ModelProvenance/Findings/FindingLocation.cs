namespace ModelProvenance.Findings;

/// <summary>Where a finding stands. Positions are absent (0) when the format has none.</summary>
/// <param name="Path">The document: relative to the checked root with '/' between the parts, or the name that was given; empty when the input is not a document.</param>
public sealed record FindingLocation(string Path)
{
    /// <summary>No place at all.</summary>
    public static FindingLocation None { get; } = new("");

    /// <summary>Line of the first character, from 1; 0 when there are no lines.</summary>
    public int Line { get; init; }

    /// <summary>Column of the first character, from 1, in UTF-16 code units; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>Line of the last character, from 1; 0 when unknown.</summary>
    public int EndLine { get; init; }

    /// <summary>Column behind the last character, from 1, in UTF-16 code units; 0 when unknown.</summary>
    public int EndColumn { get; init; }

    /// <summary>JSON pointer (RFC 6901) or key path inside the document; empty for the whole document.</summary>
    public string Pointer { get; init; } = "";

    /// <summary>Offset of the first byte in a binary document, from 0; -1 when the format has lines, or unknown.</summary>
    public long ByteOffset { get; init; } = -1;

    /// <summary><c>path(line,column)</c> as compilers print it, as far as it is known.</summary>
    public override string ToString() => Line > 0 ? Column > 0 ? $"{Path}({Line},{Column})" : $"{Path}({Line})" : ByteOffset >= 0 ? $"{Path}@{ByteOffset}" : Path;
}
