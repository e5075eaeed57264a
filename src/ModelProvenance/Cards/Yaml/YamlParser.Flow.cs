namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    // A key, or a value inside brackets: content with tag and anchor. False: nothing stands there, and no node was added.
    private bool FlowNode(int flowIndent, bool inFlow)
    {
        if (!Enter())
            return false;
        var properties = YamlNodeFlags.None;
        var level = 1;
        var first = _count;
        var content = Current is not ('!' or '&') || Properties(flowIndent, ref properties, ref level);
        content = content && level > 0 && Content(flowIndent, inFlow);
        _depth--;
        if (_failed)
            return false;
        if (!content)
            return properties != 0 && AddEmpty(properties);
        _nodes[first].Flags |= properties;
        return true;
    }

    private bool Content(int flowIndent, bool inFlow) => Current switch
    {
        '[' => FlowCollection(flowIndent, YamlNodeKind.Sequence, ']'),
        '{' => FlowCollection(flowIndent, YamlNodeKind.Mapping, '}'),
        '\'' => SingleQuoted(),
        '"' => DoubleQuoted(),
        '*' => Alias(),
        _ => Plain(flowIndent, inFlow),
    };

    private bool FlowCollection(int flowIndent, YamlNodeKind kind, char close)
    {
        var self = Add(kind, YamlScalarStyle.None, _position, _position + 1, YamlNodeFlags.Flow);
        var open = _position++;
        var mayFollow = true;
        HashSet<string>? keys = null;
        while (!_stopped)
        {
            SkipSpace();
            if (AtEnd)
                return Fail(open, $"The '{_text[open]}' is never closed with '{close}'.");
            if (Current == close)
            {
                _position++;
                _tokenLine = _lineStart;
                Close(self, _position);
                return true;
            }

            if (!mayFollow)
                return Fail(_position, $"Expected ',' or '{close}' to continue or close the '{_text[open]}', found {Quote(_position)}.");
            if (Current == ',')
                return Fail(_position, "A ',' without a value before it.");
            if (!FlowEntry(self, flowIndent, kind, ref keys))
                return false;
            SkipSpace();
            mayFollow = Current == ',';
            if (mayFollow)
                _position++;
        }

        return false;
    }

    private bool FlowEntry(int self, int flowIndent, YamlNodeKind kind, ref HashSet<string>? keys)
    {
        var isExplicit = Current == '?' && IsBlank(_position + 1);
        if (isExplicit)
        {
            _position++;
            SkipSpace();
        }

        var line = _lineStart;
        var key = _count;
        if (!FlowNode(flowIndent, inFlow: true))
        {
            if (_failed)
                return false;
            AddNull(_position);
        }

        if (_stopped)
            return false;
        SkipSpace();
        var isPair = isExplicit;
        var last = key;
        if ((isExplicit || _lineStart == line) && Current == ':')
        {
            isPair = true;
            _position++;
            var valueAt = _position;
            last = _count;
            SkipSpace();
            if (!FlowNode(flowIndent, inFlow: true))
            {
                if (_failed)
                    return false;
                AddNull(valueAt);
            }
        }
        else if (isExplicit || kind == YamlNodeKind.Mapping)
        {
            AddNull(_nodes[key].End);
        }

        if (_stopped)
            return false;
        _nodes[self].Count++;
        if (kind == YamlNodeKind.Mapping)
            CheckKey(self, key, ref keys);
        if (kind == YamlNodeKind.Mapping || !isPair)
            return true;

        // key: value as an item of a list is a mapping of one entry.
        var end = _nodes[last].End;
        Insert(key, YamlNodeKind.Mapping, YamlNodeFlags.Flow);
        if (_stopped)
            return false;
        _nodes[key].Count = 1;
        Close(key, end);
        HashSet<string>? none = null;
        CheckKey(key, key + 1, ref none);
        return true;
    }
}
