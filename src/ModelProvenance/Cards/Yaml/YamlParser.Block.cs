namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    // A value in block context. False: nothing stands there, and no node was added.
    //   parentIndent    the indentation of the key or list that the value belongs to
    //   seek            whether the value may begin on a later line
    //   compact         whether a block collection may begin on this line, as behind a dash
    //   listAtParent    whether a list may stand at the indentation of the parent, as below a key
    private bool BlockNode(int parentIndent, bool seek, bool compact, bool listAtParent)
    {
        if (!Enter())
            return false;
        var content = BlockNodeHere(parentIndent, seek, compact, listAtParent);
        _depth--;
        return content;
    }

    private bool Enter()
    {
        if (_depth >= CardLimits.MaxDepth)
            return Fail(_position, $"Values are nested deeper than {CardLimits.MaxDepth}.");
        _depth++;
        return true;
    }

    private bool BlockNodeHere(int parentIndent, bool seek, bool compact, bool listAtParent)
    {
        var collections = compact;
        var level = 1;
        if (seek && SkipSpace() > 0)
        {
            collections = true;
            level = _indent.CompareTo(parentIndent);
        }

        var properties = YamlNodeFlags.None;
        var keyStart = _position;
        if (level > 0 && Current is '!' or '&')
        {
            var line = _lineStart;
            if (!Properties(parentIndent, ref properties, ref level))
                return false;
            if (_lineStart != line)
            {
                collections = true;
                keyStart = _position;
            }
        }

        if (level < 0 || (level == 0 && !listAtParent))
            return properties != 0 && AddEmpty(properties);
        var column = keyStart - _lineStart;
        var first = _count;
        if (level == 0 || (collections && _tab < 0 && keyStart == _position && AtDash()))
            return collections && _tab < 0 && AtDash() ? Sequence(column, properties) : properties != 0 && AddEmpty(properties);

        bool content;
        if (!collections || _tab >= 0)
            content = Current is '|' or '>' ? BlockScalar(parentIndent + 1) : Content(parentIndent + 1, inFlow: false);
        else
            content = KeyOrContent(column, parentIndent + 1, ref properties, keyStart);
        if (_failed)
            return false;
        if (!content)
            return properties != 0 && AddEmpty(properties);
        _nodes[first].Flags |= properties;
        return true;
    }

    private bool AddEmpty(YamlNodeFlags properties)
    {
        Add(YamlNodeKind.Scalar, YamlScalarStyle.Plain, _propertyEnd, _propertyEnd, properties);
        return true;
    }

    // Where a block mapping may begin: either its first key, or content without a colon behind it.
    private bool KeyOrContent(int column, int flowIndent, ref YamlNodeFlags properties, int keyStart)
    {
        var first = _count;
        if (Current is '?' or ':' && IsBlank(_position + 1))
        {
            Add(YamlNodeKind.Mapping, YamlScalarStyle.None, _position, _position);
            return Mapping(first, column, flowIndent, firstKey: -1);
        }

        var line = _lineStart;
        var position = _position;
        if (!FlowNode(flowIndent, inFlow: false))
            return !_failed && Current is '|' or '>' && BlockScalar(flowIndent);
        if (_lineStart != line || !SkipToColon())
            return true;
        if (!Colon())
            return false;

        // Properties on the line of the first key belong to the key, those on a line before it to the mapping.
        _nodes[first].Flags |= keyStart == position ? YamlNodeFlags.None : properties;
        if (keyStart != position)
            properties = YamlNodeFlags.None;
        Insert(first, YamlNodeKind.Mapping, YamlNodeFlags.None);
        return !_stopped && Mapping(first, column, flowIndent, firstKey: first + 1);
    }

    private bool SkipToColon()
    {
        while (Current is ' ' or '\t')
        {
            if (Current == '\t')
                Tab();
            else
                _position++;
        }

        return Current == ':';
    }

    private bool Colon()
    {
        _position++;
        _tokenLine = _lineStart;
        return IsBlank(_position) || Fail(_position, "A blank must stand behind the ':' of a key.");
    }

    private bool Sequence(int column, YamlNodeFlags properties)
    {
        var self = Add(YamlNodeKind.Sequence, YamlScalarStyle.None, _position, _position + 1, properties);
        while (!AtEnd && !_stopped)
        {
            if (_tab >= 0)
                return FailTab();
            if (!AtDash())
                break;
            var dash = _position++;
            _tokenLine = _lineStart;
            _nodes[self].Count++;
            _nodes[self].End = _position;
            if (SkipSpace() > 0 && _indent <= column)
            {
                AddNull(dash + 1);
                if (_indent < column)
                    break;
                continue;
            }

            var item = _count;
            if (!BlockNode(column, seek: false, compact: true, listAtParent: false))
            {
                if (_failed)
                    return false;
                AddNull(dash + 1);
            }

            if (_stopped)
                return false;
            _nodes[self].End = Math.Max(_nodes[self].End, _nodes[item].End);

            if (!EndOfEntry(column))
                return false;
            if (_indent < column)
                break;
        }

        Close(self, _nodes[self].End);
        return !_stopped;
    }

    // The entries of a mapping whose node stands at index self. firstKey: the index of a key that was read together with its colon, or -1.
    private bool Mapping(int self, int column, int flowIndent, int firstKey)
    {
        HashSet<string>? keys = null;
        var key = firstKey;
        var keyIsOpen = false; // behind '?', before its ':'
        var isRoot = self == 0;
        if (isRoot)
            _rootColumn = column;
        while ((firstKey >= 0 || !AtEnd) && !_stopped)
        {
            bool compact;
            var readsKey = false;
            if (firstKey >= 0)
            {
                firstKey = -1;
                compact = false;
                if (isRoot)
                    _rootEntry = _nodes[key].Start;
            }
            else
            {
                if (!keyIsOpen && _tab >= 0)
                    return FailTab();
                var indicator = Current is '?' or ':' && IsBlank(_position + 1) ? Current : '\0';
                if (keyIsOpen && indicator != ':')
                {
                    CloseOpenKey(self, key, ref keys);
                    keyIsOpen = false;
                }

                if (isRoot && indicator != ':')
                {
                    _rootEntry = _position;
                    _rootKeyEnd = -1;
                    _rootKeyCount = _count;
                }

                if (indicator == '\0')
                {
                    key = _count;
                    var line = _lineStart;
                    var start = _position;
                    if (!FlowNode(flowIndent, inFlow: false))
                    {
                        if (_failed)
                            return false;
                        break;
                    }

                    if (_lineStart != line || !SkipToColon())
                        return Fail(start, MissingColon(start));
                    if (!Colon())
                        return false;
                    compact = false;
                }
                else
                {
                    if (indicator == '?')
                    {
                        key = _count;
                        readsKey = true;
                    }
                    else if (!keyIsOpen)
                    {
                        return Fail(_position, "A ':' without a key before it.");
                    }

                    keyIsOpen = readsKey;
                    compact = true;
                    _position++;
                    _tokenLine = _lineStart;
                }
            }

            var valueAt = _position;
            if (!readsKey)
            {
                _nodes[self].Count++;
                _nodes[self].End = _position;
                CheckKey(self, key, ref keys);
                if (isRoot)
                {
                    _rootKeyCount = _count;
                    _rootKeyEnd = _position;
                }
            }

            var value = _count;
            if (!BlockNode(column, seek: true, compact, listAtParent: true))
            {
                if (_failed)
                    return false;
                AddNull(valueAt);
            }

            if (_stopped)
                return false;
            _nodes[self].End = Math.Max(_nodes[self].End, _nodes[value].End);
            if (!readsKey)
                CheckMerge(key, value);
            if (!EndOfEntry(column))
                return false;
            if (isRoot && !readsKey)
            {
                _rootKeyCount = _count;
                _rootKeyEnd = -1;
            }

            if (_indent < column)
                break;
        }

        if (_stopped)
            return false;
        if (keyIsOpen)
            CloseOpenKey(self, key, ref keys);
        Close(self, _nodes[self].End);
        if (isRoot)
        {
            _rootKeyCount = _count;
            _rootKeyEnd = -1;
        }

        return true;
    }

    // A key behind '?' that no ':' follows has no value.
    private void CloseOpenKey(int self, int key, ref HashSet<string>? keys)
    {
        _nodes[self].Count++;
        var end = _nodes[key].End;
        while (end > _nodes[key].Start && _text[end - 1] is ' ' or '\r' or '\n')
            end--;
        _nodes[self].End = Math.Max(_nodes[self].End, end);
        AddNull(end);
        CheckKey(self, key, ref keys);
    }

    // Behind a value: the next entry begins on a new line, not deeper than this one.
    private bool EndOfEntry(int column)
    {
        SkipSpace();
        if (AtEnd || (_lineStart != _tokenLine && _indent <= column))
            return !_stopped;
        if (_tab >= 0 && _lineStart != _tokenLine)
            return FailTab();
        return FailUnexpected();
    }

    private bool FailTab() => Fail(_tab, "A tab is used as indentation. Use spaces.");
}
