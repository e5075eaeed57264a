namespace ModelProvenance.Findings;

/// <summary>How much a finding matters. Ordered: <see cref="Info"/> is the least.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info = 0,

    /// <summary>Probably wrong, or something that the user owes.</summary>
    Warning = 1,

    /// <summary>Wrong: two statements that cannot both hold, or a document that its readers refuse.</summary>
    Error = 2,
}
