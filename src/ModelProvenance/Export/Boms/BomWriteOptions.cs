using System.Collections.Immutable;

namespace ModelProvenance.Export;

/// <summary>How a bill of materials is written.</summary>
/// <param name="Created">The time that the document states as its own. The same time and the same input give the same bytes; a reproducible build passes <c>SOURCE_DATE_EPOCH</c> on here.</param>
public sealed record BomWriteOptions(DateTimeOffset Created)
{
    /// <summary>Who makes the document: a person or organization. Default empty: the document names the tool only.</summary>
    public string Author { get; init; } = "";

    /// <summary>The revision (commit) of each model's repository, in the order of the reports. An empty one, or none, leaves it to the folder, when that has one. Default: none.</summary>
    public ImmutableArray<string> Revisions { get; init; } = [];
}
