using System.Collections.Immutable;

namespace ModelProvenance.Validation;

/// <summary>Takes findings as they come and gives them back in the order of their places, as a profile reports them.</summary>
internal sealed class FindingCollector(ValidationProfile profile)
{
    private List<ReportedFinding>? _findings;

    public void Add(ReportedFinding finding)
    {
        if (profile.Report(finding) is { } reported)
            (_findings ??= []).Add(reported);
    }

    public ImmutableArray<ReportedFinding> ToImmutable()
    {
        if (_findings is null)
            return [];
        _findings.Sort(Compare);
        return [.. _findings];
    }

    private static int Compare(ReportedFinding left, ReportedFinding right)
    {
        var order = string.CompareOrdinal(left.Location.Path, right.Location.Path);
        if (order == 0)
            order = left.Location.Line.CompareTo(right.Location.Line);
        if (order == 0)
            order = left.Location.Column.CompareTo(right.Location.Column);
        if (order == 0)
            order = left.Location.ByteOffset.CompareTo(right.Location.ByteOffset);
        if (order == 0)
            order = left.Rule.Id.CompareTo(right.Rule.Id);
        return order == 0 ? string.CompareOrdinal(left.Message, right.Message) : order;
    }
}
