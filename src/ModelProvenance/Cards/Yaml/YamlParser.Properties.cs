namespace ModelProvenance.Cards.Yaml;

internal ref partial struct YamlParser
{
    // Reads tag and anchor before a node. level says how the line that follows them is indented against the parent.
    private bool Properties(int parentIndent, ref YamlNodeFlags properties, ref int level)
    {
        while (level > 0 && Current is '!' or '&')
        {
            var isTag = Current == '!';
            var flag = isTag ? YamlNodeFlags.Tagged : YamlNodeFlags.Anchored;
            if ((properties & flag) != 0)
            {
                // Behind a line break the second one belongs to the first key of a mapping.
                return _lineStart != _tokenLine || Fail(_position, isTag ? "A value has two tags." : "A value has two anchors.");
            }

            properties |= flag;
            if (!(isTag ? Tag() : Anchor()))
                return false;
            _tokenLine = _lineStart;
            _propertyEnd = _position;
            if (SkipSpace() > 0)
                level = _indent.CompareTo(parentIndent);
        }

        return true;
    }

    private bool Tag()
    {
        var start = _position;
        if (_position + 1 < _text.Length && _text[_position + 1] == '<')
        {
            var close = _text[_position..].IndexOf('>');
            if (close < 0)
                return Fail(start, "The tag that begins with '!<' is never closed with '>'.");
            _position += close + 1;
        }
        else
        {
            while (!IsBlank(_position))
                _position++;
        }

        var tag = _text[start.._position];
        if (tag[1..].IndexOfAny(",[]{}") >= 0)
            return Fail(start, "A tag with a bracket or comma in it. Quote a value that begins with '!'.", tag.Length);
        if (IsKnownTag(tag))
            Report(CardReadRules.UnsupportedYaml, start, _position, $"The tag '{tag}' is not needed in a card, and readers disagree about tags. Remove it, or quote the value.");
        else
            Report(CardReadRules.YamlSyntax, start, _position, $"The tag '{Shorten(tag)}' is unknown. Quote a value that begins with '!'.");
        return true;
    }

    // The tags of js-yaml's default schema, which others refuse or read in their own way.
    private static bool IsKnownTag(ReadOnlySpan<char> tag)
    {
        if (tag is "!")
            return true;
        const string Verbatim = "!<tag:yaml.org,2002:";
        var name = tag.StartsWith("!!", StringComparison.Ordinal) ? tag[2..] : tag.StartsWith(Verbatim, StringComparison.Ordinal) ? tag[Verbatim.Length..^1] : [];
        return name is "str" or "seq" or "map" or "int" or "float" or "bool" or "null" or "timestamp" or "merge" or "binary" or "omap" or "pairs" or "set";
    }

    private bool Anchor()
    {
        var start = _position++;
        var name = Name();
        if (name.IsEmpty)
            return Fail(start, "A '&' must be followed by the name of an anchor. Quote a value that begins with '&'.");
        _anchors ??= new HashSet<string>(StringComparer.Ordinal);
        _anchors.Add(name.ToString());
        Report(CardReadRules.UnsupportedYaml, start, _position, $"The anchor '&{Shorten(name)}' is not read. Quote a value that begins with '&'.");
        return true;
    }

    private bool Alias()
    {
        var start = _position++;
        var name = Name();
        if (name.IsEmpty)
            return Fail(start, "A '*' at the start of a value is an alias without a name. Quote the value.");
        if (_anchors is null || !_anchors.Contains(name.ToString()))
            return Fail(start, $"'*{Shorten(name)}' is an alias of an anchor that does not exist. Quote a value that begins with '*'.", name.Length + 1);
        _tokenLine = _lineStart;
        Report(CardReadRules.UnsupportedYaml, start, _position, $"The alias '*{Shorten(name)}' is not followed. Write the value itself.");
        Add(YamlNodeKind.Alias, YamlScalarStyle.None, start, _position);
        return !_stopped;
    }

    private ReadOnlySpan<char> Name()
    {
        var start = _position;
        while (!IsBlank(_position) && !IsFlowIndicator(_text[_position]))
            _position++;
        return _text[start.._position];
    }
}
