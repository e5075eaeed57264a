using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Boms.Reading;

/// <summary>Collects the findings of one document and keeps their number within bounds.</summary>
internal sealed class BomFindings(string path)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<RuleDescriptor, int> _counts = [];

    public JsonTree? Tree { get; set; }

    public void Add(RuleDescriptor rule, string message, JsonTreeNode node)
    {
        var (line, column) = Tree!.Position(node);
        var (endLine, endColumn) = Tree.EndPosition(node);
        Add(rule, message, new FindingLocation(path) { Line = line, Column = column, EndLine = endLine, EndColumn = endColumn, Pointer = node.Pointer });
    }

    public void Add(RuleDescriptor rule, string message, FindingLocation? location = null)
    {
        _counts.TryGetValue(rule, out var count);
        _counts[rule] = count + 1;
        if (count < BomLimits.MaxFindingsPerRule)
            _findings.Add(new Finding(rule, message, location ?? new FindingLocation(path)));
    }

    public ImmutableArray<Finding> ToImmutable()
    {
        var result = _findings.OrderBy(f => f.Location.Line).ThenBy(f => f.Location.Column).ToList();
        foreach (var (rule, count) in _counts)
        {
            if (count > BomLimits.MaxFindingsPerRule)
                result.Add(new Finding(rule, $"{(count - BomLimits.MaxFindingsPerRule).ToString("N0", CultureInfo.InvariantCulture)} more of this kind are not listed.", new FindingLocation(path)));
        }

        return [.. result];
    }

    /// <summary>Text of a document, fit for a message: in quotes, without control characters, at most 80 characters.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder("'");
        foreach (var c in text.Length > 80 ? text.AsSpan(0, 77) : text.AsSpan())
            builder.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '\uFFFD' : c);
        return builder.Append(text.Length > 80 ? "...'" : "'").ToString();
    }
}
