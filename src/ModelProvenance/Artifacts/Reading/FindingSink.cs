using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>Collects the findings of one file and keeps their number within bounds.</summary>
internal sealed class FindingSink(string path)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<RuleDescriptor, int> _counts = [];

    public string Path { get; } = path;

    public bool HasErrors { get; private set; }

    public void Add(RuleDescriptor rule, string message, long byteOffset = -1, string pointer = "", int line = 0, int column = 0)
    {
        HasErrors |= rule.Severity == Severity.Error;
        _counts.TryGetValue(rule, out var count);
        _counts[rule] = count + 1;
        if (count < ArtifactLimits.MaxFindingsPerRule)
            _findings.Add(new Finding(rule, message, new FindingLocation(Path) { ByteOffset = byteOffset, Pointer = pointer, Line = line, Column = column }));
    }

    public ReadResult<T> Result<T>(T? document)
        where T : class => new(document, ToImmutable());

    public ImmutableArray<Finding> ToImmutable()
    {
        // By place: offset or line. OrderBy is stable, so findings of one place keep their order.
        var result = _findings.OrderBy(finding => finding.Location.ByteOffset).ThenBy(finding => finding.Location.Line).ThenBy(finding => finding.Location.Column).ToList();
        foreach (var (rule, count) in _counts)
        {
            if (count > ArtifactLimits.MaxFindingsPerRule)
            {
                var more = (count - ArtifactLimits.MaxFindingsPerRule).ToString("N0", CultureInfo.InvariantCulture);
                result.Add(new Finding(rule, $"{more} more of this kind are not listed.", new FindingLocation(Path)));
            }
        }

        return [.. result];
    }

    /// <summary>Text of a file, made fit for a message: in quotes, without control characters, at most 80 characters.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder("'");
        foreach (var c in text.Length > 80 ? text.AsSpan(0, 77) : text.AsSpan())
            builder.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '\uFFFD' : c);
        return builder.Append(text.Length > 80 ? "...'" : "'").ToString();
    }

    /// <summary>A number with thousands separators.</summary>
    public static string Number(UInt128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with thousands separators.</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with thousands separators.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
