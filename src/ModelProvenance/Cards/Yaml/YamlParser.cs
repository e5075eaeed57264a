using System.Buffers;

using ModelProvenance.Findings;

namespace ModelProvenance.Cards.Yaml;

// Reads block YAML as YAML 1.2.2 (yaml.org/spec/1.2.2) describes it, accepting what js-yaml 4.3.2 accepts, since its messages are those of the Hugging Face Hub.
// One pass, no look-back over more than a line; recursion is bounded by CardLimits.MaxDepth. The result is a flat array of nodes in document order.
//
// Words: the indentation of a node is the column of its first character (from 0). A value belongs to a key or dash when it stands on the same line or deeper;
// only a list may stand at the indentation of its key. "Content" is a scalar, an alias or a collection in brackets.
internal ref partial struct YamlParser
{
    private const int FirstCapacity = 64;

    private readonly ReadOnlySpan<char> _text;
    private YamlNodeData[] _nodes;
    private int _count;

    // The place in the text: offset, start of its line, spaces before the first other character of the line, first tab that was skipped on the line (-1: none).
    private int _position;
    private int _lineStart;
    private int _indent;
    private int _tab;

    // Start of the line on which the last token ended. Something more on that line belongs to no entry.
    private int _tokenLine;

    // Behind the last tag or anchor: there an empty value with one of them stands.
    private int _propertyEnd;

    // What is known of the entry of the root mapping that is being read, for going on behind an error in it.
    private int _rootEntry;     // where its key begins
    private int _rootKeyEnd;    // behind its colon; -1 while the key is not complete
    private int _rootKeyCount;  // number of nodes to keep: with the key when it is complete
    private int _rootColumn;

    private int _depth;
    private int _duplicates;
    private bool _failed;
    private bool _stopped;
    private List<YamlProblem>? _problems;
    private List<(int Start, int End)>? _comments;
    private HashSet<string>? _anchors;

    /// <param name="text">The whole source up to the end of the block; offsets count from its start.</param>
    /// <param name="start">Where the block begins.</param>
    public YamlParser(ReadOnlySpan<char> text, int start)
    {
        _text = text;
        _position = start;
        _lineStart = start;
        _tokenLine = -1;
        _tab = -1;
        _rootEntry = -1;
        _rootKeyEnd = -1;
        _nodes = ArrayPool<YamlNodeData>.Shared.Rent(FirstCapacity);
    }

    public readonly List<YamlProblem>? Problems => _problems;

    public readonly List<(int Start, int End)>? Comments => _comments;

    public YamlNodeData[] Run()
    {
        Document();
        var result = _nodes.AsSpan(0, _count).ToArray();
        ArrayPool<YamlNodeData>.Shared.Return(_nodes);
        _nodes = [];
        return result;
    }

    private readonly bool AtEnd => _position >= _text.Length;

    private readonly char Current => _position < _text.Length ? _text[_position] : '\0';

    // The end of the text counts as a line break, as in a file that ends with one.
    private readonly bool IsBlank(int position) => position >= _text.Length || _text[position] is ' ' or '\t' or '\r' or '\n';

    private static bool IsFlowIndicator(char c) => c is ',' or '[' or ']' or '{' or '}';

    // Skips blanks, comments and line breaks. Returns the number of line breaks.
    private int SkipSpace()
    {
        var breaks = 0;
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ':
                    _position++;
                    break;
                case '\t':
                    Tab();
                    break;
                case '#':
                    Comment();
                    break;
                case '\r' or '\n':
                    Break();
                    breaks++;
                    break;
                default:
                    return breaks;
            }
        }

        return breaks;
    }

    // The same without comments: inside a scalar '#' has no meaning at the start of a line.
    private int SkipBlankLines()
    {
        var breaks = 0;
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ' or '\t':
                    _position++;
                    break;
                case '\r' or '\n':
                    Break();
                    breaks++;
                    break;
                default:
                    return breaks;
            }
        }

        return breaks;
    }

    private void Tab()
    {
        if (_tab < 0)
        {
            _tab = _position;
            Report(CardReadRules.UnusualCharacter, Severity.Warning, _position, _position + 1, "A tab stands where spaces belong; Python readers refuse the card. Use spaces.");
        }

        _position++;
    }

    private void Comment()
    {
        var length = _text[_position..].IndexOfAny('\r', '\n');
        var end = length < 0 ? _text.Length : _position + length;
        _comments ??= [];
        if (_comments.Count < CardLimits.MaxComments)
            _comments.Add((_position, end));
        _position = end;
    }

    // Passes one line break and the spaces behind it.
    private void Break()
    {
        _position += _text[_position] == '\r' && _position + 1 < _text.Length && _text[_position + 1] == '\n' ? 2 : 1;
        _lineStart = _position;
        _tab = -1;
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
        _indent = _position - _lineStart;
    }

    // --- or ... at the start of a line, with a blank or nothing behind it.
    private readonly bool AtDocumentMarker()
    {
        if (_position != _lineStart || _position + 3 > _text.Length)
            return false;
        return _text.Slice(_position, 3) is "---" or "..." && IsBlank(_position + 3);
    }

    private readonly bool AtDash() => Current == '-' && IsBlank(_position + 1);

    private int Add(YamlNodeKind kind, YamlScalarStyle style, int start, int end, YamlNodeFlags flags = YamlNodeFlags.None, int count = 0)
    {
        if (_count == _nodes.Length && !Grow())
            return _count - 1;
        _nodes[_count] = new YamlNodeData { Kind = kind, Style = style, Start = start, End = end, Size = 1, Flags = flags, Count = count };
        return _count++;
    }

    private void AddNull(int position) => Add(YamlNodeKind.Scalar, YamlScalarStyle.Plain, position, position);

    // Makes room for a collection before nodes that turn out to be its children.
    private void Insert(int index, YamlNodeKind kind, YamlNodeFlags flags)
    {
        var start = _nodes[index].Start;
        Add(kind, YamlScalarStyle.None, start, start);
        if (_stopped)
            return;
        Array.Copy(_nodes, index, _nodes, index + 1, _count - 1 - index);
        _nodes[index] = new YamlNodeData { Kind = kind, Start = start, End = start, Size = 1, Flags = flags };
    }

    private readonly void Close(int index, int end)
    {
        _nodes[index].Size = _count - index;
        _nodes[index].End = end;
    }

    private bool Grow()
    {
        if (_count >= CardLimits.MaxNodes)
        {
            Fail(CardReadRules.UnreadableCard, _position, $"The YAML block has more than {CardLimits.MaxNodes:N0} values; the rest is not read.");
            _stopped = true;
            return false;
        }

        var larger = ArrayPool<YamlNodeData>.Shared.Rent(Math.Min(_nodes.Length * 4, CardLimits.MaxNodes));
        Array.Copy(_nodes, larger, _count);
        ArrayPool<YamlNodeData>.Shared.Return(_nodes);
        _nodes = larger;
        return true;
    }

    private void Report(RuleDescriptor rule, Severity severity, int start, int end, string message)
    {
        _problems ??= [];
        if (_problems.Count < CardLimits.MaxFindings || !_problems.Exists(p => p.Rule == rule))
            _problems.Add(new YamlProblem(rule, severity, start, end, message));
    }

    private void Report(RuleDescriptor rule, int start, int end, string message) => Report(rule, rule.Severity, start, end, message);

    // An error that ends the reading of the entry in which it stands.
    private bool Fail(RuleDescriptor rule, int position, string message, int length = 1)
    {
        if (!_failed)
            Report(rule, position, Math.Min(position + length, _text.Length), message);
        _failed = true;
        return false;
    }

    private bool Fail(int position, string message, int length = 1) => Fail(CardReadRules.YamlSyntax, position, message, length);
}
