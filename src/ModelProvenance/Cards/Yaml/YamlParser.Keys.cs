using System.Globalization;
using System.Text;

namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    // Up to here keys are compared one by one; beyond, a set remembers them, so that many keys do not cost the square of their number.
    private const int FewKeys = 16;

    // For each reported duplicate the first key is looked for, at the cost of the mapping's length.
    private const int MaxDuplicates = 20;

    // YAML 1.2.2 section 8.2.2 and libyaml: an implicit key has at most 1,024 characters.
    private const int MaxImplicitKey = 1024;

    // Called when a key is read. The mapping's count includes it already, and its nodes up to the key are complete.
    private void CheckKey(int mapping, int key, ref HashSet<string>? keys)
    {
        ref readonly var node = ref _nodes[key];
        if (node.Kind == YamlNodeKind.Scalar && node.End - node.Start > MaxImplicitKey && node.Style <= YamlScalarStyle.DoubleQuoted && !IsBehindQuestionMark(node.Start))
            Report(CardReadRules.LongKey, node.Start, node.End, $"The key has {node.End - node.Start:N0} characters; Python readers take 1,024 without a '?' before it.");
        else if (node.Kind is YamlNodeKind.Sequence or YamlNodeKind.Mapping)
            CheckCollectionKey(key);
        if (IsMergeKey(key))
            return;

        // Behind the last duplicate that is reported nothing needs to be compared.
        if (_duplicates == MaxDuplicates)
            return;
        var count = _nodes[mapping].Count;
        var earlier = -1;
        if (count > FewKeys || keys is not null)
        {
            keys ??= Collect(mapping, key);
            if (keys.Add(KeyText(key).ToString()))
                return;
            earlier = Earlier(mapping, key);
        }
        else if (count > 1)
        {
            earlier = Earlier(mapping, key);
        }

        if (earlier < 0)
            return;
        _duplicates++;
        Report(CardReadRules.DuplicateKey, _nodes[key].Start, _nodes[key].End, DuplicateMessage(earlier, key));
    }

    private readonly int Earlier(int mapping, int key)
    {
        var text = KeyText(key);
        for (var i = mapping + 1; i < key;)
        {
            if (KeyText(i).SequenceEqual(text) && !IsMergeKey(i))
                return i;
            i += _nodes[i].Size;
            if (i < key)
                i += _nodes[i].Size;
        }

        return -1;
    }

    private readonly HashSet<string> Collect(int mapping, int key)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = mapping + 1; i < key;)
        {
            keys.Add(KeyText(i).ToString());
            i += _nodes[i].Size;
            if (i < key)
                i += _nodes[i].Size;
        }

        return keys;
    }

    private readonly bool IsBehindQuestionMark(int position)
    {
        var i = position - 1;
        while (i >= 0 && _text[i] is ' ' or '\t' or '\r' or '\n')
            i--;
        return i >= 0 && i < position - 1 && _text[i] == '?';
    }

    private void CheckCollectionKey(int key)
    {
        ref readonly var node = ref _nodes[key];
        Report(CardReadRules.UnsupportedYaml, node.Start, node.End, $"A key is a collection: {Quote(node.Start)}. If it is a placeholder, fill it in or quote it.");
        if (node.Kind != YamlNodeKind.Sequence)
            return;
        for (var i = key + 1; i < key + node.Size; i += _nodes[i].Size)
        {
            if (_nodes[i].Kind == YamlNodeKind.Sequence)
            {
                Report(CardReadRules.YamlSyntax, node.Start, node.End, "A key is a list of lists.");
                return;
            }
        }
    }

    private readonly bool IsMergeKey(int key)
    {
        ref readonly var node = ref _nodes[key];
        return node.Kind == YamlNodeKind.Scalar && node.Style == YamlScalarStyle.Plain && node.End - node.Start == 2 && _text[node.Start..node.End] is "<<";
    }

    private void CheckMerge(int key, int value)
    {
        if (!IsMergeKey(key))
            return;
        ref readonly var node = ref _nodes[key];
        Report(CardReadRules.UnsupportedYaml, node.Start, node.End, "The merge key '<<' is not followed. Write the keys themselves.");
        if (value < _count && _nodes[value].Kind == YamlNodeKind.Scalar)
            Report(CardReadRules.YamlSyntax, node.Start, node.End, "The merge key '<<' needs a mapping as its value.");
    }

    // The key as an object of JavaScript has it: 1 and "1" and 0x1 are one key, ~ is null, a mapping is [object Object], a list its joined items.
    private readonly ReadOnlySpan<char> KeyText(int index)
    {
        ref readonly var node = ref _nodes[index];
        switch (node.Kind)
        {
            case YamlNodeKind.Scalar:
                var raw = _text[node.Start..node.End];
                if ((node.Flags & YamlNodeFlags.Decode) != 0)
                    raw = YamlScalarText.Decode(raw, node.Style, node.Count);
                else if (node.Style != YamlScalarStyle.Plain)
                    return raw[1..^1];
                return node.Style == YamlScalarStyle.Plain && (node.Flags & YamlNodeFlags.Tagged) == 0 ? Canonical(raw) : raw;
            case YamlNodeKind.Mapping:
                return "[object Object]";
            case YamlNodeKind.Sequence:
                return Joined(index);
            default:
                return _text[node.Start..node.End];
        }
    }

    private static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> raw)
    {
        switch (YamlTyping.Core(raw))
        {
            case YamlScalarType.Null:
                return "null";
            case YamlScalarType.Boolean:
                return raw[0] is 't' or 'T' ? "true" : "false";
            case YamlScalarType.Integer or YamlScalarType.Float:
                YamlTyping.TryGetNumber(raw, out double number);
                return number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture);
            default:
                return raw;
        }
    }

    private readonly string Joined(int sequence)
    {
        var text = new StringBuilder();
        for (var i = sequence + 1; i < sequence + _nodes[sequence].Size; i += _nodes[i].Size)
        {
            if (i > sequence + 1)
                text.Append(',');
            var item = KeyText(i);
            if (_nodes[i].Kind != YamlNodeKind.Sequence && !(item is "null" && _nodes[i].Style == YamlScalarStyle.Plain))
                text.Append(item);
        }

        return text.ToString();
    }
}
