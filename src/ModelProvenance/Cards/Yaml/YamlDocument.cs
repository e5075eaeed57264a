using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Cards.Yaml;

/// <summary>A YAML document as a tree over its text: order, comments and spelling stay, every node knows its place. Scalars have no type of their own; whoever asks names it.</summary>
/// <remarks>Accepts what js-yaml 4.3.2 accepts and reports what it refuses. Anchors, aliases, tags and merge keys are reported and not followed. Bounds: <see cref="CardLimits"/>.</remarks>
public sealed class YamlDocument
{
    // Places kept for the first of each rule and severity: more than the reader can give.
    private const int Kinds = 16;

    private readonly YamlNodeData[] _nodes;
    private readonly List<(int Start, int End)>? _comments;

    private YamlDocument(LineIndex lines, string path, int start, int end, YamlNodeData[] nodes, List<(int Start, int End)>? comments)
    {
        Lines = lines;
        Path = path;
        Start = start;
        End = end;
        _nodes = nodes;
        _comments = comments;
    }

    /// <summary>The path or name that findings carry.</summary>
    public string Path { get; }

    /// <summary>The whole text that holds the document; offsets count from its start.</summary>
    public string Text => Lines.Text;

    /// <summary>Offset of the first character of the document in <see cref="Text"/>.</summary>
    public int Start { get; }

    /// <summary>Offset behind the last character of the document in <see cref="Text"/>.</summary>
    public int End { get; }

    /// <summary>The root. Of an empty document a scalar without text.</summary>
    public YamlNode Root => new(this, 0);

    /// <summary>The comments in their order, at most <see cref="CardLimits.MaxComments"/>.</summary>
    public ImmutableArray<YamlComment> Comments =>
        _comments is null ? [] : [.. _comments.Select(c => new YamlComment(Text[c.Start..c.End], Lines.Span(c.Start, c.End)))];

    internal LineIndex Lines { get; }

    internal ReadOnlySpan<YamlNodeData> Nodes => _nodes;

    /// <summary>Reads a text that is YAML as a whole.</summary>
    /// <param name="text">The text, at most <see cref="CardLimits.MaxYamlLength"/> UTF-16 code units. A byte order mark before it is skipped.</param>
    /// <param name="path">The path or name that findings carry.</param>
    /// <returns>The document; null when the text is over the limit. After a syntax error the entries of the root mapping that could be read are there.</returns>
    public static ReadResult<YamlDocument> Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        var lines = new LineIndex(text);
        List<YamlProblem>? problems = null;
        var document = Parse(lines, path, text.StartsWith('\ufeff') ? 1 : 0, text.Length, ref problems);
        return new ReadResult<YamlDocument>(document, ToFindings(lines, path, problems));
    }

    internal static YamlDocument? Parse(LineIndex lines, string path, int start, int end, ref List<YamlProblem>? problems)
    {
        if (end - start > CardLimits.MaxYamlLength)
        {
            problems ??= [];
            problems.Add(new YamlProblem(CardReadRules.UnreadableCard, Severity.Error, start, start, $"The YAML block has {end - start:N0} characters; at most {CardLimits.MaxYamlLength:N0} are read."));
            return null;
        }

        var text = lines.Text.AsSpan(0, end);
        var parser = new YamlParser(text, start);
        var nodes = parser.Run();
        if (parser.Problems is { } found)
        {
            problems ??= [];
            problems.AddRange(found);
        }

        YamlCharacters.Check(text, start, nodes, parser.Comments, ref problems);
        return new YamlDocument(lines, path, start, end, nodes, parser.Comments);
    }

    /// <summary>Findings in the order of their places; one of two that say the same of the same place; when there are too many, the first ones and the first of each rule and severity.</summary>
    internal static ImmutableArray<Finding> ToFindings(LineIndex lines, string path, List<YamlProblem>? problems)
    {
        if (problems is null)
            return [];
        var findings = ImmutableArray.CreateBuilder<Finding>(Math.Min(problems.Count, CardLimits.MaxFindings));
        var seen = new List<(RuleDescriptor, Severity)>();
        YamlProblem last = default;
        foreach (var problem in problems.Count == 1 ? problems : problems.OrderBy(p => p.Start).ThenBy(p => p.Rule.Id).AsEnumerable())
        {
            var kind = (problem.Rule, problem.Severity);
            var isFirst = !seen.Contains(kind);
            if (problem == last || (!isFirst && findings.Count >= CardLimits.MaxFindings - Kinds))
                continue;
            last = problem;
            if (isFirst)
                seen.Add(kind);
            findings.Add(new Finding(problem.Rule, problem.Severity, problem.Message, lines.Location(path, problem.Start, problem.End)));
        }

        return findings.ToImmutable();
    }
}
