using System.Text;

namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>Writes random YAML as it stands in cards: every style of scalar, lists at both indentations, brackets over several lines, comments, blank lines, three kinds of line ends.</summary>
internal sealed class CardLikeYaml(int seed)
{
    private static readonly string[] Words =
    [
        "mit", "apache-2.0", "en", "no", "Qwen/Qwen2.5-7B", "text-generation", "1e3", "0.5", "true", "~", "2024-01-15", "https://x.y/z#f", "C:\\models", "a b  c", "日本語", "🎁 gift", "é",
        "x:y", "-1", "?q", ":s", "a#b", "it's", "say \"x\"", "100%", "a&b", "a*b", "a!b", "@", "1_000", "007", "<b>", "x|y", "a,b", "(c)",
    ];

    private static readonly string[] Keys =
    [
        "license", "license_name", "base_model", "tags", "language", "datasets", "model-index", "widget", "text", "name", "type", "value", "args", "co2_eq_emissions", "extra gated prompt", "x/y", "é",
    ];

    private static readonly char[] NotPlainInFlow = [',', '[', ']', '{', '}'];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public string Next()
    {
        _text.Clear();
        if (Chance(10))
            _text.Append("# a comment: [x\n");
        Mapping(0, 0);
        var yaml = _text.ToString();
        return _random.Next(6) switch { 0 => yaml.Replace("\n", "\r\n", StringComparison.Ordinal), 1 => yaml.TrimEnd('\n'), _ => yaml };
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private void Mapping(int indent, int depth, bool firstIsInPlace = false)
    {
        var keys = Keys.OrderBy(_ => _random.Next()).Take(_random.Next(1, 6)).ToList();
        foreach (var key in keys)
        {
            if (!firstIsInPlace)
                _text.Append(' ', indent);
            firstIsInPlace = false;
            _text.Append(_random.Next(8) switch { 0 => $"'{key}'", 1 => $"\"{key}\"", 2 when depth == 0 => $"? {key}\n" + new string(' ', indent), _ => key }).Append(':');
            Value(indent, depth, isItem: false);
        }
    }

    private void Value(int indent, int depth, bool isItem)
    {
        var kind = _random.Next(depth > 3 ? 6 : 10);
        switch (kind)
        {
            case 0 when !isItem:
                Gap();
                break;
            case 0 or 1 or 2 or 3:
                _text.Append(' ', _random.Next(1, 3));
                Scalar(indent + 1);
                Gap();
                break;
            case 4:
                BlockScalar(indent);
                break;
            case 5:
                _text.Append(' ');
                Flow(indent + 1, 0);
                Gap();
                break;
            case 6 or 7:
                var deeper = isItem ? indent + 2 : indent + (_random.Next(3) * 2);
                if (isItem && Chance(60))
                {
                    _text.Append(' ');
                    Sequence(deeper, depth + 1, firstIsInPlace: true);
                    break;
                }

                Gap();
                Sequence(deeper, depth + 1, firstIsInPlace: false);
                break;
            default:
                if (isItem)
                {
                    _text.Append(' ');
                    Mapping(indent + 2, depth + 1, firstIsInPlace: true);
                    break;
                }

                Gap();
                Mapping(indent + _random.Next(1, 5), depth + 1);
                break;
        }
    }

    private void Sequence(int indent, int depth, bool firstIsInPlace)
    {
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            if (!firstIsInPlace)
                _text.Append(' ', indent);
            firstIsInPlace = false;
            _text.Append('-');
            Value(indent, depth, isItem: true);
        }
    }

    private void Scalar(int indent)
    {
        var words = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Words[_random.Next(Words.Length)]).ToList();
        var lineBreak = Chance(25) ? (Chance(30) ? "\n\n" : "\n") + new string(' ', indent + _random.Next(3)) : " ";
        switch (_random.Next(3))
        {
            case 0:
                _text.Append('\'').AppendJoin(lineBreak, words.Select(w => w.Replace("'", "''", StringComparison.Ordinal))).Append('\'');
                break;
            case 1:
                _text.Append('"').AppendJoin(lineBreak, words.Select(w => w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)));
                _text.Append(_random.Next(5) switch { 0 => "\\n", 1 => "\\u00e9\\t", 2 => "\\x41\\\n" + new string(' ', indent) + "end", _ => "" }).Append('"');
                break;
            default:
                _text.AppendJoin(lineBreak, words.Where(IsPlain).DefaultIfEmpty("plain"));
                break;
        }
    }

    // What can stand anywhere in a plain scalar, first or not.
    private static bool IsPlain(string word) => word[0] is not ('@' or '?' or ':' or '-' or '~' or '"' or '\'' or '<');

    private void BlockScalar(int indent)
    {
        var inner = new string(' ', indent + _random.Next(1, 4));
        _text.Append(_random.Next(2) == 0 ? " |" : " >").Append(_random.Next(4) switch { 0 => "-", 1 => "+", _ => "" });
        if (Chance(10))
            _text.Append("  # how");
        _text.Append('\n');
        var lines = _random.Next(1, 5);
        for (var i = 0; i < lines; i++)
        {
            // The first line decides the indentation, so only later ones may be deeper.
            _text.Append(inner).Append(i > 0 && Chance(20) ? "  " : "").Append(Words[_random.Next(Words.Length)]).Append('\n');
            if (Chance(20))
                _text.Append('\n');
        }
    }

    private void Flow(int indent, int depth)
    {
        var isMapping = Chance(40);
        _text.Append(isMapping ? '{' : '[');
        var keys = Keys.OrderBy(_ => _random.Next()).Take(_random.Next(0, 4)).ToList();
        for (var i = 0; i < keys.Count; i++)
        {
            if (i > 0)
                _text.Append(',');
            _text.Append(Chance(20) ? "\n" + new string(' ', indent) : Chance(70) ? " " : "");
            if (isMapping)
                _text.Append(keys[i]).Append(": ");
            if (depth < 2 && Chance(20))
                Flow(indent, depth + 1);
            else
                FlowScalar();
        }

        _text.Append(isMapping ? '}' : ']');
    }

    private void FlowScalar()
    {
        var word = Words[_random.Next(Words.Length)];
        if (Chance(50) || !IsPlain(word) || word.IndexOfAny(NotPlainInFlow) >= 0)
            _text.Append('\'').Append(word.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        else
            _text.Append(word);
    }

    // The rest of the line: nothing, blanks or a comment; now and then a blank line or a comment of its own.
    private void Gap() => _text.Append(_random.Next(12) switch { 0 => "  ", 1 => " # c: [d", 2 => "\n", 3 => "\n# - e", _ => "" }).Append('\n');
}
