using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ModelProvenance.Findings;

/// <summary>What a reader got out of content: the document as far as it could be read, and what it found on the way.</summary>
/// <remarks>Readers never throw on content. Input and output errors and cancellation pass through.</remarks>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Document">The document; null when nothing usable could be read, and then there is at least one finding of severity error.</param>
/// <param name="Findings">In the order of their places.</param>
public sealed record ReadResult<T>(T? Document, ImmutableArray<Finding> Findings)
    where T : class
{
    /// <summary>Whether there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    public bool HasDocument => Document is not null;

    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors
    {
        get
        {
            foreach (var finding in Findings)
            {
                if (finding.Severity == Severity.Error)
                    return true;
            }

            return false;
        }
    }
}
